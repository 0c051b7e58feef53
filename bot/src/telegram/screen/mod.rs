//! A message of the bot as a person sees it: its words, and the buttons under them.

pub mod bell;
mod keys;
pub mod offer;
pub mod permission;
pub mod press;

use maklumat::{
    faq::{Entry, Faq},
    reply::{Reply, Words, changed::News, chat, html},
    text::Language,
};
use maklumat_store::Consent;
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use super::event::Company;
use keys::Keys;
pub use keys::Why;
use press::Verb;

/// Titles on one page of topics.
const TOPICS_ON_A_PAGE: usize = 8;

/// A message of the bot.
#[derive(Debug, Clone, PartialEq)]
pub struct Screen {
    /// Its words as Telegram's HTML, in as many messages as they need.
    pub texts: Vec<String>,
    /// The buttons under the last of them.
    pub keyboard: InlineKeyboardMarkup,
}

impl Screen {
    /// Words without buttons.
    pub fn plain(reply: &Reply) -> Self {
        Self::new(reply, Vec::new())
    }

    /// A reply, with everything that can be done next: what else it may be about first, an opinion of it in one row, and on.
    pub fn answer(reply: &Reply, why: Why) -> Self {
        let keys = Keys(reply.language);
        let mut rows = keys.choices(reply);
        rows.push(keys.opinions(reply));
        let related = reply.related.iter();
        rows.extend(related.map(|choice| vec![keys.choice(choice, Verb::Show)]));
        rows.push(keys.onward(reply, why));
        Self::new(reply, rows)
    }

    /// The same, and above the last row the question whether the words that it answers may be kept.
    #[must_use]
    pub fn asking_permission(mut self, language: Language) -> Self {
        let rows = &mut self.keyboard.inline_keyboard;
        rows.insert(rows.len().saturating_sub(1), permission::question(language));
        self
    }

    /// Words that lead on to the topics.
    pub fn onward(reply: &Reply) -> Self {
        Self::answer(reply, Why::Given)
    }

    /// A page of topics.
    pub fn topics(faq: &Faq, page: usize, language: Language) -> Self {
        let keys = Keys(language);
        let topics: Vec<&Entry> = chat::topics(faq).collect();
        let pages = topics.len().div_ceil(TOPICS_ON_A_PAGE).max(1);
        let page = page.min(pages - 1);
        let shown = topics
            .iter()
            .skip(page * TOPICS_ON_A_PAGE)
            .take(TOPICS_ON_A_PAGE);
        let mut rows: Vec<_> = shown.map(|entry| vec![keys.entry(entry)]).collect();
        let mut turn = Vec::new();
        if page > 0 {
            turn.push(keys.key(keys.words().previous, Verb::Topics(page - 1)));
        }
        if page + 1 < pages {
            turn.push(keys.key(keys.words().next, Verb::Topics(page + 1)));
        }
        rows.push(turn);
        Self::new(&chat::say(keys.words().choose_topic, language), rows)
    }

    /// How each service fares.
    pub fn board(faq: &Faq, language: Language) -> Self {
        let keys = Keys(language);
        let rows = chat::board_entries(faq).map(|entry| vec![keys.entry(entry)]);
        Self::new(&chat::board(faq, language), rows.collect())
    }

    /// The languages to choose from.
    pub fn languages(faq: &Faq, language: Language) -> Self {
        let (keys, spoken) = (Keys(language), &faq.notice.languages);
        if spoken.len() < 2 {
            return Self::plain(&chat::say(keys.words().only_language, language));
        }
        let follow = keys.key(keys.words().follow_question, Verb::Speak(None));
        let each = spoken.iter().map(|choice| {
            let name = Words::of(*choice).name;
            keys.key(name, Verb::Speak(Some(*choice)))
        });
        let rows = [follow].into_iter().chain(each).map(|key| vec![key]);
        Self::new(
            &chat::say(keys.words().choose_language, language),
            rows.collect(),
        )
    }

    /// What is kept, and the choice.
    pub fn privacy(consent: Consent, language: Language) -> Self {
        let keys = Keys(language);
        let words = keys.words();
        let now = match consent {
            Consent::Given => words.kept,
            Consent::NotGiven => words.not_kept,
            Consent::Refused => words.never_kept,
        };
        let rows = vec![
            vec![keys.key(words.agree, Verb::Keep(Consent::Given))],
            vec![keys.key(words.disagree, Verb::Keep(Consent::NotGiven))],
            vec![keys.key(words.never_ask, Verb::Keep(Consent::Refused))],
        ];
        Self::new(&chat::privacy(now, language), rows)
    }

