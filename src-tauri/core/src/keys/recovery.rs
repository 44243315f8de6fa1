//! The recovery code: eight groups of four signs, written on paper and kept in a safe. The last
//! sign of each group checks the three before it, so that a slip of the pen is named by group.

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::kernel::{Ambient, Code, Result};

/// Crockford's thirty-two signs: none of O, I, L and U, which look like 0, 1 and V.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 8;
const GROUP: usize = 4;

/// A recovery code: 120 random bits, far beyond guessing.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// A new random code.
    #[must_use]
    pub fn random(ambient: &Ambient) -> Self {
        let bytes: [u8; GROUPS * (GROUP - 1)] = ambient.random();
        let groups = bytes.chunks(GROUP - 1).enumerate().map(|(place, bytes)| {
            let mut group: String = bytes.iter().map(|byte| sign(u32::from(*byte))).collect();
            group.push(check(place, &group));
            group
        });
        Self(groups.collect::<Vec<_>>().join("-"))
    }

    /// Reads what a person typed: case, spaces and hyphens do not matter, and signs that look
    /// alike are taken for the one that is used.
    ///
    /// # Errors
    /// `Code::RecoveryCodeMistyped` with the number of the first wrong group.
    pub fn read(typed: &str) -> Result<Self> {
        let signs: Vec<char> = typed
            .to_uppercase()
            .chars()
            .filter(|sign| !sign.is_whitespace() && *sign != '-')
            .map(alike)
            .collect();
        let groups: Vec<String> = signs
            .chunks(GROUP)
            .map(|group| group.iter().collect())
            .collect();
        if groups.len() > GROUPS {
            return mistyped(GROUPS);
        }
        let wrong = |check: fn(usize, &str) -> char| -> Vec<usize> {
            let wrong = |place: &usize| {
                let group = groups.get(*place);
                !group.is_some_and(|group| fits(group, |body| check(*place, body)))
            };
            (0..GROUPS).filter(wrong).collect()
        };
        // A code was made with one sum or the other: the one that more groups fit.
        let (now, before) = (wrong(check), wrong(check_of_before));
        let wrong = if before.len() < now.len() {
            before
        } else {
            now
        };
        if let Some(place) = wrong.first() {
            return mistyped(*place);
        }
        Ok(Self(groups.join("-")))
    }

    /// The code as it is written down: `ABCD-EFGH-…`.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.0
    }
}

fn mistyped<T>(place: usize) -> Result<T> {
    Code::RecoveryCodeMistyped
        .at("recovery_code")
        .with("group", place.saturating_add(1))
        .with("groups", GROUPS)
        .refuse()
}

/// Whether a group has four signs of ours, of which the last is the sum of the others.
fn fits(group: &str, check: impl Fn(&str) -> char) -> bool {
    let known = group.bytes().all(|byte| SIGNS.contains(&byte));
    let parts = group.split_at_checked(GROUP - 1);
    known && parts.is_some_and(|(body, last)| last == check(body).to_string())
}

fn sign(number: u32) -> char {
    SIGNS
        .get((number & 31) as usize)
        .map_or('0', |byte| char::from(*byte))
}

/// Counted in the field of thirty-two numbers, where each sign weighs something else: so every slip
/// in one sign and every two signs that changed places are noticed. Depends on the place too, so
/// that two groups in the wrong order are noticed as well.
fn check(place: usize, body: &str) -> char {
    let sum = body
        .bytes()
        .fold(place as u32, |sum, byte| times(sum ^ value(byte)));
    sign(sum)
}

/// As it was counted at first: it missed a slip of sixteen signs in the middle of a group. Such codes
/// lie in safes.
fn check_of_before(place: usize, body: &str) -> char {
    let sum = body
        .bytes()
        .zip(1u32..)
        .fold(place as u32, |sum, (byte, weight)| {
            sum.wrapping_mul(7)
                .wrapping_add(value(byte).wrapping_mul(weight))
        });
    sign(sum)
}

fn value(sign: u8) -> u32 {
    SIGNS.iter().position(|known| *known == sign).unwrap_or(0) as u32
}

/// Times x, modulo x⁵ + x² + 1: a primitive element.
fn times(value: u32) -> u32 {
    let doubled = value << 1;
    if doubled & 32 == 0 {
        doubled
    } else {
        doubled ^ 0b10_0101
    }
}

fn alike(sign: char) -> char {
    match sign {
        'O' => '0',
        'I' | 'L' => '1',
        'U' => 'V',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Entropy;

    struct Counting;
    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes
                .iter_mut()
                .zip(7u8..)
                .for_each(|(byte, value)| *byte = value.wrapping_mul(37));
        }
    }
    struct Still;
    impl crate::kernel::Clock for Still {
        fn now(&self) -> chrono::DateTime<chrono::Utc> {
            chrono::DateTime::UNIX_EPOCH
        }
        fn today(&self) -> chrono::NaiveDate {
            chrono::NaiveDate::default()
        }
    }

    /// Which group is told to be wrong, if one is.
    fn wrong_group(signs: &[char]) -> Option<serde_json::Value> {
        match RecoveryCode::read(&signs.iter().collect::<String>()) {
            Err(crate::kernel::Error::Refused(refusal)) => {
                assert_eq!(refusal.code, Code::RecoveryCodeMistyped);
                refusal.details.get("group").cloned()
            }
            _ => None,
        }
    }

    fn expected(right: &[char], typed: &[char], place: usize) -> Option<serde_json::Value> {
        (right != typed).then(|| (place / GROUP).saturating_add(1).into())
    }

    #[test]
    fn a_code_reads_back_and_a_slip_is_named_by_its_group() {
        let code = RecoveryCode::random(&Ambient::new(Still, Counting));
        assert_eq!(code.written().len(), GROUPS * GROUP + GROUPS - 1);
        let typed = format!(" {} ", code.written().to_lowercase().replace('-', " "));
        assert_eq!(
            RecoveryCode::read(&typed).unwrap().written(),
            code.written()
        );

        let right: Vec<char> = code.written().replace('-', "").chars().collect();
        for place in 0..right.len() {
            for wrong in SIGNS.map(char::from) {
                let mut signs = right.clone();
                signs[place] = wrong;
                assert_eq!(
                    wrong_group(&signs),
                    expected(&right, &signs, place),
                    "{signs:?}"
                );
            }
            let mut signs = right.clone();
            signs.swap(place, (place + 1).min(right.len() - 1));
            assert_eq!(
                wrong_group(&signs),
                expected(&right, &signs, place),
                "{signs:?}"
            );
        }
        // One of before, right and with a slip at its end.
        let before = "DR5W-5TV9-XZM9-7CSF-WA6P-FTP0-KDZ0-TFY7";
        assert_eq!(RecoveryCode::read(before).unwrap().written(), before);
        let slip: Vec<char> = before.replace("Y7", "Y8").chars().collect();
        assert_eq!(wrong_group(&slip), Some(8.into()));
        for wrong in ["", "ABCD", &code.written()[..35]] {
            assert!(RecoveryCode::read(wrong).is_err(), "{wrong}");
        }
        assert!(RecoveryCode::read(&format!("{}-ABCD", code.written())).is_err());
    }
}
