//! Names as the Dutch use them: "Riet van den Berg" is spoken, "Berg, Riet van den" is sorted.

use super::MemberFields;

/// The name as it is spoken and printed: given name (or initials), prefix, family name.
#[must_use]
pub fn full_name(fields: &MemberFields) -> String {
    let family = joined(&[&fields.prefix, &fields.family_name]);
    let first = fields
        .given_name
        .as_deref()
        .or(fields.initials.as_deref())
        .unwrap_or_default();
    fields
        .name
        .clone()
        .unwrap_or_else(|| format!("{first} {family}").trim().to_owned())
}

/// The name as it stands in a list: by the main word (taaladvies.net: "Poel, van der").
#[must_use]
pub fn sorted_name(fields: &MemberFields) -> String {
    if let Some(name) = &fields.name {
        return name.clone();
    }
    let first = if fields.given_name.is_some() {
        &fields.given_name
    } else {
        &fields.initials
    };
    let after = joined(&[first, &fields.prefix]);
    let family = fields.family_name.clone().unwrap_or_default();
    if after.is_empty() {
        family
    } else {
        format!("{family}, {after}")
    }
}

/// What stands wherever the name of a member stood who was erased. One word for it in the whole
/// book and on every paper, kept as its name, so in the language of the book.
pub(crate) fn erased_name(number: u32) -> String {
    format!("Gewist lid (nummer {number})")
}

/// The address on one line, without the town.
#[must_use]
pub fn address(fields: &MemberFields) -> Option<String> {
    let street = fields.street.as_deref()?;
    let Some(number) = fields.house_number else {
        return Some(street.to_owned());
    };
    let addition = fields.house_addition.as_deref().unwrap_or_default();
    // 'a' and '-II' stand against the number, 'bis' and '3' apart from it.
    let long = addition.chars().count() > 1 && !addition.starts_with('-');
    let space = if long || addition.starts_with(|sign: char| sign.is_ascii_digit()) {
        " "
    } else {
        ""
    };
    Some(format!("{street} {number}{space}{addition}"))
}

fn joined(parts: &[&Option<String>]) -> String {
    parts
        .iter()
        .filter_map(|part| part.as_deref())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(given: &str, prefix: &str, family: &str) -> MemberFields {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        MemberFields {
            given_name: some(given),
            prefix: some(prefix),
            family_name: some(family),
            ..MemberFields::default()
        }
    }

    #[test]
    fn a_name_is_spoken_in_one_order_and_sorted_in_another() {
        for (given, prefix, family, spoken, sorted) in [
            (
                "Riet",
                "van den",
                "Berg",
                "Riet van den Berg",
                "Berg, Riet van den",
            ),
            ("Jannie", "’t", "Hart", "Jannie ’t Hart", "Hart, Jannie ’t"),
            ("", "", "Yılmaz", "Yılmaz", "Yılmaz"),
            ("", "de", "Vries", "de Vries", "Vries, de"),
        ] {
            let fields = fields(given, prefix, family);
            assert_eq!(full_name(&fields), spoken);
            assert_eq!(sorted_name(&fields), sorted);
        }
    }

    #[test]
    fn an_addition_stands_as_people_write_it() {
        for (addition, written) in [
            ("", "Dreef 70"),
            ("a", "Dreef 70a"),
            ("-II", "Dreef 70-II"),
            ("bis", "Dreef 70 bis"),
            ("3", "Dreef 70 3"),
        ] {
            let fields = MemberFields {
                street: Some("Dreef".into()),
                house_number: Some(70),
                house_addition: Some(addition.into()),
                ..MemberFields::default()
            };
            assert_eq!(address(&fields).as_deref(), Some(written));
        }
    }
}
