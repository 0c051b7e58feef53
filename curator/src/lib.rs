//! The curator's work on questions and FAQ: is the file as a public notice should be, how well does the matcher
//! understand people with it, and what of their questions does it lack?
//!
//! `main.rs` parses the command line and wires; everything else computes, and returns what to print.
//!
//! # Layout
//! - [`cases`]: labelled questions · [`table`]: reading such tables strictly
//! - [`response`]: what was made of a question · [`grade`]: that against its label · [`score`]: all of them · [`metrics`]: the figures of a ranking
//! - [`evaluate`]: runs the matcher over cases · [`perturb`]: the cases as others would have typed them · [`report`]: tables
//! - [`details`]: what became of each question · [`compare`]: and before · [`record`]: kept for that · [`bar`]: what is demanded
//! - [`starter`]: a FAQ to begin with · [`import`]: one of a spreadsheet · [`yaml`]: how it is written · [`fresh`]: into new files alone
//! - [`page`]: the report of how a FAQ stands; pages for a browser, and what they are made of
//! - [`sentences`]: what people at the terminal and the desk are told, language beside language
//! - [`check`]: lint with places · [`schema`]: the JSON Schema of `faq.yaml`
//! - [`desk`]: the pages where all of that is done without YAML, served to one browser of this machine
//! - [`misses`]: what was not answered, a line each · [`recorded`]: read from the bot's database · [`tally`]: as a person reads it ·
//!   [`presses`]: what people's choices among offers teach
//! - [`gaps`]: what will be asked beside the answers
//! - [`saying`]: which phrasings say the same
//! - [`triage`]: misses in groups, with changes of the FAQ and their consequence · [`revise`]: writes a file anew, if nobody else did
pub mod bar;
pub mod cases;
pub mod check;
pub mod compare;
pub mod desk;
pub mod details;
pub mod evaluate;
pub mod fresh;
pub mod gaps;
pub mod grade;
pub mod import;
pub mod memory;
pub mod metrics;
pub mod misses;
pub mod page;
pub mod perturb;
pub mod presses;
pub mod record;
pub mod recorded;
pub mod report;
pub mod response;
pub mod revise;
pub mod saying;
pub mod schema;
pub mod score;
pub mod sentences;
pub mod starter;
pub mod table;
pub mod tally;
pub mod triage;
pub mod yaml;
