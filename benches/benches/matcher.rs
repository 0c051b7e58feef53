//! How long the steps of understanding take: `cargo bench -p maklumat-benches`.

use divan::{Bencher, black_box};
use maklumat::{
    faq::Faq,
    matcher::Matcher,
    text::{normalise, stem},
};

const SHORT: &str = "paspor saya kapan jadi?";
const LONG: &str = "halo min maaf mau tanya, saya kmrn udh wawancara di kanim tanggal 18 juni trus katanya paspornya 4 hari \
    kerja jadi tp smp skrg belum ada kabar, apakah karena gangguan server itu ya? terus mpaspor saya error terus ga bisa \
    dibuka, apa harus diinstal ulang? makasih";

fn main() {
    divan::main();
}

fn faq() -> Faq {
    Faq::parse("faq.yaml", Faq::SHIPPED.as_bytes()).expect("the shipped FAQ loads")
}

#[divan::bench(args = [SHORT, LONG])]
fn normalise_words(text: &str) -> usize {
    normalise::words(black_box(text)).len()
}

#[divan::bench(args = ["mempersiapkannya", "paspor", "applications"])]
fn stem_a_word(word: &str) -> String {
    stem(black_box(word))
}

#[divan::bench(args = [SHORT, LONG])]
fn understand(bencher: Bencher<'_, '_>, question: &str) {
    let matcher = Matcher::new(faq());
    bencher.bench_local(|| matcher.understand(black_box(question)));
}

#[divan::bench]
fn read_the_faq() -> Faq {
    faq()
}

#[divan::bench(sample_count = 5)]
fn train(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(faq).bench_local_values(Matcher::new);
}
