//! Letters that were lost on the way: an old spreadsheet writes `?` for what its encoding does not
//! have (`Y?lmaz`), and `Ã«` for `ë` when it read one encoding as another.
//!
//! What was lost cannot be known. A proposal is made where only one name fits; a person decides.

/// Names met in Dutch neighbourhoods with letters that Windows-1252 does not have.
const NAMES: &str = "Akbaş Aktaş Aydoğan Ayşe Ayşegül Ağaoğlu Barış Dağ Demirtaş Doğan Emiroğlu Erdoğan \
    Fırat Gençoğlu Gülşen Güneş Işık Karadağ Karataş Kovačić Koçoğlu Kılınç Kılıç \
    Kırmızı Michał Paweł Polatoğlu Tuğba Tığlı Uğur Wałęsa Yalçın Yağmur Yıldırım \
    Yıldız Yılmaz Çalışkan Çağla Çağlar Çağrı Özdoğan Đurić İbrahim İlhan İpek Łukasz \
    Şahin Şeker Şen Şengül Şimşek";

/// The words of a name, street or town in which a letter was lost.
pub(super) fn lost_in_name(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| {
        word.contains(['?', '\u{FFFD}']) && word.chars().any(char::is_alphabetic)
            || misread(word).is_some()
    })
}

/// In free text a question mark may be one: only between two letters it is not.
pub(super) fn lost_in_note(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| {
        let signs: Vec<char> = word.chars().collect();
        let between = |three: &[char]| match three {
            [before, '?', after] => before.is_alphabetic() && after.is_alphabetic(),
            _ => false,
        };
        word.contains('\u{FFFD}') || signs.windows(3).any(between) || misread(word).is_some()
    })
}

/// What the word probably was, if only one answer is known.
pub(super) fn proposal(word: &str) -> Option<String> {
    if let Some(right) = misread(word) {
        return Some(right);
    }
    let mut fitting = NAMES.split(' ').filter(|name| fits(word, name));
    let found = fitting.next()?;
    fitting.next().is_none().then(|| found.to_owned())
}

/// Whether the name is the word with each lost letter filled in by one that had to be lost.
fn fits(word: &str, name: &str) -> bool {
    let mut letters = name.chars();
    let same = word.chars().all(|sign| {
        letters.next().is_some_and(|letter| match sign {
            '?' | '\u{FFFD}' => encoding_rs::WINDOWS_1252.encode(&letter.to_string()).2,
            sign => sign == letter,
        })
    });
    same && letters.next().is_none()
}

/// UTF-8 that was read as Windows-1252, read properly.
fn misread(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let (bytes, _, unknown) = encoding_rs::WINDOWS_1252.encode(word);
    (!unknown).then(|| String::from_utf8(bytes.into_owned()).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_letters_are_seen_and_a_proposal_made_where_one_name_fits() {
        let lost = |text| lost_in_name(text).map(proposal).collect::<Vec<_>>();
        assert_eq!(lost("René Y?lmaz"), [Some("Yılmaz".into())]);
        assert_eq!(lost("Ça?la van Dijk"), [Some("Çağla".into())]);
        assert_eq!(lost("RenÃ© Poel"), [Some("René".into())]);
        assert_eq!(lost("K?rt"), [None]);
        for fine in [
            "René Öztürk",
            "’t Hart",
            "Laan van Nieuw-Oost-Indië",
            "?",
            "Ña",
        ] {
            assert_eq!(lost(fine), [], "{fine}");
        }
        assert_eq!(lost_in_note("zelfde als eerder? wie?").count(), 0);
        assert_eq!(lost_in_note("bel Y?lmaz").count(), 1);
    }

    #[test]
    fn every_proposal_holds_a_letter_that_had_to_be_lost() {
        for name in NAMES.split(' ') {
            let (_, _, lost) = encoding_rs::WINDOWS_1252.encode(name);
            assert!(lost, "{name}");
        }
    }
}
