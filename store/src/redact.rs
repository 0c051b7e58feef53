//! Personal data in what people write: finding it, and taking it out.
//!
//! The two have different tasks. [`redact`] takes out whatever could be personal, dates and sums among it: nobody misses
//! them. [`holds_personal_data`] decides whether a person is asked to delete a message, and leaves dates and sums alone.
//! Neither knows names, addresses, or what people tell of their lives; `tests/store/personal.tsv` has what is known.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization;

/// A kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The 16 digits of an identity card.
    Nik,
    /// A passport's number.
    Passport,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A billing code or another long number.
    Code,
    /// A link that holds a key.
    Link,
}

/// Digits in a row are one number until a letter comes between.
const LONG_NUMBER: &str = r"\p{N}(?:[^\p{L}\p{N}]*\p{N}){5,}";
const EMAIL: &str = r"(?ix) [\p{L}\p{N}._%+-]+ \s* (?: @ | [\[({] \s* at \s* [\])}] ) \s*
    [\p{L}\p{N}-]+ \s* (?: \. | [\[({] \s* (?:dot|titik) \s* [\])}] ) \s* \p{L}[\p{L}\p{N}-]* (?: \.[\p{L}\p{N}-]+ )*
    | [\p{L}\p{N}._%+-]+ \s+ (?:at|et) \s+ [\p{L}\p{N}-]+ \s+ (?:dot|titik) \s+ \p{L}+";
/// Digits and, among them, letters that look like them.
const LOOK_ALIKES: &str = r"(?i)\b[\dOILSBZ]*\d[\dOILSBZ]*\b";
/// Groups of digits with a word or two between them.
const INTERSPERSED: &str = r"\p{N}{2,}(?:[^\p{L}\p{N}]+(?:\p{L}+[^\p{L}\p{N}]+){1,2}\p{N}{2,}){2,}";
/// Six digits or more in words; with fewer, people count.
const SPELLED: &str = r"(?ix) \b (?: (?: nol | kosong | satu | dua | tiga | empat | lima | enam | tujuh | delapan | sembilan
    | zero | one | two | three | four | five | six | seven | eight | nine ) \b \W* ){6,}";
/// A day of a year in which somebody who asks can have been born, or whatever follows the word for birth.
const BIRTH: &str = r"(?ix)
    \b \d{1,2} [^\p{L}\p{N}]+ (?: jan|feb|mar|apr|mei|may|jun|jul|ag[ust]|aug|sep|okt|oct|nov|des|dec ) \p{L}* [^\p{L}\p{N}]+ (?: 19\d\d | 20[01]\d ) \b
    | \b (?: jan|feb|mar|apr|mei|may|jun|jul|ag[ust]|aug|sep|okt|oct|nov|des|dec ) \p{L}* \s+ \d{1,2} [^\p{L}\p{N}]+ (?: 19\d\d | 20[01]\d ) \b
    | \b \d{1,2} [/.-] \d{1,2} [/.-] \d{2} \b
    | \b (?: (?:ke)?lahir(?:an)? | born | birth(?:day)? | dob | ttl ) \b
      (?: [^\p{L}\p{N}]+ \p{L}+ ){0,4} [^\p{L}\p{N}]+ \d{1,4} (?: [^\p{L}\p{N}]+ (?: \p{L}+ [^\p{L}\p{N}]+ )? \d{1,4} ){0,2} \b";
/// The letters of Indonesia's regions, with which a vehicle's number begins.
const REGION: &str = "(?:A[ABDEG]?|B[ABDEGHKLMNP]?|D[ABCDEGHKLMNPRSTW]?|E[ABD]?|F|G|H|K[BHTU]?|L|M|N|P[AB]?|R|S|T|W|Z)";
/// What opens something.
const SECRET: &str = r"(?i)\b(?:otp|pin|cvv)\b(?:[^\p{L}\p{N}]+\p{L}+)?[^\p{L}\p{N}]+\d{3,}";
/// A number of letters and digits, with at least four of these.
const MIXED: &str = r"(?x) \b (?: \p{L}+ [-/]? | \d+ \p{L}+ [-/]? ) (?: \d \p{L}* [-/]? ){3} \d [\p{L}\d]* (?: [-/] [\p{L}\d]+ )* \b";
const HANDLE: &str =
    r"(?i)\b(?:ig|instagram|tiktok|fb|facebook)\b\s*:?\s*@?[\p{L}\p{N}]*[_.\p{N}][\p{L}\p{N}_.]*";
