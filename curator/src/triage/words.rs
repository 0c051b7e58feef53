//! The words in which triage is told.

use maklumat::{faq::Finding, text::Language};

use super::{Aside, Change, Refusal};
use crate::sentences::{fill, sentences};

sentences! {
    // What there is, and what was left out.
    group id "1 kelompok pertanyaan yang belum dijawab FAQ ini; yang disisihkan:" en "1 group of questions that the FAQ does not answer; left out:"
    groups id "{count} kelompok pertanyaan yang belum dijawab FAQ ini; yang disisihkan:" en "{count} groups of questions that the FAQ does not answer; left out:"
    personal id "memuat data pribadi, dan tidak diperlihatkan kepada siapa pun" en "hold personal data, and are shown to nobody"
    small_talk id "basa-basi atau terlalu pendek" en "are small talk or too short"
    junk id "tidak memuat kata" en "hold no words"
    rant id "kemarahan yang tidak menanyakan apa pun" en "are anger that asks nothing"
    answered id "sekarang sudah terjawab" en "are answered by now"
    named id "sekarang sudah disebut sebagai celah" en "are named as not covered by now"
    few id "ditanyakan terlalu sedikit orang" en "were asked by too few people"
    beyond id "paling jarang ditanyakan, dan terlalu banyak untuk dibandingkan sekaligus" en "were asked least of too many to compare at once"
    wordless id "tanpa kata-kata karena tidak ada izin; yang pertama ditawarkan" en "came without words, for want of consent; offered first was"
    nothing_offered id "(tidak ada)" en "(nothing)"
    lessons id "Yang dipilih orang dari yang ditawarkan; dengan contoh pertanyaan tambahan mereka langsung diberi tahu:" en "What people chose among what was offered; with more phrasings they would be told at once:"

    // A group.
    asked_once id "1 orang bertanya 1 kali:" en "1 person asked once:"
    asked_by_one id "1 orang bertanya {times} kali:" en "1 person asked {times} times:"
    asked id "{people} orang bertanya {times} kali:" en "{people} people asked {times} times:"
    more id "dan {count} lagi" en "and {count} more"
    nearest id "terdekat" en "nearest"
    gap id "celah" en "gap"
    entry id "entri" en "entry"
    taught id "{people} dari {of} orang yang ditawari itu memilih {meant}" en "{people} of {of} people to whom that was offered chose {meant}"

    // A change.
    phrasings id "{count} contoh pertanyaan untuk {id}:" en "{count} phrasings for {id}:"
    new_gap id "celah baru, {id}:" en "a new gap, {id}:"
    draft_entry id "entri untuk Anda tulis, {id}:" en "an entry for you to write, {id}:"
    no_title id "(tanpa judul: pertanyaannya tidak menunjukkan judul dalam setiap bahasa; dapat ditulis kemudian)" en "(no title: the questions do not tell one in each language; it can be written later)"
    answer_wanted id "(jawaban, tanggal, dan sumbernya perlu Anda tulis, kalau pengumumannya menyebutnya)" en "(the answer, its date and its sources are yours to write, where the notices tell them)"

    // What it would bring.
    served id "terlayani: {after} dari {asked} pertanyaan, sekarang {before}." en "served: {after} of {asked} wordings, now {before}."
    held_out id "Dipelajari dari separuhnya, dari separuh yang lain: {after} dari {asked}, sekarang {before}." en "Learnt from half of them, of the other half: {after} of {asked}, now {before}."
    too_few id "Terlalu sedikit pertanyaan untuk tahu nasib pertanyaan lain." en "Too few wordings to tell how others would fare."
    no_cases id "tidak ada kasus untuk diuji" en "there are no cases to try"
    cases_wrong id "{count} dari {of} kasus menjadi salah" en "{count} of {of} cases become wrong"
    cases_right id "{count} kasus menjadi benar" en "{count} cases become right"
    phrasings_wrong id "{count} contoh pertanyaan menjadi salah, diuji tanpa dirinya sendiri" en "{count} phrasings become wrong, asked without themselves"
    phrasings_right id "{count} contoh pertanyaan menjadi benar, atau tidak salah lagi" en "{count} phrasings become right, or are wrong no longer"
    taken id "{count} di antaranya akibat perubahan ini sendiri; sisanya bergeser setiap kali ada yang dipelajari" en "{count} of them through the change itself; the rest moves whenever anything is learnt"
    certifies_nothing id "belum ada" en "nothing"
    promise id "bagian jawaban pasti yang salah, paling banyak (ambang): {moved}" en "certified share of wrong outright answers (threshold): {moved}"
    becomes_worse id "; menjadi lebih buruk" en "; it becomes worse"

    // What is done about it.
    settled_by_now id "· sudah terlayani oleh perubahan sebelumnya" en "· served by a change before it"
    left_as_harmful id "· tidak dibuat: ada yang memburuk; putuskan tanpa --yes" en "· not made: something becomes worse; decide without --yes"
    left_as_unsure id "· tidak dibuat: belum pasti itu yang mereka tanyakan; putuskan tanpa --yes" en "· not made: it is not sure that this is what they ask; decide without --yes"
    left_as_useless id "· tidak dibuat: tidak melayani siapa pun yang bertanya" en "· not made: it would serve nobody who asked"
    not_made id "· tidak dibuat: {why}" en "· not made: {why}"
    made_gap id "✓ ditulis: celah {id} dengan {count} contoh pertanyaan" en "✓ written: gap {id} with {count} phrasings"
    made id "✓ ditulis: {count} contoh pertanyaan untuk {id}" en "✓ written: {count} phrasings for {id}"
    done id "{made} perubahan ditulis, {left} kelompok tersisa" en "{made} changes written, {left} groups left"
    question id "[t]erima, [u]bah, [l]ewati, [g]abung, usul lai[n], [k]eluar?" en "[a]ccept, [e]dit, [s]kip, [m]erge, [o]ther proposal, [q]uit?"
    commands id "tulis t, u, l, g, n, atau k" en "write a, e, s, m, o or q"
    merge_into id "id entri atau celah, ^ untuk yang terakhir diubah:" en "id of the entry or gap, ^ for the one changed last:"
    nothing_to_merge id "tidak ada entri atau celah seperti itu" en "there is no such entry or gap"
    edit id "-2, +kata, id …, title id …, answer id …; baris kosong kalau selesai:" en "-2, +words, id …, title en …, answer en …; empty line when done:"
    edits id "itu bukan perubahan untuk usul ini" en "that is no edit of this proposal"

    // Why a change is not made.
    needs_answer id "perlu jawaban, yang hanya dapat ditulis orang" en "it needs an answer, which only a person can write"
    nothing id "tidak ada contoh pertanyaan di dalamnya" en "there is no phrasing in it"
    no_such_id id "FAQ ini tidak punya entri atau celah `{id}`" en "the FAQ has no entry or gap `{id}`"
    unusable id "FAQ ini tidak dapat dipakai: {why}" en "the FAQ cannot be used: {why}"
    no_edit id "berkasnya tidak dapat diubah di sini ({why})" en "the file cannot be changed here ({why})"
    findings id "`faq check` akan menemukan: {why}" en "`faq check` would find: {why}"
}

