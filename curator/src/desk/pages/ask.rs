//! Asking anything: what people would see, why, and what should have become of it.

use maklumat::{
    faq::Faq,
    matcher::{CandidateKind, Decision, Explanation, PartExplanation, Reason, Rule, Understanding},
    reply::{self, Reader},
};
use maud::{Markup, html};

use super::{
    chat,
    frame::{Frame, Room},
    list,
};
use crate::{
    desk::words::Words,
    page::component::{Holds, Row, Tone, badge, bar, card, more, table},
    sentences::fill,
};

/// Candidates that are shown, at most.
const CANDIDATES: usize = 5;

/// A question that was asked, and what was made of it.
pub struct Asked<'a> {
    /// Its words.
    pub question: &'a str,
    /// The FAQ that was asked.
    pub faq: &'a Faq,
    /// What it was taken for.
    pub understanding: Understanding,
    /// Why.
    pub explanation: Explanation,
}

/// The page, before or after a question.
pub fn page(frame: &Frame, asked: Option<&Asked<'_>>, reader: &Reader, cases: &str) -> Markup {
    let words = frame.words;
    frame.page(Room::Try, words.ask, html! {
        h1 { (words.ask) }
        p.note { (words.ask_about) }
        form.search method="post" action="/try" {
            (frame.proof())
            label for="question" { (words.question) }
            div.row {
                input type="text" id="question" name="question" value=[asked.map(|asked| asked.question)] autocomplete="off" maxlength="1000";
                button.first type="submit" { (words.ask_now) }
            }
        }
        @if let Some(asked) = asked { (answered(frame, asked, reader, cases)) }
    })
}

fn answered(frame: &Frame, asked: &Asked<'_>, reader: &Reader, cases: &str) -> Markup {
    let words = frame.words;
    let told = reply::render(asked.faq, &asked.understanding, reader);
    html! {
        div.columns {
            div {
                @for part in &asked.explanation.parts {
                    (card("verdict", words.verdict, part_of(frame, asked, part)))
                }
                (card("case", words.file_heading, file(frame, asked, cases)))
            }
            section.preview aria-labelledby="preview-name" {
                h2 id="preview-name" { (words.preview_heading) }
                (chat::reply(&told))
            }
        }
    }
}

fn part_of(frame: &Frame, asked: &Asked<'_>, part: &PartExplanation) -> Markup {
    let words = frame.words;
    let several = asked.explanation.parts.len() > 1;
    html! {
        @if several { p.note { "“" (part.text) "”" } }
        p.verdict { (decision(frame, asked.faq, &part.verdict.decision)) }
        p { (because(words, part.verdict.because)) }
        @if let Some(phrasing) = &part.phrasing {
            p { (words.most_like) " “" (phrasing) "”" }
        }
        @if !part.unknown.is_empty() { p { (words.unknown_words) " " (part.unknown.join(", ")) } }
        (more(words.candidates, candidates(frame, asked, part)))
    }
}

fn candidates(frame: &Frame, asked: &Asked<'_>, part: &PartExplanation) -> Markup {
    let words = frame.words;
    let columns = [
        (words.candidate, Holds::Words),
        (words.chance, Holds::Numbers),
        ("", Holds::Bars),
    ];
    let rows: Vec<Row> = part
        .candidates
        .iter()
        .take(CANDIDATES)
        .map(|candidate| {
            let title = reply::name(asked.faq, &candidate.id, frame.language);
            let gap = candidate.kind == CandidateKind::Gap;
            Row::of(vec![
                html! { a href={ "/item/" (candidate.id) } { (title) } @if gap { " " (badge(Tone::Plain, words.gap)) } },
                html! { (percent(candidate.chance)) },
                bar(Tone::Plain, candidate.chance),
            ])
        })
        .collect();
    let threshold = percent(asked.explanation.threshold);
    html! {
        p { (words.read_as) " " (part.words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ")) }
        (table(&fill(words.candidates_about, &[("share", &threshold)]), &columns, &rows))
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn decision(frame: &Frame, faq: &Faq, decision: &Decision) -> Markup {
    let words = frame.words;
    let link =
        |id: &str| html! { a href={ "/item/" (id) } { (reply::name(faq, id, frame.language)) } };
    let entry = |place: &usize| link(&faq.entries[*place].id);
    html! {
        @match decision {
            Decision::Answer(place) => { (badge(Tone::Good, words.answered)) " " (entry(place)) }
            Decision::Likely { entry: place, others } => {
                (badge(Tone::Warn, words.likely)) " " (entry(place))
                @if !others.is_empty() { " " span.note { (words.or) } @for other in others { " · " (entry(other)) } }
            }
            Decision::Choices(places) => { (badge(Tone::Warn, words.offered)) @for place in places { " · " (entry(place)) } }
            Decision::Abstain(Reason::NotCovered(gap)) => { (badge(Tone::Good, words.not_covered)) " " (link(&faq.not_covered[*gap].id)) }
            Decision::Abstain(Reason::NotTold(place)) => { (badge(Tone::Warn, words.not_told)) " " (entry(place)) }
            Decision::Abstain(Reason::OutOfScope) => { (badge(Tone::Bad, words.nothing_found)) }
            Decision::Abstain(Reason::TooVague) => { (badge(Tone::Plain, words.too_vague)) }
            Decision::Abstain(Reason::SmallTalk(_)) => { (badge(Tone::Plain, words.small_talk)) }
        }
    }
}

fn because(words: &Words, rule: Rule) -> &'static str {
    match rule {
        Rule::NoQuestion => words.because_no_question,
        Rule::Verbatim => words.because_verbatim,
        Rule::Chosen | Rule::FollowUp => words.because_follow_up,
        Rule::Sure => words.because_sure,
        Rule::NothingTelling => words.because_nothing_telling,
        Rule::GapFirst => words.because_gap_first,
        Rule::Likely => words.because_likely,
        Rule::BareTopic => words.because_bare_topic,
        Rule::OnlyTold => words.because_only_told,
        Rule::DetailNotTold => words.because_detail_not_told,
        Rule::SeveralAlike => words.because_several_alike,
        Rule::NothingAlike => words.because_nothing_alike,
    }
}

/// What should become of the question, to be kept for measuring.
fn file(frame: &Frame, asked: &Asked<'_>, cases: &str) -> Markup {
    let words = frame.words;
    let decided = asked
        .understanding
        .parts
        .first()
        .and_then(|part| match &part.verdict.decision {
            Decision::Answer(entry) | Decision::Likely { entry, .. } => {
                Some(asked.faq.entries[*entry].id.as_str())
            }
            _ => None,
        });
    html! {
        p { (words.file_about) }
        form method="post" action="/try/case" {
            (frame.proof())
            input type="hidden" name="question" value=(asked.question);
            label for="label" { (words.file_label) }
            select id="label" name="label" required {
                option value="" { (words.choose) }
                @for (id, title) in list::titles(asked.faq, frame.language) {
                    option value=(id) selected[Some(id) == decided] { (title) }
                }
                option value="__oos__" { (words.file_none) }
                option value="__chat__" { (words.small_talk) }
            }
            div.actions { button type="submit" { (words.file_now) } }
        }
        p.note { (fill(words.file_where, &[("file", &cases)])) }
    }
}
