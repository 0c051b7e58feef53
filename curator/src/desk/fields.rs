//! What a form carries: names with values, in the order of the page.

use super::session::Keys;

/// The name of the field that proves that a form is of a page of ours.
pub const PROOF: &str = "proof";

/// The fields of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Fields as a browser sends them: its line ends become ours, and space around a value is none of it.
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        let plain = |value: String| value.replace("\r\n", "\n").trim().to_owned();
        let pairs = pairs.into_iter().map(|(name, value)| (name, plain(value)));
        Self(pairs.collect())
    }

    /// The first value of a name, if a field of that name was there.
    pub fn given(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The first value of a name; nothing where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.given(name).unwrap_or_default()
    }

    /// Every value of a name that is not empty.
    pub fn chosen(&self, name: &str) -> Vec<String> {
        let chosen = self.all(name).filter(|value| !value.is_empty());
        chosen.map(str::to_owned).collect()
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.given(name).is_some()
    }

    /// Whether a page of this session made the form.
    pub fn is_ours(&self, keys: &Keys) -> bool {
        keys.is_proof(self.get(PROOF))
    }

    fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(other, _)| other == name);
        named.map(|(_, value)| value.as_str())
    }
}
