//! A `Reply` as Telegram's HTML, in messages that are short enough.

use maklumat::reply::{Paragraph, Role};

/// The longest message, in UTF-16 units of what a person sees.
pub const LIMIT: usize = 4096;
const GAP: &str = "\n\n";

/// `paragraphs` as the texts of one or more messages. They are parted between paragraphs where that is possible, never inside a tag or
/// an escaped character, and provenance stays with the words before it.
pub fn messages(paragraphs: &[Paragraph]) -> Vec<String> {
    let mut messages: Vec<Page> = Vec::new();
    for block in blocks(paragraphs) {
        match messages.last_mut() {
            Some(page) if page.units + width(GAP) + block.units <= LIMIT => page.append(block),
            _ => messages.push(block),
        }
    }
    messages.into_iter().map(|page| page.html).collect()
}

/// What a person reads of `html`.
pub fn read(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// HTML, and how long it is when read.
#[derive(Default)]
struct Page {
    html: String,
    units: usize,
}

impl Page {
    fn append(&mut self, other: Self) {
        if !self.html.is_empty() {
            self.html.push_str(GAP);
            self.units += width(GAP);
        }
        self.html.push_str(&other.html);
        self.units += other.units;
    }
}

/// What must not be parted: each paragraph with the provenance after it.
fn blocks(paragraphs: &[Paragraph]) -> Vec<Page> {
    let together = |_: &Paragraph, next: &Paragraph| next.role == Role::Provenance;
    paragraphs.chunk_by(together).flat_map(block).collect()
}

/// One page for a block, or several when it is too long for one: the last keeps the provenance.
fn block(paragraphs: &[Paragraph]) -> Vec<Page> {
    let Some((head, tail)) = paragraphs.split_first() else {
        return Vec::new();
    };
    let reserved: usize = tail.iter().map(|next| width(GAP) + width(&next.text)).sum();
    if reserved > LIMIT / 2 {
        return paragraphs
            .iter()
            .flat_map(|each| pages(each, LIMIT))
            .collect();
    }
    let mut pages = pages(head, LIMIT - reserved);
    if let Some(last) = pages.last_mut() {
        tail.iter()
            .for_each(|next| last.append(styled(next.role, &next.text)));
    }
    pages
}

/// `paragraph` in pages of at most `most` units.
fn pages(paragraph: &Paragraph, most: usize) -> Vec<Page> {
    let room = most - width(sign(paragraph.role));
    let mut rest = paragraph.text.trim();
    let mut pages = Vec::new();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(cut(rest, room));
        pages.push(styled(paragraph.role, piece.trim_end()));
        rest = after.trim_start();
    }
    pages
}

/// Where to cut `text` so that no more than `most` units stand before: after a line, a sentence or a word, else in the middle of one.
fn cut(text: &str, most: usize) -> usize {
    let mut units = 0;
    let beyond = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    let Some((end, _)) = beyond else {
        return text.len();
    };
    let head = &text[..end];
    ["\n", ". ", " "]
        .iter()
        .find_map(|mark| {
            let at = head.rfind(mark)? + mark.len();
            (at > end / 2).then_some(at)
        })
        .unwrap_or(end)
}

fn styled(role: Role, text: &str) -> Page {
    let (before, after) = match role {
        Role::Title => ("<b>", "</b>"),
        Role::Text | Role::Warning => ("", ""),
        Role::Provenance => ("<i>", "</i>"),
    };
    let sign = sign(role);
    Page {
        html: format!("{sign}{before}{}{after}", escape(text)),
        units: width(sign) + width(text),
    }
}

/// What stands before a paragraph.
fn sign(role: Role) -> &'static str {
    match role {
        Role::Warning => "⚠️ ",
        Role::Title | Role::Text | Role::Provenance => "",
    }
}

/// `text` without anything that Telegram could take for a tag or an entity.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// How Telegram measures `text`.
fn width(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(role: Role, text: impl Into<String>) -> Paragraph {
        Paragraph {
            role,
            text: text.into(),
        }
    }

    #[test]
    fn everything_is_escaped() {
        let hostile = paragraph(Role::Title, "<b>x</b> & <script> &amp;");
        assert_eq!(
            messages(&[hostile]),
            ["<b>&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt; &amp;amp;</b>"]
        );
    }

    #[test]
    fn what_fits_is_one_message() {
        let all = [
            paragraph(Role::Text, "ya"),
            paragraph(Role::Provenance, "28 Juni 2024"),
            paragraph(Role::Warning, "lama"),
        ];
        assert_eq!(messages(&all), ["ya\n\n<i>28 Juni 2024</i>\n\n⚠️ lama"]);
    }

    #[test]
    fn provenance_moves_along_with_its_words() {
        let all = [
            paragraph(Role::Text, "a".repeat(3000)),
            paragraph(Role::Text, "b".repeat(1070)),
            paragraph(Role::Provenance, "c".repeat(100)),
        ];
        let messages = messages(&all);
        assert_eq!(messages.len(), 2);
        assert!(messages[1].starts_with('b') && messages[1].ends_with("c</i>"));
    }

    #[test]
    fn long_texts_are_cut_at_sentences_and_keep_their_provenance() {
        let sentence = "Kantor imigrasi tetap melayani 😀 & menunggu. ";
        let all = [
            paragraph(Role::Text, sentence.repeat(250)),
            paragraph(Role::Provenance, "28 Juni 2024"),
        ];
        let messages = messages(&all);
        assert!(messages.len() >= 3);
        for message in &messages {
            assert!(width(&read(message)) <= LIMIT);
            assert!(message.contains("menunggu."));
        }
        assert!(
            messages
                .last()
                .is_some_and(|last| last.ends_with("menunggu.\n\n<i>28 Juni 2024</i>"))
        );
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            words(
                &messages
                    .iter()
                    .map(|m| read(m))
                    .collect::<Vec<_>>()
                    .join(" ")
            )
            .len(),
            words(&sentence.repeat(250)).len() + 3
        );
    }

    #[test]
    fn a_line_that_ends_early_cuts_no_word() {
        let text = format!("satu\n{}", "kata ".repeat(1_000));
        for message in messages(&[paragraph(Role::Text, text)]) {
            assert!(message.ends_with("kata"), "{message}");
        }
    }

    #[test]
    fn any_length_of_anything_stays_within_the_limit() {
        for unit in ["a", "😀", "<", "kata ", "\n"] {
            for length in [1, 4095, 4096, 4097, 8192, 12_289] {
                let text = unit.repeat(length);
                let all = [
                    paragraph(Role::Warning, text.clone()),
                    paragraph(Role::Provenance, text),
                ];
                for message in messages(&all) {
                    let units = width(&read(&message));
                    assert!((0..=LIMIT).contains(&units), "{unit:?} {length}: {units}");
                }
            }
        }
    }
}
