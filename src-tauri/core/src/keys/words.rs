//! A passphrase that the program offers: words drawn at random from a list of our own, plain and
//! short, so that they can be remembered, said aloud and typed.
//!
//! How hard it is to guess follows from the list alone: 1,024 words are 10 bits each, so five of
//! them are one of 2^50 (a thousand million million). A person who makes up words does worse. Four
//! would do against somebody at the counter; the fifth is for who stole the computer and can try
//! ten thousand a second, which then takes some two thousand years.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::kernel::{Ambient, Ask, Role};

const LIST: &str = include_str!("words.txt");
const BITS_A_WORD: u32 = 10;
const WORDS: u32 = 5;

/// Offers a passphrase of words drawn at random. It is not kept: whoever takes it, types it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SuggestPassphrase {}

/// A passphrase to be taken or left.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct PassphraseOffered {
    /// The words, with a space between them.
    pub passphrase: String,
    /// How many words there are.
    pub words: u32,
    /// How many words there were to draw each of them from.
    pub of: u32,
    /// How hard it is to guess, as a power of two.
    pub bits: u32,
}

impl Ask for SuggestPassphrase {
    const NAME: &'static str = "keys.suggest_passphrase";
    const ROLE: Role = Role::Reader;
    type Answer = PassphraseOffered;
}

impl SuggestPassphrase {
    /// Draws the words.
    #[must_use]
    pub fn draw(ambient: &Ambient) -> PassphraseOffered {
        let list: Vec<&str> = LIST.lines().collect();
        let word = |_| {
            // The list has a power of two of words, so each is as likely as any other.
            let place = u16::from_le_bytes(ambient.random()) & 0x3ff;
            list.get(usize::from(place)).copied().unwrap_or_default()
        };
        PassphraseOffered {
            passphrase: (0..WORDS).map(word).collect::<Vec<_>>().join(" "),
            words: WORDS,
            of: 1 << BITS_A_WORD,
            bits: BITS_A_WORD.saturating_mul(WORDS),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_list_has_as_many_words_as_is_said_and_each_is_plain() {
        let words: Vec<&str> = LIST.lines().collect();
        assert_eq!(words.len(), 1 << BITS_A_WORD);
        let different: BTreeSet<&str> = words.iter().copied().collect();
        assert_eq!(different.len(), words.len(), "a word stands there twice");
        for word in words {
            let plain = word.bytes().all(|sign| sign.is_ascii_lowercase());
            assert!(plain && (3..=7).contains(&word.len()), "{word}");
        }
    }
}
