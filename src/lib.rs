//! `maklumat` (Indonesian: a public notice) answers people's questions from published notices.
//!
//! It never makes anything up: each answer was written by a person, from named and dated sources, or there is no answer,
//! and it says so.
//!
//! # The way of a question
//!
//! ```text
//! text ─ text::normalise, stem, detect, clauses, wanted ──→ words, clauses, the kind of fact that is asked
//!      ─ matcher::reading, spelling ──────────────────────→ words, as the FAQ spells them
//!      ─ matcher::features, classifier ───────────────────→ the entries and gaps most like them
//!      ─ matcher::candidates, alignment, cover, signals ──→ what speaks for and against each
//!      ─ matcher::calibration ────────────────────────────→ the chance of each, and of none
//!      ─ matcher::decide, an ordered list of rules ───────→ Verdict { decision, because }
//!                                                           answer · likely · choices · abstain
//!      ─ reply::render ───────────────────────────────────→ what a person reads
//! ```
//!
//! All of it is a pure function of the FAQ, the text, what was said before and the date: the same input gives the same
//! bytes, offline. A [`matcher::Verdict`] is made once; what is promised, done, told and counted follows from it.
//!
//! # Layout
//!
//! - [`faq`]: the content. The model; one tree for reading, checking and editing a file; one list of rules, each with its mend.
//! - [`text`]: reading what people type, before any FAQ is known.
//! - [`matcher`]: from a message to a verdict. `lesson` is what a FAQ teaches, `model` what is learnt from it (`features`;
//!   `classifier`, by `regression`; `spelling`); `learn` asks the FAQ its own phrasings (`tried`), from which `calibration` tells
//!   how far it can be trusted. `parts` tries a message clause by clause, `follow` after what was said before, `ranking` puts the
//!   entries of all parts in one order, `explain` goes the same steps once more, `likeness` compares questions with each other.
//!   `hash` has numbers for texts.
//! - [`reply`]: from verdicts to what a person reads, and what to tell when that changes. Every sentence of ours stands here, in a file for each language.
//! - [`cache`]: keeps on disk what the matcher learnt from a FAQ, so that the next start need not learn it again.
//! - `src/bin/ask`: asks from a terminal.
//! - `store/`: what the bot remembers, and forgets. `bot/`: the Telegram bot (`telegram`, the adapter; `delivery`, what
//!   knows nothing of Telegram: queues, pace, retries; `service`, what keeps it running); its `testbed`, on which tests and
//!   the proofs of scale stand;
//!   `curator/`: the tool `faq`, for whoever writes the FAQ; `benches/`: the comparison with other matchers; `fuzz/`: any
//!   bytes as a FAQ or an update, any text as a question or to be redacted. Each is a crate of its own, so that `ask` waits
//!   for none of what they need.
//!
//! # What never happens
//!
//! - [`faq`], [`text`], [`matcher`] and [`reply`] read no file, no clock, no environment and no network, and print nothing:
//!   whoever calls does, and hands over what was found. Today's date is an argument.
//! - Nothing here knows of Telegram or of a database: `teloxide` stays within `bot/src/telegram`, SQL within
//!   `store/`.
//! - No sentence for people stands outside [`reply`], apart from help for command lines and lines of logs.
//! - [`text`] imports nothing of [`faq`], [`matcher`] or [`reply`], and [`matcher`] nothing of [`reply`].
//!
//! `tests/tidy` holds to it.
//!
//! # An answer from three lines
//!
//! ```
//! use maklumat::{faq::{Faq, read_date}, matcher::Matcher, reply::{self, Reader}};
//!
//! let faq = "entries:
//! - {id: hours, phrasings: [when are you open, opening hours, open on sunday, jam buka], answer: From 9 to 17.}
//! - {id: card, phrasings: [how do I get a card, lost my card, kartu hilang], answer: Ask at the desk.}
//! - {id: fine, phrasings: [what does a late book cost, berapa dendanya], answer: 500 a day.}";
//! let matcher = Matcher::new(Faq::parse("library.yaml", faq.as_bytes())?);
//!
//! let understanding = matcher.understand("When are you open, please?");
//! assert_eq!(understanding.parts[0].verdict.because.to_string(), "verbatim");
//!
//! let today = read_date("2026-01-31").expect("a date");
//! let reader = Reader { language: None, as_of: None, today };
//! let reply = reply::render(matcher.faq(), &understanding, &reader);
//!
//! assert_eq!(reply.answered, ["hours"]);
//! assert_eq!(reply.paragraphs[0].text, "From 9 to 17.");
//! # Ok::<(), maklumat::faq::FaqError>(())
//! ```

pub mod cache;
pub mod faq;
pub mod matcher;
pub mod reply;
pub mod text;
