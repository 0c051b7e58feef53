//! What of a text counts as evidence, and how much: a text becomes a vector.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{hash::Fnv, reading::Words};
use crate::text::vectors::{self, DIMENSIONS};

/// The kinds of evidence that are counted by occurrence, with what share of a text's (squared) length each may fill. The
/// shares were chosen on the dev parts of nine benchmark sets; halving or doubling one moves the figures by less than
/// their noise.
const BLOCKS: [(Block, f32); 4] = [
    (Block::Stems, 0.35),
    (Block::Pairs, 0.15),
    (Block::Gaps, 0.12),
    (Block::Characters, 0.38),
];

/// The share of the words' meanings, likewise.
const MEANING_SHARE: f32 = 0.2;

/// Runs of so many characters, with the word's ends marked, stand for what is alike in words that are not the same.
const CHARACTERS: std::ops::RangeInclusive<usize> = 2..=4;

/// As many features are kept whatever they are; in a larger FAQ those but single words must occur twice, which halves
/// the memory and costs nothing that could be measured.
const ROOM: usize = 30_000;

/// What ends a part of a feature where it is numbered; no text holds this byte.
const END: u8 = 0xff;

/// A kind of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    /// Single stems.
    Stems,
    /// Two stems in a row, with the text's start and end marked: "tidak|bisa" is not "bisa|tidak".
    Pairs,
    /// Two stems with one or two others between them.
    Gaps,
    /// Runs of characters inside words.
    Characters,
}

/// The vector of a text. Its length is at most 1 + [`MEANING_SHARE`], less as far as it holds what the FAQ does not know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Features {
    /// Numbers of features with their values, in order.
    pub counted: Vec<(u32, f32)>,
    /// The sum of the words' meanings, scaled; all zero where no word has one.
    pub meaning: Vec<f32>,
}

/// The features that a FAQ's phrasings have, and what each weighs.
#[derive(Debug, Serialize, Deserialize)]
pub struct Vocabulary {
    numbers: FxHashMap<u32, u32>,
    weights: Vec<f32>,
    unknown: f32,
}

/// How often something occurs.
#[derive(Debug, Clone, Copy)]
struct Spread {
    phrasings: u32,
    entries: u32,
    last_entry: usize,
    block: Block,
}

impl Vocabulary {
    /// Learns from phrasings, given entry by entry.
    pub fn learn<'a>(phrasings: impl Iterator<Item = (&'a Words, usize)>) -> Self {
        let mut spreads: FxHashMap<u32, Spread> = FxHashMap::default();
        let (mut count, mut entries) = (0, 0);
        for (words, entry) in phrasings {
            count += 1;
            entries = entry + 1;
            for (block, keys) in occurrences(words) {
                for (key, _) in counted(keys) {
                    let new = Spread {
                        phrasings: 0,
                        entries: 0,
                        last_entry: usize::MAX,
                        block,
                    };
                    let spread = spreads.entry(key).or_insert(new);
                    spread.phrasings += 1;
                    spread.entries += u32::from(spread.last_entry != entry);
                    spread.last_entry = entry;
                }
            }
        }
        let crowded = spreads.len() > ROOM;
        let mut kept: Vec<(u32, Spread)> = spreads
            .into_iter()
            .filter(|(_, spread)| !crowded || spread.phrasings > 1 || spread.block == Block::Stems)
            .collect();
        kept.sort_unstable_by_key(|(key, _)| *key);
        Self {
            weights: kept
                .iter()
                .map(|(_, s)| rarity(count, entries, s.phrasings, s.entries))
                .collect(),
            numbers: (0..)
                .zip(&kept)
                .map(|(number, (key, _))| (*key, number))
                .collect(),
            unknown: rarity(count, entries, 0, 0),
        }
    }

    /// How many features there are.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// How much a stem tells, by how rare it is; one that the FAQ does not know is rarest.
    pub fn weight(&self, stem: &str) -> f32 {
        let number = self.numbers.get(&key_of_stem(stem));
        number.map_or(self.unknown, |number| self.weights[*number as usize])
    }

    /// The vector of a text.
    pub fn vector(&self, words: &Words) -> Features {
        let mut out = Vec::new();
        for ((_, keys), (_, share)) in occurrences(words).into_iter().zip(BLOCKS) {
            let start = out.len();
            let mut squares = 0.0;
            for (key, times) in counted(keys) {
                let number = self.numbers.get(&key);
                let weight = number.map_or(self.unknown, |number| self.weights[*number as usize]);
                let value = (1.0 + libm::logf(times as f32)) * weight;
                squares += value * value;
                out.extend(number.map(|number| (*number, value)));
            }
            let scale = (share / f32::max(squares, f32::MIN_POSITIVE)).sqrt();
            out[start..]
                .iter_mut()
                .for_each(|(_, value)| *value *= scale);
        }
        // Each block is in order already, which a stable sort makes use of.
        out.sort_by_key(|(number, _)| *number);
        Features {
            counted: out,
            meaning: self.meaning(words),
        }
    }

    fn meaning(&self, words: &Words) -> Vec<f32> {
        let mut sum = [0.0; DIMENSIONS];
        for (word, stem) in words.iter() {
            if let Some(vector) = vectors::vector(word, stem) {
                let weight = self.weight(stem);
                sum.iter_mut()
                    .zip(vector)
                    .for_each(|(total, value)| *total += weight * f32::from(value.cast_signed()));
            }
        }
        let squares: f32 = sum.iter().map(|value| value * value).sum();
        let scale = (MEANING_SHARE / f32::max(squares, f32::MIN_POSITIVE)).sqrt();
        sum.iter().map(|value| value * scale).collect()
    }
}

