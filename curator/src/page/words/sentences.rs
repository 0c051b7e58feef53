//! The sentences of the report that hold numbers, in each language.

use maklumat::text::Language;

use super::Words;
use crate::page::data::{freshness::State, question::Asked, reliability::Certified};

impl Words {
    /// Which languages a FAQ speaks.
    pub fn speaks(&self, languages: &[Language]) -> String {
        let name = |language: &Language| match (self.language, language) {
            (Language::Indonesian, Language::Indonesian) => "Indonesia",
            (Language::Indonesian, Language::English) => "Inggris",
            (Language::English, Language::Indonesian) => "Indonesian",
            (Language::English, Language::English) => "English",
        };
        let names: Vec<&str> = languages.iter().map(name).collect();
        let names = names.join(", ");
        match self.language {
            Language::Indonesian => format!("Bahasa: {names}"),
            Language::English => format!("Languages: {names}"),
        }
    }

    /// Where the questions come from.
    pub fn asked(&self, asked: Asked, questions: usize, inside: usize) -> String {
        let outside = questions - inside;
        match (self.language, asked) {
            (Language::Indonesian, Asked::Phrasings) => format!(
                "Setiap contoh pertanyaan ditanyakan kepada FAQ yang belajar tanpanya, seakan-akan warga yang bertanya: {questions} pertanyaan, {outside} di antaranya di luar FAQ."
            ),
            (Language::Indonesian, Asked::Cases) => {
                format!("{questions} pertanyaan berlabel, {outside} di antaranya di luar FAQ.")
            }
            (Language::English, Asked::Phrasings) => format!(
                "Each phrasing is asked of a FAQ that learnt without it, as if a citizen asked: {questions} questions, {outside} of them beside the FAQ."
            ),
            (Language::English, Asked::Cases) => {
                format!("{questions} labelled questions, {outside} of them beside the FAQ.")
            }
        }
    }

