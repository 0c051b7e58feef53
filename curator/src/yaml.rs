//! A FAQ as a person would write it: nothing that is left out anyway, and a line between one entry and the next.

use maklumat::faq::{Content, Date, Entry, Faq, Gap, Kind, Localized, Source};

/// Entries and gaps are items of a list; their keys stand this far in.
const INDENT: usize = 4;

/// The sources, entries and gaps of `faq`; its notice and synonyms are not written.
pub fn content(faq: &Faq) -> String {
    let days: Vec<String> = faq
        .sources
        .values()
        .map(|source| source.published.to_string())
        .collect();
    let sources = faq
        .sources
        .iter()
        .zip(&days)
        .map(|((id, each), day)| (id.as_str(), source(each, day)));
    let sources = Content::Map(sources.collect());
    let mut out = String::new();
    if !faq.sources.is_empty() {
        out = format!("sources:\n  {}\n\n", sources.block(2, "\n"));
    }
    out.push_str("entries:");
    for each in &faq.entries {
        let (as_of, until) = (day(each.as_of), day(each.valid_until));
        item(&mut out, &entry(each, as_of.as_deref(), until.as_deref()));
    }
    if !faq.not_covered.is_empty() {
        out.push_str("\nnot_covered:");
        faq.not_covered
            .iter()
            .for_each(|each| item(&mut out, &gap(each)));
    }
    out
}

fn item(out: &mut String, content: &Content<'_>) {
    out.extend(["\n  - ", &content.block(INDENT, "\n"), "\n"]);
}

fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn source<'a>(source: &'a Source, published: &'a str) -> Content<'a> {
    let mut keys = vec![
        ("publisher", Content::Text(&source.publisher)),
        ("title", Content::Text(&source.title)),
    ];
    keys.extend(
        source
            .author
            .as_deref()
            .map(|author| ("author", Content::Text(author))),
    );
    keys.push(("published", Content::Word(published)));
    keys.extend(source.url.as_deref().map(|url| ("url", Content::Text(url))));
    Content::Map(keys)
}

fn entry<'a>(entry: &'a Entry, as_of: Option<&'a str>, until: Option<&'a str>) -> Content<'a> {
    let mut keys = head(&entry.id, entry.title.as_ref(), &entry.phrasings);
    keys.push(("answer", localized(&entry.answer)));
    let words = [
        ("kind", (entry.kind == Kind::Fact).then_some("fact")),
        ("board", entry.board.then_some("true")),
        ("as_of", as_of),
        ("valid_until", until),
    ];
    keys.extend(
        words
            .into_iter()
            .filter_map(|(key, word)| Some((key, Content::Word(word?)))),
    );
    for (key, ids) in [("sources", &entry.sources), ("related", &entry.related)] {
        if !ids.is_empty() {
            keys.push((key, list(ids)));
        }
    }
    Content::Map(keys)
}

/// A gap, as an item of its list.
pub fn gap(gap: &Gap) -> Content<'_> {
    let mut keys = head(&gap.id, gap.title.as_ref(), &gap.phrasings);
    keys.push(("answer", localized(&gap.answer)));
    Content::Map(keys)
}

/// What entries and gaps open with.
fn head<'a>(
    id: &'a str,
    title: Option<&'a Localized>,
    phrasings: &'a [String],
) -> Vec<(&'a str, Content<'a>)> {
    let title = title.map(|title| ("title", localized(title)));
    let keys = [("id", Content::Text(id))].into_iter().chain(title);
    keys.chain([("phrasings", list(phrasings))]).collect()
}

fn list(items: &[String]) -> Content<'_> {
    Content::List(items.iter().map(|item| Content::Text(item)).collect())
}

fn localized(value: &Localized) -> Content<'_> {
    match value {
        Localized::Same(same) => Content::Text(same),
        Localized::Each(texts) => {
            let texts = texts.iter();
            Content::Map(
                texts
                    .map(|(language, text)| (language.code(), Content::Text(text)))
                    .collect(),
            )
        }
    }
}
