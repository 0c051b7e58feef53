//! What a button carries: `1.i.show.mpaspor-status` is version, language, verb and argument, within Telegram's 64 bytes.
//!
//! Buttons outlive restarts and changes of the FAQ, so a form that has been sent is never given another meaning: a new meaning gets a
//! new verb, and what can no longer be read gets a polite answer.

use maklumat::text::Language;
use maklumat_store::{Consent, Permission, Verdict};

const VERSION: &str = "1";

/// A button: what it does, and the language of the message that it hangs under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    /// The language to go on in.
    pub language: Language,
    /// What to do.
    pub verb: Verb,
}

/// What a button does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verb {
    /// Shows an entry in place of the message.
    Show(String),
    /// Shows an entry in a message of its own, since this one holds another answer.
    Add(String),
    /// "None of these".
    None,
    /// Shows a page of topics.
    Topics(usize),
    /// Explains the answer.
    Why(String),
    /// Asks to be told when an entry changes, or a gap has an answer.
    Follow(String),
    /// Asks to be told no more.
    Unfollow(String),
    /// Gives feedback on an entry.
    Rate(Verdict, String),
    /// Chooses a language, or that of each question.
    Speak(Option<Language>),
    /// Agrees or disagrees that unanswered questions are kept.
    Keep(Consent),
    /// Opens what can be said of keeping the words of the question that the message answers.
    MayKeep,
    /// Agrees that they are kept.
    Permit(Permission),
    /// Does not, and is not to be asked again.
    NeverAsk,
}

impl Press {
    /// As a button carries it.
    pub fn encode(&self) -> String {
        let (verb, argument) = match &self.verb {
            Verb::Show(entry) => ("show", entry.as_str()),
            Verb::Add(entry) => ("add", entry.as_str()),
            Verb::None => ("none", ""),
            Verb::Topics(page) => return self.join("topics", &page.to_string()),
            Verb::Why(entry) => ("why", entry.as_str()),
            Verb::Follow(what) => ("follow", what.as_str()),
            Verb::Unfollow(what) => ("unfollow", what.as_str()),
            Verb::Rate(Verdict::Helps, entry) => ("helps", entry.as_str()),
            Verb::Rate(Verdict::NoHelp, entry) => ("nohelp", entry.as_str()),
            Verb::Rate(Verdict::Outdated, entry) => ("old", entry.as_str()),
            Verb::Speak(choice) => ("speak", choice.map_or("auto", letter)),
            Verb::Keep(Consent::Given) => ("keep", "yes"),
            Verb::Keep(Consent::NotGiven) => ("keep", "no"),
            Verb::Keep(Consent::Refused) => ("keep", "never"),
            Verb::MayKeep => ("may", ""),
            Verb::Permit(Permission::Once) => ("permit", "once"),
            Verb::Permit(Permission::Always) => ("permit", "always"),
            Verb::NeverAsk => ("permit", "never"),
        };
        self.join(verb, argument)
    }

    fn join(&self, verb: &str, argument: &str) -> String {
        [VERSION, letter(self.language), verb, argument].join(".")
    }

    /// What a button carries, unless it is not one of ours, or no longer.
    pub fn decode(data: &str) -> Option<Self> {
        let mut fields = data.splitn(4, '.');
        let mut next = || fields.next();
        if next()? != VERSION {
            return None;
        }
        let language = language(next()?)?;
        let (verb, argument) = (next()?, next()?);
        let entry = || argument.to_owned();
        let verb = match verb {
            "show" => Verb::Show(entry()),
            "add" => Verb::Add(entry()),
            "none" => Verb::None,
            "topics" => Verb::Topics(argument.parse().ok()?),
            "why" => Verb::Why(entry()),
            "follow" => Verb::Follow(entry()),
            "unfollow" => Verb::Unfollow(entry()),
            "helps" => Verb::Rate(Verdict::Helps, entry()),
            "nohelp" => Verb::Rate(Verdict::NoHelp, entry()),
            "old" => Verb::Rate(Verdict::Outdated, entry()),
            "speak" if argument == "auto" => Verb::Speak(None),
            "speak" => Verb::Speak(Some(self::language(argument)?)),
            "keep" if argument == "yes" => Verb::Keep(Consent::Given),
            "keep" if argument == "no" => Verb::Keep(Consent::NotGiven),
            "keep" if argument == "never" => Verb::Keep(Consent::Refused),
            "may" => Verb::MayKeep,
            "permit" if argument == "once" => Verb::Permit(Permission::Once),
            "permit" if argument == "always" => Verb::Permit(Permission::Always),
            "permit" if argument == "never" => Verb::NeverAsk,
            _ => return None,
        };
        Some(Self { language, verb })
    }
}