    /// With a row to be told by when what `reply` tells changes, where one person reads it: in a group, one would ask for all.
    pub fn with_bells(mut self, reply: &Reply, company: Company) -> Self {
        let bells = bell::bells(reply);
        if company == Company::Private && !bells.is_empty() {
            let rows = &mut self.keyboard.inline_keyboard;
            // The way on to everything else stays the last.
            rows.insert(rows.len().saturating_sub(1), bells);
        }
        self
    }

    /// The promise to tell, and the way to take it back.
    pub fn following(promise: &Reply, what: &str) -> Self {
        Self::new(promise, vec![vec![bell::stop(promise.language, what)]])
    }

    /// Word of a change of `what`. Under the last word there is nothing to stop; what it tells can be followed.
    pub fn news(news: &News, what: &str) -> Self {
        let row = match news.then {
            Some(_) => vec![bell::stop(news.reply.language, what)],
            None => bell::bells(&news.reply),
        };
        Self::new(&news.reply, vec![row])
    }

    fn new(reply: &Reply, mut rows: Vec<Vec<InlineKeyboardButton>>) -> Self {
        rows.retain(|row| !row.is_empty());
        Self {
            texts: html::messages(&reply.page().cloned().collect::<Vec<_>>()),
            keyboard: InlineKeyboardMarkup::new(rows),
        }
    }
}

#[cfg(test)]
mod tests {
    use maklumat::reply::Choice;
    use teloxide::types::InlineKeyboardButtonKind;

    use super::*;

    fn choices(entries: &[&str]) -> Vec<Choice> {
        let choice = |entry: &&str| Choice {
            entry: (*entry).to_owned(),
            label: entry.to_uppercase(),
        };
        entries.iter().map(choice).collect()
    }

    fn ids(entries: &[&str]) -> Vec<String> {
        entries.iter().map(|entry| (*entry).to_owned()).collect()
    }

    /// The buttons under a reply: what stands on them, and what they carry.
    fn buttons(reply: Reply) -> String {
        let rows = Screen::answer(&reply, Why::Offered)
            .keyboard
            .inline_keyboard;
        let rows = rows.iter().map(|row| {
            let row = row.iter().map(|key| match &key.kind {
                InlineKeyboardButtonKind::CallbackData(data) => format!("{} = {data}", key.text),
                _ => key.text.clone(),
            });
            row.collect::<Vec<_>>().join(" | ")
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_likely_answer_has_the_others_below_it_and_a_way_out() {
        let reply = Reply {
            likely: ids(&["a"]),
            choices: choices(&["b", "c"]),
            ..Reply::new(Language::English)
        };
        let expected = "B = 1.e.show.b\nC = 1.e.show.c\n👍 = 1.e.helps.a | Not this = 1.e.none.\n\
            ❓ Why? = 1.e.why.a | 📋 All topics = 1.e.topics.0";
        assert_eq!(buttons(reply), expected);
    }

    #[test]
    fn choices_alone_can_be_refused_and_not_rated() {
        let reply = Reply {
            choices: choices(&["a", "b"]),
            ..Reply::new(Language::English)
        };
        let expected = "A = 1.e.show.a\nB = 1.e.show.b\nNone of these = 1.e.none.\n📋 All topics = 1.e.topics.0";
        assert_eq!(buttons(reply), expected);
    }

    #[test]
    fn nothing_takes_the_place_of_an_outright_answer() {
        let reply = Reply {
            answered: ids(&["a"]),
            likely: ids(&["b"]),
            choices: choices(&["c"]),
            ..Reply::new(Language::English)
        };
        let expected = "C = 1.e.add.c\n👍 = 1.e.helps.a | 👎 = 1.e.nohelp.a | 🕒 Outdated? = 1.e.old.a\n\
            ❓ Why? = 1.e.why.a | 📋 All topics = 1.e.topics.0";
        assert_eq!(buttons(reply), expected);
    }

    #[test]
    fn what_is_told_of_a_topic_alone_is_not_rated() {
        let reply = Reply {
            about: ids(&["a"]),
            ..Reply::new(Language::English)
        };
        assert_eq!(buttons(reply), "📋 All topics = 1.e.topics.0");
    }
}
