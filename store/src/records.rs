//! What was recorded, read for whoever keeps the FAQ, beside a running bot: nothing is made, moved, mended or written.

use std::{collections::BTreeMap, fmt, path::PathBuf};

use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    AnyConnection, AssertSqlSafe, ConnectOptions, Row,
    any::{AnyConnectOptions, AnyRow},
    sqlite::SqliteConnectOptions,
};
use tokio::time::timeout;

use super::{
    asked::Told,
    directory::DATABASE,
    model::Limits,
    open::install_drivers,
    retention::{self, ASKED, UNPRESSED},
    trouble::Trouble,
};

/// Every question, and the kind of miss that it is, if it is one.
pub(super) const KINDS: &str = "SELECT question, person, language, day, told, offered, pressed, chance, CASE
    WHEN ended = 'no-help' THEN 'no-help'
    WHEN ended = 'none' AND told = 'likely' THEN 'turned-down'
    WHEN ended = 'none' THEN 'none-of-these'
    WHEN told = 'likely' AND pressed <> offered AND offered NOT LIKE pressed || ' %' THEN 'turned-down'
    WHEN ended IS NULL AND told = 'nothing' THEN 'unanswered'
    WHEN ended IS NULL AND told <> 'outright' AND expires <= $2 THEN 'not-pressed'
    END AS kind
    FROM asked WHERE expires > $1 AND day >= $3";

/// The version of the tables that hold what is read here.
const VERSION: u32 = 5;

/// Where to read.
#[derive(Debug, Clone)]
pub enum Source {
    /// An SQLite file in this directory.
    Directory(PathBuf),
    /// A PostgreSQL database by its URL.
    Postgres(SecretString),
}

/// How a question was missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// There was no answer.
    Unanswered,
    /// Nothing that was offered was meant.
    NoneOfThese,
    /// An answer that was told as likely was refused, or another one chosen.
    TurnedDown,
    /// The answer was of no help.
    NoHelp,
    /// Something was offered, and nothing pressed.
    NotPressed,
}

/// Questions of one day that were missed in one way, with the words of who agreed; or without, whatever was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Missed {
    /// As 2024-06-25, in UTC.
    pub day: String,
    /// The code of the language that was asked in.
    pub language: String,
    /// How they were missed.
    pub kind: Kind,
    /// Ids of what was told or offered, or is nearest; best first.
    pub offered: Vec<String>,
    /// The id of what was chosen.
    pub pressed: Option<String>,
    /// The chance of the first that was offered, on average.
    pub chance: Option<f64>,
    /// How often it was asked.
    pub times: u64,
    /// By how many people.
    pub people: u64,
    /// Redacted words.
    pub question: Option<String>,
}

/// An offer, and what people pressed under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Ids in the order in which they were shown.
    pub offered: Vec<String>,
    /// How many people pressed anything.
    pub people: u64,
    /// What they pressed.
    pub pressed: Vec<Pressed>,
}

/// What people pressed under an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pressed {
    /// The id; nothing for "none of these".
    pub entry: Option<String>,
    /// How many people.
    pub people: u64,
    /// On how many days, the first press of each counting.
    pub days: u64,
}

/// How often an answer held, by what people said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The id of the entry.
    pub entry: String,
    /// Outright, or as likely.
    pub told: Told,
    /// How often it should hold: the mean of the chances with which it was told.
    pub promised: f64,
    /// Who asked said that it helps.
    pub held: u64,
    /// Who asked said that it does not, or turned it down.
    pub failed: u64,
}

/// Records that cannot be read: why, and how to mend it.
#[derive(Debug)]
pub enum Unreadable {
    /// There is no database in this directory.
    Missing(PathBuf),
    /// The database is an older bot's, or was made by none.
    Old,
    /// The file is damaged.
    Damaged,
    /// Something else.
    Trouble(String),
}

/// A database that is only read.
#[derive(Debug)]
pub struct Records(AnyConnection);

impl Kind {
    const ALL: [Self; 5] = [
        Self::Unanswered,
        Self::NoneOfThese,
        Self::TurnedDown,
        Self::NoHelp,
        Self::NotPressed,
    ];

