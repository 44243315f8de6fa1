//! Chance that can be thrown again: the same seed gives the same run, so that a failure that was
//! found at night can be looked at in the morning.

/// A seeded generator (SplitMix64: small, and good enough to choose places where things break).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice that fall the same way for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed ^ 0x5DEE_CE66_D1CE_4E5B)
    }

    /// Dice for the `number`-th run of a method that was started with `seed`.
    #[must_use]
    pub fn of_run(seed: u64, number: u64) -> Self {
        let mut dice = Self::new(seed);
        dice.0 ^= number.wrapping_mul(0xA24B_AED4_963E_E407);
        dice.next();
        dice
    }

    /// 64 bits.
    #[allow(clippy::should_implement_trait)] // Dice never run out, so they are no iterator.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `most`; 0 if that is 0.
    pub fn below(&mut self, most: u64) -> u64 {
        if most == 0 { 0 } else { self.next() % most }
    }

    /// A place in something of this length.
    pub fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or_default()
    }

    /// One of these.
    pub fn one_of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.place(choices.len())]
    }

    /// True in so many of a hundred throws.
    pub fn per_cent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    /// Fills `bytes`.
    pub fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let value = self.next().to_le_bytes();
            chunk.copy_from_slice(&value[..chunk.len()]);
        }
    }
}
