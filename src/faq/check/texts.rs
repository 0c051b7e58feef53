//! What citizens would read and nobody meant to write: in one text, or in one language beside the other.

use std::collections::BTreeSet;

use super::{
    facts,
    view::{View, localized, texts},
};
use crate::{
    faq::{
        encoding::is_hidden,
        finding::{Finding, Place, code, quoted},
        rules,
        shape::Shape,
        tree::{Node, Value},
    },
    text::{Language, normalise, told},
};

/// What stands where something is still to be written, in small letters.
const PLACEHOLDERS: [&str; 15] = [
    "todo",
    "tbd",
    "fixme",
    "xxx",
    "lorem ipsum",
    "isi di sini",
    "tulis di sini",
    "isi disini",
    "tulis disini",
    "menyusul di sini",
    "ganti teks ini",
    "write here",
    "fill this in",
    "your text here",
    "to be filled",
];

/// Different words of a text, at least, for its language to be told.
const TELLING: usize = 6;

pub(super) fn check(view: &View<'_>, text: &str, findings: &mut Vec<Finding>) {
    let mut texts_of = Texts {
        lines: text.split('\n').collect(),
        sites: sites(view),
        spoken: &view.languages,
        findings,
    };
    for (node, shape) in texts(view.root) {
        texts_of.text(node, shape);
    }
    for item in view.items() {
        for (node, phrasing) in item.texts("phrasings") {
            let wordless = !phrasing.chars().any(char::is_alphanumeric);
            if wordless && !phrasing.trim().is_empty() {
                texts_of.add(node, &rules::WORDLESS, [quoted(phrasing)]);
            }
        }
    }
}

struct Texts<'a> {
    lines: Vec<&'a str>,
    /// The sites that may be linked to; none where any may.
    sites: Vec<&'a str>,
    spoken: &'a [Language],
    findings: &'a mut Vec<Finding>,
}

