//! Which language the person at the terminal reads.

use maklumat::text::Language;

/// The settings of a POSIX locale that decide about messages, the strongest first.
const SETTINGS: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language of a locale such as `id_ID.UTF-8`, as `setting` tells the environment; English where it is another or none.
pub fn language(setting: impl Fn(&str) -> Option<String>) -> Language {
    let set = |name: &&str| setting(name).filter(|value| !value.is_empty());
    let locale = SETTINGS.iter().find_map(set).unwrap_or_default();
    let code = locale
        .split(['_', '.', '-', '@'])
        .next()
        .unwrap_or_default();
    Language::of_code(&code.to_lowercase()).unwrap_or(Language::English)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_setting_tells_the_language() {
        let of = |pairs: &'static [(&str, &str)]| {
            language(|name| {
                let found = pairs.iter().find(|(key, _)| *key == name)?;
                Some(found.1.to_owned())
            })
        };
        assert_eq!(of(&[("LANG", "id_ID.UTF-8")]), Language::Indonesian);
        let overruled = of(&[("LC_ALL", "en_GB.UTF-8"), ("LANG", "id_ID.UTF-8")]);
        assert_eq!(overruled, Language::English);
        let empty = of(&[("LC_ALL", ""), ("LANG", "id")]);
        assert_eq!(empty, Language::Indonesian);
        assert_eq!(of(&[("LANG", "C.UTF-8")]), Language::English);
        assert_eq!(of(&[]), Language::English);
    }
}
