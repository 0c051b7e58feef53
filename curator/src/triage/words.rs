//! The words in which triage is told.

use maklumat::text::Language;

use super::{Aside, Change, Refusal, Served};
use crate::presses::Lesson;

impl Refusal {
    /// Why a change was not made.
    pub fn told(&self, language: Language) -> String {
        let of_findings = |findings: &[maklumat::faq::Finding]| {
            let told = findings.iter().map(|finding| finding.sentence(language));
            told.collect::<Vec<_>>().join("; ")
        };
        match (self, language) {
            (Self::NeedsAnswer, Language::English) => {
                "it needs an answer, which only a person can write".to_owned()
            }
            (Self::NeedsAnswer, Language::Indonesian) => {
                "perlu jawaban, yang hanya dapat ditulis orang".to_owned()
            }
            (Self::Nothing, Language::English) => "there is no phrasing in it".to_owned(),
            (Self::Nothing, Language::Indonesian) => {
                "tidak ada contoh pertanyaan di dalamnya".to_owned()
            }
            (Self::NoSuchId(id), Language::English) => {
                format!("the FAQ has no entry or gap `{id}`")
            }
            (Self::NoSuchId(id), Language::Indonesian) => {
                format!("FAQ ini tidak punya entri atau celah `{id}`")
            }
            (Self::Unusable(why), Language::English) => format!("the FAQ cannot be used: {why}"),
            (Self::Unusable(why), Language::Indonesian) => {
                format!("FAQ ini tidak dapat dipakai: {why}")
            }
            (Self::Edit(error), Language::English) => error.to_string(),
            (Self::Edit(error), Language::Indonesian) => {
                format!("berkasnya tidak dapat diubah di sini ({error})")
            }
            (Self::Findings(findings), Language::English) => {
                format!("`faq check` would find: {}", of_findings(findings))
            }
            (Self::Findings(findings), Language::Indonesian) => {
                format!("`faq check` akan menemukan: {}", of_findings(findings))
            }
        }
    }
}

/// How many groups there are.
pub fn groups(count: usize, language: Language) -> String {
    match (language, count) {
        (Language::English, 1) => {
            "1 group of questions that the FAQ does not answer; left out:".to_owned()
        }
        (Language::English, _) => {
            format!("{count} groups of questions that the FAQ does not answer; left out:")
        }
        (Language::Indonesian, _) => {
            format!("{count} kelompok pertanyaan yang belum dijawab FAQ ini; yang disisihkan:")
        }
    }
}

impl Aside {
    /// Why questions are left out.
    pub fn told(self, language: Language) -> &'static str {
        let (english, indonesian) = match self {
            Aside::Personal => (
                "hold personal data, and are shown to nobody",
                "memuat data pribadi, dan tidak diperlihatkan kepada siapa pun",
            ),
            Aside::SmallTalk => (
                "are small talk or too short",
                "basa-basi atau terlalu pendek",
            ),
            Aside::Junk => ("hold no words", "tidak memuat kata"),
            Aside::Rant => (
                "are anger that asks nothing",
                "kemarahan yang tidak menanyakan apa pun",
            ),
            Aside::Answered => ("are answered by now", "sekarang sudah terjawab"),
            Aside::Named => (
                "are named as not covered by now",
                "sekarang sudah disebut sebagai celah",
            ),
            Aside::Few => (
                "were asked by too few people",
                "ditanyakan terlalu sedikit orang",
            ),
            Aside::Beyond => (
                "were asked least of too many to compare at once",
                "paling jarang ditanyakan, dan terlalu banyak untuk dibandingkan sekaligus",
            ),
        };
        either(language, english, indonesian)
    }
}

/// What was recorded without words.
pub fn wordless(language: Language) -> &'static str {
    either(
        language,
        "came without words, for want of consent; offered first was",
        "tanpa kata-kata karena tidak ada izin; yang pertama ditawarkan",
    )
}

/// That nothing was offered.
pub fn nothing_offered(language: Language) -> &'static str {
    either(language, "(nothing)", "(tidak ada)")
}

/// By how many people, and how often, a group was asked.
pub fn asked(people: usize, times: usize, language: Language) -> String {
    match (language, people, times) {
        (Language::English, 1, 1) => "1 person asked once:".to_owned(),
        (Language::English, 1, _) => format!("1 person asked {times} times:"),
        (Language::English, ..) => format!("{people} people asked {times} times:"),
        (Language::Indonesian, ..) => format!("{people} orang bertanya {times} kali:"),
    }
}

/// That there are so many more.
pub fn more(count: usize, language: Language) -> String {
    match language {
        Language::English => format!("and {count} more"),
        Language::Indonesian => format!("dan {count} lagi"),
    }
}

/// Before what a group is nearest to.
pub fn nearest(language: Language) -> &'static str {
    either(language, "nearest", "terdekat")
}