impl Texts<'_> {
    fn add(
        &mut self,
        node: &Node,
        rule: &'static rules::Rule,
        args: impl IntoIterator<Item = String>,
    ) {
        self.findings.push(node.breaks(rule, args));
    }

    fn text(&mut self, node: &Node, shape: Shape) {
        match shape {
            Shape::Localized => {
                for (_, node, words) in localized(node) {
                    self.cut(node, |_| true);
                    self.written(node, words);
                    self.linked(node, words);
                }
                self.languages(node);
            }
            Shape::Text => {
                // A comment begins with a space: "#BanggaMelayani" is none.
                self.cut(node, |comment| !comment.starts_with([' ', '#']));
                self.written(node, node.text().unwrap_or_default());
                self.run_together(node);
            }
            Shape::Id => {
                let words = node.text().unwrap_or_default();
                if let Some(hidden) = words.chars().find(|c| is_hidden(*c)) {
                    self.add(node, &rules::HIDDEN_CHARACTER, [code(hidden)]);
                }
            }
            Shape::Link => {
                let link = node.text().unwrap_or_default();
                let whole = ["https://", "http://"]
                    .iter()
                    .any(|start| link.starts_with(start));
                if !node.is_nothing() && (!whole || link.contains(char::is_whitespace)) {
                    self.add(node, &rules::NO_LINK, []);
                }
                self.linked(node, link);
            }
            _ => {}
        }
    }

    /// That nothing of a text is taken for a comment that `was_meant` as words.
    fn cut(&mut self, node: &Node, was_meant: impl Fn(&str) -> bool) {
        let Value::Text { plain: true, .. } = &node.value else {
            return;
        };
        let line = self
            .lines
            .get(node.end.line - 1)
            .copied()
            .unwrap_or_default();
        let behind: String = line.chars().skip(node.end.column - 1).collect();
        let comment = behind.trim();
        if comment.strip_prefix('#').is_some_and(was_meant) {
            self.add(node, &rules::HASH_CUTS_TEXT, [quoted(comment)]);
        }
    }

    /// That a text in a list is one.
    fn run_together(&mut self, node: &Node) {
        let plain = matches!(&node.value, Value::Text { plain: true, .. });
        if plain
            && node.path.ends_with(']')
            && node.place.line < node.end.line
            && !node.is_nothing()
        {
            let next = Place {
                line: node.place.line + 1,
                column: node.place.column,
            };
            self.findings
                .push(Finding::new(&rules::RUN_TOGETHER, next, []).at(&node.path));
        }
    }

    /// What is written in a text and was not meant for readers.
    fn written(&mut self, node: &Node, words: &str) {
        // A no-break space between a number and its unit is meant.
        let hidden = |c: &char| is_hidden(*c) && !matches!(c, '\u{a0}' | '\n' | '\t' | '\r');
        if let Some(hidden) = words.chars().find(hidden) {
            self.add(node, &rules::HIDDEN_CHARACTER, [code(hidden)]);
        }
        if let Some(found) = placeholder(words) {
            self.add(node, &rules::PLACEHOLDER, [quoted(&found)]);
        }
        if let Some(found) = mojibake(words) {
            self.add(node, &rules::MOJIBAKE, [quoted(found)]);
        }
        if let Some(found) = markup(words) {
            self.add(node, &rules::MARKUP, [quoted(found)]);
        }
        let plain = matches!(&node.value, Value::Text { plain: true, .. });
        if plain && words.starts_with(['“', '”', '‘', '„']) && words.ends_with(['“', '”', '’'])
        {
            self.add(node, &rules::TYPOGRAPHIC_QUOTES, []);
        }
    }

    fn linked(&mut self, node: &Node, words: &str) {
        if self.sites.is_empty() {
            return;
        }
        for link in facts::links(words) {
            let site = site(link);
            let inside = |allowed: &&str| {
                let below = site.strip_suffix(*allowed);
                below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
            };
            if !self.sites.iter().any(inside) {
                let args = [quoted(link), self.sites.join(", ")];
                self.add(node, &rules::LINK_OUTSIDE, args);
            }
        }
    }

    /// That a text is there in each language that is spoken, tells the same in each, and is in the language that it says.
    fn languages(&mut self, node: &Node) {
        if node.is_nothing() {
            return;
        }
        let texts = localized(node);
        self.lacking(node, &texts);
        for (language, below, words) in &texts {
            let Some(language) = *language else {
                continue;
            };
            // A loanword that stands there twice tells no more than once.
            let read: BTreeSet<String> = normalise::words(words).into_iter().collect();
            let reads_like = told(read.iter().map(String::as_str));
            if read.len() >= TELLING && reads_like.is_some_and(|told| told != language) {
                self.add(
                    below,
                    &rules::LANGUAGES_SWAPPED,
                    [language.code().to_owned()],
                );
            }
        }
        for (one, below, words) in &texts {
            for (other, _, others) in &texts {
                if let (Some(one), Some(other)) = (one, other)
                    && one != other
                {
                    let facts = facts::missing(words, others);
                    if !facts.is_empty() {
                        let facts: Vec<String> = facts.iter().map(|fact| quoted(fact)).collect();
                        let [one, other] = [one, other].map(|language| language.code().to_owned());
                        self.add(below, &rules::FACTS_DIFFER, [facts.join(", "), one, other]);
                    }
                }
            }
        }
    }

    fn lacking(&mut self, node: &Node, texts: &[(Option<Language>, &Node, &str)]) {
        let same = node.text().is_some();
        // Of a key that is no language it is told what it should be.
        let misspelt = node.pairs().len() > texts.len();
        if misspelt || (same && self.spoken.len() == 1) {
            return;
        }
        let written = |language: &Language| texts.iter().any(|(of, ..)| *of == Some(*language));
        let lacking: Vec<Language> = self
            .spoken
            .iter()
            .copied()
            .filter(|language| !written(language))
            .collect();
        if !lacking.is_empty() {
            let form = self.spoken.iter().map(|each| format!("{}: …", each.code()));
            let form = form.collect::<Vec<_>>().join(", ");
            let form = format!("`{{{form}}}`");
            match same {
                true => self.add(node, &rules::LANGUAGE_SAME, [form]),
                false => self.add(node, &rules::LANGUAGE_LACKS, [codes(&lacking), form]),
            }
        }
        let unread = |language: Option<Language>| language.filter(|it| !self.spoken.contains(it));
        let unread: Vec<Language> = texts.iter().filter_map(|(of, ..)| unread(*of)).collect();
        if !unread.is_empty() {
            self.add(node, &rules::LANGUAGE_UNREAD, [codes(&unread)]);
        }
    }
}

