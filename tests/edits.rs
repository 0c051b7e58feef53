//! An edit of a FAQ changes what it is about, and no other byte.

use maklumat::faq::{Content, Document, Faq};
use proptest::{prelude::*, sample::select};

/// How somebody may have written a text.
fn written(text: &str, style: usize) -> String {
    let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
    match style {
        0 => format!("'{}'", text.replace('\'', "''")),
        1 => format!("\"{quoted}\""),
        2 => "kapan buka lagi".to_owned(),
        _ => format!("\"{quoted}\" # a note, [not] to be {{lost}}"),
    }
}

#[derive(Debug, Clone)]
struct Written {
    texts: Vec<(String, usize)>,
    flow: bool,
    crlf: bool,
    mark: bool,
    deep: bool,
    /// How the answer is written.
    answer: usize,
    end: bool,
}

impl Written {
    fn yaml(&self) -> String {
        let pad = if self.deep { "  " } else { "" };
        let list = match self.flow {
            true => {
                let items = self
                    .texts
                    .iter()
                    .map(|(text, style)| written(text, style % 3));
                format!(
                    " [{}]  # these\n",
                    items.collect::<Vec<_>>().join(",\n        ")
                )
            }
            false => {
                let items = self
                    .texts
                    .iter()
                    .map(|(text, style)| format!("    {pad}- {}\n", written(text, *style)));
                format!("\n{}", items.collect::<Vec<_>>().join("    # between\n"))
            }
        };
        let answer = match self.answer {
            0 => "{id: Satu, en: One}",
            1 => {
                "\n      id: |\n        Satu\n        dua\n      en: >-\n        One\n\n        two"
            }
            2 => "\n      id: Satu\n        dua # x\n      en: 'One'",
            _ => "Satu",
        };
        let mut yaml = format!(
            "# kept\nentries:\n  - id: a   # its id\n    phrasings:{list}    answer: {answer}\n\n  # the second\n  - {{id: b, phrasings: [c], answer: d}}\nnot_covered: []\n"
        );
        if !self.end {
            yaml.truncate(yaml.len() - 1);
        }
        if self.crlf {
            yaml = yaml.replace('\n', "\r\n");
        }
        if self.mark {
            yaml.insert(0, '\u{feff}');
        }
        yaml
    }
}

fn a_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}( [a-z]{1,6}){0,4}",
        "\\PC{1,20}",
        select(vec![
            "- a",
            "a: b",
            "a #b",
            "[x",
            "{y",
            "'",
            "\"",
            "yes",
            "12",
            "~",
            "é 👍",
            "a, b",
            "@min",
            "x:",
            " pad ",
            "#1",
            "a\nb",
            "\t",
            "\\q",
            "a\n\n# b: c\n  - d",
            "a\r\nb"
        ])
        .prop_map(str::to_owned),
        "[a-z]{1,8}(:? #?[a-z]{1,9}){25,40}",
    ]
    .prop_filter("a text", |text| {
        !text.trim().is_empty() && !text.contains(['\u{feff}', '\u{fffe}', '\u{ffff}'])
    })
}

fn a_file() -> impl Strategy<Value = Written> {
    let texts = proptest::collection::vec(("[a-z]{1,6}( [a-z,:#'\"]{1,6}){0,3}", 0..4_usize), 1..5);
    (texts, any::<(bool, bool, bool, bool, bool)>(), 0..4_usize).prop_map(
        |(texts, (flow, crlf, mark, deep, end), answer)| Written {
            texts,
            flow,
            crlf,
            mark,
            deep,
            answer,
            end,
        },
    )
}

