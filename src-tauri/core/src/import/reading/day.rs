//! Days as people write them in lists: `3-7-2014`, `03/07/2014`, `3 juli 2014`, `2014-07-03`.
//! The day comes before the month, always: nothing is guessed from what fits.

use chrono::NaiveDate;

const MONTHS: [&str; 12] = [
    "jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
];
/// Other ways to begin the name of a month: March in short, and English.
const ALSO: [(&str, u32); 4] = [("mrt", 3), ("mar", 3), ("may", 5), ("oct", 10)];

/// The day, or nothing if there is none like it: the 31st of April, a year of two digits.
/// A year alone is its first day.
pub(super) fn parse(text: &str) -> Option<NaiveDate> {
    // A spreadsheet may write midnight behind a day.
    let text = text
        .split_once(" 00:00")
        .map_or(text, |(day, _)| day)
        .to_lowercase();
    let parts: Vec<&str> = text
        .split(|sign: char| sign.is_whitespace() || "-/.,".contains(sign))
        .filter(|part| !part.is_empty())
        .collect();
    let (year, month, day) = match parts.as_slice() {
        [year] => (*year, 1, "1"),
        [year, month, day] if year.len() == 4 => (*year, parse_month(month)?, *day),
        [day, month, year] => (*year, parse_month(month)?, *day),
        _ => return None,
    };
    if year.len() != 4 || day.len() > 2 {
        return None;
    }
    let parsed = NaiveDate::from_ymd_opt(number(year)?.try_into().ok()?, month, number(day)?)?;
    crate::kernel::date::sensible(parsed, "").ok()
}

/// The year of birth, out of a year or a whole day: the day itself is not kept.
pub(super) fn parse_year(text: &str) -> Option<i32> {
    use chrono::Datelike as _;
    let alone = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if alone {
        text.parse().ok()
    } else {
        parse(text).map(|day| day.year())
    }
}

fn parse_month(text: &str) -> Option<u32> {
    if text.starts_with(|sign: char| sign.is_ascii_digit()) {
        return (text.len() <= 2).then(|| number(text))?;
    }
    let named = MONTHS
        .iter()
        .zip(1u32..)
        .find(|(month, _)| text.starts_with(**month));
    let also = || ALSO.into_iter().find(|(month, _)| text.starts_with(*month));
    named
        .map(|(_, number)| number)
        .or_else(|| also().map(|(_, number)| number))
}

fn number(text: &str) -> Option<u32> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in [
            "3-7-2014",
            "03-07-2014",
            "3/7/2014",
            "3.7.2014",
            "3 juli 2014",
            "3 jul. 2014",
            "2014-07-03",
            "2014-07-03 00:00:00",
            "3-7-2014 00:00",
        ] {
            assert_eq!(parse(text), NaiveDate::from_ymd_opt(2014, 7, 3), "{text}");
        }
        assert_eq!(parse("1 mrt 1952"), NaiveDate::from_ymd_opt(1952, 3, 1));
        assert_eq!(parse("2014"), NaiveDate::from_ymd_opt(2014, 1, 1));
        for text in [
            "31-4-2019",
            "29-02-2025",
            "1-2-26",
            "7-25-2014",
            "1-1-0014",
            "3 foo 2014",
            "juli",
            "41823",
            "1-2",
            "",
            "1-2-3-4",
            "1-1-99999",
            "+1-2-2014",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn of_a_birthday_only_the_year_is_kept() {
        assert_eq!(parse_year("1952"), Some(1952));
        assert_eq!(parse_year("1-3-1952"), Some(1952));
        assert_eq!(parse_year("O5"), None);
        assert_eq!(parse_year("52"), None);
    }
}
