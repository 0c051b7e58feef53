//! From what was typed to edits of the file: only what differs is touched.

use maklumat::{
    faq::{Content, Document, EditError, Kind, read_date},
    text::Language,
};

use super::draft::{Draft, Form, Texts, What};

/// One edit of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit<'a> {
    /// Writes what stands at a path.
    Set(String, Content<'a>),
    /// Writes one more item into the list at a path.
    Append(String, Content<'a>),
    /// Takes out what stands at a path.
    Remove(String),
}

/// Makes edits, or none of them.
pub fn apply(document: &mut Document, edits: &[Edit<'_>]) -> Result<(), EditError> {
    let mut edited = document.clone();
    for edit in edits {
        match edit {
            Edit::Set(path, content) => edited.set(path, content)?,
            Edit::Append(path, content) => edited.append(path, content)?,
            Edit::Remove(path) => edited.remove(path)?,
        }
    }
    *document = edited;
    Ok(())
}

/// What makes of `before`, which stands at `path`, what was typed.
pub fn edits<'a>(path: &str, before: &'a Draft, typed: &'a Draft) -> Vec<Edit<'a>> {
    let at = |key: &str| format!("{path}.{key}");
    let mut edits = text(&at("title"), &before.title, &typed.title, Empty::Goes);
    edits.extend(phrasings(
        &at("phrasings"),
        &before.phrasings,
        &typed.phrasings,
    ));
    edits.extend(text(
        &at("answer"),
        &before.answer,
        &typed.answer,
        Empty::Stays,
    ));
    if before.what == What::Gap {
        return edits;
    }
    if before.kind != typed.kind {
        edits.push(Edit::Set(at("kind"), kind(typed.kind)));
    }
    if before.board != typed.board {
        edits.push(Edit::Set(at("board"), flag(typed.board)));
    }
    edits.extend(word(&at("as_of"), &before.as_of, &typed.as_of));
    edits.extend(word(
        &at("valid_until"),
        &before.valid_until,
        &typed.valid_until,
    ));
    edits.extend(word(
        &at("superseded_by"),
        &before.superseded_by,
        &typed.superseded_by,
    ));
    edits.extend(list(&at("sources"), &before.sources, &typed.sources));
    edits.extend(list(&at("related"), &before.related, &typed.related));
    edits.extend(history(&at("history"), before, typed));
    edits
}

/// A new entry or gap, behind the others of its kind; `first` where the file has no list of that kind yet.
pub fn added(typed: &Draft, first: bool) -> Edit<'_> {
    let list = match typed.what {
        What::Entry => "entries",
        What::Gap => "not_covered",
    };
    let content = whole(typed);
    match first {
        true => Edit::Set(list.to_owned(), Content::List(vec![content])),
        false => Edit::Append(list.to_owned(), content),
    }
}

/// All of an entry or gap, with no key for what is empty and need not be there.
fn whole(typed: &Draft) -> Content<'_> {
    let mut pairs = vec![("id", Content::Text(&typed.id))];
    if !typed.title.is_empty() {
        pairs.push(("title", localized(&typed.title, Form::Missing)));
    }
    pairs.push(("phrasings", texts(&typed.phrasings)));
    pairs.push(("answer", localized(&typed.answer, Form::Missing)));
    if typed.what == What::Gap {
        return Content::Map(pairs);
    }
    if typed.kind == Kind::Fact {
        pairs.push(("kind", kind(typed.kind)));
    }
    if typed.board {
        pairs.push(("board", flag(true)));
    }
    let words = [
        ("as_of", &typed.as_of),
        ("valid_until", &typed.valid_until),
        ("superseded_by", &typed.superseded_by),
    ];
    let words = words.into_iter().filter(|(_, word)| !word.is_empty());
    pairs.extend(words.map(|(key, word)| (key, day_or_text(word))));
    let lists = [("sources", &typed.sources), ("related", &typed.related)];
    let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
    pairs.extend(lists.map(|(key, list)| (key, texts(list))));
    Content::Map(pairs)
}

/// What becomes of a text that nobody wrote anything for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Empty {
    /// Its key goes.
    Goes,
    /// It must be there: what is checked then tells so.
    Stays,
}

