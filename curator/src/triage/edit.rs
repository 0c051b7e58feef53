//! What a person types: a decision, or an edit of a change.

use maklumat::{faq::Localized, text::Language};

use super::Change;

/// A decision about a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Make it.
    Accept,
    /// Change it first.
    Edit,
    /// Leave it.
    Skip,
    /// Its phrasings belong to another entry or gap.
    Merge,
    /// Show another proposal for the same questions.
    Other,
    /// Leave it and all that follow.
    Quit,
    /// It is none.
    Unknown,
}

impl Command {
    /// The decision of a line: the first letter of its word in English or Indonesian.
    pub fn read(line: &str) -> Self {
        match line.trim().to_lowercase().as_str() {
            "a" | "accept" | "t" | "terima" => Self::Accept,
            "e" | "edit" | "u" | "ubah" => Self::Edit,
            "s" | "skip" | "l" | "lewati" => Self::Skip,
            "m" | "merge" | "g" | "gabung" => Self::Merge,
            "o" | "other" | "n" | "lain" => Self::Other,
            "q" | "quit" | "k" | "keluar" => Self::Quit,
            _ => Self::Unknown,
        }
    }
}

/// A change after an edit: `-2` takes a phrasing out, `+words` adds one, `id name`, `title en words` and `answer en words` write
/// what a new gap has. None where the line is no edit of it.
pub fn edited(mut change: Change, line: &str) -> Option<Change> {
    if let Some(number) = line.strip_prefix('-') {
        let mut phrasings = change.phrasings().to_vec();
        let at = number.trim().parse::<usize>().ok()?.checked_sub(1)?;
        (at < phrasings.len()).then(|| phrasings.remove(at))?;
        return Some(change.with_phrasings(phrasings));
    }
    if let Some(phrasing) = line.strip_prefix('+') {
        let mut phrasings = change.phrasings().to_vec();
        phrasings.push(phrasing.trim().to_owned());
        return Some(change.with_phrasings(phrasings));
    }
    let Change::NewGap(gap) = &mut change else {
        return None;
    };
    let (key, value) = line.split_once(' ')?;
    match key {
        "id" => gap.id = value.trim().to_owned(),
        "title" => {
            let title = gap
                .title
                .take()
                .unwrap_or(Localized::Each(Default::default()));
            gap.title = Some(written(title, value)?);
        }
        "answer" => gap.answer = written(gap.answer.clone(), value)?,
        _ => return None,
    }
    Some(change)
}

/// A text with one of its languages written anew, as in `en The words`.
fn written(texts: Localized, line: &str) -> Option<Localized> {
    let (code, words) = line.trim().split_once(' ')?;
    let language = Language::of_code(code)?;
    let mut each = match texts {
        Localized::Each(each) => each,
        Localized::Same(text) => Language::ALL
            .map(|language| (language, text.clone()))
            .into(),
    };
    each.insert(language, words.trim().to_owned());
    Some(Localized::Each(each))
}

#[cfg(test)]
mod tests {
    use maklumat::faq::Gap;

    use super::*;

    #[test]
    fn each_line_edits_its_part() {
        let gap = Change::NewGap(Gap {
            id: "a".to_owned(),
            title: None,
            phrasings: vec!["one".to_owned(), "two".to_owned()],
            answer: Localized::Same("Not told.".to_owned()),
        });
        let lines = [
            "-1",
            "+ three ",
            "id parking-fee",
            "title en Parking",
            "answer en Ask at the gate.",
        ];
        let change = lines
            .iter()
            .fold(gap, |change, line| edited(change, line).expect("an edit"));
        let Change::NewGap(gap) = &change else {
            panic!("it is still a gap");
        };
        assert_eq!(gap.phrasings, ["two", "three"]);
        assert_eq!(gap.id, "parking-fee");
        assert_eq!(gap.answer.get(Language::English), "Ask at the gate.");
        assert_eq!(gap.answer.get(Language::Indonesian), "Not told.");
        assert!(gap.title.is_some());
        for line in ["-9", "-x", "words", "title xx y", "title"] {
            assert_eq!(edited(change.clone(), line), None, "{line}");
        }
    }
}
