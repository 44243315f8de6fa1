//! One field with a whole name, taken apart as the Dutch write names: "Riet van den Berg",
//! "Berg, Riet van den", "de Vries, mw. Anja", "Fam. Poel".
//!
//! Voorvoegsels follow the table of the civil registry; those of other languages count only in
//! lower case, so that "dos Santos" sorts under S and "El Amrani" under E (taaladvies.net: as on
//! the identity card).

use crate::members::{MemberFields, MemberKind, Salutation};

/// Counted in capitals too: many lists write "Van den Berg" or "VAN DIJK".
const DUTCH_PREFIXES: &str =
    "van de den der het 't 's te ten ter in op aan bij onder over tot uit uijt voor";
const OTHER_PREFIXES: &str = "al el da das de degli dei del della des di do dos du l' la las le les lo los am vom \
    von zu zum zur";
/// Words that open a family name of more than one word when they stand in capitals.
const OPENERS: &str = "el al ait aït ben bin ibn bou abou abu da dos di la le mac san saint";
const HOUSEHOLDS: &str = "fam familie gezin huishouden huisgezin";
const ORGANISATIONS: &str = "stichting vereniging cooperatie coöperatie gemeente bewonersbedrijf buurthuis \
    buurtvereniging wijkcentrum woningcorporatie basisschool kerk winkeliersvereniging \
    provincie";
const COMPANIES: &str = "bv nv vof";

/// Whose name it is, and its parts; only the parts of the name are filled.
pub(super) fn split(text: &str) -> (MemberKind, MemberFields) {
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let kind = kind(&whole);
    let fields = match kind {
        MemberKind::Person => person(&whole),
        _ => MemberFields {
            name: some(&whole),
            ..MemberFields::default()
        },
    };
    (kind, fields)
}

fn kind(whole: &str) -> MemberKind {
    let words: Vec<String> = whole.split(' ').map(bare).collect();
    let first = words.first().map_or("", String::as_str);
    let last = words.last().map_or("", String::as_str);
    if among(HOUSEHOLDS, first)
        || words
            .iter()
            .any(|word| ["en", "&", "+"].contains(&word.as_str()))
    {
        MemberKind::Household
    } else if among(ORGANISATIONS, first) || (words.len() > 1 && among(COMPANIES, last)) {
        MemberKind::Organisation
    } else {
        MemberKind::Person
    }
}

fn person(whole: &str) -> MemberFields {
    let (before, after) = match whole.split_once(',') {
        Some((family, rest)) => (rest.replace(',', " "), Some(family.trim())),
        None => (whole.to_owned(), None),
    };
    let mut words: Vec<&str> = before.split(' ').filter(|word| !word.is_empty()).collect();
    let salutation = salutation(&mut words);
    let mut fields = match after {
        Some(family) => {
            // "Berg, Riet van den" and "Berg, van den, Riet": the prefix stands behind the comma.
            let leading = words.iter().take_while(|word| is_prefix(word)).count();
            let mut moved: Vec<&str> = words.drain(..leading).collect();
            let behind = words
                .iter()
                .rposition(|word| !is_prefix(word))
                .map_or(0, next);
            moved.extend(words.drain(behind..));
            moved.extend(family.split(' '));
            family_part(&moved)
        }
        None => {
            let start = family_start(&words);
            family_part(&words.split_off(start))
        }
    };
    fields.salutation = salutation;
    given_part(&words, &mut fields);
    fields
}

/// Takes "mw." and the like off the front. It stands in the list, so the member gave it.
fn salutation(words: &mut Vec<&str>) -> Option<Salutation> {
    let mut found = None;
    while words.len() > 1 {
        let title = words.first().map(|word| bare(word)).unwrap_or_default();
        match title.as_str() {
            "mw" | "mevr" | "mevrouw" | "mej" => found = Some(Salutation::Madam),
            "dhr" | "heer" => found = Some(Salutation::Sir),
            "de" if words.get(1).is_some_and(|next| bare(next) == "heer") => {}
            _ => break,
        }
        words.remove(0);
    }
    found
}

/// Where the family name, prefix included, begins.
fn family_start(words: &[&str]) -> usize {
    let last = words.len().saturating_sub(1);
    let opens = |(place, word): &(usize, &&str)| {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        *place < last
            && (is_prefix(word) || (*place > 0 && capital && among(OPENERS, &word.to_lowercase())))
    };
    words
        .iter()
        .enumerate()
        .find(opens)
        .map_or(last, |(place, _)| place)
}

