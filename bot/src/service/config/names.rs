//! The names of the variables, and which other names must have been meant for one of them.
//!
//! A variable that nobody reads is silence: the bot would run, and serve another FAQ than the one that was meant. So a name is refused
//! when nothing but a slip explains it; what any environment may hold for other programs (`LOGNAME`, `DATABASE_HOST`, `SLACK_WEBHOOK_URL`)
//! is left alone. Three things give a slip away: it is spelt like one of ours but for a letter in six, however it is cut into words;
//! it is one of ours with a word cut short, or with this program's name before it; or it begins as only ours do.

use std::path::Path;

use strsim::osa_distance;

/// What there is to be set, explained; the list of the variables is read from it.
pub const EXAMPLE: &str = include_str!("../../../../.env.example");

/// So many letters, and one of them may be wrong.
const LETTERS_A_SLIP: usize = 6;
/// How our variables begin, and those of no other program that a service meets.
const ONLY_OURS: [&str; 3] = ["FAQ", "WEBHOOK", "TELOXIDE"];
/// Names of this program, which some would write before a variable of it.
const PREFIXES: [&str; 2] = ["MAKLUMAT_", "BOT_"];

/// The variables that there are.
pub fn ours() -> impl Iterator<Item = &'static str> {
    EXAMPLE.lines().filter_map(|line| {
        let (name, _) = line.trim_start_matches('#').split_once('=')?;
        let is_name = name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
        is_name.then_some(name)
    })
}

/// What is wrong with the names in the environment of this process.
pub fn mistaken_in_environment() -> Vec<String> {
    let mut mistaken: Vec<_> = std::env::vars_os()
        .filter_map(|(name, value)| {
            let name = name.to_string_lossy();
            complaint("the environment", &name, &value.to_string_lossy())
        })
        .collect();
    mistaken.sort();
    mistaken
}

/// What is wrong with the names in the file at `path`, which holds `text`.
pub fn mistaken_in_file(path: &Path, text: &str) -> Vec<String> {
    let variables = dotenvy::from_read_iter(text.as_bytes()).flatten();
    let complaints = variables.filter_map(|(name, value)| {
        let mut lines = text.lines().map(|line| defines(line, &name));
        let line = lines.position(|found| found).map_or(0, |line| line + 1);
        complaint(&format!("{} line {line}", path.display()), &name, &value)
    });
    complaints.collect()
}

/// Whether a line of a file gives `name` a value.
fn defines(line: &str, name: &str) -> bool {
    let line = line.trim_start();
    let line = line.strip_prefix("export ").unwrap_or(line).trim_start();
    let rest = line.strip_prefix(name).map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with('='))
}

/// An empty variable is as good as none, so that nothing was meant by it.
fn complaint(place: &str, name: &str, value: &str) -> Option<String> {
    let meant = match value.trim().is_empty() {
        true => return None,
        false => meant(name, value),
    };
    let (last, others) = meant.split_last()?;
    let meant = match others {
        [] => (*last).to_owned(),
        _ => format!("{} or {last}", others.join(", ")),
    };
    Some(format!(
        "{place}: {name} is no variable of this bot, and would be ignored. Did you mean {meant}? Rename it, or take it out"
    ))
}

/// Which of ours `name` must have been meant for; none when it is one of ours, or may well be somebody else's.
fn meant(name: &str, value: &str) -> Vec<&'static str> {
    if ours().any(|ours| ours == name) {
        return Vec::new();
    }
    let nearest = ours()
        .map(|ours| (osa_distance(&letters(name), &letters(ours)), ours))
        .filter(|(slips, ours)| *slips <= letters(ours).len() / LETTERS_A_SLIP)
        .min();
    let short = || ours().find(|ours| is_short(name, ours) || is_prefixed(name, ours));
    if let Some(ours) = nearest.map(|(_, ours)| ours).or_else(short) {
        return vec![ours];
    }
    let family = ONLY_OURS.into_iter().find(|word| {
        letters(name).starts_with(word) && !is_about_a_service(&name.to_uppercase(), value)
    });
    let of_family = |word| ours().filter(move |ours| ours.starts_with(word));
    family.into_iter().flat_map(of_family).collect()
}

