//! Numbers for texts, the same on every machine.

/// FNV-1a of 64 bits (Fowler, Noll, Vo), as far as it has read.
#[derive(Debug, Clone, Copy)]
pub struct Fnv(u64);

impl Fnv {
    const PRIME: u64 = 0x0100_0000_01b3;

    /// It has read nothing yet.
    pub fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// It reads on.
    pub fn then(self, bytes: impl IntoIterator<Item = u8>) -> Self {
        let read = bytes.into_iter().fold(self.0, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(Self::PRIME)
        });
        Self(read)
    }

    /// The number of what was read.
    pub fn long(self) -> u64 {
        self.0
    }

    /// The same, folded into half its bits.
    pub fn short(self) -> u32 {
        (self.0 ^ self.0 >> 32) as u32
    }
}
