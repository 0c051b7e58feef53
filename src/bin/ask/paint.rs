//! Colours and lines that fit, where there is a terminal that wants them.

use std::{
    env,
    io::{self, IsTerminal},
};

use maklumat::reply::{Paragraph, Role};
use rustyline::DefaultEditor;
use textwrap::{Options, WordSplitter};

/// What is printed on.
#[derive(Debug, Clone, Copy)]
pub struct Paper {
    ink: Ink,
    /// Columns, where lines are broken between words.
    width: Option<usize>,
}

/// Whether to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    /// Text alone.
    Plain,
    /// ANSI escape sequences.
    Coloured,
}

impl Paper {
    /// As standard output is: colours and a width at a terminal, unless `NO_COLOR` (see no-color.org) or `TERM` tells
    /// otherwise; neither in a pipe.
    pub fn of_stdout() -> Self {
        let unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let unable = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let terminal = io::stdout().is_terminal();
        Self {
            ink: match terminal && !unwanted && !unable {
                true => Ink::Coloured,
                false => Ink::Plain,
            },
            width: width(),
        }
    }

    /// A paragraph as it looks.
    pub fn paint(self, paragraph: &Paragraph) -> String {
        if self.ink == Ink::Plain {
            return paragraph.text.clone();
        }
        let style = match paragraph.role {
            Role::Title | Role::Text => {
                let [before, strong, after] = paragraph.pieces();
                return match strong {
                    "" => paragraph.text.clone(),
                    strong => format!("{before}\x1b[1m{strong}\x1b[0m{after}"),
                };
            }
            Role::Provenance | Role::History => "2",
            Role::Warning => "33",
        };
        format!("\x1b[{style}m{}\x1b[0m", paragraph.text)
    }

    /// `page` in lines that fit, broken between words.
    pub fn fold(self, page: &str) -> String {
        match self.width {
            Some(width) => {
                let whole_words = Options::new(width)
                    .word_splitter(WordSplitter::NoHyphenation)
                    .break_words(false);
                textwrap::fill(page, whole_words)
            }
            None => page.to_owned(),
        }
    }
}

/// The columns of standard output; none where it is no terminal.
fn width() -> Option<usize> {
    let (columns, _) = DefaultEditor::new().ok()?.dimensions()?;
    Some(columns.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_colours_take_no_room() {
        let paper = Paper {
            ink: Ink::Coloured,
            width: Some(20),
        };
        let title = paper.paint(&Paragraph::new(Role::Title, "Instal ulang M-Paspor"));
        assert_eq!(paper.fold(&title), "\x1b[1mInstal ulang\nM-Paspor\x1b[0m");
        let link = "https://example.org/a-long-way/to-go";
        assert_eq!(paper.fold(link), link);
        assert_eq!(
            paper.fold("satu\n\ndua tiga empat lima"),
            "satu\n\ndua tiga empat lima"
        );
        assert_eq!(
            paper.fold("1. dua tiga empat lima"),
            "1. dua tiga empat\nlima"
        );
    }

    #[test]
    fn in_a_pipe_lines_stay_whole() {
        let paper = Paper {
            ink: Ink::Plain,
            width: None,
        };
        let long = "kata ".repeat(100);
        assert_eq!(paper.fold(&long), long);
    }
}
