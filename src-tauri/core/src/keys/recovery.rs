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
        let mut groups = Vec::new();
        for (place, group) in signs.chunks(GROUP).enumerate() {
            let group: String = group.iter().collect();
            let (body, last) = group.split_at_checked(GROUP - 1).unwrap_or((&group, ""));
            let known = group.bytes().all(|byte| SIGNS.contains(&byte));
            if !known || last != check(place, body).to_string() {
                return mistyped(place);
            }
            groups.push(group);
        }
        if groups.len() == GROUPS {
            Ok(Self(groups.join("-")))
        } else {
            mistyped(groups.len())
        }
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

fn sign(number: u32) -> char {
    SIGNS
        .get((number & 31) as usize)
        .map_or('0', |byte| char::from(*byte))
}

/// Depends on the place too, so that two groups in the wrong order are noticed.
fn check(place: usize, body: &str) -> char {
    let sum = body
        .bytes()
        .zip(1u32..)
        .fold(place as u32, |sum, (byte, weight)| {
            let value = SIGNS.iter().position(|sign| *sign == byte).unwrap_or(0) as u32;
            sum.wrapping_mul(7).wrapping_add(value.wrapping_mul(weight))
        });
    sign(sum)
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

    #[test]
    fn a_code_reads_back_and_a_slip_is_named_by_its_group() {
        let code = RecoveryCode::random(&Ambient::new(Still, Counting));
        assert_eq!(code.written().len(), GROUPS * GROUP + GROUPS - 1);
        let typed = format!(" {} ", code.written().to_lowercase().replace('-', " "));
        assert_eq!(
            RecoveryCode::read(&typed).unwrap().written(),
            code.written()
        );

        for place in 0..GROUPS {
            let mut signs: Vec<char> = code.written().replace('-', "").chars().collect();
            let wrong = if signs[place * GROUP] == 'A' {
                'B'
            } else {
                'A'
            };
            signs[place * GROUP] = wrong;
            let error = RecoveryCode::read(&signs.iter().collect::<String>())
                .err()
                .unwrap();
            assert_eq!(
                error.code(),
                Some(Code::RecoveryCodeMistyped),
                "group {place}"
            );
            let crate::kernel::Error::Refused(refusal) = error else {
                panic!()
            };
            assert_eq!(refusal.details["group"], place + 1);
        }
        for wrong in ["", "ABCD", &code.written()[..35]] {
            assert!(RecoveryCode::read(wrong).is_err(), "{wrong}");
        }
        assert!(RecoveryCode::read(&format!("{}-ABCD", code.written())).is_err());
    }
}
