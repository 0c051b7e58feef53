//! How much of what people should not have sent is taken out: a table of 200, made up.

use std::collections::BTreeMap;

use maklumat_store::{holds_personal_data, redact};

const TABLE: &str = include_str!("personal.tsv");
/// Told by no form: only who knows the language and the place could tell them from other words. PRIVACY.md tells how many stay.
const NOT_RECOGNISED: [&str; 3] = ["address", "name", "other"];

fn rows() -> impl Iterator<Item = [&'static str; 3]> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let fields: Vec<_> = line.split('\t').collect();
        fields.try_into().unwrap()
    })
}

#[test]
fn whatever_has_a_form_is_taken_out() {
    let mut kept: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for [kind, text, secret] in rows() {
        let left = redact(text).contains(secret);
        kept.entry(kind).or_default().extend(left.then_some(text));
    }
    assert_eq!(rows().count(), 200);
    let stay = NOT_RECOGNISED.map(|kind| kept.remove(kind).unwrap().len());
    assert_eq!(stay, [20, 20, 20], "of 60");
    assert!(kept.values().all(Vec::is_empty), "{kept:#?}");
}

#[test]
fn whoever_writes_of_the_notices_keeps_their_words() {
    for text in [
        "kapan autogate normal?",
        "loket 3 buka jam 8 sampai 16",
        "paspor jadi 4 hari kerja di 2 kantor",
        "apakah M-Paspor versi 4 sudah bisa",
        "ke 3 loket di 5 kota itu satu atau dua hari",
        "sudah 60 persen titik layanan pulih?",
        "visa b211a atau e33g bisa diurus sekarang?",
        "fee for a 60 day tourist visa in 2024",
        "paspor terbitan 2022, kode error 403, sim b1 saya",
    ] {
        assert_eq!(redact(text), text);
        assert_eq!(holds_personal_data(text), None, "{text}");
    }
}