const LINK: &str = r"(?i)\b(?:(?:https?|ftp|tg)\s*:\s*/\s*/\s*|www\s*\.\s*)\S+|\b[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/\S*";

/// Dates and counts beside one another have fewer digits than this.
const INTERSPERSED_DIGITS: usize = 10;
/// Digits in words: Indonesian, another Indonesian, English.
const DIGITS: [(&str, &str, &str); 10] = [
    ("nol", "kosong", "zero"),
    ("satu", "", "one"),
    ("dua", "", "two"),
    ("tiga", "", "three"),
    ("empat", "", "four"),
    ("lima", "", "five"),
    ("enam", "", "six"),
    ("tujuh", "", "seven"),
    ("delapan", "", "eight"),
    ("sembilan", "", "nine"),
];
/// What is taken out and what stands there instead, in this order.
static REDACTIONS: LazyLock<[(Regex, &str); 10]> = LazyLock::new(|| {
    [
        (pattern(LINK), "[link]"),
        (pattern(HANDLE), "[account]"),
        (pattern(BIRTH), "[date]"),
        (pattern(EMAIL), "[e-mail]"),
        (
            pattern(r"[\p{L}\p{N}._%+-]*@\s?[\p{L}\p{N}_.]+"),
            "[account]",
        ),
        // With the letters that begin a passport's number.
        (
            pattern(&format!(
                r"\b\p{{L}}{{1,2}}[^\p{{L}}\p{{N}}]{{0,3}}{LONG_NUMBER}"
            )),
            "[number]",
        ),
        (pattern(LONG_NUMBER), "[number]"),
        // A vehicle's number: in capitals, or too long to be a visa's index such as B211A.
        (
            pattern(&format!(
                r"(?x) \b (?: {REGION} [\ -] \d{{1,4}} [\ -] [A-Z]{{1,3}}
                | (?i:{REGION}) [\ -]? (?: \d{{4}} [\ -]? \p{{L}}{{1,3}} | \d{{3}} [\ -]? \p{{L}}{{2,3}} ) ) \b"
            )),
            "[plate]",
        ),
        (pattern(SECRET), "[number]"),
        (pattern(MIXED), "[number]"),
    ]
});

/// `text` without anything that could be personal data, but for names and addresses.
pub fn redact(text: &str) -> String {
    REDACTIONS
        .iter()
        .fold(undisguised(&visible(text)), |text, (pattern, instead)| {
            pattern.replace_all(&text, *instead).into_owned()
        })
}

/// `text` without what [`redact`] leaves where something was taken out.
pub fn without_marks(text: &str) -> String {
    let marks = REDACTIONS.iter().map(|(_, mark)| mark);
    marks.fold(text.to_owned(), |text, mark| text.replace(mark, " "))
}

/// Personal data in `text` that its writer should be warned of.
pub fn holds_personal_data(text: &str) -> Option<Kind> {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d{2}\b|\b(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}\b",
        )
    });
    static MONEY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)\b(?:rp|idr|usd)\W{0,2}\d[\d.,]*|\b[1-9]\d{0,2}(?:[.,]\d{3}){1,3}\b")
    });
    static PASSPORT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?i)\b(?:[a-z][ .-]?|[a-z]{2}[.-]?\d?)\d(?:[ .-]?\d){5,6}\b"));
    static EMAILS: LazyLock<Regex> = LazyLock::new(|| pattern(EMAIL));
    static KEYS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\bhttps?://\S*(?:[?&#][\w-]*(?:token|key|code|auth|sig|session|otp)[\w-]*=|[\w-]{24})",
        )
    });

    let text = undisguised(&visible(text));
    if numbers(&text).any(|(_, digits)| digits.len() == 16) {
        return Some(Kind::Nik);
    }
    let plain = MONEY
        .replace_all(&DATE.replace_all(&text, "x"), "x")
        .into_owned();
    if PASSPORT.is_match(&plain) {
        return Some(Kind::Passport);
    }
    let number = numbers(&plain).find_map(|(written, digits)| kind(written, &digits));
    number
        .or_else(|| EMAILS.is_match(&text).then_some(Kind::Email))
        .or_else(|| KEYS.is_match(&text).then_some(Kind::Link))
}

