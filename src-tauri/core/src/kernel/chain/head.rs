//! The head of a chain: how many rows it has and the last link. Noted on paper, in a backup or in a
//! snapshot, it tells later whether this is still the same chain.

use std::{fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

use crate::kernel::{Code, Error};

/// So many signs of a link must be given to look for it: the first four groups on paper.
const LEAST_SIGNS: usize = 16;
const SIGNS: usize = 64;

/// A link of a chain: a SHA-256, 64 signs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Link(pub(crate) [u8; 32]);

impl fmt::Display for Link {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut link = [0; 32];
        hex::decode_to_slice(&text, &mut link).map_err(serde::de::Error::custom)?;
        Ok(Self(link))
    }
}

impl JsonSchema for Link {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Link".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9a-f]{64}$" })
    }
}

/// The last row of a chain with its link; with no row yet, 0 and where the chain begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The number of the row.
    pub sequence: i64,
    /// Its link, 64 signs.
    #[ts(type = "string")]
    pub link: Link,
}

impl Head {
    /// The link in groups of four signs, as people read and compare it.
    #[must_use]
    pub fn grouped(&self) -> String {
        let signs: Vec<char> = self.link.to_string().chars().collect();
        let groups: Vec<String> = signs
            .chunks(4)
            .map(|group| group.iter().collect())
            .collect();
        groups.join(" ")
    }
}

/// A head as somebody noted it: the link or its first signs, perhaps with the number before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The number of the row, if it was noted.
    pub sequence: Option<i64>,
    /// The signs of the link, at least the first sixteen.
    signs: String,
}

impl Noted {
    /// Whether this is the link that was noted.
    pub(crate) fn is(&self, link: &[u8]) -> bool {
        hex::encode(link).starts_with(&self.signs)
    }
}

impl FromStr for Noted {
    type Err = Error;

    /// `1234:a1b2 c3d4 …`, in groups or not, the number left out or not.
    fn from_str(text: &str) -> Result<Self, Error> {
        let unreadable = || Code::HeadUnreadable.at("head");
        let (sequence, link) = match text.split_once(':') {
            None => (None, text),
            Some((number, link)) => {
                // As it is printed: 1.234 in Dutch, 1,234 in English.
                let digits = number
                    .trim()
                    .replace(['.', ',', ' ', '\u{a0}', '\u{202f}'], "");
                (Some(digits.parse().map_err(|_| unreadable())?), link)
            }
        };
        let signs: String = link
            .chars()
            .filter(|sign| !sign.is_whitespace())
            .collect::<String>()
            .to_lowercase();
        let fits = (LEAST_SIGNS..=SIGNS).contains(&signs.len());
        if fits && signs.bytes().all(|sign| sign.is_ascii_hexdigit()) {
            Ok(Self { sequence, signs })
        } else {
            Err(unreadable().into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_found_again_as_it_was_noted_or_not_at_all() {
        let link = Link([0xA1; 32]);
        let head = Head {
            sequence: 1234,
            link,
        };
        assert_eq!(head.grouped().len(), 64 + 15);
        let noted = |text: &str| text.parse::<Noted>();
        for text in [
            head.grouped(),
            format!("1234:{link}"),
            format!(" 1.234 : {}", head.grouped().to_uppercase()),
            "a1a1 a1a1 a1a1 a1a1".into(),
        ] {
            assert!(noted(&text).unwrap().is(&link.0), "{text}");
        }
        assert_eq!(noted(&format!("7:{link}")).unwrap().sequence, Some(7));
        assert!(!noted("a1a1 a1a1 a1a1 a1a2").unwrap().is(&link.0));
        for text in [
            "",
            "a1a1 a1a1 a1a1",
            "x1a1a1a1a1a1a1a1",
            "een:a1a1a1a1a1a1a1a1",
        ] {
            assert!(noted(text).is_err(), "{text}");
        }
        assert!(noted(&format!("{link}0")).is_err());
    }
}
