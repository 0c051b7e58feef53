//! Texts that nobody types in good faith, and how long each takes on the shipped FAQ.

use std::time::{Duration, Instant};

use maklumat::matcher::Matcher;

/// Each text is timed so often; the slowest counts.
const ROUNDS: usize = 3;
const MEGABYTE: usize = 1 << 20;

/// The slowest of a few times for each text, by what the text is.
pub fn measure(matcher: &Matcher) -> Vec<(&'static str, usize, Duration)> {
    texts()
        .into_iter()
        .map(|(name, text)| (name, text.len(), slowest(matcher, &text)))
        .collect()
}

fn slowest(matcher: &Matcher, text: &str) -> Duration {
    let mut slowest = Duration::ZERO;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        std::hint::black_box(matcher.understand(text));
        slowest = slowest.max(start.elapsed());
    }
    slowest
}

fn texts() -> Vec<(&'static str, String)> {
    let repeated = |text: &str| text.repeat(MEGABYTE / text.len());
    let scalars = |step: usize| (1..=0x0010_ffff).step_by(step).filter_map(char::from_u32);
    vec![
        (
            "a megabyte of questions",
            repeated("kapan paspor saya jadi? "),
        ),
        ("a megabyte of different words", numbers(MEGABYTE)),
        ("one token of a megabyte", repeated("a")),
        ("one known word without spaces", repeated("paspor")),
        ("10,000 times one word", "paspor ".repeat(10_000)),
        ("10,000 times one unknown word", "qwrtypsd ".repeat(10_000)),
        ("10,000 short questions", "visa? ".repeat(10_000)),
        ("some of every Unicode block", scalars(16).collect()),
        (
            "the same, as words",
            scalars(64).flat_map(|c| [c, ' ']).collect(),
        ),
        ("a megabyte of combining marks", repeated("\u{301}\u{323}")),
        ("a megabyte of compositions", repeated("\u{fdfa}")),
        ("a megabyte of punctuation", repeated("?!., ")),
        (
            "a question of 4,096 characters",
            "min kmrn apk mpaspor sy eror trs gmn ya ".repeat(103),
        ),
    ]
}

/// Numbers as words of letters: each another.
fn numbers(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes);
    for mut number in 0_u32.. {
        if text.len() >= bytes {
            break;
        }
        while number > 0 {
            text.push(char::from(b'a' + (number % 26) as u8));
            number /= 26;
        }
        text.push(' ');
    }
    text
}
