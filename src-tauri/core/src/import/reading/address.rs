//! One field with a whole address, taken apart into street, house number, addition, and postcode
//! and town where they stand behind it: "Plein 1944 154", "Croeselaan 70 bis", "Molenweg 138-II".

/// The parts of an address; what could not be told apart stays in `street`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    pub street: String,
    pub number: Option<u32>,
    pub addition: Option<String>,
    pub postcode: Option<String>,
    pub town: Option<String>,
}

/// Longer than this it is no addition but something else.
const LONGEST_ADDITION: usize = 12;

pub(super) fn split(text: &str) -> Address {
    let (line, place) = match text.split_once(',') {
        Some((line, place)) => (line.trim(), place.trim()),
        None => (text.trim(), ""),
    };
    let Some((postcode, town)) = postcode_and_town(place) else {
        let mut address = split_line(text.trim());
        if !place.is_empty() {
            // Something unknown behind a comma: better the whole text than half of it.
            address = Address {
                street: text.trim().to_owned(),
                ..Address::default()
            };
        }
        return address;
    };
    Address {
        postcode,
        town,
        ..split_line(line)
    }
}

fn split_line(line: &str) -> Address {
    let words: Vec<&str> = line.split_whitespace().collect();
    let whole = || Address {
        street: words.join(" "),
        ..Address::default()
    };
    let Some(place) = number_place(&words) else {
        return whole();
    };
    let (street, rest) = words.split_at_checked(place).unwrap_or((&words, &[]));
    let rest = rest.join(" ");
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let (number, addition) = rest.split_at_checked(digits).unwrap_or(("", &rest));
    match number.parse() {
        Ok(number) if addition.chars().count() <= LONGEST_ADDITION => Address {
            street: street.join(" "),
            number: Some(number),
            addition: Some(addition.trim().to_owned()).filter(|text| !text.is_empty()),
            ..Address::default()
        },
        _ => whole(),
    }
}

/// The word with the house number: the last one that begins with a digit and is not the first
/// word. Two numbers in a row are a street that ends in a year ("Plein 1944 154") or a number
/// with an addition ("Kerkstraat 200 3").
fn number_place(words: &[&str]) -> Option<usize> {
    let numbered = |word: &&str| word.starts_with(|sign: char| sign.is_ascii_digit());
    let last = words
        .iter()
        .rposition(numbered)
        .filter(|place| *place > 0)?;
    let before = last.saturating_sub(1);
    let bare = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let year = |word: &&str| word.len() == 4 && word.starts_with(['1', '2']);
    match words.get(before).filter(bare) {
        Some(word) if before > 0 && !year(word) => Some(before),
        _ => Some(last),
    }
}

/// `3811 AB Amersfoort`, `3811AB`, or only a town.
fn postcode_and_town(text: &str) -> Option<(Option<String>, Option<String>)> {
    let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let (digits, rest) = text.split_at_checked(4)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let town = !text.contains(|sign: char| sign.is_ascii_digit());
        return town.then(|| (None, some(text)));
    }
    let (letters, town) = rest.trim_start().split_at_checked(2)?;
    let apart = town.is_empty() || town.starts_with(char::is_whitespace);
    let right = apart && letters.bytes().all(|letter| letter.is_ascii_alphabetic());
    right.then(|| (Some(format!("{digits} {letters}")), some(town)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_one_field_is_taken_apart_as_the_dutch_write_it() {
        for (text, street, number, addition) in [
            ("1e Oosterparkstraat 66", "1e Oosterparkstraat", 66, ""),
            ("Plein 1944 154", "Plein 1944", 154, ""),
            (
                "Laan van Nieuw-Oost-Indië 162a",
                "Laan van Nieuw-Oost-Indië",
                162,
                "a",
            ),
            ("Molenweg 138-II", "Molenweg", 138, "-II"),
            ("Croeselaan 70 bis", "Croeselaan", 70, "bis"),
            ("Kerkstraat 200-3", "Kerkstraat", 200, "-3"),
            ("Kerkstraat 200 3", "Kerkstraat", 200, "3"),
            ("'s-Gravesandestraat 12 a", "'s-Gravesandestraat", 12, "a"),
            (
                "Burgemeester Van Tuyllstraat 31 bis",
                "Burgemeester Van Tuyllstraat",
                31,
                "bis",
            ),
            (
                "Prof. dr. Dondersstraat 183-II",
                "Prof. dr. Dondersstraat",
                183,
                "-II",
            ),
        ] {
            let found = split(text);
            assert_eq!(found.street, street);
            assert_eq!(found.number, Some(number), "{text}");
            assert_eq!(found.addition.unwrap_or_default(), addition);
        }
    }

    #[test]
    fn what_cannot_be_told_apart_stays_whole() {
        for text in ["Kerkstraat", "12 Kerkstraat", "Kerkstraat 5, achter 2", "é"] {
            let whole = Address {
                street: text.into(),
                ..Address::default()
            };
            assert_eq!(split(text), whole);
        }
    }

    #[test]
    fn postcode_and_town_may_stand_behind_it() {
        for (text, postcode, town) in [
            (
                "Kerkstraat 5, 3811 AB Amersfoort",
                Some("3811 AB"),
                Some("Amersfoort"),
            ),
            ("Kerkstraat 5, 3811ab", Some("3811 ab"), None),
            ("Kerkstraat 5, Amersfoort", None, Some("Amersfoort")),
        ] {
            let found = split(text);
            assert_eq!(
                (found.street.as_str(), found.number),
                ("Kerkstraat", Some(5))
            );
            assert_eq!(
                (found.postcode.as_deref(), found.town.as_deref()),
                (postcode, town)
            );
        }
    }
}
