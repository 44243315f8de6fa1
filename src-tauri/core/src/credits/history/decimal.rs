//! Amounts with a fraction, exactly: whole digits and how many of them stand behind the sign.
//! Nowhere a float, so what a rounding comes to can be told to the last digit.

use std::fmt;

use super::DecimalSign;

/// The most digits of an amount, and the most behind the sign. A million such amounts, times the
/// minutes of a day, still fit the 38 digits that are counted with.
const MOST_DIGITS: usize = 28;
const MOST_PLACES: u32 = 25;

/// `digits` divided by ten as many times as there are `places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Decimal {
    digits: i128,
    places: u32,
}

/// An amount in whole minutes, and what the rounding added to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rounded {
    pub minutes: i64,
    pub added: Decimal,
}

impl DecimalSign {
    /// The sign that a column of amounts uses. What stands last in a mixed one is before the
    /// fraction (`1.040,25`); a comma alone is the Dutch one.
    pub(super) fn of<'text>(amounts: impl Iterator<Item = &'text str>) -> Self {
        let mut comma = false;
        for amount in amounts {
            match (amount.rfind('.'), amount.rfind(',')) {
                (Some(point), Some(last)) if last < point => return Self::Point,
                (_, Some(_)) => comma = true,
                _ => {}
            }
        }
        if comma { Self::Comma } else { Self::Point }
    }
}

impl Decimal {
    /// Reads an amount as people and programs write it: `1.5`, `-2`, `1,040.25` or `1.040,25`.
    pub fn parse(text: &str, sign: DecimalSign) -> Option<Self> {
        let (sign, thousands) = match sign {
            DecimalSign::Point => ('.', ','),
            DecimalSign::Comma => (',', '.'),
        };
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = text.split_once(sign).unwrap_or((text, ""));
        let whole = without_thousands(whole, thousands)?;
        let digits = [whole.as_str(), fraction].concat();
        let places = u32::try_from(fraction.len()).ok()?;
        let readable = !digits.is_empty()
            && digits.len() <= MOST_DIGITS
            && places <= MOST_PLACES
            && digits.bytes().all(|digit| digit.is_ascii_digit());
        let digits: i128 = readable.then(|| digits.parse().ok()).flatten()?;
        let digits = if negative {
            digits.checked_neg()?
        } else {
            digits
        };
        Some(Self { digits, places })
    }

    pub fn is_negative(self) -> bool {
        self.digits < 0
    }

    pub fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// The amount in minutes, half away from zero.
    pub fn minutes(self, per_unit: i64) -> Option<Rounded> {
        let exact = self.digits.checked_mul(i128::from(per_unit))?;
        let one = 10i128.checked_pow(self.places)?;
        let half = one.checked_div(2)?;
        let away = if exact < 0 {
            exact.checked_sub(half)?
        } else {
            exact.checked_add(half)?
        };
        let minutes = away.checked_div(one)?;
        let digits = minutes.checked_mul(one)?.checked_sub(exact)?;
        Some(Rounded {
            minutes: i64::try_from(minutes).ok()?,
            added: Self {
                digits,
                places: self.places,
            },
        })
    }

    pub fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        Some(Self {
            digits: self
                .scaled_to(places)?
                .checked_add(other.scaled_to(places)?)?,
            places,
        })
    }

    fn scaled_to(self, places: u32) -> Option<i128> {
        let more = places.checked_sub(self.places)?;
        self.digits.checked_mul(10i128.checked_pow(more)?)
    }
}

/// Whole digits, without the signs that part thousands; `None` if those stand anywhere else.
fn without_thousands(whole: &str, sign: char) -> Option<String> {
    let mut groups = whole.split(sign);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let parted = !rest.is_empty();
    let right =
        !parted || ((1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3));
    right.then(|| [first, &rest.concat()].concat())
}

/// With a point before the fraction and without needless zeros: `21.4131`, `-0.5`, `0`.
impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = self.places as usize;
        let digits = self.digits.unsigned_abs().to_string();
        let width = places.saturating_add(1);
        let padded = format!("{digits:0>width$}");
        let (whole, fraction) = padded.split_at(padded.len().saturating_sub(places));
        let fraction = fraction.trim_end_matches('0');
        if self.digits < 0 {
            formatter.write_str("-")?;
        }
        formatter.write_str(whole)?;
        if fraction.is_empty() {
            Ok(())
        } else {
            write!(formatter, ".{fraction}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(text: &str, sign: DecimalSign, per_unit: i64) -> Option<(i64, String)> {
        let rounded = Decimal::parse(text, sign)?.minutes(per_unit)?;
        Some((rounded.minutes, rounded.added.to_string()))
    }

    #[test]
    fn an_amount_is_rounded_half_away_from_zero_and_tells_by_how_much() {
        for (text, per_unit, minutes, added) in [
            ("18000.0", 1, 18_000, "0"),
            ("0.5", 1, 1, "0.5"),
            ("0.49999999999999999", 1, 0, "-0.49999999999999999"),
            ("-0.5", 1, -1, "-0.5"),
            ("-0.4", 1, 0, "0.4"),
            ("1.5", 60, 90, "0"),
            ("0.03489404459849525", 60, 2, "-0.093642675909715"),
            ("9047.660892016263", 1, 9048, "0.339107983737"),
            (".25", 1, 0, "-0.25"),
            ("7.", 1, 7, "0"),
        ] {
            let expected = Some((minutes, added.to_owned()));
            assert_eq!(
                rounded(text, DecimalSign::Point, per_unit),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_plain_amount_is_not_read() {
        for text in [
            "",
            "-",
            ".",
            "1e5",
            "1.2.3",
            "12,3",
            "1,0400",
            "0x1f",
            "+1",
            "1 000",
            "NaN",
            "--1",
            "١٢",
            "1234567890123456789012345678901",
        ] {
            assert_eq!(Decimal::parse(text, DecimalSign::Point), None, "{text}");
        }
        assert_eq!(
            rounded("1.040,25", DecimalSign::Comma, 60),
            Some((62_415, "0".into()))
        );
        assert_eq!(
            rounded("1,040.25", DecimalSign::Point, 60),
            Some((62_415, "0".into()))
        );
        assert_eq!(
            rounded("1,5", DecimalSign::Comma, 60),
            Some((90, "0".into()))
        );
        assert_eq!(Decimal::parse("1.04", DecimalSign::Comma), None);
    }

    #[test]
    fn the_sign_of_a_column_is_the_one_before_its_fractions() {
        let of = |amounts: &[&str]| DecimalSign::of(amounts.iter().copied());
        assert_eq!(of(&["1", "2.5"]), DecimalSign::Point);
        assert_eq!(of(&["1", "2,5"]), DecimalSign::Comma);
        assert_eq!(of(&["1.040,25", "3"]), DecimalSign::Comma);
        assert_eq!(of(&["3,000", "1,040.25"]), DecimalSign::Point);
    }

    #[test]
    fn exact_amounts_add_up_exactly() {
        let sum = ["0.1", "0.20", "-0.025"]
            .iter()
            .filter_map(|text| Decimal::parse(text, DecimalSign::Point))
            .try_fold(Decimal::default(), Decimal::plus);
        assert_eq!(sum.map(|sum| sum.to_string()).as_deref(), Some("0.275"));
    }
}
