//! Why the memory is away: what, where, and how to mend it.

use std::{fmt, io, path::PathBuf};

/// Why the memory is away.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The database said no.
    Database(sqlx::Error),
    /// A call took longer than a person can wait.
    Slow,
    /// A file or directory could not be used.
    File(PathBuf, io::Error),
    /// The database's file was removed, or another put in its place.
    Replaced(PathBuf),
    /// The database's file holds something else now.
    Overwritten(PathBuf),
    /// More files than one can believe were damaged in a day.
    Piling(PathBuf),
    /// The file is damaged, and another process has it open.
    Shared(PathBuf),
    /// The file of the hash key holds something else.
    Key(PathBuf),
    /// No random bytes could be had.
    Random(getrandom::Error),
}

impl From<sqlx::Error> for Trouble {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl From<getrandom::Error> for Trouble {
    fn from(error: getrandom::Error) -> Self {
        Self::Random(error)
    }
}

impl Trouble {
    /// Whether an SQLite file is damaged beyond use. What cannot be opened, read or written may be sound.
    pub(super) fn damaged(&self) -> bool {
        matches!(self, Self::Overwritten(_) | Self::Shared(_))
            || matches!(self.sqlite_code(), Some(11 | 26))
    }

    /// Whether it concerns one call alone: a deadlock, or a value that a server does not take.
    pub(super) fn of_one_call(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else {
            return false;
        };
        let code = error.code().unwrap_or_default();
        code.len() == 5 && ["22", "23", "40"].contains(&&code[..2])
    }

    /// SQLite's primary result code. PostgreSQL's codes have five characters, so that none is taken for one of these.
    fn sqlite_code(&self) -> Option<i32> {
        let Self::Database(sqlx::Error::Database(error)) = self else {
            return None;
        };
        let code = error.code().filter(|code| code.len() < 5)?;
        code.parse::<i32>().ok().map(|code| code & 0xff)
    }

    fn mend(&self) -> &'static str {
        match (self.sqlite_code(), self) {
            (Some(5 | 6), _) => "another program holds a lock on the file: end that program",
            (Some(13), _) => "the disk, or the file's size limit, is full: make room in DATA_DIR",
            (Some(8 | 14), _) | (_, Self::File(..)) => "let the bot's user read and write DATA_DIR",
            (Some(11 | 26), _) | (_, Self::Overwritten(_)) => {
                "the file is damaged; what is left of it is set aside, and a new one begun"
            }
            (_, Self::Replaced(_)) => "the file that stands there now is used, or a new one begun",
            (_, Self::Piling(_)) => {
                "see whether the disk is sound, then move what was set aside elsewhere"
            }
            (_, Self::Shared(_)) => "end the other process, or wait until it sees the damage too",
            (_, Self::Slow) => "see whether the database is overloaded or holds locks",
            (_, Self::Key(_)) => {
                "restore the file, or delete it to begin anew: choices made under the old key are not found again"
            }
            _ => "see that the database runs, and that DATABASE_URL or DATA_DIR is right",
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The text of a configuration error may quote the URL, and with it the password.
            Self::Database(sqlx::Error::Configuration(_)) => f.write_str("the URL cannot be read"),
            Self::Database(error) => write!(f, "{error}"),
            Self::Slow => f.write_str("it did not answer in time"),
            Self::File(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Replaced(path) | Self::Overwritten(path) => {
                write!(f, "{} is no longer what it was", path.display())
            }
            Self::Piling(path) => {
                write!(
                    f,
                    "{} holds many damaged databases of today",
                    path.display()
                )
            }
            Self::Shared(path) => {
                write!(f, "{} is damaged, and in use elsewhere", path.display())
            }
            Self::Key(path) => write!(
                f,
                "{} should hold 64 hexadecimal digits, and does not",
                path.display()
            ),
            Self::Random(error) => write!(f, "no random bytes: {error}"),
        }?;
        write!(f, " ({})", self.mend())
    }
}
