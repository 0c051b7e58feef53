//! One friendly line in return for a message without a question.

use super::{notice, words::Words};
use crate::{faq::Faq, matcher::SmallTalk, text::Language};

/// The line; a greeting tells what can be asked, and whoever asks who this is learns that too.
pub(super) fn line(talk: SmallTalk, faq: &Faq, language: Language) -> String {
    let words = Words::of(language);
    let scope = || notice::scope(faq, language);
    match talk {
        SmallTalk::Greeting => [words.greeting, &scope()].join(" "),
        SmallTalk::Thanks => words.thanks.to_owned(),
        SmallTalk::Farewell => words.farewell.to_owned(),
        SmallTalk::Acknowledgement => words.acknowledgement.to_owned(),
        SmallTalk::Insult => words.insult.to_owned(),
        SmallTalk::Identity => {
            let identity = notice::of_sources(words.identity, faq, language);
            let voice = notice::voice(faq, language);
            let lines = [Some(identity), voice, Some(scope())];
            lines.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    }
}