    /// In a word, for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::NoneOfThese => "none-of-these",
            Self::TurnedDown => "turned-down",
            Self::NoHelp => "no-help",
            Self::NotPressed => "not-pressed",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Records {
    /// Opens what a bot recorded. Without the bot's key: no hash of it is read out.
    pub async fn open(source: &Source) -> Result<Self, Unreadable> {
        install_drivers();
        let (options, session) = match source {
            Source::Postgres(url) => (
                url.expose_secret().parse::<AnyConnectOptions>()?,
                "SET default_transaction_read_only = on",
            ),
            Source::Directory(path) => {
                let file = path.join(DATABASE);
                if !file.is_file() {
                    return Err(Unreadable::Missing(path.clone()));
                }
                let file = SqliteConnectOptions::new().filename(file).read_only(true);
                let options = AnyConnectOptions::from_url(&file.to_url_lossy())?;
                (options, "PRAGMA query_only = ON")
            }
        };
        let opening = async {
            let mut connection = options.disable_statement_logging().connect().await?;
            sqlx::raw_sql(session).execute(&mut connection).await?;
            match version(&mut connection).await? {
                VERSION.. => Ok(Self(connection)),
                _ => Err(Unreadable::Old),
            }
        };
        // Each of some five statements may take as long as a call.
        let opened = timeout(5 * Limits::default().call, opening).await;
        opened.map_err(|_| Unreadable::from(Trouble::Slow))?
    }

    /// What was missed from the day `since` on, as in 2024-06-25, most asked first. Words only where at least so many people asked
    /// the same; other questions are counted without.
    pub async fn missed(&mut self, since: &str, at_least: u32) -> Result<Vec<Missed>, Unreadable> {
        let sql = format!(
            "WITH kinds AS ({KINDS}),
             said AS (SELECT question, MIN(text) AS text FROM asked WHERE expires > $1 AND day >= $3
                 GROUP BY question HAVING MIN(text) IS NOT NULL AND COUNT(DISTINCT person) >= $4)
             SELECT day, language, kind, offered, pressed, CAST(AVG(chance) AS BIGINT), COUNT(*), COUNT(DISTINCT person), text
             FROM kinds LEFT JOIN said ON said.question = kinds.question WHERE kind IS NOT NULL
             GROUP BY day, language, kind, offered, pressed, said.question, text
             ORDER BY 7 DESC, day, language, kind, offered, pressed, text"
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(retention::now())
            .bind(retention::now() + ASKED - UNPRESSED)
            .bind(since)
            .bind(i64::from(at_least))
            .fetch_all(&mut self.0)
            .await?;
        Ok(rows.iter().filter_map(missed).collect())
    }

    /// What people pressed under each offer, most pressed first.
    pub async fn offers(&mut self) -> Result<Vec<Offer>, Unreadable> {
        let rows = sqlx::query(
            "SELECT cells.offer, voters.people, cells.pressed, cells.people, cells.days FROM
             (SELECT offer, pressed, COUNT(*) AS people, COUNT(DISTINCT day) AS days FROM presses
                 WHERE expires > $1 GROUP BY offer, pressed) AS cells
             JOIN (SELECT offer, COUNT(DISTINCT person) AS people FROM presses
                 WHERE expires > $1 GROUP BY offer) AS voters ON voters.offer = cells.offer
             ORDER BY 2 DESC, 1, 4 DESC, 3",
        )
        .bind(retention::now())
        .fetch_all(&mut self.0)
        .await?;
        let mut offers: Vec<Offer> = Vec::new();
        for row in &rows {
            let entry = Some(row.get::<String, _>(2)).filter(|entry| !entry.is_empty());
            let pressed = Pressed {
                entry,
                people: count(row, 3),
                days: count(row, 4),
            };
            let offered = ids(&row.get::<String, _>(0));
            match offers.last_mut() {
                Some(offer) if offer.offered == offered => offer.pressed.push(pressed),
                _ => offers.push(Offer {
                    offered,
                    people: count(row, 1),
                    pressed: vec![pressed],
                }),
            }
        }
        Ok(offers)
    }

    /// How often each answer held, from the day `since` on, by what people said of it; those of which most is known first.
    pub async fn judged(&mut self, since: &str) -> Result<Vec<Judged>, Unreadable> {
        let rows = sqlx::query(
            "SELECT told, offered, CAST(SUM(chance) AS BIGINT), CAST(SUM(held) AS BIGINT), COUNT(*) FROM
             (SELECT told, offered, COALESCE(chance, 100) AS chance,
                 CASE WHEN ended = 'helps' AND (pressed = offered OR offered LIKE pressed || ' %') THEN 1 ELSE 0 END AS held
                 FROM asked WHERE told IN ('outright', 'likely') AND ended IS NOT NULL
                 AND expires > $1 AND day >= $2) AS ended
             GROUP BY told, offered",
        )
        .bind(retention::now())
        .bind(since)
        .fetch_all(&mut self.0)
        .await?;
        // What stood beside an answer is another list, and the same answer.
        let mut answers: BTreeMap<(String, String), [u64; 3]> = BTreeMap::new();
        for row in &rows {
            let entry = ids(&row.get::<String, _>(1)).into_iter().next();
            let sums = answers
                .entry((row.get(0), entry.unwrap_or_default()))
                .or_default();
            (2..)
                .zip(sums)
                .for_each(|(column, sum)| *sum += count(row, column));
        }
        let judged = answers
            .into_iter()
            .map(|((told, entry), [chance, held, of])| Judged {
                entry,
                told: match told == Told::Outright.name() {
                    true => Told::Outright,
                    false => Told::Likely,
                },
                promised: chance as f64 / 100.0 / of.max(1) as f64,
                held,
                failed: of.saturating_sub(held),
            });
        let mut judged: Vec<Judged> = judged.collect();
        judged.sort_by_key(|judged| std::cmp::Reverse(judged.held + judged.failed));
        Ok(judged)
    }
}

/// How far a bot has brought the tables.
async fn version(connection: &mut AnyConnection) -> sqlx::Result<u32> {
    let found = sqlx::query("SELECT value FROM meta WHERE name = 'version'")
        .fetch_optional(connection)
        .await;
    match found {
        Ok(row) => Ok(row
            .and_then(|row| row.get::<String, _>(0).parse().ok())
            .unwrap_or(0)),
        // There is no such table.
        Err(sqlx::Error::Database(error))
            if ["1", "42P01"].contains(&&*error.code().unwrap_or_default()) =>
        {
            Ok(0)
        }
        Err(error) => Err(error),
    }
}

/// Nothing, where a newer bot calls it by a name of its own.
fn missed(row: &AnyRow) -> Option<Missed> {
    Some(Missed {
        day: row.get(0),
        language: row.get(1),
        kind: Kind::named(&row.get::<String, _>(2))?,
        offered: ids(&row.get::<String, _>(3)),
        pressed: row.get(4),
        chance: row
            .get::<Option<i64>, _>(5)
            .map(|chance| chance as f64 / 100.0),
        times: count(row, 6),
        people: count(row, 7),
        question: row.get(8),
    })
}

pub(super) fn ids(joined: &str) -> Vec<String> {
    joined.split_whitespace().map(str::to_owned).collect()
}

fn count(row: &AnyRow, column: usize) -> u64 {
    row.get::<i64, _>(column).unsigned_abs()
}

impl From<sqlx::Error> for Unreadable {
    fn from(error: sqlx::Error) -> Self {
        Self::from(Trouble::from(error))
    }
}

impl From<Trouble> for Unreadable {
    fn from(trouble: Trouble) -> Self {
        match trouble.damaged() {
            true => Self::Damaged,
            false => Self::Trouble(trouble.to_string()),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => write!(
                f,
                "{} holds no database of the bot: name the directory that DATA_DIR names for the bot, or start the bot once",
                path.join(DATABASE).display()
            ),
            Self::Old => f.write_str(
                "the database is not of this version of the bot: start this version of the bot once, which brings it up to date",
            ),
            Self::Damaged => f.write_str(
                "the database is damaged: see whether the disk is sound; the bot begins a new one, and says so in its log",
            ),
            Self::Trouble(trouble) => write!(f, "the database cannot be read: {trouble}"),
        }
    }
}

impl std::error::Error for Unreadable {}
