//! Ids, made of what people write.

use maklumat::{faq::shape::ID_BYTES, text::normalise};

/// The words of `text` as an id, as many as fit; `None` where no letter can stand in one.
pub fn of(text: &str) -> Option<String> {
    let plain = normalise::fold(text);
    let words = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut id = String::new();
    for word in words {
        if id.is_empty() {
            id.push_str(&word[..word.len().min(ID_BYTES)]);
        } else if id.len() + 1 + word.len() <= ID_BYTES {
            id.push('-');
            id.push_str(word);
        } else {
            break;
        }
    }
    (!id.is_empty()).then_some(id)
}

/// `id`, or with a number behind it what is not `taken`.
pub fn free(id: String, taken: impl Fn(&str) -> bool) -> String {
    let numbered = |number: usize| {
        let number = format!("-{number}");
        let room = id.len().min(ID_BYTES - number.len());
        format!("{}{number}", id[..room].trim_end_matches('-'))
    };
    match taken(&id) {
        false => id,
        true => (2..).map(numbered).find(|id| !taken(id)).unwrap_or(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_plain_and_free() {
        assert_eq!(of("Jam Buka (Senin)").as_deref(), Some("jam-buka-senin"));
        assert_eq!(of("Café").as_deref(), Some("cafe"));
        assert_eq!(of("😀 ！"), None);
        let long = of(&"kata ".repeat(20)).expect("an id");
        assert_eq!(long.len(), 44);
        let taken = |id: &str| id == "a" || id == "a-2";
        assert_eq!(free("a".to_owned(), taken), "a-3");
        assert_eq!(free(long.clone(), |id| id == long).len(), 46);
    }
}
