//! What a public notice is told that it should have.

use maklumat::faq::{Faq, lint, locate};

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
        name = "a".repeat(49)
    )
}

#[test]
fn everything_that_is_lacking_is_told_with_place_and_mend() {
    let text = careless();
    let faq = Faq::parse("faq.yaml", text.as_bytes()).expect("it loads nevertheless");
    let mut problems = lint(&faq);
    locate(&mut problems, &text);
    let mut log = String::new();
    for problem in problems {
        let line = problem.place.map_or(0, |place| place.line);
        log.push_str(&format!("line {line}: {problem}\n"));
    }
    insta::assert_snapshot!(log);
}

/// An English council's FAQ, in two ways of writing a text.
const ENGLISH: &str = "
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
        let faq = Faq::parse("faq.yaml", yaml.as_bytes()).expect("it loads");
        let problems = lint(&faq).into_iter();
        let about = problems.filter(|problem| {
            ["reader", "reads", "language"]
                .iter()
                .any(|word| problem.what.contains(word))
        });
        about.map(|problem| problem.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(about_languages(ENGLISH), [""; 0]);
    let both = ENGLISH.replace("  languages: [en]\n", "");
    assert_eq!(about_languages(&both).len(), 6);
    let superfluous = ENGLISH.replace("{en: Bins}", "{en: Bins, id: Sampah}");
    let told = "entry \"bins\", title: nobody reads it in `id`\n  \
                mend: delete it, or add the language to `notice.languages`";
    assert_eq!(about_languages(&superfluous), [told]);
}
