//! Days and instants as people write them, in the words that paper and window use.

use chrono::{DateTime, Datelike as _, Local, NaiveDate};
use serde_json::{Map, Value, json};

use crate::{arguments::Language, words};

/// A day, `2026-11-23`, in full; nothing if it is none.
pub fn day(text: &str, language: Language) -> Option<String> {
    written(text.parse().ok()?, language)
}

/// An instant, `2026-11-23T13:05:00Z`, on this computer's clock; nothing if it is none.
pub fn instant(text: &str, language: Language) -> Option<String> {
    let at: DateTime<Local> = text.parse().ok()?;
    let time = match language {
        Language::Nl => at.format("%H.%M"),
        Language::En => at.format("%H:%M"),
    };
    let values = [
        ("day", json!(written(at.date_naive(), language)?)),
        ("time", json!(time.to_string())),
    ];
    words::told(language, &["shared", "date", "instant"], &named(values))
}

fn written(day: NaiveDate, language: Language) -> Option<String> {
    let month = day.month().to_string();
    let values = [
        ("day", json!(day.day())),
        (
            "month",
            json!(words::find(language, &["paper", "months", &month])?),
        ),
        ("year", json!(day.year())),
    ];
    words::told(language, &["paper", "day"], &named(values))
}

fn named<const COUNT: usize>(values: [(&str, Value); COUNT]) -> Map<String, Value> {
    let owned = values.map(|(name, value)| (name.to_owned(), value));
    Map::from_iter(owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_in_the_language_and_what_is_none_is_not() {
        for (language, written) in [
            (Language::Nl, "23 november 2026"),
            (Language::En, "23 November 2026"),
        ] {
            assert_eq!(day("2026-11-23", language).as_deref(), Some(written));
            let at = instant("2026-11-23T12:00:00Z", language).unwrap_or_default();
            assert!(at.starts_with(written), "{at}");
            assert!(!at.contains("{{") && !at.contains('T'), "{at}");
        }
        for none in ["2026-02-31", "gisteren", ""] {
            assert_eq!(day(none, Language::Nl), None);
            assert_eq!(instant(none, Language::Nl), None);
        }
    }
}
