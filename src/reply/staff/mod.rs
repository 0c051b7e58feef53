//! What those who run the bot are told: numbers, what went unanswered, what became of a FAQ, and whether the bot is paused.

mod pieces;

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, NaiveTime, Timelike};

use pieces::{MOST, difference};

use super::{
    Paragraph, Reply, Role, date, name,
    words::{StaffWords, Words, fill},
};
use crate::{
    faq::{Date, Faq, Finding},
    matcher::Promise,
    text::Language,
};

/// What was asked, what became of it, and what people said of that.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Questions that were answered outright.
    pub outright: usize,
    /// Questions that were answered as likely meant.
    pub likely: usize,
    /// Questions whose asker was offered a choice.
    pub choices: usize,
    /// Questions of which the notices do not tell.
    pub untold: usize,
    /// Questions of too few words.
    pub vague: usize,
    /// Answers that helped.
    pub helps: usize,
    /// Answers that did not help.
    pub no_help: usize,
    /// Answers that were called out of date.
    pub outdated: usize,
    /// How often each entry was asked, by its id.
    pub entries: BTreeMap<String, usize>,
    /// How often each gap was met, by its id.
    pub gaps: BTreeMap<String, usize>,
}

/// How a bot fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing<'a> {
    /// The present, by the clock of the notice.
    pub now: NaiveDateTime,
    /// Since when the tally counts.
    pub since: NaiveTime,
    /// Since when the bot is paused.
    pub paused: Option<NaiveDateTime>,
    /// Whether the database can be reached.
    pub remembers: bool,
    /// What tells the FAQ in use from others.
    pub hash: &'a str,
    /// Whether the FAQ's file holds what cannot be used.
    pub is_refused: bool,
}

/// Something that was asked and not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// Its words, redacted, where they may be told.
    pub text: Option<String>,
    /// Ids of the entries and gaps that were near, best first, as far as they are known.
    pub near: Vec<String>,
    /// How often it was asked.
    pub times: i64,
}

/// A version of a FAQ.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'a> {
    /// What it holds.
    pub faq: &'a Faq,
    /// What tells it from others.
    pub hash: &'a str,
    /// What its phrasings certify.
    pub promise: Promise,
}

/// After the command for numbers.
pub fn statistics(faq: &Faq, tally: &Tally, standing: &Standing<'_>, language: Language) -> Reply {
    let staff = of(language);
    let today = fill(
        staff.today,
        &[("date", &date(standing.now.date(), language))],
    );
    let since = time(standing.since, language);
    let kinds = [
        (staff.outright, tally.outright),
        (staff.likely, tally.likely),
        (staff.choices, tally.choices),
        (staff.untold, tally.untold),
        (staff.vague, tally.vague),
    ];
    let asked: usize = kinds.iter().map(|(_, count)| count).sum();
    let asked = [("time", since.as_str()), ("count", &asked.to_string())];
    let mut lines = vec![fill(staff.asked, &asked)];
    lines.extend(kinds.map(|(what, count)| counted(what, count, language)));
    let ratings = [tally.helps, tally.no_help, tally.outdated].map(|count| count.to_string());
    let [helps, no_help, outdated] = ratings.each_ref().map(String::as_str);
    let ratings = [
        ("helps", helps),
        ("no_help", no_help),
        ("outdated", outdated),
    ];
    lines.push(fill(staff.ratings, &ratings));
    let mut reply = headed(&today, lines, language);
    reply
        .paragraphs
        .extend(most(staff.asked_most, &tally.entries, faq, language));
    reply
        .paragraphs
        .extend(most(staff.gaps_most, &tally.gaps, faq, language));
    reply.say(Role::Text, fares(faq, standing, language).join("\n"));
    reply.say(Role::Text, fill(staff.covers, &[("time", &since)]));
    reply
}

