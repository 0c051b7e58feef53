//! Numbers in ascending order, kept as the differences between them (delta encoding): small numbers take few bytes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes numbers in ascending order.
pub fn serialize<S: Serializer>(numbers: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
    let before = [0].into_iter().chain(numbers.iter().copied());
    let deltas = numbers.iter().zip(before);
    let deltas: Vec<u32> = deltas.map(|(number, before)| number - before).collect();
    deltas.serialize(serializer)
}

/// Reads what [`serialize`] wrote.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
    let mut numbers: Vec<u32> = Vec::deserialize(deserializer)?;
    let mut before = 0_u32;
    for number in &mut numbers {
        *number = number.wrapping_add(before);
        before = *number;
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Kept(#[serde(with = "super")] Vec<u32>);

    #[test]
    fn what_is_read_was_written() {
        let kept = Kept(vec![0, 0, 7, 300, 301, u32::MAX]);
        let bytes = postcard::to_allocvec(&kept).unwrap();
        assert_eq!(postcard::from_bytes::<Kept>(&bytes).unwrap(), kept);
    }
}
