//! What citizens and the officer read of a proposed gap, in both languages.

use maklumat::text::Language;

use crate::sentences::sentences;

use super::{asked_en::english, asked_id::indonesian, attribute::Attribute};

/// How people ask for an attribute; `{}` stands for what the topic is called.
pub(super) fn patterns(attribute: Attribute, language: Language) -> &'static [&'static str] {
    words(attribute, language).1
}

fn words(attribute: Attribute, language: Language) -> (&'static str, &'static [&'static str]) {
    match language {
        Language::Indonesian => indonesian(attribute),
        Language::English => english(attribute),
    }
}

/// The title of a gap for an attribute.
pub(super) fn title(attribute: Attribute, language: Language) -> String {
    let name = words(attribute, language).0;
    let mut letters = name.strip_prefix("the ").unwrap_or(name).chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// What a gap answers: that this is not told, and where to turn.
pub(super) fn answer(
    attribute: Attribute,
    language: Language,
    sources: Option<&str>,
    contact: Option<&str>,
) -> String {
    let name = words(attribute, language).0;
    let (not_told, turn) = match language {
        Language::Indonesian => {
            let sources = sources.unwrap_or("pengumuman ini");
            (
                format!("Soal {name}: tidak disebut dalam {sources}."),
                "Silakan tanyakan ke",
            )
        }
        Language::English => {
            let sources = sources.unwrap_or("this notice");
            (
                format!("About {name}: nothing is said in {sources}."),
                "Please ask",
            )
        }
    };
    match contact {
        Some(contact) => format!("{not_told} {turn} {}.", contact.trim_end_matches('.')),
        None => not_told,
    }
}

sentences! {
    head id "{count} usulan: yang akan ditanyakan orang di samping jawaban, dan hari ini dijawab keliru" en "{count} proposals: what people will ask beside the answers, and is answered wrongly today"
    misled id "di samping “{entry}”; hari ini keliru: {misled} dari {all}" en "beside “{entry}”; misled today: {misled} of {all}"
    ask id "Memang tidak ada di pengumuman? y = tulis, n = lewati, q = selesai: " en "Is it truly not in the notice? y = write, n = skip, q = stop: "
    written id "{count} usulan ditulis ke {file}" en "{count} proposals written to {file}"
    nothing id "tidak ada yang ditulis" en "nothing was written"
    no_file id "sebut berkasnya dengan --faq; FAQ bawaan tidak dapat diubah" en "name the file with --faq; the built-in FAQ cannot be changed"
}