    /// How to read the curve.
    pub fn curve(&self) -> &'static str {
        match self.language {
            Language::Indonesian => {
                "Makin rendah batas peluangnya, makin ke kanan: lebih banyak pertanyaan dijawab. Makin tinggi garisnya, makin banyak jawaban yang salah."
            }
            Language::English => {
                "The lower the least chance, the further to the right: more questions are answered. The higher the line, the more answers are wrong."
            }
        }
    }

    /// What is certified, and what is lacking for more.
    pub fn certified(&self, certified: &Certified) -> String {
        let Certified {
            asked,
            answered,
            wrong,
            ..
        } = certified;
        let bound = certified.bound.map(|bound| self.percent(bound));
        match (self.language, bound) {
            (Language::Indonesian, Some(bound)) => format!(
                "Dijamin: paling banyak {bound} jawaban pasti salah (keyakinan 90 %), karena {wrong} dari {answered} salah, dari {asked} contoh yang ditanyakan.{}",
                self.lacking(certified)
            ),
            (Language::Indonesian, None) => format!(
                "Tidak ada yang dijamin: tidak satu pun dari {asked} contoh dijawab pasti.{}",
                self.lacking(certified)
            ),
            (Language::English, Some(bound)) => format!(
                "Certified: at most {bound} of outright answers are wrong (90 % confidence), as {wrong} of {answered} were, of {asked} phrasings asked.{}",
                self.lacking(certified)
            ),
            (Language::English, None) => format!(
                "Nothing is certified: none of {asked} phrasings was answered outright.{}",
                self.lacking(certified)
            ),
        }
    }

    fn lacking(&self, certified: &Certified) -> String {
        match (self.language, certified.phrasings_lacking) {
            (_, Some(0)) => String::new(),
            (Language::Indonesian, Some(lacking)) => {
                format!(" Untuk 2 % diperlukan kira-kira {lacking} contoh lagi.")
            }
            (Language::English, Some(lacking)) => {
                format!(" For 2 % about {lacking} more phrasings are needed.")
            }
            (_, None) if certified.wrong == 0 => String::new(),
            (Language::Indonesian, None) => {
                " Menambah contoh saja tidak menurunkannya sampai 2 %: terlalu banyak yang tertukar.".to_owned()
            }
            (Language::English, None) => {
                " More phrasings alone will not bring it to 2 %: too many are mixed up.".to_owned()
            }
        }
    }

    /// The bound, beside its line in the plot.
    pub fn at_most(&self, bound: f64) -> String {
        let bound = self.percent(bound);
        match self.language {
            Language::Indonesian => format!("dijamin ≤ {bound}"),
            Language::English => format!("certified ≤ {bound}"),
        }
    }

    /// What the curve shows, for whoever does not see it.
    pub fn curve_told(&self, points: [(f64, Option<f64>); 2]) -> String {
        let [(outright, wrong), (likely, wrong_likely)] = points;
        let [outright, likely] = [outright, likely].map(|share| self.percent(share));
        let [wrong, wrong_likely] = [wrong, wrong_likely].map(|share| self.percent_if(share));
        match self.language {
            Language::Indonesian => format!(
                "Jawaban pasti: {outright} pertanyaan dijawab, {wrong} di antaranya salah. Bersama jawaban mungkin: {likely} dijawab, {wrong_likely} salah."
            ),
            Language::English => format!(
                "Outright answers: {outright} of questions are answered, {wrong} of those wrongly. With likely ones: {likely} answered, {wrong_likely} wrong."
            ),
        }
    }

    /// What the pairs are.
    pub fn confused(&self, any: bool) -> &'static str {
        match (self.language, any) {
            (Language::Indonesian, true) => {
                "Entri yang keluar pertama, padahal bukan itu yang ditanyakan. “Disampaikan” berarti warga membacanya. Perbaikannya: contoh pertanyaan yang lebih jelas bedanya, atau celah baru."
            }
            (Language::Indonesian, false) => "Tidak ada yang tertukar.",
            (Language::English, true) => {
                "Entries that came first though something else was asked. “Told” means that people read it. The mend: phrasings that differ more, or a new gap."
            }
            (Language::English, false) => "Nothing is mixed up.",
        }
    }

    /// How much was missed.
    pub fn missed(&self, times: usize, undated: usize) -> String {
        let undated = match (self.language, undated) {
            (_, 0) => String::new(),
            (Language::Indonesian, undated) => format!(", {undated} di antaranya tanpa tanggal"),
            (Language::English, undated) => format!(", {undated} of them without a date"),
        };
        match self.language {
            Language::Indonesian => {
                format!("{times} pertanyaan tidak langsung terjawab{undated}.")
            }
            Language::English => format!("{times} questions were not answered outright{undated}."),
        }
    }

    /// What the columns of missed questions show.
    pub fn missed_told(&self, most: usize, day: &str) -> String {
        match self.language {
            Language::Indonesian => format!("Paling banyak {most}, pada {day}."),
            Language::English => format!("The most, {most}, on {day}."),
        }
    }

    /// How many entries are in which state, and for how long a state is fresh.
    pub fn freshness(&self, counts: &[(State, usize)], fresh_days: u32) -> String {
        let told = |(state, count): &(State, usize)| format!("{count} {}", self.state(*state));
        let told: Vec<String> = counts.iter().map(told).collect();
        let told = told.join(", ");
        match self.language {
            Language::Indonesian => format!(
                "{told}. Sebuah keadaan disebut segar selama {fresh_days} hari. Bilah menunjukkan umur; yang tertua paling panjang."
            ),
            Language::English => format!(
                "{told}. A state counts as fresh for {fresh_days} days. Bars show the age; the oldest is the longest."
            ),
        }
    }

    /// What observed and promised are.
    pub fn observed(&self) -> &'static str {
        match self.language {
            Language::Indonesian => {
                "Menurut warga yang memberi tanda: seberapa sering jawabannya benar, di samping peluang yang dijanjikan."
            }
            Language::English => {
                "By those who gave a sign: how often the answer was right, beside the chance that was promised."
            }
        }
    }

    /// How to read the plot of both.
    pub fn diagonal(&self) -> &'static str {
        match self.language {
            Language::Indonesian => {
                "Angka menunjuk baris tabel. Di bawah garis miring berarti kurang dari janji; garis tegak menunjukkan rentang 95 %."
            }
            Language::English => {
                "Numbers are those of the table. Below the diagonal is less than promised; upright lines show the 95 % interval."
            }
        }
    }

    /// What the plot of both shows.
    pub fn observed_told(&self, all: usize, broken: usize) -> String {
        match self.language {
            Language::Indonesian => format!(
                "{broken} dari {all} entri kurang dari yang dijanjikan, melebihi kebetulan."
            ),
            Language::English => format!(
                "{broken} of {all} entries are right less often than promised, beyond chance."
            ),
        }
    }

    /// How many findings there are of each severity.
    pub fn found(&self, counts: [usize; 3]) -> String {
        match self.language {
            _ if counts == [0; 3] => match self.language {
                Language::Indonesian => "Tidak ada yang perlu diperbaiki.".to_owned(),
                Language::English => "There is nothing to mend.".to_owned(),
            },
            Language::Indonesian => {
                let [errors, warnings, hints] = counts;
                format!(
                    "{errors} kesalahan, {warnings} peringatan, {hints} saran. Semuanya: faq check."
                )
            }
            Language::English => {
                let [errors, warnings, hints] = counts;
                format!(
                    "{errors} errors, {warnings} warnings, {hints} hints. All of them: faq check."
                )
            }
        }
    }
}