/// A name without what tells words apart.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether there are as many words, the first is the same, and what follows in one is what follows in the other cut short:
/// `LOG_LVL`, `DATA_DIRECTORY`.
fn is_short(name: &str, ours: &str) -> bool {
    let words = |name: &str| name.split('_').count();
    let (Some((first, rest)), Some((our_first, our_rest))) =
        (name.split_once('_'), ours.split_once('_'))
    else {
        return false;
    };
    let (rest, our_rest) = (letters(rest), letters(our_rest));
    words(name) == words(ours)
        && first.eq_ignore_ascii_case(our_first)
        && (cut_short(&rest, &our_rest) || cut_short(&our_rest, &rest))
}

/// Whether `short` is some of the letters of `long` in their order, the first among them.
fn cut_short(short: &str, long: &str) -> bool {
    let mut letters = long.chars();
    short.len() > 1 && short[..1] == long[..1] && short.chars().all(|c| letters.any(|l| l == c))
}

fn is_prefixed(name: &str, ours: &str) -> bool {
    let mut without = PREFIXES
        .iter()
        .filter_map(|prefix| name.strip_prefix(prefix));
    without.any(|name| name == ours)
}

/// Kubernetes tells each container where the services of its namespace are: one that is called `faq` makes `FAQ_SERVICE_HOST`,
/// `FAQ_PORT=tcp://…`, `FAQ_PORT_80_TCP_ADDR`.
fn is_about_a_service(name: &str, value: &str) -> bool {
    let is_port = name.ends_with("_PORT") && value.contains("://");
    is_port || name.contains("_SERVICE_") || name.contains("_PORT_")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name, and the one that must have been meant.
    const SLIPS: &[(&str, &str)] = &[
        ("FAQPATH", "FAQ_PATH"),
        ("FAQ_PAHT", "FAQ_PATH"),
        ("FAQ-PATH", "FAQ_PATH"),
        ("faq_path", "FAQ_PATH"),
        ("FAQ_FILE", "FAQ_PATH"),
        ("FAQ", "FAQ_PATH"),
        ("FAQ_DIR", "FAQ_PATH"),
        ("FAQ_PORT", "FAQ_PATH"),
        ("MAKLUMAT_FAQ_PATH", "FAQ_PATH"),
        ("BOT_WEBHOOK_URL", "WEBHOOK_URL"),
        ("WEBHOOK_URI", "WEBHOOK_URL"),
        ("WEB_HOOK_URL", "WEBHOOK_URL"),
        ("WEBHOK_URL", "WEBHOOK_URL"),
        ("WEBHOOK_SECRETS", "WEBHOOK_SECRET"),
        ("LOGLEVEL", "LOG_LEVEL"),
        ("LOG_LEVL", "LOG_LEVEL"),
        ("LOG_LVL", "LOG_LEVEL"),
        ("LOG_FMT", "LOG_FORMAT"),
        ("LOGFORMAT", "LOG_FORMAT"),
        ("RUSTLOG", "RUST_LOG"),
        ("TELOXIDE_TOKENS", "TELOXIDE_TOKEN"),
        ("TELOXIDETOKEN", "TELOXIDE_TOKEN"),
        ("TELEOXIDE_TOKEN", "TELOXIDE_TOKEN"),
        ("DATADIR", "DATA_DIR"),
        ("DATA_DIRECTORY", "DATA_DIR"),
        ("DATABASE_URI", "DATABASE_URL"),
        ("database_url", "DATABASE_URL"),
        ("HASHKEY", "HASH_KEY"),
        ("METRICS_LISTENER", "METRICS_LISTEN"),
        ("MESSAGE_PER_SECOND", "MESSAGES_PER_SECOND"),
        ("ADMIN_ID", "ADMIN_IDS"),
        ("ADMINIDS", "ADMIN_IDS"),
        ("ADMINS_IDS", "ADMIN_IDS"),
        ("BOT_ADMIN_IDS", "ADMIN_IDS"),
    ];

    /// What other programs have in the environments of machines, containers, clusters and build servers.
    const OTHERS: &[&str] = &[
        "PATH",
        "HOME",
        "USER",
        "LOGNAME",
        "SHELL",
        "PWD",
        "OLDPWD",
        "SHLVL",
        "TERM",
        "LANG",
        "LC_ALL",
        "TZ",
        "HOSTNAME",
        "MAIL",
        "EDITOR",
        "TMPDIR",
        "DISPLAY",
        "COLORTERM",
        "_",
        "XDG_DATA_DIRS",
        "XDG_DATA_HOME",
        "XDG_CACHE_HOME",
        "XDG_RUNTIME_DIR",
        "DBUS_SESSION_BUS_ADDRESS",
        "SSH_AUTH_SOCK",
        "LS_COLORS",
        "LD_LIBRARY_PATH",
        "MANPATH",
        "INFOPATH",
        "FPATH",
        "CDPATH",
        "INVOCATION_ID",
        "JOURNAL_STREAM",
        "SYSTEMD_EXEC_PID",
        "NOTIFY_SOCKET",
        "WATCHDOG_USEC",
        "WATCHDOG_PID",
        "STATE_DIRECTORY",
        "CACHE_DIRECTORY",
        "LOGS_DIRECTORY",
        "CREDENTIALS_DIRECTORY",
        "CONFIGURATION_DIRECTORY",
        "RUNTIME_DIRECTORY",
        "LOG_NAMESPACE",
        "LISTEN_FDS",
        "LOG_DIR",
        "LOG_FILE",
        "LOG_PATH",
        "LOGDIR",
        "LOGGING",
        "LOG_TARGET",
        "LOG_DRIVER",
        "NPM_CONFIG_LOGLEVEL",
        "DATABASE_URL_READ_ONLY",
        "RUST_BACKTRACE",
        "RUST_LOG_STYLE",
        "RUST_MIN_STACK",
        "RUSTFLAGS",
        "RUSTUP_HOME",
        "CARGO_HOME",
        "DATABASE_HOST",
        "DATABASE_PORT",
        "DATABASE_USER",
        "DATABASE_PASSWORD",
        "DATABASE_NAME",
        "DATABASE_PUBLIC_URL",
        "TEST_DATABASE_URL",
        "DATA_PATH",
        "DATA_HOME",
        "PGDATA",
        "PGHOST",
        "POSTGRES_PASSWORD",
        "REDIS_URL",
        "METRICS_PORT",
        "METRICS_PATH",
        "HASH_SALT",
        "HASH_ALGORITHM",
        "HASHRATE",
        "MESSAGES_DIR",
        "MESSAGE_BROKER_URL",
        "TELEGRAM_API_ID",
        "TELEGRAM_API_HASH",
        "TELEGRAM_CHAT_ID",
        "SLACK_WEBHOOK_URL",
        "DISCORD_WEBHOOK",
        "ADMIN_EMAIL",
        "ADMIN_PASSWORD",
        "ADMIN_USER",
        "ADMINS",
        "HTTPS_PROXY",
        "NO_PROXY",
        "CI",
        "GITHUB_TOKEN",
        "KUBERNETES_SERVICE_HOST",
        "MAKLUMAT_REQUIRE_POSTGRES",
    ];

    #[test]
    fn a_slip_is_told_with_what_was_meant() {
        for (name, wanted) in SLIPS {
            let said = complaint("the environment", name, "8080").unwrap_or_default();
            assert!(
                said.contains(&format!("Did you mean {wanted}?")),
                "{name}: {said}"
            );
        }
        let said = complaint("the environment", "WEBHOOK_PORT", "8080").unwrap_or_default();
        let all = "Did you mean WEBHOOK_URL, WEBHOOK_LISTEN or WEBHOOK_SECRET?";
        assert!(said.contains(all), "{said}");
    }

    #[test]
    fn what_others_have_is_left_alone() {
        for name in OTHERS.iter().copied().chain(ours()) {
            assert_eq!(complaint("the environment", name, "/x"), None);
        }
        for (name, value) in [
            ("FAQ_SERVICE_HOST", "10.0.0.1"),
            ("FAQ_SERVICE_PORT_HTTP", "80"),
            ("FAQ_PORT", "tcp://10.0.0.1:80"),
            ("WEBHOOK_PORT_80_TCP_ADDR", "10.0.0.1"),
            ("FAQPATH", " "),
        ] {
            assert_eq!(complaint("the environment", name, value), None);
        }
    }

    #[test]
    fn a_line_of_a_file_is_told_by_its_number() {
        let text = "# FAQ_FILE=x\nLOG_FORMAT=\"two\nlines\"\n\n export FAQ_FILE = a.yaml\nPOSTGRES_PASSWORD=hunter2\n";
        let said = mistaken_in_file(Path::new("/srv/.env"), text);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with("/srv/.env line 5: FAQ_FILE "),
            "{said:?}"
        );
    }

    #[test]
    fn no_value_is_told() {
        let said = complaint(".env", "TELOXIDE_TOKN", "hunter2").unwrap_or_default();
        assert!(!said.is_empty() && !said.contains("hunter2"), "{said}");
    }
}