/// After the command for what went unanswered; nothing is known of it while the database is away. Gaps are counted since a moment of today.
pub fn review(
    faq: &Faq,
    missed: Option<&[Missed]>,
    days: u32,
    (since, tally): (NaiveTime, &Tally),
    language: Language,
) -> Reply {
    let staff = of(language);
    let days = days.to_string();
    let days = [("days", days.as_str())];
    let mut reply = match missed {
        None => plain(staff.no_review, language),
        Some([]) => plain(&fill(staff.all_answered, &days), language),
        Some(missed) => {
            let lines = missed.iter().map(|missed| told(missed, faq, language));
            headed(&fill(staff.unanswered, &days), lines.collect(), language)
        }
    };
    let heading = fill(staff.gaps_today, &[("time", &time(since, language))]);
    reply
        .paragraphs
        .extend(most(&heading, &tally.gaps, faq, language));
    reply
}

/// A FAQ was read again and is in use: what it brings.
pub fn reloaded(before: &Edition<'_>, after: &Edition<'_>, language: Language) -> Reply {
    let staff = of(language);
    if before.hash == after.hash {
        return plain(&fill(staff.same, &[("hash", after.hash)]), language);
    }
    let mut lines = vec![staff.reloaded.to_owned()];
    let (old, new) = (before.faq, after.faq);
    lines.extend(difference(
        staff.entries,
        &old.entries,
        &new.entries,
        language,
    ));
    lines.extend(difference(
        staff.gaps,
        &old.not_covered,
        &new.not_covered,
        language,
    ));
    let hashes = [("before", before.hash), ("after", after.hash)];
    lines.push(fill(staff.hash, &hashes));
    lines.push(certified(after.promise, language));
    plain(&lines.join("\n"), language)
}

/// There is no file to read again.
pub fn built_in(language: Language) -> Reply {
    plain(of(language).built_in, language)
}

/// A FAQ cannot be used: the first mistakes in it.
pub fn refused(mistakes: &[Finding], language: Language) -> Reply {
    let staff = of(language);
    let mut reply = plain(staff.refused, language);
    for mistake in mistakes.iter().take(MOST) {
        let told = mistake.told(language);
        let line = mistake.place.map(|place| place.line.to_string());
        let told = match &line {
            Some(line) => fill(staff.mistake, &[("line", line), ("mistake", &told)]),
            None => told,
        };
        reply.say(Role::Text, told);
    }
    match mistakes.len() {
        0 => reply.say(Role::Text, staff.no_mistake),
        known if known > MOST => {
            let more = (known - MOST).to_string();
            reply.say(Role::Text, fill(staff.more_mistakes, &[("count", &more)]));
        }
        _ => {}
    }
    reply
}

/// A FAQ could not be used, and now it can.
pub fn mended(now: &Edition<'_>, language: Language) -> Reply {
    let lines = [
        of(language).mended.to_owned(),
        serves(now.faq, now.hash, language),
        certified(now.promise, language),
    ];
    plain(&lines.join("\n"), language)
}

/// After the command to pause: whether the bot was paused before, and since when it is.
pub fn paused(since: NaiveDateTime, before: bool, language: Language) -> Reply {
    let staff = of(language);
    let sentence = match before {
        true => staff.paused_before,
        false => staff.paused,
    };
    plain(
        &fill(sentence, &[("moment", &moment(since, language))]),
        language,
    )
}

/// After the command to answer again: since when the bot had been paused.
pub fn resumed(since: Option<NaiveDateTime>, language: Language) -> Reply {
    let staff = of(language);
    let Some(since) = since else {
        return plain(staff.not_paused, language);
    };
    plain(
        &fill(staff.resumed, &[("moment", &moment(since, language))]),
        language,
    )
}

fn of(language: Language) -> &'static StaffWords {
    &Words::of(language).staff
}

