//! What a Rust user would pick instead, each as its documentation shows it, behind one interface.

use maklumat::{faq::Faq, matcher::Matcher as Ours};
use nucleo_matcher::{
    Config, Matcher as Nucleo, Utf32Str, Utf32String,
    pattern::{Atom, AtomKind, CaseMatching, Normalization},
};
use tantivy::{
    Index, Searcher, TantivyDocument, Term,
    collector::TopDocs,
    query::{BooleanQuery, Query, TermQuery},
    schema::{Field, IndexRecordOption, STORED, Schema, TEXT, Value},
    tokenizer::TextAnalyzer,
};

/// What tantivy keeps in memory while it indexes: its least.
const INDEXING_BYTES: usize = 15_000_000;

/// Phrasings that tantivy returns: enough for three entries among them.
const HITS: usize = 50;

/// Entries of a ranking that are looked at.
const RANKED: usize = 3;

/// Something that ranks the entries of a FAQ for a question.
pub trait Rival {
    /// The best entries with their scores, best first.
    fn rank(&mut self, question: &str) -> Vec<(String, f64)>;
}

/// A rival's name, and how it is made of a FAQ.
pub type Maker = (&'static str, fn(&Faq) -> Box<dyn Rival>);

/// All of them, ours last.
pub const RIVALS: [Maker; 5] = [
    ("strsim, best Levenshtein", |faq| {
        Box::new(Levenshtein(Phrasings::of(faq)))
    }),
    ("rapidfuzz, best ratio of sorted words", |faq| {
        Box::new(SortedRatio::new(faq))
    }),
    ("nucleo-matcher, best sum over words", |faq| {
        Box::new(Fuzzy::new(faq))
    }),
    ("tantivy, BM25", |faq| Box::new(Bm25::new(faq))),
    ("maklumat", |faq| Box::new(Maklumat(Ours::new(faq.clone())))),
];

struct Maklumat(Ours);

impl Rival for Maklumat {
    fn rank(&mut self, question: &str) -> Vec<(String, f64)> {
        let faq = self.0.faq();
        let ranking = self.0.understand(question).ranking(faq, RANKED);
        ranking
            .iter()
            .map(|ranked| (faq.entries[ranked.entry].id.clone(), ranked.score))
            .collect()
    }
}

/// Every phrasing in lower case with the number of its entry; those of gaps have numbers beyond.
struct Phrasings {
    ids: Vec<String>,
    texts: Vec<(usize, String)>,
}

impl Phrasings {
    fn of(faq: &Faq) -> Self {
        let entries = faq.entries.iter().map(|entry| &entry.phrasings);
        let gaps = faq.not_covered.iter().map(|gap| &gap.phrasings);
        let texts = entries
            .chain(gaps)
            .enumerate()
            .flat_map(|(class, list)| list.iter().map(move |text| (class, text.to_lowercase())));
        Self {
            ids: faq.entries.iter().map(|entry| entry.id.clone()).collect(),
            texts: texts.collect(),
        }
    }

    /// The entries by the best of their phrasings. Where a gap is best, nobody would answer: every score is 0.
    fn rank(&self, scores: impl Iterator<Item = (usize, f64)>) -> Vec<(String, f64)> {
        let mut best = vec![0.0; self.ids.len()];
        let mut gap = 0.0_f64;
        for (class, score) in scores {
            match best.get_mut(class) {
                Some(best) => *best = score.max(*best),
                None => gap = gap.max(score),
            }
        }
        let mut order: Vec<usize> = (0..best.len()).collect();
        order.sort_by(|a, b| best[*b].total_cmp(&best[*a]));
        let ranked = order.into_iter().take(RANKED);
        let sure = |score: f64| if gap > score { 0.0 } else { score };
        ranked
            .map(|entry| (self.ids[entry].clone(), sure(best[entry])))
            .collect()
    }

    fn rank_by(&self, score: impl Fn(&str) -> f64) -> Vec<(String, f64)> {
        self.rank(self.texts.iter().map(|(class, text)| (*class, score(text))))
    }
}

struct Levenshtein(Phrasings);

impl Rival for Levenshtein {
    fn rank(&mut self, question: &str) -> Vec<(String, f64)> {
        let question = question.to_lowercase();
        self.0
            .rank_by(|text| strsim::normalized_levenshtein(&question, text))
    }
}

/// `rapidfuzz` has no token set ratio in Rust: the ratio of the sorted words comes nearest.
struct SortedRatio(Phrasings);

impl SortedRatio {
    fn new(faq: &Faq) -> Self {
        let mut phrasings = Phrasings::of(faq);
        for (_, text) in &mut phrasings.texts {
            *text = sorted(text);
        }
        Self(phrasings)
    }
}

impl Rival for SortedRatio {
    fn rank(&mut self, question: &str) -> Vec<(String, f64)> {
        let question = sorted(&question.to_lowercase());
        let question = rapidfuzz::fuzz::RatioBatchComparator::new(question.chars());
        self.0.rank_by(|text| question.similarity(text.chars()))
    }
}

fn sorted(text: &str) -> String {
    let mut words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.join(" ")
}

/// A picker wants every word to match, and questions never do: the words that match count, beside what all would give.
struct Fuzzy {
    phrasings: Phrasings,
    haystacks: Vec<(usize, Utf32String)>,
    matcher: Nucleo,
}

impl Fuzzy {
    fn new(faq: &Faq) -> Self {
        let phrasings = Phrasings::of(faq);
        let haystacks = phrasings
            .texts
            .iter()
            .map(|(class, text)| (*class, Utf32String::from(text.as_str())));
        Self {
            haystacks: haystacks.collect(),
            phrasings,
            matcher: Nucleo::new(Config::DEFAULT),
        }
    }
}

impl Rival for Fuzzy {
    fn rank(&mut self, question: &str) -> Vec<(String, f64)> {
        let atoms: Vec<Atom> = question
            .split_whitespace()
            .map(|word| {
                let (case, form) = (CaseMatching::Ignore, Normalization::Smart);
                Atom::new(word, case, form, AtomKind::Fuzzy, false)
            })
            .collect();
        let matcher = &mut self.matcher;
        let mut sum = |text: Utf32Str<'_>| -> f64 {
            let scores = atoms.iter().filter_map(|atom| atom.score(text, matcher));
            scores.map(f64::from).sum()
        };
        let whole = Utf32String::from(question.to_lowercase());
        let most = sum(whole.slice(..)).max(1.0);
        let scores: Vec<(usize, f64)> = self
            .haystacks
            .iter()
            .map(|(class, text)| (*class, sum(text.slice(..)) / most))
            .collect();
        self.phrasings.rank(scores.into_iter())
    }
}

