//! Asks a FAQ from a terminal: one question, a conversation, or one question a line.

mod asked;
mod asker;
mod batch;
mod cli;
mod conversation;
mod explain;
mod failure;
mod json;
mod paint;

use std::{
    fs::File,
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use chrono::Utc;
use clap::Parser;
use maklumat::{
    cache,
    faq::{Faq, FaqError},
    reply::{Outcome, Reader},
};

use asker::Asker;
use cli::{Form, Options};
use failure::Failure;

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(status) => status,
        // Whoever reads us has had enough, as in `ask … | head -1`.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            // There is nowhere left to tell that standard error is gone.
            let _ = writeln!(io::stderr(), "{failure}");
            ExitCode::from(2)
        }
    }
}

fn run(options: &Options) -> Result<ExitCode, Failure> {
    let faq = load(options).map_err(|error| Failure::Faq(error, options.reader()))?;
    let reader = Reader {
        language: options.lang.0,
        as_of: options.as_of,
        today: faq.notice.day(Utc::now()),
    };
    let matcher = cache::matcher(faq, cache::directory().as_deref());
    let asker = Asker::new(matcher, reader, options);
    match options.question() {
        Some(question) => once(&asker, &question),
        None if io::stdin().is_terminal() && options.form() == Form::Plain => {
            conversation::hold(asker)
        }
        None => batch::answer(&asker, io::stdin().lock(), io::stdout().lock()),
    }
}

fn load(options: &Options) -> Result<Faq, FaqError> {
    let Some(path) = options.faq() else {
        return Faq::parse("faq.yaml", Faq::SHIPPED.as_bytes());
    };
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| FaqError::unreadable(&name, &error))?;
    Faq::read(&name, file)
}

/// Answers one question; the exit status tells whether it could.
fn once(asker: &Asker, question: &str) -> Result<ExitCode, Failure> {
    let asked = asker.ask(question);
    writeln!(io::stdout(), "{}", asker.fold(&asker.show(&asked)))?;
    let unanswered = asked.reply.outcome != Outcome::Answer;
    Ok(ExitCode::from(u8::from(unanswered)))
}
