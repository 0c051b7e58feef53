//! What every page of the desk has: where one is, what just happened, what can be undone.

use maklumat::text::Language;
use maud::{Markup, html};

use crate::{
    desk::{fields::PROOF, guard, words::Words},
    page::component::{Tone, badge, layout},
    sentences::fill,
};

/// The rooms of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// What people could not find out.
    Inbox,
    /// What the notices answer.
    Entries,
    /// What people ask beside them.
    Gaps,
    /// What answers are drawn from.
    Sources,
    /// Asking anything.
    Try,
    /// How the FAQ stands.
    Health,
}

impl Room {
    /// In the order of the menu.
    pub const ALL: [Self; 6] = [
        Self::Inbox,
        Self::Entries,
        Self::Gaps,
        Self::Sources,
        Self::Try,
        Self::Health,
    ];

    /// Where it is.
    pub fn path(self) -> &'static str {
        match self {
            Self::Inbox => "/inbox",
            Self::Entries => "/entries",
            Self::Gaps => "/gaps",
            Self::Sources => "/sources",
            Self::Try => "/try",
            Self::Health => "/health",
        }
    }

    /// What it is called.
    pub fn name(self, words: &Words) -> &'static str {
        match self {
            Self::Inbox => words.inbox,
            Self::Entries => words.entries,
            Self::Gaps => words.gaps,
            Self::Sources => words.sources,
            Self::Try => words.ask,
            Self::Health => words.health,
        }
    }
}

/// Whether what understands questions knows the newest version of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Learning {
    /// It does.
    Done,
    /// It knows an earlier one yet.
    UnderWay,
    /// It knows none yet.
    First,
}

/// What a page needs to know beside its own matter.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The language of the person.
    pub language: Language,
    /// The sentences in that language.
    pub words: &'static Words,
    /// What every form carries.
    pub proof: String,
    /// What just happened.
    pub told: Option<String>,
    /// The last save, which can be undone.
    pub last_save: Option<String>,
    /// Whether there is still something being learnt.
    pub learning: Learning,
}

impl Frame {
    /// A whole page in a room.
    pub fn page(&self, room: Room, title: &str, body: Markup) -> Markup {
        let words = self.words;
        bare(
            self.language,
            title,
            html! {
                a.skip href="#main" { (words.skip) }
                header.top {
                    nav aria-label=(words.rooms) {
                        ul {
                            @for each in Room::ALL {
                                li { a href=(each.path()) aria-current=[(each == room).then_some("page")] { (each.name(words)) } }
                            }
                        }
                    }
                    (self.undo())
                }
                main id="main" {
                    @if let Some(told) = &self.told { p.told role="status" { (told) } }
                    @match self.learning {
                        Learning::Done => {}
                        Learning::UnderWay => p.learning { (badge(Tone::Plain, words.learning)) " " (words.learning_note) }
                        Learning::First => p.learning { (badge(Tone::Plain, words.learning)) " " (words.learning_first) }
                    }
                    (body)
                }
                footer { (self.languages()) }
            },
        )
    }

    /// What proves that a form is ours; stands in every one.
    pub fn proof(&self) -> Markup {
        html! { input type="hidden" name=(PROOF) value=(self.proof); }
    }

    fn undo(&self) -> Markup {
        html! {
            @if let Some(save) = &self.last_save {
                form.undo method="post" action="/undo" {
                    (self.proof())
                    button type="submit" { (fill(self.words.undo, &[("what", save)])) }
                }
            }
        }
    }

    fn languages(&self) -> Markup {
        html! {
            form method="post" action="/language" {
                (self.proof())
                @for language in Language::ALL {
                    @let name = maklumat::reply::Words::of(language).name;
                    button type="submit" name="language" value=(language.code()) lang=(language.code())
                        aria-pressed=(language == self.language) { (name) }
                }
            }
        }
    }
}

/// A page with nothing of the desk, for whoever is not let in.
pub fn bare(language: Language, title: &str, body: Markup) -> Markup {
    let head = html! { link rel="stylesheet" href=(guard::STYLE); };
    layout(language, title, head, "page desk", body)
}