fn text<'a>(path: &str, before: &'a Texts, typed: &'a Texts, empty: Empty) -> Vec<Edit<'a>> {
    if before == typed {
        return Vec::new();
    }
    if typed.is_empty() {
        return match empty {
            Empty::Goes => vec![Edit::Remove(path.to_owned())],
            Empty::Stays => vec![Edit::Set(path.to_owned(), Content::Text(""))],
        };
    }
    if before.form != Form::Each {
        return vec![Edit::Set(path.to_owned(), localized(typed, before.form))];
    }
    let changed = typed
        .words
        .iter()
        .filter(|(language, words)| before.get(**language) != words.as_str());
    let (gone, written): (Vec<_>, Vec<_>) = changed.partition(|(_, words)| words.is_empty());
    let at = |language: &Language| format!("{path}.{}", language.code());
    let written = written
        .into_iter()
        .map(|(language, words)| Edit::Set(at(language), Content::Text(words)));
    let gone = gone
        .into_iter()
        .map(|(language, _)| Edit::Remove(at(language)));
    written.chain(gone).collect()
}

/// A text as one for every reader where it was that, or where there is one language; else one for each.
fn localized(texts: &Texts, before: Form) -> Content<'_> {
    let mut written = texts.words.iter().filter(|(_, words)| !words.is_empty());
    let alike = texts.words.values().all(|words| words == texts.any());
    if alike && (before == Form::Same || texts.words.len() == 1) {
        return Content::Text(texts.any());
    }
    Content::Map(
        written
            .by_ref()
            .map(|(language, words)| (language.code(), Content::Text(words)))
            .collect(),
    )
}

/// Phrasings have no order: one that was changed takes the place of what it was, a new one goes behind the others.
fn phrasings<'a>(path: &str, before: &[String], typed: &'a [String]) -> Vec<Edit<'a>> {
    if typed.is_empty() && !before.is_empty() {
        return vec![Edit::Set(path.to_owned(), Content::List(Vec::new()))];
    }
    let mut new: Vec<&String> = typed.iter().filter(|line| !before.contains(line)).collect();
    let mut old: Vec<usize> = (0..before.len())
        .filter(|place| !typed.contains(&before[*place]))
        .collect();
    let both = new.len().min(old.len());
    let at = |place: usize| format!("{path}[{place}]");
    let changed = old.drain(..both).zip(new.drain(..both));
    let mut edits: Vec<_> = changed
        .map(|(place, line)| Edit::Set(at(place), Content::Text(line)))
        .collect();
    edits.extend(
        new.into_iter()
            .map(|line| Edit::Append(path.to_owned(), Content::Text(line))),
    );
    edits.extend(old.into_iter().rev().map(|place| Edit::Remove(at(place))));
    edits
}

/// A list of ids, in which order counts.
fn list<'a>(path: &str, before: &[String], typed: &'a [String]) -> Vec<Edit<'a>> {
    match (before.is_empty(), typed.is_empty()) {
        (true, true) => return Vec::new(),
        (true, false) => return vec![Edit::Set(path.to_owned(), texts(typed))],
        (false, true) => return vec![Edit::Remove(path.to_owned())],
        (false, false) => {}
    }
    let at = |place: usize| format!("{path}[{place}]");
    let both = before.iter().zip(typed).enumerate();
    let changed = both.filter(|(_, (before, typed))| before != typed);
    let mut edits: Vec<_> = changed
        .map(|(place, (_, id))| Edit::Set(at(place), Content::Text(id)))
        .collect();
    let more = typed.iter().skip(before.len());
    edits.extend(more.map(|id| Edit::Append(path.to_owned(), Content::Text(id))));
    let surplus = typed.len()..before.len();
    edits.extend(surplus.rev().map(|place| Edit::Remove(at(place))));
    edits
}

fn word<'a>(path: &str, before: &str, typed: &'a str) -> Option<Edit<'a>> {
    match (before == typed, typed.is_empty()) {
        (true, _) => None,
        (false, true) => Some(Edit::Remove(path.to_owned())),
        (false, false) => Some(Edit::Set(path.to_owned(), day_or_text(typed))),
    }
}

fn history<'a>(path: &str, before: &'a Draft, typed: &'a Draft) -> Vec<Edit<'a>> {
    let mut edits = Vec::new();
    for (place, (old, new)) in before.history.iter().zip(&typed.history).enumerate() {
        if !new.gone {
            edits.extend(word(
                &format!("{path}[{place}].as_of"),
                &old.as_of,
                &new.as_of,
            ));
            edits.extend(text(
                &format!("{path}[{place}].answer"),
                &old.answer,
                &new.answer,
                Empty::Stays,
            ));
        }
    }
    let kept = typed.keep.then(|| past(before));
    let gone = typed
        .history
        .iter()
        .enumerate()
        .filter(|(_, past)| past.gone);
    let gone: Vec<usize> = gone.map(|(place, _)| place).collect();
    if gone.len() == before.history.len() && !gone.is_empty() && kept.is_none() {
        edits.push(Edit::Remove(path.to_owned()));
        return edits;
    }
    edits.extend(kept.map(|kept| match before.history.is_empty() {
        true => Edit::Set(path.to_owned(), Content::List(vec![kept])),
        false => Edit::Append(path.to_owned(), kept),
    }));
    edits.extend(
        gone.into_iter()
            .rev()
            .map(|place| Edit::Remove(format!("{path}[{place}]"))),
    );
    edits
}

