//! How load, latency and memory grow with the FAQ: 100 to 100,000 phrasings, each size in a process of its own.

use std::{
    collections::BTreeSet,
    env,
    error::Error,
    process::{Command, Stdio},
    time::Instant,
};

use maklumat::{faq::Faq, matcher::Matcher};
use maklumat_curator::{
    evaluate::Latency,
    memory,
    perturb::{Random, typo},
};
use serde::{Deserialize, Serialize};

use crate::shipped::least;

/// Phrasings of the FAQs that are made.
pub const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

/// Phrasings of an entry.
pub const PHRASINGS: usize = 10;

/// Questions that are asked of each.
const QUESTIONS: usize = 1_000;

const SEED: u64 = 3;
const OPENERS: [&str; 16] = [
    "kapan",
    "bagaimana cara",
    "apakah bisa",
    "gimana",
    "berapa lama",
    "di mana",
    "kenapa",
    "min mau tanya",
    "halo kak",
    "apa syarat",
    "how do I",
    "when can I",
    "is it possible to",
    "where do I",
    "why can't I",
    "tolong",
];
const ACTIONS: [&str; 20] = [
    "mengurus",
    "mengambil",
    "mengganti",
    "memperpanjang",
    "membatalkan",
    "mendaftar",
    "membayar",
    "mengecek",
    "mengubah",
    "melaporkan",
    "ambil",
    "bayar",
    "cek",
    "ganti",
    "renew",
    "cancel",
    "pay",
    "collect",
    "change",
    "report",
];
const ENDINGS: [&str; 10] = [
    "",
    "ya",
    "min",
    "sekarang",
    "hari ini",
    "dong kak",
    "online",
    "lewat aplikasi",
    "please",
    "di kantor",
];
const SYLLABLES: [&str; 32] = [
    "ba", "bi", "cu", "da", "di", "ga", "gu", "ha", "ja", "ji", "ka", "ki", "ku", "la", "li", "lu",
    "ma", "mi", "na", "nu", "pa", "pi", "ra", "ri", "sa", "si", "ta", "ti", "tu", "wa", "ya", "yu",
];

/// What one size costs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Point {
    /// Phrasings.
    pub phrasings: usize,
    /// Seconds from YAML to a trained matcher.
    pub load: f64,
    /// Of a question, in microseconds.
    pub median_us: f64,
    /// Of a question, in microseconds.
    pub p99_us: f64,
    /// Megabytes.
    pub peak: Option<f64>,
    /// The share of the questions whose entry is ranked first.
    pub first_right: f64,
}

/// Measures `phrasings` in a child process.
pub fn in_child(phrasings: usize) -> Result<Point, Box<dyn Error>> {
    let output = Command::new(env::current_exe()?)
        .args(["--scale", &phrasings.to_string()])
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!(
            "{phrasings} phrasings: the child ended with {}",
            output.status
        )
        .into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Measures `phrasings` in this process.
pub fn measure(phrasings: usize) -> Result<Point, Box<dyn Error>> {
    let made = Made::new(phrasings);
    let start = Instant::now();
    let matcher = Matcher::new(Faq::parse("made", made.yaml.as_bytes())?);
    let load = start.elapsed().as_secs_f64();
    let (mut times, mut right) = (Vec::new(), 0);
    for (entry, question) in &made.questions {
        let understanding = matcher.understand(question);
        times.push(least(&matcher, question));
        let first = understanding.parts[0].ranking.first();
        right += usize::from(first.is_some_and(|first| first.entry == *entry));
    }
    let Latency { median_us, p99_us } = Latency::of(times);
    Ok(Point {
        phrasings,
        load,
        median_us,
        p99_us,
        peak: memory::peak(),
        first_right: right as f64 / made.questions.len() as f64,
    })
}

/// A FAQ made up: each entry is about two words, drawn from a vocabulary that grows with the square root of the FAQ as
/// vocabularies do; its phrasings put them between an opener, an action and an ending.
struct Made {
    yaml: String,
    /// Each with the number of its entry: an unseen phrasing with a typo.
    questions: Vec<(usize, String)>,
}

impl Made {
    fn new(phrasings: usize) -> Self {
        let mut random = Random::new(SEED);
        let entries = phrasings / PHRASINGS;
        let words = vocabulary(20 * phrasings.isqrt(), &mut random);
        let topics: Vec<[&str; 2]> = (0..entries)
            .map(|_| [(); 2].map(|()| words[random.below(words.len())].as_str()))
            .collect();
        let mut yaml = String::from("entries:\n");
        let mut met = BTreeSet::new();
        for (number, topic) in topics.iter().enumerate() {
            yaml.push_str(&format!("- id: e{number}\n  answer: a\n  phrasings:\n"));
            let mut left = PHRASINGS;
            while left > 0 {
                let phrasing = phrasing(topic, &mut random);
                if met.insert(phrasing.clone()) {
                    yaml.push_str(&format!("  - {phrasing:?}\n"));
                    left -= 1;
                }
            }
        }
        let questions = (0..QUESTIONS).map(|_| {
            let entry = random.below(entries);
            let question = phrasing(&topics[entry], &mut random);
            (entry, typo(&question, &mut random))
        });
        let questions = questions.collect();
        Self { yaml, questions }
    }
}

fn vocabulary(size: usize, random: &mut Random) -> Vec<String> {
    let mut words = BTreeSet::new();
    while words.len() < size {
        let syllables = 2 + random.below(3);
        let word: String = (0..syllables)
            .map(|_| SYLLABLES[random.below(SYLLABLES.len())])
            .collect();
        words.insert(word);
    }
    words.into_iter().collect()
}

fn phrasing([one, other]: &[&str; 2], random: &mut Random) -> String {
    let opener = OPENERS[random.below(OPENERS.len())];
    let action = ACTIONS[random.below(ACTIONS.len())];
    let ending = ENDINGS[random.below(ENDINGS.len())];
    let topic = match random.below(3) {
        0 => format!("{other} {one}"),
        _ => format!("{one} {other}"),
    };
    format!("{opener} {action} {topic} {ending}")
        .trim_end()
        .to_owned()
}
