//! What putting a copy back would take away, line by line, as the window says it.

use serde_json::{Map, Value};

use crate::{arguments::Language, days, words};

/// What was found in a copy: whose book it is of, and what is lost by putting it back. `looked` is
/// the answer of `backup.look`.
pub fn lines(looked: &Value, language: Language) -> Vec<String> {
    let values = Map::from_iter([
        (
            "made_at".to_owned(),
            of(looked, "/manifest/made_at", language),
        ),
        (
            "centre".to_owned(),
            looked.pointer("/centre").cloned().unwrap_or_default(),
        ),
    ]);
    let say = |key: &str| told(language, key, &values);
    let mut lines = vec![say("title"), say("good")];
    match looked.get("lost").filter(|lost| lost.is_object()) {
        Some(lost) => lines.extend(acts(lost, language)),
        None if looked.get("of_another") == Some(&Value::Bool(true)) => {
            lines.push(say("other_book"));
        }
        None => lines.push(say("unknown")),
    }
    lines.push(say("keys"));
    lines
}

/// That it was put back, and where the book of before went. `restored` is the answer of
/// `backup.restore`.
pub fn afterwards(restored: &Value, language: Language) -> Vec<String> {
    let values = restored.as_object().cloned().unwrap_or_default();
    let done = match restored.get("kept") {
        Some(Value::String(_)) => "done",
        _ => "done_anew",
    };
    let mut lines = vec![told(language, done, &values)];
    if restored.pointer("/state/phase").and_then(Value::as_str) == Some("locked") {
        lines.push(told(language, "keys_then", &values));
    }
    lines
}

fn acts(lost: &Value, language: Language) -> Vec<String> {
    let number = lost.get("acts").and_then(Value::as_u64).unwrap_or_default();
    if number == 0 {
        return vec![told(language, "nothing_lost", &Map::new())];
    }
    let counted = |key: &str, number: u64| {
        let key = format!("{key}_{}", if number == 1 { "one" } else { "other" });
        told(
            language,
            &key,
            &Map::from_iter([("number".to_owned(), number.into())]),
        )
    };
    let latest = lost.get("latest").and_then(Value::as_array);
    let named: Vec<String> = latest
        .into_iter()
        .flatten()
        .map(|act| line(act, language))
        .collect();
    let others = number.saturating_sub(named.len() as u64);
    let mut lines = vec![counted("lost", number)];
    lines.extend(named);
    if others > 0 {
        lines.push(format!("  {}", counted("and_others", others)));
    }
    lines.push(told(language, "carried", &Map::new()));
    lines
}

/// One act: when, what, and who did it.
fn line(act: &Value, language: Language) -> String {
    let text = |key: &str| act.get(key).and_then(Value::as_str).unwrap_or_default();
    let kind = text("command").replace('.', "_");
    let what = words::find(language, &["backup", "acts", &kind])
        .or_else(|| words::find(language, &["backup", "acts", "other"]))
        .unwrap_or_default();
    let when = of(act, "/recorded_at", language);
    let when = when.as_str().unwrap_or_default();
    let line = format!("  {when}  {what}  {}", text("person"));
    line.trim_end().to_owned()
}

fn of(value: &Value, place: &str, language: Language) -> Value {
    let text = value.pointer(place).and_then(Value::as_str);
    let written = text.and_then(|text| days::instant(text, language));
    written.or_else(|| text.map(str::to_owned)).into()
}

fn told(language: Language, key: &str, values: &Map<String, Value>) -> String {
    words::told(language, &["backup", "restore", key], values).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_would_be_lost_is_told_in_sentences_and_no_more_than_is_known() {
        let act = |command: &str| json!({ "recorded_at": "2026-11-23T12:00:00Z", "command": command, "person": "Anja" });
        let mut looked = json!({
            "manifest": { "made_at": "2026-11-20T12:00:00Z" }, "centre": "De Jutter",
            "of_another": false,
            "lost": { "acts": 3, "latest": [act("members.admit"), act("never.heard_of")] },
        });
        let told = lines(&looked, Language::Nl).join("\n");
        for part in [
            "20 november 2026",
            "van De Jutter",
            "3 handelingen",
            "23 november 2026",
            "Lid toegevoegd  Anja",
            "Iets anders  Anja",
            "en nog 1 oudere",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(!told.contains("{{") && !told.contains("members"), "{told}");
        looked["lost"] = json!({ "acts": 0, "latest": [] });
        assert!(
            lines(&looked, Language::En)
                .join("\n")
                .contains("Nothing will be lost")
        );
        looked["lost"] = Value::Null;
        assert!(
            lines(&looked, Language::Nl)
                .join("\n")
                .contains("niet te zien")
        );
        looked["of_another"] = json!(true);
        assert!(
            lines(&looked, Language::Nl)
                .join("\n")
                .contains("ander centrum")
        );
    }
}