/// What the bot does, remembers and serves.
fn fares(faq: &Faq, standing: &Standing<'_>, language: Language) -> Vec<String> {
    let staff = of(language);
    let answers = match standing.paused {
        Some(since) => fill(staff.is_paused, &[("moment", &moment(since, language))]),
        None => staff.answering.to_owned(),
    };
    let remembers = match standing.remembers {
        true => staff.remembers,
        false => staff.remembers_not,
    };
    let mut lines = vec![
        answers,
        remembers.to_owned(),
        serves(faq, standing.hash, language),
        age(faq, standing.now.date(), language),
    ];
    lines.extend(standing.is_refused.then(|| staff.is_refused.to_owned()));
    lines
}

fn serves(faq: &Faq, hash: &str, language: Language) -> String {
    let staff = of(language);
    let title = faq.notice.title.as_ref();
    let title = title.map_or(staff.untitled, |title| title.get(language));
    let [entries, gaps] = [faq.entries.len(), faq.not_covered.len()].map(|count| count.to_string());
    let values = [
        ("title", title),
        ("hash", hash),
        ("entries", &entries),
        ("gaps", &gaps),
    ];
    fill(staff.serves, &values)
}

fn age(faq: &Faq, today: Date, language: Language) -> String {
    let newest = faq.entries.iter().filter_map(|entry| entry.as_of).max();
    let Some(newest) = newest else {
        return of(language).ageless.to_owned();
    };
    let (day, days) = (date(newest, language), (today - newest).num_days());
    let values = [("date", day.as_str()), ("days", &days.to_string())];
    fill(of(language).age, &values)
}

fn certified(promise: Promise, language: Language) -> String {
    if promise.answered == 0 {
        return of(language).certifies_nothing.to_owned();
    }
    // Rounded up: it is a promise.
    let percent = (promise.certified() * 100.0).ceil().to_string();
    fill(of(language).certifies, &[("percent", &percent)])
}

/// A question that was not answered, by its words or what was near.
fn told(missed: &Missed, faq: &Faq, language: Language) -> String {
    let staff = of(language);
    let near: Vec<_> = missed
        .near
        .iter()
        .map(|id| name(faq, id, language))
        .collect();
    let (near, times) = (near.join(", "), missed.times.to_string());
    let (sentence, text) = match &missed.text {
        Some(text) => (staff.missed, text.as_str()),
        None if near.is_empty() => (staff.missed_unknown, ""),
        None => (staff.missed_near, ""),
    };
    fill(
        sentence,
        &[("text", text), ("near", &near), ("count", &times)],
    )
}

/// What was counted most, by its name, under a heading.
fn most(
    heading: &str,
    counts: &BTreeMap<String, usize>,
    faq: &Faq,
    language: Language,
) -> Option<Paragraph> {
    let mut counts: Vec<_> = counts.iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let lines = counts.into_iter().take(MOST);
    let lines = lines.map(|(id, count)| counted(name(faq, id, language), *count, language));
    let lines: Vec<_> = std::iter::once(heading.to_owned()).chain(lines).collect();
    (lines.len() > 1).then(|| Paragraph::new(Role::Text, lines.join("\n")))
}

fn counted(what: &str, count: usize, language: Language) -> String {
    let values = [("what", what), ("count", &count.to_string())];
    fill(of(language).counted, &values)
}

fn time(time: NaiveTime, language: Language) -> String {
    let [hour, minute] = [time.hour(), time.minute()].map(|number| format!("{number:02}"));
    fill(of(language).time, &[("hour", &hour), ("minute", &minute)])
}

fn moment(moment: NaiveDateTime, language: Language) -> String {
    let (day, time) = (date(moment.date(), language), time(moment.time(), language));
    fill(of(language).moment, &[("date", &day), ("time", &time)])
}

fn headed(heading: &str, lines: Vec<String>, language: Language) -> Reply {
    let mut reply = Reply::new(language);
    reply.say(Role::Title, heading);
    reply.say(Role::Text, lines.join("\n"));
    reply
}

fn plain(text: &str, language: Language) -> Reply {
    let mut reply = Reply::new(language);
    reply.say(Role::Text, text);
    reply
}
