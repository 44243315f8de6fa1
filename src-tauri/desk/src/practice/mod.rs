//! The practice book: filled from the cases of the information sheet that this program comes from.
//! Every person in it is invented.
//!
//! `script.jsonl` holds one question per line, asked through the same list as everything else, on a
//! day some days before today: the practice book therefore always has a past, and something to do.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use wijkboek_core::kernel::{Ambient, Clock, Disk, Entropy, Error, Place, Result};

use crate::{Desk, Envelope, book::CreateBook, face::Language};

const SCRIPT: &str = include_str!("script.jsonl");

/// One line of the script.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    /// Days from today; before it when negative.
    day: i64,
    /// The command.
    ask: String,
    /// Its question; `@name/path` stands for a value of an earlier answer, `@-40` for a day.
    question: Value,
    /// The name under which the answer is kept for later lines.
    #[serde(default)]
    name: Option<String>,
}

/// The centre and the person of the practice book.
pub(crate) fn book(language: Language) -> CreateBook {
    let person = match language {
        Language::Nl => "Oefenaar",
        Language::En => "Learner",
    };
    CreateBook {
        centre: "De Nieuwe Jutter".into(),
        place: Some("Utrecht".into()),
        person: person.into(),
        passphrase: String::new(),
    }
}

/// A clock that stands where the script puts it, with the randomness of the desk.
#[derive(Clone)]
pub(crate) struct Past {
    now: Arc<Mutex<DateTime<Utc>>>,
    ambient: Ambient,
}

impl Past {
    /// The past of a desk, standing at the first line of the script.
    pub fn of(ambient: &Ambient) -> Self {
        let past = Self {
            now: Arc::new(Mutex::new(ambient.now())),
            ambient: ambient.clone(),
        };
        let first = steps()
            .ok()
            .and_then(|steps| steps.first().map(|step| step.day));
        past.stand(first.unwrap_or(0).saturating_sub(1));
        past
    }

    /// The surroundings of a book in that past.
    pub fn ambient(&self) -> Ambient {
        Ambient::new(self.clone(), self.clone()).with_disk(self.clone())
    }

    fn stand(&self, day: i64) {
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
        let date = days_from(self.ambient.today(), day);
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = date.and_time(noon).and_utc();
    }
}

impl Clock for Past {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }
}

impl Entropy for Past {
    fn fill(&self, bytes: &mut [u8]) {
        self.ambient.fill(bytes);
    }
}

/// Only time is another one in the past.
impl Disk for Past {
    fn place(&self, folder: &Path) -> Place {
        self.ambient.disk().place(folder)
    }

    fn free(&self, folder: &Path) -> Option<u64> {
        self.ambient.disk().free(folder)
    }

    fn may_write(&self, path: &Path) -> bool {
        self.ambient.disk().may_write(path)
    }
}

/// Fills the open practice book, whose clock is `past`.
pub(crate) fn fill(desk: &mut Desk, past: &Past) -> Result<()> {
    let mut answers = HashMap::new();
    for step in steps()? {
        past.stand(step.day);
        let question = resolve(step.question, &answers, past.ambient.today())?;
        let envelope = Envelope {
            operation_id: Some(past.ambient.uuid()),
            ..Envelope::question(&step.ask, question)
        };
        let answer = desk.call(&envelope).map_err(|failure| {
            Error::broken(format!(
                "practice: {} on {}: {failure:?}",
                step.ask, step.day
            ))
        })?;
        if let Some(name) = step.name {
            answers.insert(name, answer);
        }
    }
    Ok(())
}

fn steps() -> Result<Vec<Step>> {
    SCRIPT
        .lines()
        .map(|line| serde_json::from_str(line).map_err(Error::from))
        .collect()
}

/// Puts days and earlier answers in their places.
fn resolve(question: Value, answers: &HashMap<String, Value>, today: NaiveDate) -> Result<Value> {
    let each = |value| resolve(value, answers, today);
    match question {
        Value::String(text) => match text.strip_prefix('@') {
            None => Ok(Value::String(text)),
            Some(reference) => refer(reference, answers, today),
        },
        Value::Array(values) => values.into_iter().map(each).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| Ok((name, each(value)?)))
            .collect(),
        other => Ok(other),
    }
}

fn refer(reference: &str, answers: &HashMap<String, Value>, today: NaiveDate) -> Result<Value> {
    if let Ok(days) = reference.parse::<i64>() {
        return Ok(Value::String(days_from(today, days).to_string()));
    }
    let (name, path) = reference.split_at(reference.find('/').unwrap_or(reference.len()));
    let found = answers
        .get(name)
        .and_then(|answer| answer.pointer(path))
        .cloned();
    found.ok_or_else(|| Error::broken(format!("practice: nothing called {reference}")))
}

fn days_from(today: NaiveDate, days: i64) -> NaiveDate {
    today
        .checked_add_signed(Duration::days(days))
        .unwrap_or(today)
}