impl Refusal {
    /// Why a change was not made.
    pub fn told(&self, language: Language) -> String {
        let words = Words::of(language);
        match self {
            Self::NeedsAnswer => words.needs_answer.to_owned(),
            Self::Nothing => words.nothing.to_owned(),
            Self::NoSuchId(id) => fill(words.no_such_id, &[("id", id)]),
            Self::Unusable(why) => fill(words.unusable, &[("why", why)]),
            Self::Edit(error) => fill(words.no_edit, &[("why", error)]),
            Self::Findings(findings) => {
                let told = findings
                    .iter()
                    .map(|finding| Finding::sentence(finding, language));
                fill(
                    words.findings,
                    &[("why", &told.collect::<Vec<_>>().join("; "))],
                )
            }
        }
    }
}

impl Aside {
    /// Why questions are left out.
    pub fn told(self, language: Language) -> &'static str {
        let words = Words::of(language);
        match self {
            Self::Personal => words.personal,
            Self::SmallTalk => words.small_talk,
            Self::Junk => words.junk,
            Self::Rant => words.rant,
            Self::Answered => words.answered,
            Self::Named => words.named,
            Self::Few => words.few,
            Self::Beyond => words.beyond,
        }
    }
}

impl Change {
    /// What it is, as a heading.
    pub fn heading(&self, language: Language) -> String {
        let words = Words::of(language);
        let sentence = match self {
            Self::Phrasings { .. } => words.phrasings,
            Self::NewGap(_) => words.new_gap,
            Self::DraftEntry { .. } => words.draft_entry,
        };
        self.fill(sentence)
    }

    /// That it was made.
    pub(super) fn made(&self, language: Language) -> String {
        let words = Words::of(language);
        match self {
            Self::NewGap(_) => self.fill(words.made_gap),
            Self::Phrasings { .. } | Self::DraftEntry { .. } => self.fill(words.made),
        }
    }

    fn fill(&self, sentence: &str) -> String {
        fill(
            sentence,
            &[("id", &self.id()), ("count", &self.phrasings().len())],
        )
    }
}
