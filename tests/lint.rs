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
    answer: {{id: Tidak disebut., en: Not told.}}
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