struct Bm25 {
    phrasings: Phrasings,
    searcher: Searcher,
    tokenizer: TextAnalyzer,
    text: Field,
    class: Field,
}

impl Bm25 {
    fn new(faq: &Faq) -> Self {
        let phrasings = Phrasings::of(faq);
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TEXT);
        let class = schema.add_u64_field("class", STORED);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index
            .writer_with_num_threads(1, INDEXING_BYTES)
            .expect("an index in memory can be written");
        for (number, phrasing) in &phrasings.texts {
            let mut document = TantivyDocument::default();
            document.add_text(text, phrasing);
            document.add_u64(class, *number as u64);
            writer.add_document(document).expect("room for a phrasing");
        }
        writer.commit().expect("an index in memory can be written");
        Self {
            searcher: index.reader().expect("it can be read").searcher(),
            tokenizer: index
                .tokenizer_for_field(text)
                .expect("text has a tokenizer"),
            phrasings,
            text,
            class,
        }
    }

    /// Any of the words.
    fn query(&mut self, question: &str) -> BooleanQuery {
        let mut terms: Vec<Box<dyn Query>> = Vec::new();
        let mut words = self.tokenizer.token_stream(question);
        while let Some(word) = words.next() {
            let term = Term::from_field_text(self.text, &word.text);
            terms.push(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)));
        }
        BooleanQuery::union(terms)
    }

    fn class(&self, address: tantivy::DocAddress) -> usize {
        let document: TantivyDocument = self.searcher.doc(address).expect("it was found");
        let class = document.get_first(self.class);
        class
            .and_then(|value| value.as_u64())
            .expect("it is stored") as usize
    }
}

impl Rival for Bm25 {
    fn rank(&mut self, question: &str) -> Vec<(String, f64)> {
        let query = self.query(question);
        let hits = self
            .searcher
            .search(&query, &TopDocs::with_limit(HITS).order_by_score())
            .expect("an index in memory can be searched");
        let scores = hits
            .into_iter()
            .map(|(score, address)| (self.class(address), f64::from(score)));
        self.phrasings.rank(scores)
    }
}
