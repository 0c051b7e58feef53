//! `faq gaps`: what people will ask beside the answers, to read or to accept one by one.

use std::{
    io::{self, IsTerminal, Write},
    path::Path,
};

use maklumat::{
    faq::{Document, Faq},
    matcher::Matcher,
    reply,
    text::Language,
};
use maklumat_curator::{
    gaps::{ProposedGap, gaps, words::Words},
    revise::Original,
    sentences::fill,
};

use crate::{
    Outcome,
    cli::{Gaps, spoken},
    print, read,
};

/// Examples of a proposal that are shown.
const EXAMPLES: usize = 4;

/// Proposes gaps, and writes those that are accepted.
pub fn run(options: &Gaps) -> Outcome {
    let language = spoken(options.lang);
    let words = Words::of(language);
    let (name, bytes) = read(options.faq.path())?;
    let faq = Faq::parse(&name, &bytes)?;
    let mut proposed = gaps(&Matcher::new(faq.clone()));
    proposed.truncate(options.most);
    if !options.apply {
        return print(&match options.json {
            true => format!("{}\n", serde_json::to_string(&proposed)?),
            false => listed(&faq, &proposed, language),
        });
    }
    let Some(path) = options.faq.path() else {
        return Err(words.no_file.into());
    };
    let all: Vec<&ProposedGap> = proposed.iter().collect();
    let accepted = chosen(&faq, &all, language)?;
    write(path, bytes, &accepted, language)
}

fn listed(faq: &Faq, proposed: &[ProposedGap], language: Language) -> String {
    let head = fill(Words::of(language).head, &[("count", &proposed.len())]);
    let each = proposed.iter().map(|one| shown(faq, one, language));
    format!("{head}\n\n{}", each.collect::<String>())
}

/// What is asked of which topic, how often it is answered wrongly today, and with which questions.
fn shown(faq: &Faq, proposal: &ProposedGap, language: Language) -> String {
    let title = proposal.gap.title.as_ref();
    let title = title.map_or(proposal.attribute, |title| title.get(language));
    let entry = reply::name(faq, &proposal.entry, language);
    let (misled, all) = (proposal.misled.len(), proposal.gap.phrasings.len());
    let misled = fill(
        Words::of(language).misled,
        &[("entry", &entry), ("misled", &misled), ("all", &all)],
    );
    let examples = proposal.misled.iter().take(EXAMPLES);
    let examples = examples.map(|misled| format!("    {} → {}\n", misled.phrasing, misled.entry));
    format!("{title}, {misled}\n{}\n", examples.collect::<String>())
}

/// Asks of each whether it is to be written: what was accepted before an end of input or a "q".
fn chosen<'a>(
    faq: &Faq,
    proposed: &[&'a ProposedGap],
    language: Language,
) -> io::Result<Vec<&'a ProposedGap>> {
    let mut accepted = Vec::new();
    for proposal in proposed {
        let mut out = io::stdout();
        write!(out, "{}", shown(faq, proposal, language))?;
        if io::stdin().is_terminal() {
            write!(out, "{}", Words::of(language).ask)?;
        }
        out.flush()?;
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line)?;
        match line.trim().to_lowercase().as_str() {
            "y" => accepted.push(*proposal),
            "q" => break,
            _ if read == 0 => break,
            _ => {}
        }
    }
    Ok(accepted)
}

/// Writes what was accepted, all at once.
fn write(path: &Path, before: Vec<u8>, accepted: &[&ProposedGap], language: Language) -> Outcome {
    let words = Words::of(language);
    if accepted.is_empty() {
        return print(&format!("{}\n", words.nothing));
    }
    let name = path.display().to_string();
    let mut document = Document::read(&before).map_err(|finding| finding.told(language))?;
    let mut faq = Faq::parse(&name, &before)?;
    for proposal in accepted {
        proposal.apply(&mut document, &faq)?;
        proposal.add_to(&mut faq)?;
    }
    Original::new(path, before)?.replace(document.text().as_bytes())?;
    let written = fill(
        words.written,
        &[("count", &accepted.len()), ("file", &name)],
    );
    print(&format!("{written}\n"))
}
