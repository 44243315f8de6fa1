//! The sentences of the window, for people at a terminal: one source of words for both.

use serde_json::{Map, Value};
use wijkboek_desk::Failure;

use crate::{arguments::Language, days};

const NL: &str = include_str!("../../../ui/src/words/nl.json");
const EN: &str = include_str!("../../../ui/src/words/en.json");

/// The sentence of a failure, with its details filled in.
pub fn sentence(failure: &Failure, language: Language) -> String {
    let Failure { code, details } = failure;
    let detail = |key: &str| details.get(key).and_then(Value::as_str).unwrap_or_default();
    let reason = detail("reason");
    let of_variant = |ending: &str| {
        let key = format!("{code}_{ending}");
        told(language, &["errors", &key], details)
    };
    let closer = match code.as_str() {
        // Somebody at a terminal fills in no form, and can use the reason.
        "QuestionUnreadable" => told(language, &["cli", "misread", reason], details),
        "OtherCentreUnconfirmed" => told(language, &["cli", "other_centre"], details),
        // Nor is there a place above the screen that says why.
        "BookIsReadOnly" => told(language, &["standing", "reasons", reason], details),
        // By whom, of which copy, whom to ask: where that is known.
        _ if details.contains_key("user") => of_variant("by"),
        _ if details.contains_key("copy") => of_variant("copy"),
        _ => of_variant(detail("role")),
    };
    closer
        .or_else(|| told(language, &["errors", code], details))
        .unwrap_or_else(|| code.clone())
}

/// The text under a key of the word files.
pub fn find(language: Language, path: &[&str]) -> Option<String> {
    let source = match language {
        Language::Nl => NL,
        Language::En => EN,
    };
    let words: Value = serde_json::from_str(source).ok()?;
    let found = path.iter().try_fold(&words, |words, key| words.get(key))?;
    found.as_str().map(str::to_owned)
}

/// The text under a key of the word files with its values filled in.
pub fn told(language: Language, path: &[&str], values: &Map<String, Value>) -> Option<String> {
    find(language, path).map(|text| fill(&text, values, language))
}

/// Puts values in the place of `{{name}}`, written as `{{name, form}}` says. An amount is told in
/// minutes, since only a book knows its unit.
fn fill(text: &str, values: &Map<String, Value>, language: Language) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((place, after)) = after.split_once("}}") else {
            break;
        };
        let (name, form) = place.split_once(", ").unwrap_or((place, ""));
        filled.push_str(before);
        let plain = match values.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
            None => "…".to_owned(),
        };
        let written = match form {
            "amount" => Some(format!("{plain} min")),
            "day" => days::day(&plain, language),
            "instant" => days::instant(&plain, language),
            _ => None,
        };
        filled.push_str(&written.unwrap_or(plain));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_sentence_says_who_may_where_that_is_known() {
        let mut failure = Failure::plain("RoleTooSmall");
        let plain = sentence(&failure, Language::Nl);
        let mut told = |role: &str| {
            failure.details.insert("role".into(), json!(role));
            sentence(&failure, Language::Nl)
        };
        assert!(told("confidant").contains("vertrouwenspersoon"));
        assert!(!told("confidant").contains("beheerder"));
        assert!(told("manager").contains("beheerder"));
        assert!(told("worker").contains("medewerker"));
        assert_eq!(told("nobody"), plain);
    }

    #[test]
    fn no_sentence_shows_its_workings() {
        let details = json!({ "balance": 90, "amount": 120, "floor": 0, "until": "2027-01-01" });
        let details = details.as_object().cloned().unwrap_or_default();
        let told = |code: &str| {
            let mut failure = Failure::plain(code);
            failure.details = details.clone();
            sentence(&failure, Language::Nl)
        };
        let floor = told("BelowFloor");
        assert!(
            floor.contains("90 min") && floor.contains("120 min"),
            "{floor}"
        );
        assert!(told("QuarterStillOpen").contains("1 januari 2027"));
        let words: Value = serde_json::from_str(NL).unwrap_or_default();
        let errors = words.get("errors").and_then(Value::as_object);
        let codes: Vec<&String> = errors.into_iter().flat_map(Map::keys).collect();
        assert!(codes.len() > 50);
        for code in codes {
            assert!(!told(code).contains("{{"), "{code}");
        }
    }

    #[test]
    fn no_sentence_shows_a_day_as_it_stands_in_the_book() {
        let words: Value = serde_json::from_str(NL).unwrap_or_default();
        let errors = words.get("errors").and_then(Value::as_object);
        for (code, text) in errors.into_iter().flatten() {
            let names = ["day", "due", "end", "latest", "since", "start", "until"];
            let bare = names.map(|name| format!("{{{{{name}}}}}"));
            let text = text.as_str().unwrap_or_default();
            assert!(!bare.iter().any(|bare| text.contains(bare)), "{code}");
        }
    }
}