/// What an entry says, as what was true before.
fn past(entry: &Draft) -> Content<'_> {
    let mut pairs = vec![
        ("as_of", day_or_text(&entry.as_of)),
        ("answer", localized(&entry.answer, entry.answer.form)),
    ];
    if !entry.sources.is_empty() {
        pairs.push(("sources", texts(&entry.sources)));
    }
    Content::Map(pairs)
}

fn texts(list: &[String]) -> Content<'_> {
    Content::List(list.iter().map(|text| Content::Text(text)).collect())
}

/// A day stands without quotes. What is none is written as it was typed, for the check to refuse.
fn day_or_text(typed: &str) -> Content<'_> {
    match read_date(typed) {
        Some(_) => Content::Word(typed),
        None => Content::Text(typed),
    }
}

fn kind(kind: Kind) -> Content<'static> {
    Content::Word(match kind {
        Kind::Fact => "fact",
        Kind::State => "state",
    })
}

fn flag(flag: bool) -> Content<'static> {
    Content::Word(if flag { "true" } else { "false" })
}

#[cfg(test)]
mod tests {
    use maklumat::faq::Faq;

    use super::{super::fields::Fields, *};

    const FILE: &str = "# ours
entries:
  - id: hours # of the desk
    title: {id: Jam buka, en: Hours}
    phrasings:
      - kapan buka
      # as people type it
      - jam brp buka
      - when do you open
    answer:
      id: Pukul 9.
      en: At 9.
    as_of: 2024-06-28
    valid_until: 2024-07-28
    sources: [a, b]
  - {id: fee, phrasings: [berapa biayanya], answer: Gratis.}
sources:
  a: {publisher: A, title: T, published: 2024-06-28}
  b: {publisher: B, title: T, published: 2024-06-28}
";

    /// The fields of the form of `draft`.
    fn form(draft: &Draft) -> Vec<(String, String)> {
        let own = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut fields = vec![
            own("phrasings", &draft.phrasings.join("\r\n")),
            own("as_of", &draft.as_of),
            own("valid_until", &draft.valid_until),
        ];
        for (name, texts) in [("title", &draft.title), ("answer", &draft.answer)] {
            let each = texts.words.iter();
            fields.extend(
                each.map(|(language, words)| own(&format!("{name}.{}", language.code()), words)),
            );
        }
        fields.extend(draft.sources.iter().map(|id| own("sources", id)));
        for (place, past) in draft.history.iter().enumerate() {
            fields.push(own(&format!("history.{place}.as_of"), &past.as_of));
            let each = past.answer.words.iter();
            fields.extend(each.map(|(language, words)| {
                own(
                    &format!("history.{place}.answer.{}", language.code()),
                    words,
                )
            }));
        }
        fields
    }

