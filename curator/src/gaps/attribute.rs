//! What can be asked of any topic, and by which words a text shows that it deals with it.

use maklumat::text::{Wanted, normalise, stem};

/// What can be asked of a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Attribute {
    /// "ada berapa …"
    Count,
    /// "di tempat saya saja berapa …", "… paling banyak di mana"
    Breakdown,
    /// "jam berapa …"
    Hour,
    /// "sampai kapan …", "mulai kapan …"
    Date,
    /// "berapa lama …", "dibalas berapa hari"
    Duration,
    /// "biaya … berapa"
    Cost,
    /// "siapa yang mengurus …"
    Who,
    /// "… boleh diwakilkan?"
    Proxy,
    /// "… di mana tepatnya"
    Where,
    /// "parkir di …", "naik apa ke …"
    Access,
    /// "kenapa … cuma segitu"
    Why,
    /// "gimana caranya …"
    How,
    /// "… syaratnya apa"
    Documents,
    /// "maksimal … berapa"
    Limit,
    /// "… apa saja daftarnya"
    List,
    /// "… dibayar tunai atau transfer"
    Payment,
    /// "kalau … lewat batas bagaimana"
    Late,
    /// "… dikabari lewat apa"
    Notice,
    /// "… aman tidak"
    Safety,
    /// "siapa yang didahulukan …"
    Priority,
}

impl Attribute {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Count,
        Self::Breakdown,
        Self::Hour,
        Self::Date,
        Self::Duration,
        Self::Cost,
        Self::Who,
        Self::Proxy,
        Self::Where,
        Self::Access,
        Self::Why,
        Self::How,
        Self::Documents,
        Self::Limit,
        Self::List,
        Self::Payment,
        Self::Late,
        Self::Notice,
        Self::Safety,
        Self::Priority,
    ];

    /// As in the ids of gaps.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Breakdown => "breakdown",
            Self::Hour => "hour",
            Self::Date => "date",
            Self::Duration => "duration",
            Self::Cost => "cost",
            Self::Who => "who",
            Self::Proxy => "proxy",
            Self::Where => "where",
            Self::Access => "access",
            Self::Why => "why",
            Self::How => "how",
            Self::Documents => "documents",
            Self::Limit => "limit",
            Self::List => "list",
            Self::Payment => "payment",
            Self::Late => "late",
            Self::Notice => "notice",
            Self::Safety => "safety",
            Self::Priority => "priority",
        }
    }

    /// Of a hundred questions for a detail that a notice lacks, about so many ask this: estimated from those of the agencies that
    /// are fitted on (`tests/cases/agencies`).
    pub fn asked(self) -> f64 {
        match self {
            Self::Count => 18.0,
            Self::Hour | Self::Cost | Self::Who => 9.0,
            Self::Limit | Self::Duration => 7.0,
            Self::Where | Self::List | Self::Breakdown | Self::Date => 6.0,
            Self::Why => 5.0,
            Self::Payment | Self::Proxy | Self::How | Self::Access => 3.0,
            Self::Late | Self::Notice | Self::Safety | Self::Priority | Self::Documents => 2.0,
        }
    }

    /// Whether every topic has it. The others make sense beside some topics alone.
    pub(super) fn is_general(self) -> bool {
        matches!(
            self,
            Self::Count
                | Self::Breakdown
                | Self::Hour
                | Self::Date
                | Self::Duration
                | Self::Who
                | Self::Where
                | Self::Why
                | Self::How
                | Self::List
        )
    }

    /// The kind of thing that it is, as questions and answers show it; none where words alone do.
    pub(super) fn kind(self) -> Option<Wanted> {
        match self {
            Self::Count => Some(Wanted::Number),
            Self::Hour => Some(Wanted::Hour),
            Self::Date => Some(Wanted::Time),
            Self::Duration => Some(Wanted::Duration),
            Self::Cost => Some(Wanted::Money),
            Self::Who => Some(Wanted::Person),
            Self::Where => Some(Wanted::Place),
            Self::Why => Some(Wanted::Cause),
            Self::How => Some(Wanted::Manner),
            Self::List => Some(Wanted::Which),
            _ => None,
        }
    }

    /// Words that a text has which deals with it, in either language, beside those that show its [`Self::kind`].
    fn cues(self) -> &'static [&'static str] {
        match self {
            Self::Count => &["jumlah", "total"],
            Self::Breakdown => &["masing", "rincian", "breakdown", "paling banyak"],
            Self::Hour => &["pukul", "o'clock"],
            Self::Date => &["sampai", "until", "mulai"],
            Self::Duration => &["selama", "lama"],
            Self::Cost => &["gratis", "biaya", "free", "bayar", "pay"],
            Self::Who => &["petugas", "dilayani oleh"],
            Self::Proxy => &["wakil", "kuasa", "behalf", "proxy", "someone else"],
            Self::Where => &["alamat", "address", "lokasi", "tempat"],
            Self::Access => &["parkir", "parking", "park", "shuttle", "rute"],
            Self::Why => &["karena", "akibat"],
            Self::How => &[
                "ajukan", "kirim", "hubungi", "daftar", "register", "apply", "send", "lewat",
            ],
            Self::Documents => &[
                "syarat",
                "dokumen",
                "bawa",
                "ktp",
                "documents",
                "bring",
                "lampir",
                "proof",
            ],
            Self::Limit => &[
                "maksimal",
                "maksimum",
                "paling banyak",
                "at most",
                "limit",
                "maximum",
                "up to",
                "minimal",
            ],
            Self::List => &["yaitu", "adalah"],
            Self::Payment => &["tunai", "transfer", "cash", "rekening", "card"],
            Self::Late => &["terlambat", "lewat", "telat", "late", "missed", "denda"],
            Self::Notice => &[
                "sms",
                "email",
                "surel",
                "dikabari",
                "diberi tahu",
                "notified",
            ],
            Self::Safety => &["aman", "safe", "bahaya", "danger"],
            Self::Priority => &[
                "dahulu",
                "prioritas",
                "lansia",
                "priority",
                "elderly",
                "disabilitas",
            ],
        }
    }

    /// Whether words show that a text deals with it.
    pub(super) fn is_named(self, stems: &[String]) -> bool {
        self.cues().iter().any(|cue| {
            let cue: Vec<String> = normalise::words(cue)
                .iter()
                .map(|word| stem(word))
                .collect();
            stems.windows(cue.len()).any(|run| run == cue)
        })
    }
}
