//! Labelled questions: `label<TAB>question`, one a line. Whoever reads such a table reads it here.

use std::fmt;

use maklumat::faq::Faq;

use crate::table::{self, Fault, TableError};

/// Labels that are no ids, and what they say of a question.
const SPECIAL: [(&str, Label); 3] = [
    ("__oos__", Label::OutOfScope),
    ("__chat__", Label::SmallTalk),
    ("__rant__", Label::Rant),
];

/// What spreadsheets have for headings of a column of labels.
const LABEL_HEADINGS: [&str; 9] = [
    "label", "labels", "id", "entry", "entry_id", "intent", "category", "kategori", "entri",
];

/// What spreadsheets have for headings of a column of questions.
const QUESTION_HEADINGS: [&str; 7] = [
    "question",
    "questions",
    "text",
    "utterance",
    "query",
    "pertanyaan",
    "teks",
];

/// A label that is unlike all known ones in more than this share of its letters is no slip of one of them.
const SLIP: f64 = 1.0 / 3.0;

/// What a labelled question should get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// One of these entries is the answer.
    Entry(Vec<String>),
    /// Several questions: for each the acceptable entries.
    Several(Vec<Vec<String>>),
    /// The FAQ does not answer it.
    OutOfScope,
    /// It is small talk.
    SmallTalk,
    /// It holds no question: reported, never scored.
    Rant,
}

/// A labelled question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What it should get.
    pub label: Label,
    /// What a person typed.
    pub question: String,
}

/// Reads the table `name` of questions to `faq`, or tells all that is wrong with it. Empty lines and lines that open with
/// `#` are notes.
pub fn read(name: &str, bytes: &[u8], faq: &Faq) -> Result<Vec<Case>, TableError> {
    // Headings stand nowhere but in the first row.
    let mut first = true;
    table::read(name, bytes, |line| {
        match std::mem::take(&mut first) && is_heading(line, faq) {
            true => Err(vec![Fault::new(
                "this is a row of headings",
                "delete it, or write `# ` before it",
            )]),
            false => case(line, faq),
        }
    })
}

impl Label {
    /// Reads `id`, `id|id`, `id+id`, `__oos__`, `__chat__` or `__rant__`, the ids being entries of `faq`.
    pub fn read(text: &str, faq: &Faq) -> Result<Self, Vec<Fault>> {
        if let Some((_, label)) = SPECIAL.into_iter().find(|(name, _)| *name == text) {
            return Ok(label);
        }
        let ids = |part: &str| part.split('|').map(|id| id.trim().to_owned()).collect();
        let mut parts: Vec<Vec<String>> = text.split('+').map(ids).collect();
        let joined = text.contains(['+', '|']);
        let faults: Vec<Fault> = parts
            .iter()
            .flatten()
            .filter_map(|id| fault_of(id, joined, faq))
            .collect();
        match (faults.is_empty(), parts.len()) {
            (false, _) => Err(faults),
            (true, 1) => Ok(Self::Entry(parts.remove(0))),
            (true, _) => Ok(Self::Several(parts)),
        }
    }

    /// Whether `id` is a right answer to the question, or to one of several.
    pub fn names(&self, id: &String) -> bool {
        self.parts().iter().any(|ids| ids.contains(id))
    }

    /// For each question in it that the FAQ answers: the acceptable entries.
    pub fn parts(&self) -> &[Vec<String>] {
        match self {
            Self::Entry(ids) => std::slice::from_ref(ids),
            Self::Several(parts) => parts,
            Self::OutOfScope | Self::SmallTalk | Self::Rant => &[],
        }
    }
}

/// As in a table of cases.
impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((name, _)) = SPECIAL.iter().find(|(_, label)| label == self) {
            return f.write_str(name);
        }
        let parts: Vec<String> = self.parts().iter().map(|ids| ids.join("|")).collect();
        f.write_str(&parts.join("+"))
    }
}

fn case(line: &str, faq: &Faq) -> Result<Case, Vec<Fault>> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let &[label, question] = cells.as_slice() else {
        return Err(match cells.len() {
            1 => without_tab(cells[0], faq),
            columns => vec![Fault::columns(columns, "a label and a question")],
        });
    };
    match Label::read(label, faq) {
        Err(mut faults) => {
            faults.extend(question.is_empty().then(no_question));
            Err(faults)
        }
        Ok(_) if question.is_empty() => Err(vec![no_question()]),
        Ok(label) => Ok(Case {
            label,
            question: question.to_owned(),
        }),
    }
}

