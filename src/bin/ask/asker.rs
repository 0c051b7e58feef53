//! One question, and what is shown for it.

use std::num::NonZeroUsize;

use maklumat::{
    faq::{Entry, Faq},
    matcher::{Context, Matcher, Understanding},
    reply::{self, Reader, Reply},
};

use crate::{
    asked::Asked,
    cli::{Form, Options},
    explain::explain,
    json,
    paint::Paper,
};

/// Everything that questions are answered with.
pub struct Asker {
    matcher: Matcher,
    reader: Reader,
    form: Form,
    paper: Paper,
    explain: bool,
    top: NonZeroUsize,
}

impl Asker {
    /// Answers as `options` ask for.
    pub fn new(matcher: Matcher, reader: Reader, options: &Options) -> Self {
        Self {
            matcher,
            reader,
            form: options.form(),
            paper: Paper::of_stdout(),
            explain: options.explain,
            top: options.top,
        }
    }

    /// The FAQ that is asked.
    pub fn faq(&self) -> &Faq {
        self.matcher.faq()
    }

    /// Who reads.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Understands a question and composes a reply.
    pub fn ask(&self, question: &str) -> Asked {
        self.asked(question, self.matcher.understand(question))
    }

    /// The same, after what was said before.
    pub fn follow(&self, question: &str, context: &Context) -> Asked {
        self.asked(question, self.matcher.follow(question, context))
    }

    fn asked(&self, question: &str, understanding: Understanding) -> Asked {
        let reply = reply::render(self.faq(), &understanding, &self.reader);
        Asked {
            question: question.to_owned(),
            understanding,
            reply,
        }
    }

    /// The reply to a person who chose `entry`.
    pub fn choose(&self, entry: &Entry, reader: &Reader) -> Reply {
        reply::entry(self.faq(), entry, reader)
    }

    /// What is printed, on lines of its own.
    pub fn show(&self, asked: &Asked) -> String {
        match self.form {
            Form::Json => json::line(self.faq(), asked, self.top, self.explanation(asked)),
            Form::Plain => match self.explanation(asked) {
                Some(explanation) => format!("{}\n\n{explanation}", self.paint(&asked.reply)),
                None => self.paint(&asked.reply),
            },
        }
    }

    /// What is printed, on one line.
    pub fn show_on_a_line(&self, asked: &Asked) -> String {
        match self.form {
            Form::Json => self.show(asked),
            Form::Plain => self
                .show(asked)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
        }
    }

    /// A reply as it looks on standard output.
    pub fn paint(&self, reply: &Reply) -> String {
        reply.lay_out(|paragraph| self.paper.paint(paragraph))
    }

    /// What is printed, in lines that fit onto standard output; an object stays on its own.
    pub fn fold(&self, page: &str) -> String {
        match self.form {
            Form::Json => page.to_owned(),
            Form::Plain => self.paper.fold(page),
        }
    }

    fn explanation(&self, asked: &Asked) -> Option<String> {
        let explain = || explain(self.faq(), &self.matcher.explain(&asked.question), self.top);
        self.explain.then(explain)
    }
}
