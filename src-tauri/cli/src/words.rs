//! The sentences of the window, for people at a terminal: one source of words for both.

use serde_json::{Map, Value};
use wijkboek_desk::Failure;

use crate::arguments::Language;

const NL: &str = include_str!("../../../ui/src/words/nl.json");
const EN: &str = include_str!("../../../ui/src/words/en.json");

/// The sentence of a failure, with its details filled in.
pub fn sentence(failure: &Failure, language: Language) -> String {
    let code = match failure.code.as_str() {
        // Somebody at a terminal fills in no form and can use the reason.
        "QuestionUnreadable" if failure.details.contains_key("reason") => "JsonUnreadable",
        code => code,
    };
    // Nor is there a place above the screen that says why.
    if let ("BookIsReadOnly", Some(reason)) = (code, failure.details.get("reason"))
        && let Some(text) = reason
            .as_str()
            .and_then(|reason| find(language, &["standing", "reasons", reason]))
    {
        return text;
    }
    // By whom, where that is known.
    let code = match code {
        "BookIsInUse" if failure.details.contains_key("user") => "BookIsInUse_by",
        code => code,
    };
    let key = ["errors", code];
    find(language, &key).map_or_else(
        || failure.code.clone(),
        |text| fill(&text, &failure.details),
    )
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
    find(language, path).map(|text| fill(&text, values))
}

/// Puts values in the place of `{{name}}`. A day, `{{name, day}}`, stays as it is written in JSON;
/// an amount, `{{name, amount}}`, is told in minutes, since only a book knows its unit.
fn fill(text: &str, values: &Map<String, Value>) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((place, after)) = after.split_once("}}") else {
            break;
        };
        let (name, form) = place.split_once(", ").unwrap_or((place, ""));
        filled.push_str(before);
        match values.get(name) {
            Some(Value::String(text)) => filled.push_str(text),
            Some(value) => filled.push_str(&value.to_string()),
            None => filled.push('…'),
        }
        if form == "amount" {
            filled.push_str(" min");
        }
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
        assert!(told("QuarterStillOpen").contains("2027-01-01"));
        let words: Value = serde_json::from_str(NL).unwrap_or_default();
        let errors = words.get("errors").and_then(Value::as_object);
        let codes: Vec<&String> = errors.into_iter().flat_map(Map::keys).collect();
        assert!(codes.len() > 50);
        for code in codes {
            assert!(!told(code).contains("{{"), "{code}");
        }
    }
}