/// What is wrong with a line of one cell.
fn without_tab(line: &str, faq: &Faq) -> Vec<Fault> {
    if Label::read(line, faq).is_ok() {
        return vec![no_question()];
    }
    let spaces = ("spaces stand", "write one tab after the label");
    let commas = (
        "a comma or semicolon stands",
        "save the table as text with tabs (.tsv)",
    );
    let splits = [
        (line.split_once([',', ';']), commas),
        (line.split_once("  "), spaces),
        (line.split_once(char::is_whitespace), spaces),
    ];
    for (split, (what, mend)) in splits {
        let Some((label, _)) = split else { continue };
        let read = Label::read(label, faq);
        if read.is_ok() || slip_of(label, faq).is_some() || line.contains("  ") {
            let what = format!("{what} between label and question, where a tab must");
            let mut faults = vec![Fault::new(what, mend)];
            faults.extend(read.err().into_iter().flatten());
            return faults;
        }
    }
    vec![Fault::new(
        "there is no tab, and so no label before a question",
        "write a label, one tab and the question; `# ` before what is only a note",
    )]
}

/// What is wrong with one id of a label, if anything.
fn fault_of(id: &str, joined: bool, faq: &Faq) -> Option<Fault> {
    let special = SPECIAL.iter().any(|(name, _)| *name == id);
    if faq.entry(id).is_some() {
        return None;
    }
    Some(if special {
        Fault::new(
            format!("`{id}` is joined to other labels"),
            "leave it alone before its question, or delete it",
        )
    } else if id.is_empty() {
        let (what, mend) = match joined {
            true => (
                "an id is missing before or after `+` or `|`",
                "write it, or delete the sign",
            ),
            false => ("no label stands before the tab", LABELS),
        };
        Fault::new(what, mend)
    } else if faq.gap(id).is_some() {
        Fault::new(
            format!("`{id}` is in `not_covered`, so the FAQ does not answer the question"),
            "write `__oos__`",
        )
    } else {
        let mend = slip_of(id, faq).map(|near| format!("did you mean `{near}`?"));
        Fault::new(
            match id.starts_with("__") {
                true => format!("there is no label `{id}`"),
                false => format!("the FAQ has no entry `{id}`"),
            },
            mend.unwrap_or_else(|| LABELS.to_owned()),
        )
    })
}

/// What a label can be.
const LABELS: &str = "write the id of an entry (of another FAQ? name it with --faq), `__oos__` (the FAQ does not answer it), `__chat__` (small talk) or `__rant__` (no question)";

fn no_question() -> Fault {
    Fault::new(
        "no question stands after the label",
        "write the question, or delete the line",
    )
}

/// Whether the line says what stands below it, as spreadsheets have it.
fn is_heading(line: &str, faq: &Faq) -> bool {
    let words: Vec<String> = line
        .split(['\t', ',', ';', ' '])
        .map(|word| word.trim().trim_matches('"').to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let [label, .., question] = words.as_slice() else {
        return false;
    };
    let of_labels = LABEL_HEADINGS.contains(&label.as_str());
    let of_questions = QUESTION_HEADINGS.contains(&question.as_str());
    let short = words.len() <= 3 && (of_labels || of_questions);
    short && Label::read(label, faq).is_err()
}

/// The known label that somebody may have meant by `text`.
fn slip_of<'a>(text: &str, faq: &'a Faq) -> Option<&'a str> {
    let plain = |text: &str| {
        text.trim_matches('_')
            .to_lowercase()
            .replace(['_', ' '], "-")
    };
    let meant = plain(text);
    let entries = faq.entries.iter().map(|entry| entry.id.as_str());
    let special = SPECIAL.iter().map(|(name, _)| *name);
    entries
        .chain(special)
        .map(|known| (strsim::osa_distance(&meant, &plain(known)), known))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance as f64 <= meant.chars().count() as f64 * SLIP)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAQ: &str = "entries:\n- {id: a, phrasings: [b], answer: c}\n- {id: b, phrasings: [c], answer: d}\n- {id: c, phrasings: [e], answer: f}\n";

    fn faq() -> Faq {
        Faq::parse("faq.yaml", FAQ.as_bytes()).expect("it loads")
    }

    #[test]
    fn labels_are_written_as_they_are_read() {
        for label in ["a", "a|b", "a+b|c", "__oos__", "__chat__", "__rant__"] {
            let read = Label::read(label, &faq()).expect("a label");
            assert_eq!(read.to_string(), label);
        }
    }

    #[test]
    fn notes_marks_and_spaces_around_are_no_part_of_a_case() {
        let table = "\u{feff}# a note\tnot a case\r\n\r\n a | b\t question \r\n";
        let cases = read("cases.tsv", table.as_bytes(), &faq()).expect("it is read");
        assert_eq!(cases.len(), 1);
        assert_eq!(cases[0].label, Label::Entry(vec!["a".into(), "b".into()]));
        assert_eq!(cases[0].question, "question");
    }
}