/// The weight of what occurs in so many phrasings and entries of so many: the geometric mean of two inverse document
/// frequencies (Spärck Jones 1972), one over phrasings and one over entries.
fn rarity(phrasings: u32, entries: usize, in_phrasings: u32, in_entries: u32) -> f32 {
    let over_phrasings = libm::logf((1.0 + phrasings as f32) / (1.0 + in_phrasings as f32)) + 1.0;
    let over_entries = libm::logf((1.0 + entries as f32) / (1.0 + in_entries as f32)) + 1.0;
    (over_phrasings * over_entries).sqrt()
}

/// What occurs in a text, block by block in the order of [`BLOCKS`].
fn occurrences(words: &Words) -> [(Block, Vec<u32>); 4] {
    let stems = || words.stems.iter().map(String::as_str);
    let before = ["^"].into_iter().chain(stems());
    let after = stems().chain(["$"]);
    let gaps = [2, 3]
        .into_iter()
        .flat_map(|gap| stems().zip(stems().skip(gap)));
    let mut runs = Vec::new();
    for word in &words.words {
        add_character_runs(word, &mut runs);
    }
    [
        (Block::Stems, stems().map(key_of_stem).collect()),
        (
            Block::Pairs,
            before
                .zip(after)
                .map(|pair| key_of_two(Block::Pairs, pair))
                .collect(),
        ),
        (
            Block::Gaps,
            gaps.map(|pair| key_of_two(Block::Gaps, pair)).collect(),
        ),
        (Block::Characters, runs),
    ]
}

fn key_of_stem(stem: &str) -> u32 {
    key(Block::Stems).then(part(stem)).short()
}

fn key_of_two(block: Block, (a, b): (&str, &str)) -> u32 {
    key(block).then(part(a)).then(part(b)).short()
}

/// The keys of the runs of characters in a word, each run read on from a shorter one.
fn add_character_runs(word: &str, keys: &mut Vec<u32>) {
    let padded = format!(" {word} ");
    for (start, _) in padded.char_indices() {
        let mut read = key(Block::Characters);
        let run = padded[start..].chars().take(*CHARACTERS.end());
        for (length, character) in (1..).zip(run) {
            read = read.then(character.encode_utf8(&mut [0; 4]).bytes());
            if CHARACTERS.contains(&length) {
                keys.push(read.then([END]).short());
            }
        }
    }
}

/// What opens the number that a feature is known by. Of 30,000 features one pair in ten FAQs shares one, which costs less than
/// longer numbers would.
fn key(block: Block) -> Fnv {
    Fnv::new().then([block as u8])
}

/// What a part of a feature adds to its number.
fn part(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().chain([END])
}

/// Each key once, with how often it occurs.
fn counted(mut keys: Vec<u32>) -> Vec<(u32, usize)> {
    keys.sort_unstable();
    keys.chunk_by(|a, b| a == b)
        .map(|run| (run[0], run.len()))
        .collect()
}
