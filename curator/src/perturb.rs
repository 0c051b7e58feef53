//! Questions as people on the move would have typed them.

use maklumat::text::{Language, detect};

/// Words that open a message before its question, and close it.
const BEFORE: [&str; 6] = [
    "halo min,",
    "selamat pagi",
    "permisi kak",
    "hi there,",
    "assalamualaikum",
    "maaf mau tanya,",
];
const AFTER: [&str; 6] = [
    "makasih ya",
    "mohon infonya",
    "thanks",
    "dong kak",
    "tolong dijawab ya min",
    "🙏",
];

/// Words that people who speak both languages exchange.
const PAIRS: [(&str, &str); 44] = [
    ("akun", "account"),
    ("aplikasi", "app"),
    ("bagaimana", "how"),
    ("bandara", "airport"),
    ("baru", "new"),
    ("bayar", "pay"),
    ("berapa", "how much"),
    ("bisa", "can"),
    ("buat", "make"),
    ("buka", "open"),
    ("cara", "how to"),
    ("cek", "check"),
    ("daftar", "register"),
    ("di mana", "where"),
    ("dimana", "where"),
    ("ganti", "change"),
    ("hari", "day"),
    ("hilang", "lost"),
    ("jadwal", "schedule"),
    ("jalan", "running"),
    ("kantor", "office"),
    ("kapan", "when"),
    ("kartu", "card"),
    ("kenapa", "why"),
    ("kembali", "back"),
    ("kirim", "send"),
    ("layanan", "service"),
    ("lama", "long"),
    ("mahasiswa", "student"),
    ("mengapa", "why"),
    ("paspor", "passport"),
    ("perlu", "need"),
    ("rusak", "broken"),
    ("saldo", "balance"),
    ("sandi", "password"),
    ("saya", "I"),
    ("sekarang", "now"),
    ("siapa", "who"),
    ("sistem", "system"),
    ("surat", "letter"),
    ("syarat", "requirements"),
    ("tutup", "closed"),
    ("uang", "money"),
    ("waktu", "time"),
];

/// Words that deny.
const NEGATIONS: [&str; 14] = [
    "tidak", "tdk", "ga", "gak", "nggak", "enggak", "belum", "blm", "bukan", "not", "never", "no",
    "tak", "belom",
];

/// Verbs that a denial stands beside, and on which side of them.
const VERBS: [(&str, Side); 14] = [
    ("bisa", Side::Before),
    ("perlu", Side::Before),
    ("harus", Side::Before),
    ("boleh", Side::Before),
    ("mau", Side::Before),
    ("ada", Side::Before),
    ("is", Side::After),
    ("are", Side::After),
    ("can", Side::After),
    ("do", Side::After),
    ("does", Side::After),
    ("did", Side::After),
    ("will", Side::After),
    ("should", Side::After),
];

/// How much longer an elongated letter is written.
const ELONGATION: usize = 3;

/// Words of at least so many letters lose vowels; shorter ones would lose themselves.
const SHORTENED: usize = 4;

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Before,
    After,
}

/// A way in which the same question is typed differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Perturbation {
    /// One slip of the finger.
    OneTypo,
    /// Two of them.
    TwoTypos,
    /// Half of the longer words without their inner vowels.
    DroppedVowels,
    /// One word drawn ouuuut.
    Elongation,
    /// A greeting before, a plea behind.
    Padding,
    /// Two neighbouring words exchanged.
    WordOrder,
    /// Half of the words that have one, in the other language.
    Mixing,
    /// A denial put in, or taken out.
    Negation,
}

impl Perturbation {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::OneTypo,
        Self::TwoTypos,
        Self::DroppedVowels,
        Self::Elongation,
        Self::Padding,
        Self::WordOrder,
        Self::Mixing,
        Self::Negation,
    ];

    /// What it is called in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::OneTypo => "one typo",
            Self::TwoTypos => "two typos",
            Self::DroppedVowels => "dropped vowels",
            Self::Elongation => "elongation",
            Self::Padding => "padding",
            Self::WordOrder => "word order",
            Self::Mixing => "mixed languages",
            Self::Negation => "negation flipped",
        }
    }

    /// The question in other words; `None` where there is nothing to change.
    pub fn apply(self, question: &str, random: &mut Random) -> Option<String> {
        let changed = match self {
            Self::OneTypo => typo(question, random),
            Self::TwoTypos => typo(&typo(question, random), random),
            Self::DroppedVowels => drop_vowels(question, random),
            Self::Elongation => elongate(question, random),
            Self::Padding => pad(question, random),
            Self::WordOrder => reorder(question, random),
            Self::Mixing => mix(question, random),
            Self::Negation => negate(question, random),
        };
        (changed != question).then_some(changed)
    }
}

/// A small, seeded source of numbers (SplitMix64, Steele, Lea and Flood 2014): the same on every machine.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Starts a sequence.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of `choices`.
    fn choose<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    /// Heads or tails.
    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.draw() % bound.max(1) as u64) as usize
    }
}