/// Which of the offers under a message `data` is, counted from 0. What is offered stands above what people may say of the answer; what
/// stands below that is only related, and under a list of topics nobody says anything.
pub fn place_among_offers(buttons: &[&str], data: &str) -> Option<usize> {
    let is_opinion = |verb| matches!(verb, Verb::None | Verb::Rate(..));
    let offers = buttons.iter().position(|button| does(button, is_opinion))?;
    buttons[..offers].iter().position(|button| *button == data)
}

/// Whether the buttons hang under an answer that is told as likely: it can be praised, and turned down.
pub fn is_likely(buttons: &[&str]) -> bool {
    let any = |is: fn(Verb) -> bool| buttons.iter().any(|button| does(button, is));
    any(|verb| matches!(verb, Verb::None)) && any(|verb| matches!(verb, Verb::Rate(..)))
}

fn does(button: &str, is: impl Fn(Verb) -> bool) -> bool {
    Press::decode(button).is_some_and(|press| is(press.verb))
}

/// The first letter of its code.
fn letter(language: Language) -> &'static str {
    &language.code()[..1]
}

fn language(letter: &str) -> Option<Language> {
    let known = |language: &Language| self::letter(*language) == letter;
    Language::ALL.into_iter().find(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_verb(entry: &str) -> [Verb; 19] {
        let entry = || entry.to_owned();
        [
            Verb::Show(entry()),
            Verb::Add(entry()),
            Verb::None,
            Verb::Topics(99),
            Verb::Why(entry()),
            Verb::Follow(entry()),
            Verb::Unfollow(entry()),
            Verb::Rate(Verdict::Helps, entry()),
            Verb::Rate(Verdict::NoHelp, entry()),
            Verb::Rate(Verdict::Outdated, entry()),
            Verb::Speak(None),
            Verb::Speak(Some(Language::English)),
            Verb::Keep(Consent::Given),
            Verb::Keep(Consent::NotGiven),
            Verb::Keep(Consent::Refused),
            Verb::MayKeep,
            Verb::Permit(Permission::Once),
            Verb::Permit(Permission::Always),
            Verb::NeverAsk,
        ]
    }

    #[test]
    fn every_button_comes_back_as_it_was_and_fits() {
        let longest = "x".repeat(48);
        for verb in every_verb(&longest) {
            for language in Language::ALL {
                let press = Press {
                    language,
                    verb: verb.clone(),
                };
                let data = press.encode();
                assert!(data.len() <= 64, "{data}");
                assert_eq!(Press::decode(&data), Some(press));
            }
        }
    }

    #[test]
    fn an_offer_is_known_by_its_place_above_the_opinions() {
        let place = place_among_offers;
        let likely = [
            "1.i.show.b",
            "1.i.show.c",
            "1.i.helps.a",
            "1.i.none.",
            "1.i.show.d",
        ];
        assert_eq!(place(&likely, "1.i.show.c"), Some(1));
        assert_eq!(place(&likely, "1.i.show.d"), None);
        assert_eq!(place(&likely, "1.i.none."), None);
        assert_eq!(place(&["1.i.show.a", "1.i.topics.1"], "1.i.show.a"), None);
        assert_eq!(place(&[], "1.i.show.a"), None);
        assert!(
            is_likely(&likely)
                && !is_likely(&likely[3..])
                && !is_likely(&["1.i.helps.a", "1.i.nohelp.a"])
        );
    }

    #[test]
    fn what_is_not_ours_is_not_read() {
        for data in [
            "",
            "1",
            "0.i.show.x",
            "1.j.show.x",
            "1.i.dance.x",
            "1.i.topics.-1",
            "1.i.keep.",
            "1.i.permit.",
            "show",
            "1.i.none",
        ] {
            assert_eq!(Press::decode(data), None, "{data}");
        }
    }
}
