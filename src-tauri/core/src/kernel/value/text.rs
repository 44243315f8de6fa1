//! Text that people type: kept as they typed it (composed to NFC, trimmed), refused where it holds
//! signs that deceive the reader, or a number that an association may not keep.

use std::{borrow::Cow, collections::HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::kernel::{Code, Result};

/// The longest line: a name, a street, a title.
pub const LINE: usize = 200;
/// The longest note.
pub const NOTE: usize = 20_000;

/// A single line, `None` when nothing but space was typed.
///
/// # Errors
/// `Code::TextTooLong`, `Code::TextHasForbiddenSign`, `Code::LooksLikeCitizenServiceNumber`, all
/// with the field.
pub fn line(field: &str, typed: &str) -> Result<Option<String>> {
    without_citizen_service_number(field, line_of_digits(field, typed)?)
}

/// A single line that holds digits by its nature: a telephone number, an account, a number in a
/// register, the name of a file with its day. One in eleven of those passes the test of the
/// citizen service number by chance, so it is not asked.
///
/// # Errors
/// `Code::TextTooLong`, `Code::TextHasForbiddenSign`, both with the field.
pub fn line_of_digits(field: &str, typed: &str) -> Result<Option<String>> {
    clean(field, typed, LINE, |sign| sign.is_control())
}

/// Several lines, `None` when nothing but space was typed.
///
/// # Errors
/// `Code::TextTooLong`, `Code::TextHasForbiddenSign`, `Code::LooksLikeCitizenServiceNumber`.
pub fn note(field: &str, typed: &str) -> Result<Option<String>> {
    let kept = clean(field, typed, NOTE, |sign| {
        sign.is_control() && !"\n\t".contains(sign)
    })?;
    without_citizen_service_number(field, kept)
}

fn without_citizen_service_number(field: &str, kept: Option<String>) -> Result<Option<String>> {
    // Its digits are not repeated in the refusal: they go nowhere from here.
    if kept.as_deref().is_some_and(holds_citizen_service_number) {
        Code::LooksLikeCitizenServiceNumber.at(field).refuse()
    } else {
        Ok(kept)
    }
}

/// An optional line: absent and blank are the same.
///
/// # Errors
/// As `line`.
pub fn optional(field: &str, typed: Option<&str>) -> Result<Option<String>> {
    typed.map_or(Ok(None), |typed| line(field, typed))
}

/// An optional line of digits: absent and blank are the same.
///
/// # Errors
/// As `line_of_digits`.
pub fn optional_digits(field: &str, typed: Option<&str>) -> Result<Option<String>> {
    typed.map_or(Ok(None), |typed| line_of_digits(field, typed))
}

/// An optional note: absent and blank are the same.
///
/// # Errors
/// As `note`.
pub fn optional_note(field: &str, typed: Option<&str>) -> Result<Option<String>> {
    typed.map_or(Ok(None), |typed| note(field, typed))
}

/// Whether eight or nine digits in a row pass the 11-test of the citizen service number
/// (Wabb art. 1: weights 9 to 2 and minus 1). Spaces and signs of any kind that people put between
/// digits are looked through, and digits of other scripts read as such; a day is no number. Not for
/// telephone, account or chamber numbers: one in eleven passes by chance.
#[must_use]
pub fn holds_citizen_service_number(text: &str) -> bool {
    !citizen_service_numbers(text).is_empty()
}

/// What stands in the place of a digit that may not be kept.
const BLOT: char = '•';

/// The text with every digit of a citizen service number replaced by a dot.
#[must_use]
pub fn blot_citizen_service_numbers(text: &str) -> String {
    let mut text = text.to_owned();
    loop {
        let places: HashSet<usize> = citizen_service_numbers(&text)
            .into_iter()
            .flatten()
            .map(|digit| digit.start)
            .collect();
        if places.is_empty() {
            return text;
        }
        let blotted = |(place, sign)| if places.contains(&place) { BLOT } else { sign };
        // Once more: a number that stands alone now may have been hidden by the one beside it.
        text = text.char_indices().map(blotted).collect();
    }
}

/// Whether nothing but a number that was blotted out stood here.
#[must_use]
pub fn is_blotted_out(text: &str) -> bool {
    text.contains(BLOT) && !text.chars().any(char::is_alphanumeric)
}

/// A digit, and the bytes at which its sign begins and ends.
#[derive(Clone, Copy)]
struct Placed {
    start: usize,
    end: usize,
    digit: u32,
}

/// What a sign is to whoever reads numbers.
enum Part {
    Digit(u32),
    /// It may stand within a number.
    Gap,
    Other,
}

fn part(sign: char) -> Part {
    let read = if sign.is_ascii() {
        Some(sign)
    } else {
        // As the sign is pronounced in ASCII: no-break and thin spaces, long dashes, wide digits.
        let mut read = deunicode::deunicode_char(sign).unwrap_or("?").chars();
        read.next().filter(|_| read.next().is_none())
    };
    match read {
        Some(read @ '0'..='9') => Part::Digit(read.to_digit(10).unwrap_or(0)),
        Some(' ' | '\t' | '.' | '-' | '/' | '_') => Part::Gap,
        _ => Part::Other,
    }
}

/// Runs of digits that pass as a whole, and nine digits that stand together within a longer run.
fn citizen_service_numbers(text: &str) -> Vec<Vec<Placed>> {
    let (mut found, mut run) = (Vec::new(), Vec::<Placed>::new());
    let end = std::iter::once((text.len(), '\n'));
    for (start, sign) in text.char_indices().chain(end) {
        match part(sign) {
            Part::Digit(digit) => {
                let end = start.saturating_add(sign.len_utf8());
                run.push(Placed { start, end, digit });
            }
            Part::Gap => {}
            Part::Other => {
                if passes_eleven_test(&run) && !is_day(&run) {
                    found.push(std::mem::take(&mut run));
                } else {
                    found.extend(nine_together(&run));
                    run.clear();
                }
            }
        }
    }
    found
}

/// The digits by how they stand together.
fn groups(run: &[Placed]) -> impl Iterator<Item = &[Placed]> {
    run.chunk_by(|one, next| one.end == next.start)
}

/// Whether these digits are a day as people write one: 3-1-2026, 2026-01-03.
fn is_day(run: &[Placed]) -> bool {
    let numbers: Vec<(usize, u32)> = groups(run)
        .map(|group| {
            let number = group.iter().fold(0u32, |number, digit| {
                number.saturating_mul(10).saturating_add(digit.digit)
            });
            (group.len(), number)
        })
        .collect();
    let day_of = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    match *numbers {
        [(..=2, day), (..=2, month), (4, 1900..=2099)]
        | [(4, 1900..=2099), (..=2, month), (..=2, day)] => day_of(day, month),
        _ => false,
    }
}

/// Groups of nine digits that pass, save what follows the country code of a telephone number.
fn nine_together(run: &[Placed]) -> impl Iterator<Item = Vec<Placed>> {
    let mut code = false;
    groups(run).filter_map(move |group| {
        let netherlands =
            |group: &[Placed]| group.iter().rev().take(2).map(|one| one.digit).eq([1, 3]);
        let abroad = std::mem::replace(&mut code, netherlands(group));
        (group.len() == 9 && !abroad && passes_eleven_test(group)).then(|| group.to_vec())
    })
}

fn passes_eleven_test(digits: &[Placed]) -> bool {
    if !(8..=9).contains(&digits.len()) {
        return false;
    }
    // From the right, so that eight digits read as nine with a zero before them.
    let weights = [-1i64, 2, 3, 4, 5, 6, 7, 8, 9];
    let sum: i64 = digits
        .iter()
        .rev()
        .zip(weights)
        .map(|(one, weight)| i64::from(one.digit).saturating_mul(weight))
        .sum();
    sum > 0 && sum.checked_rem(11) == Some(0)
}

fn clean(
    field: &str,
    typed: &str,
    longest: usize,
    forbidden: impl Fn(char) -> bool,
) -> Result<Option<String>> {
    // Most text is plain already, and an import cleans a great deal of it.
    let text: Cow<str> = if typed.is_ascii() && !typed.contains('\r') {
        typed.into()
    } else {
        typed.replace("\r\n", "\n").nfc().collect()
    };
    let text = text.trim();
    let length = text.chars().count();
    if length > longest {
        return Code::TextTooLong
            .at(field)
            .with("longest", longest)
            .with("length", length)
            .refuse();
    }
    if let Some(place) = text
        .chars()
        .position(|sign| forbidden(sign) || deceives(sign))
    {
        return Code::TextHasForbiddenSign
            .at(field)
            .with("place", place.saturating_add(1))
            .refuse();
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Signs that are invisible or turn the direction of reading: a name with them looks like another.
fn deceives(sign: char) -> bool {
    matches!(sign,
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(result: Result<Option<String>>) -> Option<Code> {
        result.err().and_then(|error| error.code())
    }

    #[test]
    fn a_line_is_kept_composed_and_trimmed_or_refused() {
        assert_eq!(
            line("name", "  Rene\u{301} ").ok().flatten().as_deref(),
            Some("René")
        );
        assert_eq!(line("name", " \t ").ok().flatten(), None);
        assert_eq!(
            line("name", "<img onerror=x>").ok().flatten().as_deref(),
            Some("<img onerror=x>")
        );
        assert_eq!(
            code(line("name", "a\u{202E}b")),
            Some(Code::TextHasForbiddenSign)
        );
        assert_eq!(code(line("name", "a\nb")), Some(Code::TextHasForbiddenSign));
        assert_eq!(code(line("name", "a\0b")), Some(Code::TextHasForbiddenSign));
        assert_eq!(
            code(line("name", &"x".repeat(LINE + 1))),
            Some(Code::TextTooLong)
        );
        assert!(line("name", &"é".repeat(LINE)).is_ok());
    }

    #[test]
    fn a_line_keeps_no_citizen_service_number_unless_it_holds_digits_by_nature() {
        assert_eq!(
            code(line("name", "Anna 692.143.877")),
            Some(Code::LooksLikeCitizenServiceNumber)
        );
        assert!(line("name", "Anna 692.143.878").is_ok());
        assert!(line_of_digits("phone", "692143877").is_ok());
        assert_eq!(
            code(line_of_digits("phone", "06\n1")),
            Some(Code::TextHasForbiddenSign)
        );
    }

    #[test]
    fn a_note_keeps_its_lines_but_no_citizen_service_number() {
        assert!(note("note", "een\ntwee").is_ok());
        for number in [
            "BSN 692143877",
            "69 21 43 877",
            "692.143.877.",
            "x\n692143877",
            "692\u{a0}143\u{2009}877",
            "６９２１４３８７７",
            "692_143_877",
            "692/143/877",
            "692–143–877",
        ] {
            assert_eq!(
                code(note("note", number)),
                Some(Code::LooksLikeCitizenServiceNumber),
                "{number}"
            );
        }
        for fine in [
            "692143878",
            "1",
            "00000000",
            "6921438771",
            "in 2014 en 2015",
            "bel +31 692143877",
            // Days whose digits pass the test by chance.
            "op 12-01-2026",
            "op 2026-01-06",
        ] {
            assert!(note("note", fine).is_ok(), "{fine}");
        }
    }

    #[test]
    fn a_citizen_service_number_is_blotted_out_wherever_it_stands() {
        for (text, kept) in [
            ("BSN 692143877", "BSN •••••••••"),
            ("69 21 43 877 en 692143877.", "•• •• •• ••• en •••••••••."),
            ("é 692143877 06 12345678", "é ••••••••• 06 12345678"),
            ("692143877 69.21.43.877", "••••••••• ••.••.••.•••"),
            ("bel 06 12345678", "bel 06 12345678"),
            ("", ""),
        ] {
            assert_eq!(blot_citizen_service_numbers(text), kept);
        }
        for (text, nothing) in [
            ("•••••••••", true),
            ("(•••)", true),
            ("Jan •••", false),
            ("", false),
        ] {
            assert_eq!(is_blotted_out(text), nothing, "{text}");
        }
    }
}