/// Makes one slip of the finger at a random letter: one left out, doubled, exchanged with the next, or replaced.
pub fn typo(text: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let letters: Vec<usize> = (0..chars.len())
        .filter(|&i| chars[i].is_alphabetic())
        .collect();
    if letters.is_empty() {
        return text.to_owned();
    }
    let at = letters[random.below(letters.len())];
    match random.below(4) {
        0 => {
            chars.remove(at);
        }
        1 => chars.insert(at, chars[at]),
        2 if at + 1 < chars.len() && chars[at + 1].is_alphabetic() => chars.swap(at, at + 1),
        _ => chars[at] = char::from(b'a' + random.below(26) as u8),
    }
    chars.into_iter().collect()
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// A word without its punctuation, in lower case.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

fn drop_vowels(text: &str, random: &mut Random) -> String {
    let shortened = words(text).into_iter().map(|word| {
        let length = word.chars().count();
        if length < SHORTENED || !random.coin() {
            return word.to_owned();
        }
        let inner = |at: usize| at > 0 && at + 1 < length;
        let kept = word
            .chars()
            .enumerate()
            .filter(|(at, c)| !(inner(*at) && "aeiou".contains(*c)));
        kept.map(|(_, c)| c).collect()
    });
    shortened.collect::<Vec<_>>().join(" ")
}

fn elongate(text: &str, random: &mut Random) -> String {
    let words = words(text);
    let chosen = random.below(words.len());
    let drawn_out = words.iter().enumerate().map(|(number, word)| {
        match word.chars().next_back().filter(|last| last.is_alphabetic()) {
            Some(last) if number == chosen => {
                format!("{word}{}", last.to_string().repeat(ELONGATION))
            }
            _ => (*word).to_owned(),
        }
    });
    drawn_out.collect::<Vec<_>>().join(" ")
}

fn pad(text: &str, random: &mut Random) -> String {
    format!(
        "{} {text} {}",
        random.choose(&BEFORE),
        random.choose(&AFTER)
    )
}

fn reorder(text: &str, random: &mut Random) -> String {
    let mut words = words(text);
    if words.len() > 1 {
        let at = random.below(words.len() - 1);
        words.swap(at, at + 1);
    }
    words.join(" ")
}

fn mix(text: &str, random: &mut Random) -> String {
    let mixed = words(text)
        .into_iter()
        .map(|word| match other_language(&bare(word)) {
            Some(other) if random.coin() => other,
            _ => word,
        });
    mixed.collect::<Vec<_>>().join(" ")
}

fn other_language(word: &str) -> Option<&'static str> {
    PAIRS.iter().find_map(|(indonesian, english)| match word {
        _ if word == *indonesian => Some(*english),
        _ if word == *english => Some(*indonesian),
        _ => None,
    })
}

/// Takes a denial out, or puts one in: beside a verb that takes it, else somewhere within.
fn negate(text: &str, random: &mut Random) -> String {
    let mut words = words(text);
    let is_denial = |word: &&str| NEGATIONS.contains(&bare(word).as_str());
    if let Some(at) = words.iter().position(is_denial) {
        words.remove(at);
        return words.join(" ");
    }
    if let Some(at) = words.iter().position(|word| bare(word) == "sudah") {
        words[at] = "belum";
        return words.join(" ");
    }
    let bare: Vec<String> = words.iter().map(|word| bare(word)).collect();
    let denial = match detect(bare.iter().map(String::as_str)) {
        Language::Indonesian => "tidak",
        Language::English => "not",
    };
    words.insert(
        place_of_denial(&bare).unwrap_or_else(|| random.below(words.len())),
        denial,
    );
    words.join(" ")
}

fn place_of_denial(words: &[String]) -> Option<usize> {
    words.iter().enumerate().find_map(|(at, word)| {
        let (_, side) = VERBS.iter().find(|(verb, _)| word == verb)?;
        Some(at + usize::from(*side == Side::After))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUESTION: &str = "kapan paspor saya bisa diambil di kantor";

    #[test]
    fn a_seed_gives_the_same_question_on_any_machine() {
        let log: Vec<String> = Perturbation::ALL
            .iter()
            .filter_map(|perturbation| perturbation.apply(QUESTION, &mut Random::new(1)))
            .collect();
        let again = Perturbation::ALL
            .iter()
            .filter_map(|perturbation| perturbation.apply(QUESTION, &mut Random::new(1)));
        assert_eq!(log.len(), Perturbation::ALL.len());
        assert!(again.eq(log));
    }

    #[test]
    fn a_denial_is_put_in_and_taken_out() {
        let negate = |text| negate(text, &mut Random::new(1));
        assert_eq!(negate("paspor bisa diambil"), "paspor tidak bisa diambil");
        assert_eq!(negate("paspor tidak bisa diambil"), "paspor bisa diambil");
        assert_eq!(negate("autogate sudah normal"), "autogate belum normal");
        assert_eq!(negate("can I get it"), "can not I get it");
    }

    #[test]
    fn nothing_comes_of_nothing() {
        for perturbation in Perturbation::ALL {
            let changed = perturbation.apply("", &mut Random::new(1));
            let adds = matches!(perturbation, Perturbation::Padding | Perturbation::Negation);
            assert_eq!(changed.is_some(), adds, "{perturbation:?}");
        }
    }
}
