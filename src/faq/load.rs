//! Reading `faq.yaml`.

use super::Faq;

/// Why a FAQ could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaqError(String);

impl std::fmt::Display for FaqError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FaqError {}

impl Faq {
    /// The FAQ that is built into the program.
    pub const SHIPPED: &str = include_str!("../../faq.yaml");

    /// Reads and checks a FAQ; `name` stands for the file in errors.
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, FaqError> {
        serde_yaml::from_slice(bytes).map_err(|error| FaqError(format!("{name}: {error}")))
    }
}