/// What people chose where something was offered.
pub fn taught(lesson: &Lesson, language: Language) -> String {
    let Lesson {
        people, of, meant, ..
    } = lesson;
    match language {
        Language::English => {
            format!("{people} of {of} people to whom that was offered chose {meant}")
        }
        Language::Indonesian => {
            format!("{people} dari {of} orang yang ditawari itu memilih {meant}")
        }
    }
}

/// Above what people chose under offers whose questions nobody may read.
pub fn lessons(language: Language) -> &'static str {
    either(
        language,
        "What people chose among what was offered; with more phrasings they would be told at once:",
        "Yang dipilih orang dari yang ditawarkan; dengan contoh pertanyaan tambahan mereka langsung diberi tahu:",
    )
}

/// What an entry or a gap is called.
pub fn kind(gap: bool, language: Language) -> &'static str {
    match gap {
        true => either(language, "gap", "celah"),
        false => either(language, "entry", "entri"),
    }
}

impl Change {
    /// What it is, as a heading.
    pub fn heading(&self, language: Language) -> String {
        let count = self.phrasings().len();
        let id = self.id();
        match (self, language) {
            (Self::Phrasings { .. }, Language::English) => format!("{count} phrasings for {id}:"),
            (Self::Phrasings { .. }, Language::Indonesian) => {
                format!("{count} contoh pertanyaan untuk {id}:")
            }
            (Self::NewGap(_), Language::English) => format!("a new gap, {id}:"),
            (Self::NewGap(_), Language::Indonesian) => format!("celah baru, {id}:"),
            (Self::DraftEntry { .. }, Language::English) => {
                format!("an entry for you to write, {id}:")
            }
            (Self::DraftEntry { .. }, Language::Indonesian) => {
                format!("entri untuk Anda tulis, {id}:")
            }
        }
    }
}

/// That a gap has no title.
pub fn no_title(language: Language) -> &'static str {
    either(
        language,
        "(no title: the questions do not tell one in each language; it can be written later)",
        "(tanpa judul: pertanyaannya tidak menunjukkan judul dalam setiap bahasa; dapat ditulis kemudian)",
    )
}

/// That an answer is to be written.
pub fn answer_wanted(language: Language) -> &'static str {
    either(
        language,
        "(the answer, its date and its sources are yours to write, where the notices tell them)",
        "(jawaban, tanggal, dan sumbernya perlu Anda tulis, kalau pengumumannya menyebutnya)",
    )
}

/// How many of the wordings would be served.
pub fn served(served: Served, language: Language) -> String {
    let Served {
        asked,
        before,
        after,
    } = served;
    match language {
        Language::English => format!("served: {after} of {asked} wordings, now {before}."),
        Language::Indonesian => {
            format!("terlayani: {after} dari {asked} pertanyaan, sekarang {before}.")
        }
    }
}

/// The same, of wordings that were held out.
pub fn held_out(held: Served, language: Language) -> String {
    let Served {
        asked,
        before,
        after,
    } = held;
    match language {
        Language::English => format!(
            "Learnt from half of them, of the other half: {after} of {asked}, now {before}."
        ),
        Language::Indonesian => format!(
            "Dipelajari dari separuhnya, dari separuh yang lain: {after} dari {asked}, sekarang {before}."
        ),
    }
}

/// That there are too few wordings to hold any out.
pub fn too_few(language: Language) -> &'static str {
    either(
        language,
        "Too few wordings to tell how others would fare.",
        "Terlalu sedikit pertanyaan untuk tahu nasib pertanyaan lain.",
    )
}

/// How many cases become wrong.
pub fn cases_wrong(of: usize, count: usize, language: Language) -> String {
    match (of, language) {
        (0, Language::English) => "there are no cases to try".to_owned(),
        (0, Language::Indonesian) => "tidak ada kasus untuk diuji".to_owned(),
        (_, Language::English) => format!("{count} of {of} cases become wrong"),
        (_, Language::Indonesian) => format!("{count} dari {of} kasus menjadi salah"),
    }
}

/// How many cases become right.
pub fn cases_right(count: usize, language: Language) -> String {
    match language {
        Language::English => format!("{count} cases become right"),
        Language::Indonesian => format!("{count} kasus menjadi benar"),
    }
}

/// How many phrasings become wrong.
pub fn phrasings_wrong(count: usize, language: Language) -> String {
    match language {
        Language::English => format!("{count} phrasings become wrong, asked without themselves"),
        Language::Indonesian => {
            format!("{count} contoh pertanyaan menjadi salah, diuji tanpa dirinya sendiri")
        }
    }
}

/// How many phrasings become right, or wrong no longer.
pub fn phrasings_right(count: usize, language: Language) -> String {
    match language {
        Language::English => format!("{count} phrasings become right, or are wrong no longer"),
        Language::Indonesian => {
            format!("{count} contoh pertanyaan menjadi benar, atau tidak salah lagi")
        }
    }
}

