//! What a matcher learns from a FAQ, and whoever keeps it should know.

use std::collections::HashMap;

use maklumat::{
    faq::{Checked, Faq, Finding, rules},
    matcher::{Matcher, Tried},
    text::{Language, normalise, told},
};

use super::Learnt;
use crate::saying::saying;

/// From this chance on, somebody who asks like a phrasing that its own entry loses could be answered outright with another.
const TOLD: f64 = 0.85;

/// Phrasings of an entry, at least, for it to be called one-sided; of fewer, that they are few is told.
const ENOUGH: usize = 8;

/// Of fewer outright answers, a few wrong ones tell nothing of the rest.
const FEW: usize = 50;

/// How many times as many phrasings as there are, at most, are told to be lacking.
const FORESEEN: usize = 3;

/// Entries that are named as those that need phrasings most.
const WEAKEST: usize = 3;

/// The share of wrong outright answers that is promised.
const PROMISED: &str = "2 %";

pub(super) fn check((matcher, tried): &Learnt, checked: &Checked) -> Vec<Finding> {
    let faq = matcher.faq();
    let mut findings = near(faq, checked);
    findings.extend(lost(matcher, checked));
    findings.extend(one_sided(faq, checked));
    findings.extend(promise(matcher, tried, checked));
    findings
}

/// An entry or gap.
struct Item<'a> {
    path: String,
    id: &'a str,
    phrasings: &'a [String],
}

/// Entries, then gaps.
fn items(faq: &Faq) -> Vec<Item<'_>> {
    let entries = faq.entries.iter().enumerate().map(|(index, entry)| Item {
        path: format!("entries[{index}]"),
        id: &entry.id,
        phrasings: &entry.phrasings,
    });
    let gaps = faq.not_covered.iter().enumerate().map(|(index, gap)| Item {
        path: format!("not_covered[{index}]"),
        id: &gap.id,
        phrasings: &gap.phrasings,
    });
    entries.chain(gaps).collect()
}

impl Item<'_> {
    fn phrasing(&self, place: usize) -> String {
        format!("{}.phrasings[{place}]", self.path)
    }
}

/// Phrasings of two items that are the same words in another order or form.
pub(crate) fn near(faq: &Faq, checked: &Checked) -> Vec<Finding> {
    let items = items(faq);
    let mut met: HashMap<Vec<String>, (usize, usize)> = HashMap::new();
    let mut findings = Vec::new();
    for (number, item) in items.iter().enumerate() {
        for (place, phrasing) in item.phrasings.iter().enumerate() {
            let saying = saying(phrasing);
            let Some((other, other_place)) = met.get(&saying).copied() else {
                met.insert(saying, (number, place));
                continue;
            };
            let same = &items[other].phrasings[other_place];
            // Those that are the same to the letter are told already.
            if other != number && !same.eq_ignore_ascii_case(phrasing) {
                let path = items[other].phrasing(other_place);
                let line = checked.line(&path).unwrap_or_default();
                let args = vec![
                    format!("{phrasing:?}"),
                    format!("{same:?}"),
                    items[other].id.to_owned(),
                    line.to_string(),
                ];
                findings.push(checked.at(&rules::NEAR_PHRASING, &item.phrasing(place), args));
            }
        }
    }
    findings
}

/// Phrasings that would be answered with another entry, were they not there.
fn lost(matcher: &Matcher, checked: &Checked) -> Vec<Finding> {
    let items = items(matcher.faq());
    let sure = matcher
        .lost()
        .into_iter()
        .filter(|lost| lost.chance >= TOLD);
    sure.map(|lost| {
        let item = &items[lost.class];
        let phrasing = format!("{:?}", item.phrasings[lost.phrasing]);
        let args = vec![phrasing, format!("{:?}", items[lost.winner].id)];
        checked.at(&rules::LOST_PHRASING, &item.phrasing(lost.phrasing), args)
    })
    .collect()
}

/// Entries whose phrasings are all in one language, or all in formal words.
fn one_sided(faq: &Faq, checked: &Checked) -> Vec<Finding> {
    let spoken = &faq.notice.languages;
    let mut findings = Vec::new();
    for item in items(faq)
        .iter()
        .filter(|item| item.phrasings.len() >= ENOUGH)
    {
        let path = format!("{}.phrasings", item.path);
        let languages: Vec<Language> = item
            .phrasings
            .iter()
            .filter_map(|phrasing| language(phrasing))
            .collect();
        let absent: Vec<&str> = spoken
            .iter()
            .filter(|language| !languages.contains(language))
            .map(|language| language.code())
            .collect();
        let there: Vec<&str> = spoken
            .iter()
            .filter(|language| languages.contains(language))
            .map(|language| language.code())
            .collect();
        if let ([there], [_, ..]) = (&there[..], &absent[..]) {
            let args = vec![format!("`{there}`"), format!("`{}`", absent.join("`, `"))];
            findings.push(checked.at(&rules::ONE_LANGUAGE, &path, args));
        }
        let indonesian = languages.contains(&Language::Indonesian);
        if indonesian
            && !item
                .phrasings
                .iter()
                .any(|phrasing| is_colloquial(phrasing))
        {
            findings.push(checked.at(&rules::ONE_REGISTER, &path, vec![]));
        }
    }
    findings
}

fn language(phrasing: &str) -> Option<Language> {
    told(normalise::words(phrasing).iter().map(String::as_str))
}

/// Whether a phrasing holds a word as people type it on a telephone.
fn is_colloquial(phrasing: &str) -> bool {
    let read = normalise::words(phrasing);
    let typed = normalise::fold(phrasing);
    let mut typed = typed
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    typed.any(|word| !read.iter().any(|other| other == word))
}

fn promise(matcher: &Matcher, tried: &[Tried], checked: &Checked) -> Option<Finding> {
    let promise = matcher.promise();
    let certified = format!("{:.1} %", promise.certified() * 100.0);
    let promised = PROMISED.to_owned();
    let (rule, args) = match promise.phrasings_lacking() {
        Some(0) => return None,
        // Beyond that nobody knows whether they would be answered as well as these.
        Some(lacking) if lacking <= FORESEEN * promise.asked => {
            let weakest = weakest(matcher, tried).join(", ");
            let args = vec![certified, promised, lacking.to_string(), weakest];
            (&rules::PROMISE, args)
        }
        _ if promise.wrong == 0 || promise.answered < FEW => (&rules::PROMISE_NONE, vec![]),
        _ => (&rules::PROMISE_WRONG, vec![certified, promised]),
    };
    Some(checked.at(rule, "", args))
}

/// The entries of which the fewest phrasings are answered outright, and rightly: there more phrasings would do most.
fn weakest(matcher: &Matcher, tried: &[Tried]) -> Vec<String> {
    let sure = |tried: &Tried| {
        let (first, chance) = tried.first.unwrap_or_default();
        first == tried.class && chance >= matcher.outright()
    };
    let mut entries: Vec<(usize, &str)> = Vec::new();
    for (class, entry) in matcher.faq().entries.iter().enumerate() {
        let own = tried
            .iter()
            .filter(|tried| tried.inside && tried.class == class);
        let (count, sure) = own.fold((0, 0), |(count, sum), tried| {
            (count + 1, sum + usize::from(sure(tried)))
        });
        entries.push((
            (sure * 100).checked_div(count).unwrap_or_default(),
            &entry.id,
        ));
    }
    entries.sort_unstable();
    let named = entries.into_iter().take(WEAKEST);
    named.map(|(_, id)| format!("{id:?}")).collect()
}
