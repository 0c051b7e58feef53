//! How people ask for each attribute in Indonesian.

use super::attribute::Attribute;

/// What an attribute is called inside a sentence, and how people ask for it: formal and as on a telephone, each with other words;
/// `{}` stands for what the topic is called.
pub(super) fn indonesian(attribute: Attribute) -> (&'static str, &'static [&'static str]) {
    match attribute {
        Attribute::Count => (
            "jumlahnya",
            &[
                "ada berapa {}",
                "Berapa jumlah {} seluruhnya?",
                "{} totalnya brp sih",
                "brp banyak {} yg dikerahkan min",
                "sejauh ini sudah berapa orang yang {}",
                "brp unit {}",
                "berapa orang petugas {}",
                "total {} semuanya ada brp",
            ],
        ),
        Attribute::Breakdown => (
            "rinciannya per daerah atau kelompok",
            &[
                "{} di daerah saya saja ada berapa",
                "Berapa {} di masing-masing wilayah?",
                "{} paling banyak di mana",
                "rincian {} per daerah",
                "khusus satu tempat doang {} brp",
                "dari semua {} itu brp yg di sini",
                "{} mana yg paling parah",
                "yg laki brp yg perempuan brp {}",
            ],
        ),
        Attribute::Hour => (
            "jam pastinya",
            &[
                "jam berapa tepatnya {}",
                "{} dari jam brp sampe jam brp",
                "Pukul berapa {} dimulai dan selesai?",
                "persisnya {} itu jam brp min",
                "nanti {} dibukanya pagi apa siang",
                "{} datengnya jam brp",
                "hari itu {} mulainya jam brp",
                "{} terakhir jam brp",
            ],
        ),
        Attribute::Date => (
            "tanggal pastinya",
            &[
                "{} tanggal berapa tepatnya",
                "{} mulai kapan ya buat yang lain",
                "Sampai tanggal berapa {}?",
                "terakhir {} kapan",
                "{} ditutupnya sampe kapan",
                "kapan {} buka lagi",
                "batas {} tgl brp",
            ],
        ),
        Attribute::Duration => (
            "lamanya",
            &[
                "{} biasanya dibalas berapa hari",
                "Berapa lama {} diproses?",
                "{} berlaku berapa lama",
                "{} ditindaklanjuti dalam berapa jam",
                "nunggu {} brp menit",
                "{} tahan berapa jam",
                "{} berlangsung brp lama",
                "disimpan berapa lama {}",
            ],
        ),
        Attribute::Cost => (
            "biaya atau nilainya",
            &[
                "biaya {} brp",
                "{} kena pulsa atau gratis",
                "Berapa rupiah biaya untuk {}?",
                "ongkos {} brp",
                "{} bayar brp",
                "dendanya brp persen kalau {}",
                "kerugian {} brp rupiah",
                "nilai {} berapa rupiah",
                "biaya admin {} berapa",
            ],
        ),
        Attribute::Who => (
            "siapa yang melakukannya",
            &[
                "siapa yang mengurus {}",
                "{} siapa yg nentuin",
                "Siapa nama pejabat yang memutuskan {}?",
                "perusahaan kontraktor mana yg ngerjain {}",
                "siapa yg jaga {}, polisi apa tentara",
                "siapa yg pertama kali tau {}",
                "siapa pelakunya {}",
                "vendor {} siapa",
                "{} disetujui sama siapa",
            ],
        ),
        Attribute::Proxy => (
            "apakah boleh diwakilkan",
            &[
                "{} boleh diwakilin ga",
                "{} bisa lewat suami atau istri",
                "Apakah {} dapat diwakilkan kepada orang lain?",
                "boleh titip saudara buat {}",
                "orangnya di luar negeri, siapa yg boleh {}",
            ],
        ),
        Attribute::Where => (
            "letak pastinya",
            &[
                "{} sebelah mana, dekat toko apa",
                "alamat lengkap {} di mana",
                "Di lantai berapa {}?",
                "{} letaknya di kota mana",
                "{} sisi timur apa barat",
                "{} diambil dari mana asalnya",
                "kirim {} ke alamat apa",
            ],
        ),
        Attribute::Access => (
            "parkir, angkutan, dan fasilitas",
            &[
                "parkir di {} bayar ga",
                "ke {} naik apa",
                "Apakah tersedia tempat parkir dan toilet di {}?",
                "ada ac atau colokan di {} ga",
                "{} bisa buat kursi roda ga",
                "ada angkot ke {}",
            ],
        ),
        Attribute::Why => (
            "alasannya",
            &[
                "kenapa {} cuma segitu, dasarnya apa",
                "kok {} bukan yang lain",
                "Apa dasar keputusan {}?",
                "knp {} ga ikut, pilih kasih ya",
                "kok bisa {} ga ada cadangan",
                "kenapa {} yg duluan",
            ],
        ),
        Attribute::How => (
            "caranya",
            &[
                "caranya {} gimana",
                "gmn langkah {}",
                "Bagaimana tata cara {}?",
                "{} daftarnya lewat mana",
                "prosedur {} gimana ya",
                "{} dihitungnya gimana",
            ],
        ),
        Attribute::Documents => (
            "syarat dan berkasnya",
            &[
                "syarat {} apa aja",
                "{} bawa berkas apa",
                "Dokumen apa yang diperlukan untuk {}?",
                "{} pake materai ga",
                "{} dibuat rangkap berapa",
                "{} diisi pulpen hitam apa biru",
                "ukuran foto buat {} brp",
            ],
        ),
        Attribute::Limit => (
            "batasnya",
            &[
                "maksimal {} brp sekali",
                "Berapa batas paling banyak untuk {}?",
                "boleh berapa kali {}",
                "{} paling banyak brp",
                "batas maksimal {} berapa min",
                "ada batasan jumlah {} ga",
            ],
        ),
        Attribute::List => (
            "nama-namanya",
            &[
                "{} apa aja sebutin",
                "nama-nama {} apa saja",
                "Sebutkan {} satu per satu.",
                "{} yg diterima yg mana aja",
                "daftar lengkap {} mana",
                "{} itu yg mana nomornya",
            ],
        ),
        Attribute::Payment => (
            "cara pembayarannya",
            &[
                "{} dibayar tunai atau transfer",
                "{} bisa pake gopay atau dana ga",
                "Apakah {} dapat ditransfer ke rekening bank?",
                "{} bisa lewat qris",
                "{} dikasih pecahan berapa",
                "{} bisa dicicil ga",
            ],
        ),
        Attribute::Late => (
            "akibat bila terlambat",
            &[
                "kalau {} lewat batas gimana",
                "telat {} kena apa",
                "Apa akibatnya bila {} terlambat?",
                "sanksi {} apa",
                "hukuman buat yg melanggar {} apa",
                "habis tanggal itu {} masih bisa ga",
            ],
        ),
        Attribute::Notice => (
            "pemberitahuannya",
            &[
                "{} dikabari lewat sms atau email",
                "nanti saya ditelepon ga soal {}",
                "Apakah ada pemberitahuan tentang {}?",
                "{} pengirimnya dari nomor apa",
                "{} dikirim dari alamat email apa",
            ],
        ),
        Attribute::Safety => (
            "keamanannya",
            &[
                "{} aman ga buat bayi",
                "{} bahaya ga",
                "Apakah {} aman bagi kesehatan?",
                "{} bisa bikin sakit ga",
                "{} dijual di dark web ga",
            ],
        ),
        Attribute::Priority => (
            "urutan dan yang didahulukan",
            &[
                "lansia sama ibu hamil didahulukan ga {}",
                "{} siapa yg duluan",
                "Siapa yang diprioritaskan dalam {}?",
                "{} kecamatan mana dulu",
                "ada antrean khusus difabel {} ga",
            ],
        ),
    }
}
