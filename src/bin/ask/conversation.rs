//! A conversation at a terminal.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use etcetera::base_strategy::{BaseStrategy, Xdg};
use maklumat::{
    reply::{
        self, Reader, Reply, Said,
        terminal::{self, Command, PROMPT},
    },
    text::Language,
};
use rustyline::{DefaultEditor, error::ReadlineError};

use crate::{asker::Asker, failure::Failure};

/// Asks, answers, and asks again until the person has had enough.
pub fn hold(asker: Asker) -> Result<ExitCode, Failure> {
    let mut talk = Talk::new(asker);
    let mut editor = DefaultEditor::new()?;
    let history = history();
    if let Some(path) = &history {
        // There is none before the first conversation.
        let _ = editor.load_history(path);
    }
    say(&talk.welcome())?;
    while let Some(line) = read(&mut editor)? {
        match talk.respond(&line) {
            Some(response) => say(&talk.asker.fold(&response))?,
            None => break,
        }
    }
    say(terminal::farewell(talk.language))?;
    if let Some(path) = &history {
        // A conversation is worth having even if it cannot be remembered.
        let _ = editor.save_history(path);
    }
    Ok(ExitCode::SUCCESS)
}

/// The next line that holds something, unless the person ends the conversation.
fn read(editor: &mut DefaultEditor) -> Result<Option<String>, Failure> {
    loop {
        match editor.readline(PROMPT) {
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => {
                editor.add_history_entry(&line)?;
                return Ok(Some(line));
            }
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
    }
}

fn say(text: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{text}\n")
}

/// Where questions are remembered between conversations.
fn history() -> Option<PathBuf> {
    let directory = Xdg::new().ok()?.state_dir()?.join("maklumat");
    fs::create_dir_all(&directory).ok()?;
    Some(directory.join("ask-history"))
}

/// What has been said so far, as far as it matters for what follows.
struct Talk {
    asker: Asker,
    /// The language of the last reply.
    language: Language,
    /// What was asked, told and offered last.
    said: Said,
}

impl Talk {
    fn new(asker: Asker) -> Self {
        let asked = asker.reader().language.unwrap_or_default();
        Self {
            language: asker.faq().notice.spoken(asked),
            asker,
            said: Said::default(),
        }
    }

    fn welcome(&self) -> String {
        let welcome = terminal::welcome(self.asker.faq(), self.language);
        self.asker.fold(&welcome)
    }

    /// What is said to `line`; nothing when it ends the conversation.
    fn respond(&mut self, line: &str) -> Option<String> {
        match (Command::read(line), line.trim().parse::<usize>()) {
            (Some(Command::Quit), _) => None,
            (Some(Command::Help), _) => Some(terminal::help(self.language).to_owned()),
            (None, Ok(number)) if !self.said.offered.is_empty() => Some(self.choose(number)),
            (None, _) => Some(self.ask(line)),
        }
    }

    fn ask(&mut self, question: &str) -> String {
        let context = self.said.context(self.asker.faq());
        let mut asked = self.asker.follow(question, &context);
        let next = self.offer(question, &mut asked.reply);
        self.asker.show(&asked) + &next
    }

    fn choose(&mut self, number: usize) -> String {
        let chosen = number
            .checked_sub(1)
            .and_then(|index| self.said.offered.get(index));
        let Some(entry) = chosen.and_then(|id| self.asker.faq().entry(id)) else {
            return terminal::no_such_number(self.said.offered.len(), self.language);
        };
        let reader = Reader {
            language: Some(self.language),
            ..*self.asker.reader()
        };
        let mut reply = self.asker.choose(entry, &reader);
        let title = reply::title(entry, self.language).to_owned();
        let next = self.offer(&title, &mut reply);
        self.asker.paint(&reply) + &next
    }

    /// Remembers what `reply` says to `question`, numbers what it offers, and takes what it numbers itself out of it.
    fn offer(&mut self, question: &str, reply: &mut Reply) -> String {
        self.said = Said::of(question, reply);
        self.language = reply.language;
        let related = std::mem::take(&mut reply.related);
        if related.is_empty() {
            return String::new();
        }
        let first = reply.choices.len() + 1;
        let see_also = terminal::see_also(&related, first, self.language);
        format!("\n\n{see_also}")
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use maklumat::{
        faq::Faq,
        matcher::{Decision, Matcher, Part, Rule, Understanding, Verdict},
        reply,
    };

    use super::*;
    use crate::cli::Options;

    fn talk() -> Talk {
        let yaml = include_bytes!("../../../tests/data/notice.yaml");
        let faq = Faq::parse("notice.yaml", yaml).expect("a whole FAQ");
        let reader = Reader {
            language: None,
            as_of: None,
            today: faq.entries[0].as_of.expect("a date"),
        };
        let options = Options::parse_from(["ask"]);
        Talk::new(Asker::new(Matcher::new(faq), reader, &options))
    }

    #[test]
    fn numbers_choose_among_what_was_offered() {
        let mut talk = talk();
        let entries = talk.asker.faq().entries.iter().take(2);
        talk.said.offered = entries.map(|entry| entry.id.clone()).collect();
        let mut log = String::new();
        for line in ["3", "0", " 1 ", "1", "help", "quit"] {
            let response = talk.respond(line).unwrap_or_else(|| "(ends)".to_owned());
            log.push_str(&format!("> {line}\n{response}\n\n"));
        }
        insta::assert_snapshot!(log);
    }

    #[test]
    fn what_else_may_have_been_meant_is_numbered() {
        let mut talk = talk();
        let part = Part {
            text: "jembatan".to_owned(),
            verdict: Verdict {
                decision: Decision::Likely {
                    entry: 0,
                    others: vec![1, 4],
                },
                because: Rule::Likely,
            },
            ranking: Vec::new(),
        };
        let understanding = Understanding {
            language: Language::default(),
            parts: vec![part],
        };
        let mut reply = reply::render(talk.asker.faq(), &understanding, talk.asker.reader());
        let next = talk.offer("", &mut reply);
        let second = talk.respond("2").expect("an answer");
        insta::assert_snapshot!(format!("{reply}{next}\n\n> 2\n{second}"));
    }
}
