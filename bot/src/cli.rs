//! What can be said on the command line. Everything else is said by variables.

use clap::Parser;
use maklumat_bot::service::{config::names, health::Probe};

const STATUSES: &str = "\
Exit status: 0 it was asked to stop, or all is well; 1 something is not well; 2 it cannot start as it is configured.";

/// Answers citizens' questions in Telegram, from published notices.
///
/// Without an option it serves, until SIGTERM or Ctrl-C; SIGHUP has the FAQ read again.
#[derive(Debug, Parser)]
#[command(name = "bot", version, after_help = in_short(), after_long_help = in_full())]
pub struct Options {
    /// Tell whether token, FAQ, database, directories and clock are well, and how to mend what is not; starts nothing
    #[arg(long)]
    pub check: bool,

    /// Ask the running bot at METRICS_LISTEN whether it lives, or whether updates arrive too; exit status 0 yes, 1 no
    #[arg(
        long,
        value_name = "WHAT",
        value_enum,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "alive",
        conflicts_with = "check"
    )]
    pub health: Option<Probe>,
}

fn in_short() -> String {
    let names: Vec<_> = names::ours().collect();
    format!(
        "{STATUSES}\n\nVariables, of the environment or a file .env (--help explains each):\n  {}",
        names.join("\n  ")
    )
}

fn in_full() -> String {
    format!(
        "{STATUSES}\n\nVariables, of the environment or a file .env:\n\n{}",
        names::EXAMPLE
    )
}
