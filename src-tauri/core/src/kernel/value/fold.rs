//! The search key: what a person types and what stands in the book are folded the same way, so
//! that "yilmaz" finds Yılmaz, "strasse" finds Straße and "ijsbrand" finds Ĳsbrand.

use unicode_normalization::UnicodeNormalization;

/// Folds text to lower-case Latin letters and digits, words parted by one space.
#[must_use]
pub fn fold(text: &str) -> String {
    // Most text is plain already, and an import folds a great deal of it.
    let plain = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        deunicode::deunicode(&text.nfkc().collect::<String>()).to_lowercase()
    };
    plain
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The words that somebody looks for. Blank text looks for nothing in particular; of signs alone
/// one is left, which stands in nothing folded, so that they find nothing instead of everything.
pub(crate) fn sought(typed: &str) -> Vec<String> {
    let words = fold(typed);
    match typed.trim() {
        "" => Vec::new(),
        _ if words.is_empty() => vec!["?".to_owned()],
        _ => words.split(' ').map(str::to_owned).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn what_people_type_and_what_is_written_fold_alike() {
        for (written, typed) in [
            ("Yılmaz", "yilmaz"),
            ("Straße", "strasse"),
            ("Ĳsbrand", "ijsbrand"),
            ("Łukasz Øystein", "lukasz oystein"),
            ("Rene\u{301}", "rene"),
            ("’t Hart, van", "t hart van"),
            ("1e Oosterparkstraat 12-II", "1e oosterparkstraat 12 ii"),
        ] {
            assert_eq!(fold(written), typed);
        }
    }
}
