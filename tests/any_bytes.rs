//! Whatever a file holds, it is either a FAQ or refused; nothing panics, and what loads keeps its promises.

use maklumat::faq::{self, Faq};
use proptest::prelude::*;

/// Pieces of YAML that come close to a FAQ, or to what confuses a parser.
const PIECES: &[&str] = &[
    "entries:\n",
    "  - id: a\n",
    "    id: b\n",
    "    phrasings: [b, c]\n",
    "    phrasings:\n",
    "      - d\n",
    "    answer: e\n",
    "    answer: {id: f, en: g}\n",
    "    answer:\n      id: h\n",
    "    as_of: 2024-06-28\n",
    "    related: [a, b]\n",
    "    superseded_by: b\n",
    "    history:\n      - {as_of: 2024-06-20, answer: i}\n",
    "not_covered:\n",
    "  - {id: c, phrasings: [j], answer: k}\n",
    "synonyms:\n  - [l, m]\n",
    "sources:\n  s: {publisher: P, title: T, published: 2024-06-28}\n",
    "notice: {title: T, status: closed}\n",
    "notice: {languages: [en], timezone: Europe/London, fresh_days: 1, official: true}\n",
    "    kind: fact\n",
    "    board: true\n",
    "    answer: {en: g}\n",
    "&x ",
    "*x ",
    "!!str ",
    "? ",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "'",
    "\"",
    "|\n",
    ">\n",
    "\t",
    "\r\n",
    "\n",
    "# ",
    "--- ",
    "...\n",
    "%YAML 1.2\n",
    "<<: ",
    "~",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "é",
    "👍",
    "\0",
    "  ",
    "@",
    "`",
];

proptest! {
    #[test]
    fn bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        load(&bytes);
    }

    #[test]
    fn text(text in any::<String>()) {
        load(text.as_bytes());
    }

    #[test]
    fn pieces(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..30)) {
        load(pieces.concat().as_bytes());
    }

    #[test]
    fn a_faq_with_pieces_in_it(
        at in 0..600_usize,
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..4),
    ) {
        let whole = include_str!("data/notice.yaml");
        let (before, after) = whole.split_at(whole.floor_char_boundary(at * 4));
        load(format!("{before}{}{after}", pieces.concat()).as_bytes());
    }
}

fn load(bytes: &[u8]) {
    let checked = faq::check(bytes, faq::Date::default());
    match Faq::parse("faq.yaml", bytes) {
        Ok(faq) => {
            assert_eq!(checked.faq.as_ref(), Some(&faq));
            assert!(faq.entries.iter().all(|entry| !entry.phrasings.is_empty()));
        }
        Err(error) => assert!(error.to_string().starts_with("faq.yaml:"), "{error}"),
    }
}
