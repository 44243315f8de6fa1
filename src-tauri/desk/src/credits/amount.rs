//! Amounts as people read them, written as the window writes them.

use wijkboek_core::credits::Scheme;

use crate::face::Language;

/// An amount in units of the scheme, `14,5`; what does not fit two decimals as a clock, `1:20`.
pub(super) fn amount(minutes: i64, scheme: &Scheme, language: Language) -> String {
    written(minutes, scheme, language, true)
}

/// The same without a sign between thousands, for a spreadsheet that must read it as a number.
pub(super) fn number(minutes: i64, scheme: &Scheme, language: Language) -> String {
    written(minutes, scheme, language, false)
}

fn written(minutes: i64, scheme: &Scheme, language: Language, grouped: bool) -> String {
    let sign = if minutes < 0 { "-" } else { "" };
    let size = i128::from(minutes.unsigned_abs());
    let unit = i128::from(scheme.unit_minutes.max(1));
    let hundredths = size.saturating_mul(100);
    if hundredths.checked_rem(unit) != Some(0) {
        let (hours, rest) = (size.checked_div(60), size.checked_rem(60));
        return format!("{sign}{}:{:02}", hours.unwrap_or(0), rest.unwrap_or(0));
    }
    let hundredths = hundredths.checked_div(unit).unwrap_or(0);
    let whole = hundredths.checked_div(100).unwrap_or(0).to_string();
    let rest = hundredths.checked_rem(100).unwrap_or(0);
    let (thousands, decimal) = match language {
        Language::Nl => ('.', ','),
        Language::En => (',', '.'),
    };
    let whole = if grouped {
        in_thousands(&whole, thousands)
    } else {
        whole
    };
    let fraction = format!("{rest:02}");
    match fraction.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}{decimal}{fraction}"),
    }
}

fn in_thousands(digits: &str, sign: char) -> String {
    let length = digits.len();
    let mut grouped = String::with_capacity(length.saturating_mul(2));
    for (place, digit) in digits.chars().enumerate() {
        let left = length.saturating_sub(place);
        if place > 0 && left.is_multiple_of(3) {
            grouped.push(sign);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_written_as_the_window_writes_it() {
        let scheme = |unit_minutes| Scheme {
            unit_minutes,
            ..Scheme::default()
        };
        for (minutes, unit, dutch, english) in [
            (870, 60, "14,5", "14.5"),
            (90, 60, "1,5", "1.5"),
            (75, 60, "1,25", "1.25"),
            (80, 60, "1:20", "1:20"),
            (-45, 60, "-0,75", "-0.75"),
            (77_040, 60, "1.284", "1,284"),
            (-4_719_894, 1, "-4.719.894", "-4,719,894"),
            (0, 60, "0", "0"),
            (45, 30, "1,5", "1.5"),
        ] {
            assert_eq!(amount(minutes, &scheme(unit), Language::Nl), dutch);
            assert_eq!(amount(minutes, &scheme(unit), Language::En), english);
        }
        assert_eq!(number(77_070, &scheme(60), Language::Nl), "1284,5");
    }
}
