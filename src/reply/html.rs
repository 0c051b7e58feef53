//! A reply as the few tags of HTML that chats know, in messages that are short enough.

use super::{Paragraph, Role};

/// What can be folded away stands between these: where an answer comes from, and what was true before.
pub const QUOTE: [&str; 2] = ["<blockquote expandable>", "</blockquote>"];

/// The longest message that Telegram takes, in UTF-16 units of what a person sees.
pub const LIMIT: usize = 4096;

/// `paragraphs` as the texts of one or more messages. They are parted between paragraphs where that is possible, never inside a tag or
/// an escaped character; a heading stays with the words below it, provenance with those above.
pub fn messages(paragraphs: &[Paragraph]) -> Vec<String> {
    let mut messages: Vec<Page> = Vec::new();
    let together =
        |above: &Paragraph, below: &Paragraph| above.role == Role::Title || is_quoted(below);
    for block in paragraphs.chunk_by(together) {
        for page in pages_of_block(block) {
            stack(&mut messages, page, LIMIT);
        }
    }
    messages.into_iter().map(|page| page.html).collect()
}

fn is_quoted(paragraph: &Paragraph) -> bool {
    matches!(paragraph.role, Role::Provenance | Role::History)
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
struct Page {
    html: String,
    units: usize,
    /// What its first and its last paragraph are for.
    roles: (Role, Role),
}

impl Page {
    fn append(&mut self, other: Self) {
        let gap = self.gap(&other);
        self.html = [&self.html, gap, &other.html].concat();
        self.units += width(gap) + other.units;
        self.roles.1 = other.roles.1;
    }

    /// What stands between this and what follows. A quote has margins of its own.
    fn gap(&self, below: &Self) -> &'static str {
        match (self.roles.1, below.roles.0) {
            (Role::Provenance, Role::Title) => "\n\n",
            (Role::Title | Role::Provenance, _) | (_, Role::Provenance) => "\n",
            _ => "\n\n",
        }
    }
}

/// Puts `page` onto the last of `pages` if no more than `most` units stand there then, else after it.
fn stack(pages: &mut Vec<Page>, page: Page, most: usize) {
    match pages.last_mut() {
        Some(last) if last.units + width(last.gap(&page)) + page.units <= most => last.append(page),
        _ => pages.push(page),
    }
}

/// One page for what must not be parted, or several when it is too long for one: the last keeps the provenance.
fn pages_of_block(block: &[Paragraph]) -> Vec<Page> {
    let quoted = block.iter().position(is_quoted).unwrap_or(block.len());
    let (said, quoted) = block.split_at(quoted);
    let quote = quoted
        .iter()
        .map(|each| each.text.trim())
        .collect::<Vec<_>>()
        .join("\n");
    // Half of a message is left to what is said; a longer quote follows by itself.
    let reserved = Some(1 + width(&quote)).filter(|units| *units <= LIMIT / 2 && !quote.is_empty());
    let most = LIMIT - reserved.unwrap_or(0);
    let mut stacked = Vec::new();
    for page in said.iter().flat_map(|paragraph| pages(paragraph, most)) {
        stack(&mut stacked, page, most);
    }
    let quote = Paragraph::new(Role::Provenance, quote);
    for page in pages(&quote, LIMIT) {
        stack(&mut stacked, page, LIMIT);
    }
    stacked
}

/// `paragraph` in pages of at most `most` units.
fn pages(paragraph: &Paragraph, most: usize) -> Vec<Page> {
    let room = most - width(sign(paragraph.role));
    if width(&paragraph.text) <= room && !paragraph.text.trim().is_empty() {
        return vec![styled(paragraph)];
    }
    let mut rest = paragraph.text.trim();
    let mut pages = Vec::new();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(cut(rest, room));
        pages.push(styled(&Paragraph::new(paragraph.role, piece.trim_end())));
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

fn styled(paragraph: &Paragraph) -> Page {
    let role = paragraph.role;
    let text = match role {
        Role::Title | Role::Text => {
            let [before, strong, after] = paragraph.pieces().map(escape);
            match strong.as_str() {
                "" => before + &after,
                strong => format!("{before}<b>{strong}</b>{after}"),
            }
        }
        Role::Provenance | Role::History => QUOTE.join(&escape(&paragraph.text)),
        Role::Warning => escape(&paragraph.text),
    };
    let sign = sign(role);
    Page {
        html: format!("{sign}{text}"),
        units: width(sign) + width(&paragraph.text),
        roles: (role, role),
    }
}

/// What stands before a paragraph.
fn sign(role: Role) -> &'static str {
    match role {
        Role::Warning => "⚠️ ",
        Role::Title | Role::Text | Role::Provenance | Role::History => "",
    }
}

/// `text` without anything that could be taken for a tag or an entity.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The length of `text`, as it counts against [`LIMIT`].
fn width(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(role: Role, text: impl Into<String>) -> Paragraph {
        Paragraph::new(role, text)
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
            paragraph(Role::History, "Sebelumnya: tidak"),
            paragraph(Role::Warning, "lama"),
        ];
        assert_eq!(
            messages(&all),
            ["ya\n<blockquote expandable>28 Juni 2024\nSebelumnya: tidak</blockquote>\n⚠️ lama"]
        );
    }

    #[test]
    fn a_heading_stays_with_what_it_heads() {
        let all = [
            paragraph(Role::Text, "a".repeat(4000)),
            paragraph(Role::Title, "Kapan?"),
            paragraph(Role::Text, "b".repeat(200)),
        ];
        let messages = messages(&all);
        assert_eq!(messages.len(), 2);
        assert!(messages[1].starts_with("<b>Kapan?</b>\nbbb"));
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
        assert!(messages[1].starts_with('b') && messages[1].ends_with("c</blockquote>"));
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
        assert!(messages.last().is_some_and(|last| {
            last.ends_with("menunggu.\n<blockquote expandable>28 Juni 2024</blockquote>")
        }));
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
