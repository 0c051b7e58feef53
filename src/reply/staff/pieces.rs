//! What a FAQ is made of, by name: entries and gaps, and how two versions differ in them.

use crate::{
    faq::{Entry, Gap, Localized},
    reply::words::{Words, fill},
    text::Language,
};

/// Whoever reads on a telephone reads no longer list.
pub(super) const MOST: usize = 5;

/// An entry or a gap.
pub(super) trait Piece: PartialEq {
    fn id(&self) -> &str;
    fn title(&self) -> Option<&Localized>;

    fn name(&self, language: Language) -> &str {
        let title = self.title().map(|title| title.get(language));
        title.unwrap_or(self.id())
    }
}

impl Piece for Entry {
    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self) -> Option<&Localized> {
        self.title.as_ref()
    }
}

impl Piece for Gap {
    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self) -> Option<&Localized> {
        self.title.as_ref()
    }
}

/// How many there were and are, and which are new, gone and changed.
pub(super) fn difference<P: Piece>(
    heading: &str,
    before: &[P],
    after: &[P],
    language: Language,
) -> Vec<String> {
    let staff = &Words::of(language).staff;
    let counts = [before.len(), after.len()].map(|count| count.to_string());
    let values = [("before", counts[0].as_str()), ("after", &counts[1])];
    let mut lines = vec![fill(heading, &values)];
    let lacks = |all: &[P], piece: &P| all.iter().all(|other| other.id() != piece.id());
    let is_new = |piece: &&P| lacks(before, piece);
    let kinds: [(&str, Vec<&P>); 3] = [
        (staff.added, after.iter().filter(is_new).collect()),
        (
            staff.removed,
            before.iter().filter(|piece| lacks(after, piece)).collect(),
        ),
        (
            staff.changed,
            after
                .iter()
                .filter(|piece| !is_new(piece) && !before.contains(piece))
                .collect(),
        ),
    ];
    for (sentence, pieces) in kinds.into_iter().filter(|(_, pieces)| !pieces.is_empty()) {
        lines.push(fill(sentence, &[("titles", &names(&pieces, language))]));
    }
    lines
}

fn names<P: Piece>(pieces: &[&P], language: Language) -> String {
    let named = pieces.iter().take(MOST);
    let mut names: Vec<_> = named.map(|piece| piece.name(language).to_owned()).collect();
    if pieces.len() > MOST {
        let more = (pieces.len() - MOST).to_string();
        names.push(fill(Words::of(language).staff.others, &[("count", &more)]));
    }
    names.join(", ")
}