fn codes(languages: &[Language]) -> String {
    let codes = languages
        .iter()
        .map(|language| format!("`{}`", language.code()));
    codes.collect::<Vec<_>>().join(", ")
}

/// The sites of `notice.links`.
fn sites<'a>(view: &View<'a>) -> Vec<&'a str> {
    let links = view.notice("links").map_or(&[][..], Node::items);
    links
        .iter()
        .filter_map(|node| node.text())
        .map(site)
        .collect()
}

/// The site of a link, as in `imigrasi.go.id`.
fn site(link: &str) -> &str {
    let bare = link.split_once("://").map_or(link, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    bare.split(['/', ':', '?', '#']).next().unwrap_or_default()
}

/// What waits to be filled in.
fn placeholder(text: &str) -> Option<String> {
    let words = text.trim();
    let dots = words.trim_matches(['.', '…', '-', '_', '?', '[', ']', '<', '>']);
    if dots.is_empty() && !words.is_empty() {
        return Some(words.to_owned());
    }
    if let Some(found) = blank_in_brackets(text) {
        return Some(found.to_owned());
    }
    let lower = format!(" {} ", super::notice::plain(text));
    let found = PLACEHOLDERS
        .iter()
        .find(|mark| lower.contains(&format!(" {mark} ")));
    found.map(|mark| (*mark).to_owned())
}

/// Words in square brackets, as in "Hubungi [nomor petugas]".
fn blank_in_brackets(text: &str) -> Option<&str> {
    text.match_indices('[').find_map(|(at, _)| {
        let end = at + text[at..].find(']')?;
        let inner = &text[at + 1..end];
        let words =
            inner.chars().all(|c| c.is_alphabetic() || c == ' ') && inner.chars().count() > 3;
        (words && !text[end + 1..].starts_with('(')).then_some(&text[at..=end])
    })
}

/// Two letters that one letter became which was saved in UTF-8 and read as something else.
fn mojibake(text: &str) -> Option<&str> {
    if let Some(at) = text.find('\u{fffd}') {
        return Some(&text[at..at + '\u{fffd}'.len_utf8()]);
    }
    text.char_indices().find_map(|(at, c)| {
        let rest = &text[at + c.len_utf8()..];
        let next = rest.chars().next()?;
        let torn = match c {
            'Ã' | 'Â' => ('\u{80}'..='\u{bf}').contains(&next),
            'â' => next == '€' || ('\u{80}'..='\u{9f}').contains(&next),
            'ð' => matches!(next, 'Ÿ' | '\u{9f}'),
            _ => false,
        };
        torn.then(|| &text[at..at + c.len_utf8() + next.len_utf8()])
    })
}

/// A tag, an entity, or the stars of Markdown.
fn markup(text: &str) -> Option<&str> {
    const LONGEST: usize = 80;
    let between = |open: &str, close: &str, fits: fn(&str) -> bool| {
        text.match_indices(open).find_map(|(at, _)| {
            let inner = &text[at + open.len()..];
            let end = inner.find(close).filter(|end| *end <= LONGEST)?;
            let whole = &text[at..at + open.len() + end + close.len()];
            fits(&inner[..end]).then_some(whole)
        })
    };
    let tag = |inner: &str| {
        let name = inner.trim_start_matches('/');
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(['<', '@', ':'])
            || name.starts_with("a ")
    };
    let entity = |inner: &str| {
        let digits = inner.trim_start_matches(['#', 'x']);
        (2..=8).contains(&inner.len())
            && digits.bytes().all(|b| b.is_ascii_alphanumeric())
            && !digits.is_empty()
    };
    between("<", ">", tag)
        .or_else(|| between("&", ";", entity))
        .or_else(|| between("**", "**", |inner| !inner.trim().is_empty()))
        .or_else(|| between("](", ")", |inner| inner.contains('.')))
}