fn family_part(words: &[&str]) -> MemberFields {
    let most = words.len().saturating_sub(1);
    let prefixes = words
        .iter()
        .take(most)
        .take_while(|word| is_prefix(word))
        .count();
    let (prefix, family) = words.split_at_checked(prefixes).unwrap_or((&[], words));
    MemberFields {
        prefix: some(&prefix.join(" ")),
        family_name: some(&family.join(" ")),
        ..MemberFields::default()
    }
}

/// "J.P." are initials, "J.P. (Jan)" both, "Jan Peter" is a given name.
fn given_part(words: &[&str], fields: &mut MemberFields) {
    let (mut initials, mut given) = (Vec::new(), Vec::new());
    for word in words {
        if let Some(called) = word.strip_prefix('(') {
            given = vec![called.trim_end_matches(')')];
        } else if is_initials(word) && given.is_empty() {
            initials.push(*word);
        } else {
            given.push(word);
        }
    }
    fields.initials = some(&initials.concat());
    fields.given_name = some(&given.join(" "));
}

fn is_prefix(word: &str) -> bool {
    let same = word.replace(['’', '‘', '`'], "'");
    among(DUTCH_PREFIXES, &same.to_lowercase()) || among(OTHER_PREFIXES, &same)
}

/// `J.`, `J.P.`, `Th.`, or one capital.
fn is_initials(word: &str) -> bool {
    let one = |part: &str| {
        part.chars().next().is_some_and(char::is_uppercase) && part.chars().count() <= 2
    };
    match word.strip_suffix('.') {
        Some(parts) => parts.split('.').all(one),
        None => word.chars().count() == 1 && one(word),
    }
}

/// The word without dots and brackets, in lower case: "B.V." and "(bv)" are one.
fn bare(word: &str) -> String {
    word.replace(['.', '(', ')', ','], "").to_lowercase()
}

fn among(list: &str, word: &str) -> bool {
    list.split(' ').any(|known| known == word)
}

fn next(place: usize) -> usize {
    place.saturating_add(1)
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Salutation, initials, given name, prefix, family name, or the name as a whole.
    fn parts(text: &str) -> String {
        let (kind, fields) = split(text);
        let MemberFields {
            salutation,
            initials,
            given_name,
            prefix,
            family_name,
            name,
            ..
        } = fields;
        let salutation = salutation.map(|title| format!("{title:?}"));
        let kind = (kind != MemberKind::Person).then(|| format!("{kind:?}"));
        [
            kind,
            salutation,
            initials,
            given_name,
            prefix,
            family_name,
            name,
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("|")
    }

    #[test]
    fn a_name_in_one_field_is_taken_apart_as_the_dutch_write_it() {
        for (text, expected) in [
            ("Riet van den Berg", "Riet|van den|Berg"),
            ("Mehmet El Amrani", "Mehmet|El Amrani"),
            ("Kees dos Santos", "Kees|dos|Santos"),
            ("Jannie ’t Hart", "Jannie|’t|Hart"),
            ("Monique in 't Veld", "Monique|in 't|Veld"),
            ("Bep ter Braak", "Bep|ter|Braak"),
            ("de Vries, mw. Anja", "Madam|Anja|de|Vries"),
            ("Berg, Riet van den", "Riet|van den|Berg"),
            ("Berg, van den, Riet", "Riet|van den|Berg"),
            ("KEES VAN DIJK", "KEES|VAN|DIJK"),
            ("Dhr. J.P. (Jan) Poel", "Sir|J.P.|Jan|Poel"),
            ("de heer J. de Boer", "Sir|J.|de|Boer"),
            ("Ester van der Ven-van Dijk", "Ester|van der|Ven-van Dijk"),
            ("Jan Peter de Jong", "Jan Peter|de|Jong"),
            ("Anne-Marie IJsbrand", "Anne-Marie|IJsbrand"),
            ("van Dijk", "van|Dijk"),
            ("Yılmaz", "Yılmaz"),
            ("Fam. de Vries", "Household|Fam. de Vries"),
            ("Jan en Anja Bos", "Household|Jan en Anja Bos"),
            ("Stichting De Buurt", "Organisation|Stichting De Buurt"),
            ("Bakker Brood B.V.", "Organisation|Bakker Brood B.V."),
            ("", ""),
            (",", ""),
        ] {
            assert_eq!(parts(text), expected);
        }
    }
}