/// Numbers as they are written, and their digits alone.
fn numbers(text: &str) -> impl Iterator<Item = (&str, String)> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\+?\(?\p{N}(?:[-\s./()]{0,2}\p{N})*"));
    NUMBER
        .find_iter(text)
        .map(|number| (number.as_str(), digits(number.as_str())))
}

/// What a number is, other than a NIK.
fn kind(written: &str, digits: &str) -> Option<Kind> {
    let subscriber = match digits
        .strip_prefix("62")
        .or_else(|| digits.strip_prefix('0'))
    {
        Some(subscriber) => subscriber,
        None => digits.strip_prefix('8').map_or("", |_| digits),
    };
    let abroad = written.starts_with('+');
    match digits.chars().count() {
        8..=15 if abroad => Some(Kind::Phone),
        9..=14 if (8..=12).contains(&subscriber.chars().count()) => Some(Kind::Phone),
        // Bank accounts and application numbers have ten digits or more; sums and dates of less are too many to tell apart.
        10.. => Some(Kind::Code),
        _ => None,
    }
}

/// `text` with the digits of numbers that are written with letters for digits, in words, or with words in between.
fn undisguised(text: &str) -> String {
    static FORMS: LazyLock<[Regex; 3]> =
        LazyLock::new(|| [SPELLED, LOOK_ALIKES, INTERSPERSED].map(pattern));
    let [spelled, look_alikes, interspersed] = &*FORMS;
    let text = spelled.replace_all(text, |run: &Captures<'_>| digits_of_words(&run[0]));
    let text = look_alikes.replace_all(&text, |run: &Captures<'_>| match digits(&run[0]).len() {
        4.. => run[0].chars().map(digit_like).collect(),
        _ => run[0].to_owned(),
    });
    let text = interspersed.replace_all(&text, |run: &Captures<'_>| match digits(&run[0]) {
        digits if digits.len() >= INTERSPERSED_DIGITS => digits,
        _ => run[0].to_owned(),
    });
    text.into_owned()
}

fn digits_of_words(run: &str) -> String {
    let words = run.split(|c: char| !c.is_alphabetic());
    let words = words.filter(|word| !word.is_empty());
    let digits = words.filter_map(|word| {
        let word = word.to_lowercase();
        let names = |digit: &(&str, &str, &str)| [digit.0, digit.1, digit.2].contains(&&word[..]);
        DIGITS.iter().position(names)
    });
    digits.map(|digit| digit.to_string()).collect::<String>() + " "
}

fn digit_like(c: char) -> char {
    match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'B' => '8',
        _ => c,
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(|c| c.is_numeric()).collect()
}