    /// The file after the form of `id` was sent with changed fields.
    fn sent(file: &str, id: &str, changes: &[(&str, &str)]) -> String {
        let faq = Faq::parse("faq.yaml", file.as_bytes()).expect("a FAQ");
        let (before, path) = Draft::find(&faq, id).expect("an entry");
        let mut fields = form(&before);
        for (name, value) in changes {
            fields.retain(|(other, _)| other != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        let typed = Draft::typed(&Fields::new(fields), &before);
        let mut document = Document::read(file.as_bytes()).expect("YAML");
        apply(&mut document, &edits(&path, &before, &typed)).expect("edits");
        document.text().to_owned()
    }

    #[test]
    fn what_nobody_changed_changes_nothing() {
        for file in [FILE, Faq::SHIPPED] {
            let faq = Faq::parse("faq.yaml", file.as_bytes()).expect("a FAQ");
            let ids = faq.entries.iter().map(|entry| &entry.id);
            for id in ids.chain(faq.not_covered.iter().map(|gap| &gap.id)) {
                let (before, path) = Draft::find(&faq, id).expect("an entry");
                let mut fields = form(&before);
                fields.extend(
                    before
                        .related
                        .iter()
                        .map(|id| ("related".to_owned(), id.clone())),
                );
                fields.push(("superseded_by".to_owned(), before.superseded_by.clone()));
                let fact = before.kind == Kind::Fact;
                fields.push((
                    "kind".to_owned(),
                    if fact { "fact" } else { "state" }.to_owned(),
                ));
                fields.extend(before.board.then(|| ("board".to_owned(), "on".to_owned())));
                let typed = Draft::typed(&Fields::new(fields), &before);
                assert_eq!(edits(&path, &before, &typed), [], "{id}");
            }
        }
    }

    #[test]
    fn each_field_changes_its_own_bytes() {
        for (changes, old, new) in [
            (vec![("answer.en", "At 8.")], "en: At 9.", "en: At 8."),
            (vec![("title.en", "")], ", en: Hours}", "}"),
            (
                vec![("as_of", "2024-07-01")],
                "as_of: 2024-06-28",
                "as_of: 2024-07-01",
            ),
            (
                vec![("valid_until", "")],
                "    valid_until: 2024-07-28\n",
                "",
            ),
            (vec![("sources", "b")], "[a, b]", "[b]"),
            (
                vec![("title.id", ""), ("title.en", "")],
                "    title: {id: Jam buka, en: Hours}\n",
                "",
            ),
            (
                vec![(
                    "phrasings",
                    "kapan buka\njam brp bukanya\nwhen do you open\nbuka jam: berapa",
                )],
                "- jam brp buka\n      - when do you open\n",
                "- jam brp bukanya\n      - when do you open\n      - \"buka jam: berapa\"\n",
            ),
            (
                vec![("phrasings", "kapan buka\nwhen do you open")],
                "      - jam brp buka\n",
                "",
            ),
        ] {
            assert_eq!(
                sent(FILE, "hours", &changes),
                FILE.replacen(old, new, 1),
                "{changes:?}"
            );
        }
    }

    #[test]
    fn one_text_stays_one_until_it_differs() {
        let same = sent(
            FILE,
            "fee",
            &[("answer.id", "Free."), ("answer.en", "Free.")],
        );
        assert!(same.contains("answer: Free."), "{same}");
        let each = sent(FILE, "fee", &[("answer.en", "Free.")]);
        assert!(each.contains("answer: {id: Gratis., en: Free.}"), "{each}");
    }

    #[test]
    fn what_was_true_is_kept_where_that_is_asked_for() {
        let kept = sent(
            FILE,
            "hours",
            &[
                ("answer.id", "Pukul 8."),
                ("as_of", "2024-07-01"),
                ("keep", "on"),
            ],
        );
        let faq = Faq::parse("faq.yaml", kept.as_bytes()).expect("a FAQ");
        let [version] = faq.entries[0].history.as_slice() else {
            panic!("{kept}");
        };
        assert_eq!(version.as_of.to_string(), "2024-06-28");
        assert_eq!(version.answer.get(Language::Indonesian), "Pukul 9.");
        assert_eq!(version.sources, ["a", "b"]);
        let again = sent(
            &kept,
            "hours",
            &[
                ("answer.id", "Pukul 7."),
                ("as_of", "2024-07-02"),
                ("keep", "on"),
            ],
        );
        let faq = Faq::parse("faq.yaml", again.as_bytes()).expect("a FAQ");
        assert_eq!(faq.entries[0].history.len(), 2, "{again}");
        let gone = sent(&kept, "hours", &[("history.0.gone", "on")]);
        assert!(!gone.contains("history"), "{gone}");
    }

    #[test]
    fn a_day_that_is_none_brings_no_yaml_of_its_own() {
        let odd = sent(FILE, "hours", &[("as_of", "2024-06-28\n    board: true")]);
        assert!(odd.contains("2024-06-28\n"), "{odd}");
        assert!(!odd.lines().any(|line| line == "    board: true"), "{odd}");
    }

    #[test]
    fn a_new_one_goes_behind_the_others() {
        let words = |text: &str| Texts {
            form: Form::Missing,
            words: [
                (Language::Indonesian, text.to_owned()),
                (Language::English, String::new()),
            ]
            .into(),
        };
        for what in [What::Entry, What::Gap] {
            let typed = Draft {
                id: "new".to_owned(),
                title: words("Baru"),
                answer: words("Ya: baru."),
                phrasings: vec!["apa yang baru".to_owned()],
                as_of: "2024-07-01".to_owned(),
                ..Draft::empty(what, &Language::ALL)
            };
            let mut document = Document::read(FILE.as_bytes()).expect("YAML");
            apply(&mut document, &[added(&typed, what == What::Gap)]).expect("it is added");
            let faq = Faq::parse("faq.yaml", document.text().as_bytes()).expect("a FAQ");
            let (found, _) = Draft::find(&faq, "new").expect("the new one");
            assert_eq!(found.answer, typed.answer);
            assert_eq!(found.what, what);
        }
    }
}
