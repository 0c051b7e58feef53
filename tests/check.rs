//! What a public notice is told that it should have.

use maklumat::{
    faq::{self, Faq, Finding},
    text::Language,
};

const ENGLISH: Language = Language::English;

/// Everything that can be lacking, as a curator might have written it.
fn careless() -> String {
    let long = "panjang ".repeat(500);
    format!(
        "\
notice: {{title: Outage}}
sources:
  used: {{publisher: P, title: T, published: 2024-06-28}}
  unused: {{publisher: P, title: T, published: 2024-06-28}}
synonyms:
  - [app]
  - [login, sign in]
  - [masuk, Sign-in]
entries:
  - id: Batas Pengajuan
    phrasings: [Kapan batasnya?, when is the limit]
    answer: Besok.
  - id: {name}
    title: {{id: Judul yang jauh lebih panjang daripada sebuah tombol, en: Title}}
    phrasings: [kapan batasnya]
    answer: {{id: {long}, en: Long}}
    as_of: 2024-06-29
    sources: [used]
    history: [{{as_of: 2024-06-20, answer: Dulu.}}]
not_covered:
  - id: cost
    phrasings: [what does it cost]
    answer: {{id: 'Tidak, tidak disebut.', en: Not told.}}
",
        name = "a".repeat(48)
    )
}

#[test]
fn everything_that_is_lacking_is_told_with_place_and_mend() {
    let careless = careless();
    assert!(
        Faq::parse("faq.yaml", careless.as_bytes()).is_ok(),
        "it loads nevertheless"
    );
    let mut log = String::new();
    for finding in checked(&careless) {
        let line = finding.place.map_or(0, |place| place.line);
        let severity = finding.rule.severity.name();
        let (sentence, mend) = (finding.sentence(ENGLISH), finding.mend(ENGLISH));
        log.push_str(&format!(
            "line {line}: {severity}: {sentence}\n  mend: {mend}\n"
        ));
    }
    insta::assert_snapshot!(log);
}

fn checked(yaml: &str) -> Vec<Finding> {
    faq::check(yaml.as_bytes(), "2024-07-01".parse().expect("a day")).findings
}

/// An English council's FAQ, in two ways of writing a text.
const COUNCIL: &str = "
notice:
  title: {en: Bin collection}
  contact: Ask the council.
  languages: [en]
  timezone: Europe/London
entries:
  - {id: bins, title: {en: Bins}, phrasings: [when are bins emptied], answer: On Mondays.}
  - {id: glass, title: Glass, phrasings: [where does glass go], answer: {en: Into the green bin.}}
";

#[test]
fn one_language_is_enough() {
    let about_languages = |yaml: &str| {
        let about = checked(yaml).into_iter().filter(|finding| {
            let name = finding.rule.name;
            name.starts_with("language")
        });
        about
            .map(|finding| finding.sentence(ENGLISH))
            .collect::<Vec<_>>()
    };
    assert_eq!(about_languages(COUNCIL), [""; 0]);
    let both = COUNCIL.replace("  languages: [en]\n", "");
    assert_eq!(about_languages(&both).len(), 6);
    let superfluous = COUNCIL.replace("{en: Bins}", "{en: Bins, id: Sampah}");
    let told = "entry \"bins\", title: nobody reads it in `id`";
    assert_eq!(about_languages(&superfluous), [told]);
}