/// What a reader sees: digits of every form as plain ones, and nothing between them that cannot be seen.
fn visible(text: &str) -> String {
    static UNSEEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"[\p{Cf}\p{M}\p{Cc}\u{115F}\u{1160}\u{3164}\u{FFA0}&&[^\t\n\r]]")
    });
    let text: String = text.nfkc().collect();
    UNSEEN.replace_all(&text, "").into_owned()
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern that the tests have compiled")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn finds_what_a_person_should_not_have_sent() {
        for (kind, texts) in [
            (
                Kind::Nik,
                vec![
                    "NIK 3174012304560001",
                    "3174.0123.0456.0001",
                    "3174 01 2304 5600 01",
                    "3-1-7-4-0-1-2-3-0-4-5-6-0-0-0-1",
                    "3174\u{200b}0123\u{200d}0456\u{2060}0001",
                    "３１７４０１２３０４５６０００１",
                    "3 1 7 4 0 1 2 3 0 4 5 6 0 0 0 1 punya saya",
                ],
            ),
            (
                Kind::Passport,
                vec![
                    "paspor X1234567 saya",
                    "c 1234567",
                    "no AB123456.",
                    "AB1234567",
                    "E-123-4567",
                ],
            ),
            (
                Kind::Phone,
                vec![
                    "081234567890",
                    "+62 812-3456-7890",
                    "(021) 5224658",
                    "62 812 3456 789",
                    "wa 0812.3456.789",
                    "+65 9123 4567",
                ],
            ),
            (
                Kind::Email,
                vec![
                    "siti@contoh.id",
                    "siti @ contoh . id",
                    "siti(at)contoh[dot]co.id",
                ],
            ),
            (
                Kind::Code,
                vec!["kode billing 820240628123456", "rekening 1234567890"],
            ),
            (
                Kind::Link,
                vec![
                    "https://contoh.id/cek?token=abc",
                    "https://contoh.id/r/AbCdEfGhIjKlMnOpQrStUvWxYz",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(holds_personal_data(text), Some(kind), "{text}");
            }
        }
    }

    #[test]
    fn warns_of_nothing_else() {
        for text in [
            "kapan paspor saya jadi?",
            "sejak 20 Juni 2024 jam 08.30",
            "28-06-2024",
            "tanggal 28.06.2024 10.30",
            "2024/06/28",
            "biaya Rp 350.000, katanya Rp1000000",
            "60.000 paspor di 431 titik",
            "1.000.000 orang",
            "eror 500 sejak jam 7",
            "https://www.imigrasi.go.id/berita",
            "min @imigrasi tolong",
            "",
        ] {
            assert_eq!(holds_personal_data(text), None, "{text}");
        }
    }

    #[test]
    fn takes_out_what_could_be_personal() {
        for (text, redacted) in [
            (
                "NIK saya 3174 0123 0456 0001 kapan jadi",
                "NIK saya [number] kapan jadi",
            ),
            ("paspor X1234567 hilang", "paspor [number] hilang"),
            ("hubungi 0812-3456-7890 ya", "hubungi [number] ya"),
            (
                "email siti.a@contoh.co.id. Terima kasih",
                "email [e-mail]. Terima kasih",
            ),
            ("dm @siti_a atau t.me/siti", "dm [account] atau [link]"),
            ("https://contoh.id/cek?token=abc gagal", "[link] gagal"),
            (
                "sejak 20 Juni 2024, 431 titik?",
                "sejak 20 Juni [number] titik?",
            ),
            ("kapan autogate normal?", "kapan autogate normal?"),
        ] {
            assert_eq!(redact(text), redacted);
        }
    }

    /// The longest run of digits, where only a letter ends a run.
    fn longest_run(text: &str) -> usize {
        let mut runs = vec![0];
        for c in text.nfkc() {
            if c.is_numeric() {
                *runs.last_mut().unwrap() += 1;
            } else if c.is_alphabetic() {
                runs.push(0);
            }
        }
        runs.into_iter().max().unwrap()
    }

    proptest! {
        #[test]
        fn no_long_number_survives(text in "\\PC*") {
            prop_assert!(longest_run(&redact(&text)) < 6);
        }

        #[test]
        fn no_long_number_survives_between_words(
            text in "([a-z@]{0,3}[ .,/:()+\u{200b}\u{ad}\u{fe0f}\u{20e3}-]{0,3}[0-9０-９٠-٩①-⑨❶-❾]{0,4}){0,12}"
        ) {
            prop_assert!(longest_run(&redact(&text)) < 6);
        }

        #[test]
        fn any_nik_is_found_however_it_is_grouped(digits in "[1-9][0-9]{15}", gaps in prop::collection::vec("[ .-]{0,2}|\u{200b}", 15)) {
            let mut text = String::from("nik ");
            for (i, digit) in digits.chars().enumerate() {
                text.push(digit);
                text.push_str(gaps.get(i).map_or("", String::as_str));
            }
            prop_assert_eq!(holds_personal_data(&text), Some(Kind::Nik));
            prop_assert!(longest_run(&redact(&text)) < 6);
        }
    }
}