/// How many cases and phrasings the change takes from what is right.
pub fn taken(count: usize, language: Language) -> String {
    match language {
        Language::English => format!(
            "{count} of them through the change itself; the rest moves whenever anything is learnt"
        ),
        Language::Indonesian => format!(
            "{count} di antaranya akibat perubahan ini sendiri; sisanya bergeser setiap kali ada yang dipelajari"
        ),
    }
}

/// That a FAQ certifies nothing.
pub fn certifies_nothing(language: Language) -> &'static str {
    either(language, "nothing", "belum ada")
}

/// How the promise moves.
pub fn promise(before: &str, after: &str, kept: bool, language: Language) -> String {
    let moved = match before == after {
        true => after.to_owned(),
        false => format!("{before} → {after}"),
    };
    let kept = match kept {
        true => String::new(),
        false => either(language, "; it becomes worse", "; menjadi lebih buruk").to_owned(),
    };
    match language {
        Language::English => {
            format!("certified share of wrong outright answers (threshold): {moved}{kept}")
        }
        Language::Indonesian => {
            format!("bagian jawaban pasti yang salah, paling banyak (ambang): {moved}{kept}")
        }
    }
}

/// That an earlier change serves a group too.
pub fn settled_by_now(language: Language) -> &'static str {
    either(
        language,
        "· served by a change before it",
        "· sudah terlayani oleh perubahan sebelumnya",
    )
}

/// That a proposal is not made: something would become worse.
pub fn left_as_harmful(language: Language) -> &'static str {
    either(
        language,
        "· not made: something becomes worse; decide without --yes",
        "· tidak dibuat: ada yang memburuk; putuskan tanpa --yes",
    )
}

/// That a proposal is not made: it may belong elsewhere.
pub fn left_as_unsure(language: Language) -> &'static str {
    either(
        language,
        "· not made: it is not sure that this is what they ask; decide without --yes",
        "· tidak dibuat: belum pasti itu yang mereka tanyakan; putuskan tanpa --yes",
    )
}

/// That a proposal is not made: it would serve nobody.
pub fn left_as_useless(language: Language) -> &'static str {
    either(
        language,
        "· not made: it would serve nobody who asked",
        "· tidak dibuat: tidak melayani siapa pun yang bertanya",
    )
}

/// Why a proposal cannot be made.
pub fn cannot(refusal: &Refusal, language: Language) -> String {
    let why = refusal.told(language);
    match language {
        Language::English => format!("· not made: {why}"),
        Language::Indonesian => format!("· tidak dibuat: {why}"),
    }
}

/// What was made.
pub fn made(change: &Change, language: Language) -> String {
    let (id, count) = (change.id(), change.phrasings().len());
    match (change, language) {
        (Change::NewGap(_), Language::English) => {
            format!("✓ written: gap {id} with {count} phrasings")
        }
        (Change::NewGap(_), Language::Indonesian) => {
            format!("✓ ditulis: celah {id} dengan {count} contoh pertanyaan")
        }
        (_, Language::English) => format!("✓ written: {count} phrasings for {id}"),
        (_, Language::Indonesian) => format!("✓ ditulis: {count} contoh pertanyaan untuk {id}"),
    }
}

/// What was done in all.
pub fn done(made: usize, left: usize, language: Language) -> String {
    match language {
        Language::English => format!("\n{made} changes written, {left} groups left"),
        Language::Indonesian => format!("\n{made} perubahan ditulis, {left} kelompok tersisa"),
    }
}

/// What to do with a proposal.
pub fn question(language: Language) -> &'static str {
    either(
        language,
        "[a]ccept, [e]dit, [s]kip, [m]erge, [o]ther proposal, [q]uit?",
        "[t]erima, [u]bah, [l]ewati, [g]abung, usul lai[n], [k]eluar?",
    )
}

/// What can be typed there.
pub fn commands(language: Language) -> &'static str {
    either(
        language,
        "write a, e, s, m, o or q",
        "tulis t, u, l, g, n, atau k",
    )
}

/// Into what to merge.
pub fn merge_into(language: Language) -> &'static str {
    either(
        language,
        "id of the entry or gap, ^ for the one changed last:",
        "id entri atau celah, ^ untuk yang terakhir diubah:",
    )
}

/// That there is no such place to merge into.
pub fn nothing_to_merge(language: Language) -> &'static str {
    either(
        language,
        "there is no such entry or gap",
        "tidak ada entri atau celah seperti itu",
    )
}

/// What to edit.
pub fn edit(language: Language) -> &'static str {
    either(
        language,
        "-2, +words, id …, title en …, answer en …; empty line when done:",
        "-2, +kata, id …, title id …, answer id …; baris kosong kalau selesai:",
    )
}

/// That a line is no edit.
pub fn edits(language: Language) -> &'static str {
    either(
        language,
        "that is no edit of this proposal",
        "itu bukan perubahan untuk usul ini",
    )
}

fn either(language: Language, english: &'static str, indonesian: &'static str) -> &'static str {
    match language {
        Language::English => english,
        Language::Indonesian => indonesian,
    }
}
