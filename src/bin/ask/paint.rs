//! Colours, where there is a terminal that wants them.

use std::{
    env,
    io::{self, IsTerminal},
};

use maklumat::reply::Role;

/// Whether to use colours.
#[derive(Debug, Clone, Copy)]
pub enum Ink {
    /// Text alone.
    Plain,
    /// ANSI escape sequences.
    Coloured,
}

impl Ink {
    /// Colours at a terminal, unless `NO_COLOR` (see no-color.org) or `TERM` tells otherwise.
    pub fn of_stdout() -> Self {
        let unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let unable = env::var_os("TERM").is_some_and(|term| term == "dumb");
        if io::stdout().is_terminal() && !unwanted && !unable {
            Self::Coloured
        } else {
            Self::Plain
        }
    }

    /// A paragraph as it looks.
    pub fn paint(self, role: Role, text: &str) -> String {
        let style = match (self, role) {
            (Self::Plain, _) | (_, Role::Text) => return text.to_owned(),
            (Self::Coloured, Role::Title) => "1",
            (Self::Coloured, Role::Provenance) => "2",
            (Self::Coloured, Role::Warning) => "33",
        };
        format!("\x1b[{style}m{text}\x1b[0m")
    }
}
