//! A PIN: six digits or more by which somebody takes the place of another at an open desk. It
//! lives in memory until the program ends, opens no book and wraps no key: six digits are guessed
//! in a second by whoever has what they protect.

use zeroize::Zeroizing;

use super::{PersonId, ring::Cost, ring::slot::derive};
use crate::kernel::{Ambient, Code, Result};

/// Fewer digits are no PIN.
pub const SHORTEST_PIN: usize = 6;
const LONGEST_PIN: usize = 12;

/// Whose PIN it is, and what it becomes under Argon2id.
pub struct Pin {
    person_id: PersonId,
    salt: [u8; 16],
    hash: Zeroizing<[u8; 32]>,
    cost: Cost,
}

impl Pin {
    /// Takes a PIN of somebody's own choice.
    ///
    /// # Errors
    /// `Code::PinUnfit` for too few or too many digits, something else than digits, one digit over
    /// and over, or digits in a row.
    pub fn new(person_id: PersonId, pin: &str, cost: Cost, ambient: &Ambient) -> Result<Self> {
        let digits = pin.trim().as_bytes();
        let fits = digits.iter().all(u8::is_ascii_digit)
            && (SHORTEST_PIN..=LONGEST_PIN).contains(&digits.len());
        let step = |by: i16| {
            digits
                .windows(2)
                .all(|pair| matches!(pair, [one, two] if i16::from(*two).wrapping_sub(i16::from(*one)) == by))
        };
        if !fits || step(0) || step(1) || step(-1) {
            return Code::PinUnfit
                .at("pin")
                .with("shortest", SHORTEST_PIN)
                .refuse();
        }
        let salt = ambient.random();
        Ok(Self {
            person_id,
            salt,
            hash: derive(pin, &salt, cost)?,
            cost,
        })
    }

    /// Whose it is.
    #[must_use]
    pub fn person_id(&self) -> PersonId {
        self.person_id
    }

    /// Whether this is the PIN.
    ///
    /// # Errors
    /// None of its own.
    pub fn fits(&self, typed: &str) -> Result<bool> {
        let hash = derive(typed, &self.salt, self.cost)?;
        // Both are hashes under a random salt: how long a comparison takes tells nothing.
        Ok(*hash == *self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{Clock, Entropy};

    struct Still;
    impl Entropy for Still {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }
    impl Clock for Still {
        fn now(&self) -> chrono::DateTime<chrono::Utc> {
            chrono::DateTime::UNIX_EPOCH
        }
        fn today(&self) -> chrono::NaiveDate {
            chrono::NaiveDate::default()
        }
    }

    #[test]
    fn a_pin_is_six_digits_that_are_not_guessed_first() {
        let ambient = Ambient::new(Still, Still);
        let id = PersonId(uuid::Uuid::nil());
        let make = |pin: &str| Pin::new(id, pin, Cost::CHEAP, &ambient);
        let pin = make("274981").ok().unwrap();
        assert!(pin.fits(" 274981 ").unwrap());
        assert!(!pin.fits("274982").unwrap());
        for wrong in [
            "",
            "27498",
            "2749813333333",
            "27498a",
            "111111",
            "123456",
            "654321",
        ] {
            let code = make(wrong).err().and_then(|error| error.code());
            assert_eq!(code, Some(Code::PinUnfit), "{wrong}");
        }
        assert!(make("121212").is_ok());
    }
}