fn faq(text: &str) -> Faq {
    Faq::parse("faq.yaml", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The bytes that two texts do not share at their beginning or end.
fn changed(old: &str, new: &str) -> (usize, usize) {
    let before = old
        .bytes()
        .zip(new.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let most = old.len().min(new.len()) - before;
    let after = old
        .bytes()
        .rev()
        .zip(new.bytes().rev())
        .take(most)
        .take_while(|(a, b)| a == b)
        .count();
    (old.len() - before - after, new.len() - before - after)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_phrasing_is_added(file in a_file(), text in a_text()) {
        let yaml = file.yaml();
        let mut document = Document::read(yaml.as_bytes()).expect("a whole file");
        document.append("entries[0].phrasings", &Content::Text(&text)).expect("there is a list");
        let (old, mut new) = (faq(&yaml), faq(document.text()));
        prop_assert_eq!(changed(&yaml, document.text()).0, 0);
        prop_assert_eq!(new.entries[0].phrasings.pop(), Some(text));
        prop_assert_eq!(old, new);
        let ends = document.text().matches('\n').count();
        prop_assert_eq!(document.text().matches("\r\n").count(), if file.crlf { ends } else { 0 });
    }

    #[test]
    fn an_answer_is_changed(file in a_file(), text in a_text()) {
        let yaml = file.yaml();
        let mut document = Document::read(yaml.as_bytes()).expect("a whole file");
        let path = if file.answer < 3 { "entries[0].answer.id" } else { "entries[0].answer" };
        document.set(path, &Content::Text(&text)).expect("there is an answer");
        let (mut old, new) = (faq(&yaml), faq(document.text()));
        prop_assert!(new.entries[0].answer.texts().any(|other| *other == *text));
        old.entries[0].answer = new.entries[0].answer.clone();
        prop_assert_eq!(old, new);
        prop_assert!(changed(&yaml, document.text()).0 <= "|\r\n        Satu\r\n        dua".len());
    }

    #[test]
    fn a_phrasing_is_taken_out_and_a_gap_begun(file in a_file(), text in a_text()) {
        let yaml = file.yaml();
        let mut document = Document::read(yaml.as_bytes()).expect("a whole file");
        let last = file.texts.len() - 1;
        let taken = document.remove(&format!("entries[0].phrasings[{last}]"));
        prop_assert_eq!(taken.is_ok(), last > 0);
        let (out, new) = changed(&yaml, document.text());
        prop_assert_eq!(new, 0);
        let (words, style) = &file.texts[last];
        let style = if file.flow { style % 3 } else { *style };
        // Its line, or its words with the comma and what stands before them.
        let around = ",\r\n        - \r\n".len();
        prop_assert!(out <= written(words, style).len() + around, "{}", out);
        let gap = Content::Map(vec![
            ("id", Content::Text("g")),
            ("phrasings", Content::List(vec![Content::Text(&text)])),
            ("answer", Content::Map(vec![("id", Content::Text(&text)), ("en", Content::Text("e"))])),
        ]);
        document.append("not_covered", &gap).expect("there is a list");
        let (mut old, mut new) = (faq(&yaml), faq(document.text()));
        if last > 0 {
            old.entries[0].phrasings.pop();
        }
        let gap = new.not_covered.pop().expect("the gap");
        prop_assert_eq!(&gap.phrasings, &vec![text]);
        prop_assert_eq!(old, new);
    }

    #[test]
    fn a_key_is_added(file in a_file(), day in select(vec!["2024-06-28", "2026-01-31"])) {
        let yaml = file.yaml();
        let mut document = Document::read(yaml.as_bytes()).expect("a whole file");
        for entry in 0..2 {
            let before = document.text().to_owned();
            document.set(&format!("entries[{entry}].as_of"), &Content::Word(day)).expect("there is an entry");
            prop_assert_eq!(changed(&before, document.text()).0, 0);
        }
        document.set("notice", &Content::Map(vec![("title", Content::Text("T"))])).expect("there is a file");
        let (mut old, new) = (faq(&yaml), faq(document.text()));
        for entry in &mut old.entries {
            entry.as_of = day.parse().ok();
        }
        old.notice = new.notice.clone();
        prop_assert_eq!(old, new);
    }
}

#[test]
fn the_shipped_file_gets_one_line_more() {
    let mut document = Document::read(Faq::SHIPPED.as_bytes()).expect("a whole file");
    document
        .append(
            "entries[2].phrasings",
            &Content::Text("status: gimana # min"),
        )
        .expect("a list");
    let (old, new) = (
        Faq::SHIPPED.lines().count(),
        document.text().lines().count(),
    );
    assert_eq!(new, old + 1);
    assert_eq!(changed(Faq::SHIPPED, document.text()).0, 0);
}

#[test]
fn a_key_goes_with_what_stands_behind_it_and_nothing_else() {
    let yaml = "# kept\nentries:\n  - board: true\n    id: a # its id\n    valid_until: 2024-06-28 # until then\n    # a note\n    history:\n      - as_of: 2024-06-01\n        answer: x\n    phrasings: [b]\n    answer: {id: c, en: d}\n";
    let mut document = Document::read(yaml.as_bytes()).expect("YAML");
    for path in [
        "entries[0].valid_until",
        "entries[0].history",
        "entries[0].board",
        "entries[0].answer.en",
    ] {
        document.remove(path).expect(path);
    }
    let expected = "# kept\nentries:\n  - id: a # its id\n    # a note\n    phrasings: [b]\n    answer: {id: c}\n";
    assert_eq!(document.text(), expected);
    for path in ["entries[0].answer.id", "entries[0].none", "entries[1].id"] {
        document.remove(path).expect_err(path);
    }
    assert_eq!(document.text(), expected);
}
