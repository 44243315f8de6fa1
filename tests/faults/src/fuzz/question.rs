//! Questions out of the JSON Schema of a command: mostly as it asks, with ids that were seen in
//! answers, now and then with something that no form would send.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::stage::Dice;

/// So many ids of one name are kept, the latest.
const MOST_IDS: usize = 60;
/// Names of fields that hold an id which answers call otherwise.
const OTHERWISE: &[(&str, &str)] = &[("from", "account_id"), ("to", "account_id")];

const WORDS: &[&str] = &[
    "Riet",
    "van den Berg",
    "soep",
    "",
    " ",
    "'); DROP TABLE member;--",
    "<img src=x onerror=alert(1)>",
    "=HYPERLINK(\"x\")",
    "#read(\"/etc/passwd\")",
    "\u{202e}omgekeerd",
    "e\u{301}",
    "👵🏽",
    "a\u{0}b",
    "regel\nregel",
    "3511 AB",
    "111222333",
    "Ĳsbrand",
    "%",
    "\"*",
    "2026Q3",
    "2026Q4",
    "kip huis boot laan",
];
const DAYS: &[&str] = &[
    "2026-11-23",
    "2026-11-22",
    "2026-12-31",
    "2020-02-29",
    "2025-02-29",
    "1875-01-01",
    "9999-12-31",
    "0000-00-00",
    "-0001-01-01",
    "31-12-2020",
];

/// Makes questions, and remembers what answers said.
#[derive(Default)]
pub struct Inquirer {
    /// Ids by the name of the field in which they were seen.
    ids: BTreeMap<String, Vec<Uuid>>,
}

impl Inquirer {
    /// One that has heard nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps the ids of an answer for later questions.
    pub fn hear(&mut self, answer: &Value) {
        self.listen("", answer);
    }

    fn listen(&mut self, name: &str, answer: &Value) {
        match answer {
            Value::String(text) if text.len() == 36 => {
                if let Ok(id) = text.parse() {
                    self.keep(name, id);
                }
            }
            Value::Array(values) => {
                for value in values.iter().take(20) {
                    self.listen(name, value);
                }
            }
            Value::Object(fields) => {
                for (name, value) in fields {
                    self.listen(name, value);
                }
            }
            _ => {}
        }
    }

    /// Keeps an id under a name for later questions.
    pub fn keep(&mut self, name: &str, id: Uuid) {
        let ids = self.ids.entry(name.to_owned()).or_default();
        if ids.contains(&id) {
            return;
        }
        if ids.len() >= MOST_IDS {
            ids.remove(0);
        }
        ids.push(id);
    }

    /// An id for a field: mostly one that was seen under its name, or any, or one of nobody.
    fn id(&self, name: &str, dice: &mut Dice) -> Uuid {
        let other = OTHERWISE.iter().find(|(field, _)| *field == name);
        let name = other.map_or(name, |(_, name)| name);
        if let Some(ids) = self.ids.get(name).filter(|_| dice.per_cent(90)) {
            return *dice.one_of(ids);
        }
        let pools: Vec<&Vec<Uuid>> = self.ids.values().collect();
        if pools.is_empty() || dice.per_cent(20) {
            return Uuid::from_u128(u128::from(dice.next()));
        }
        let pool = pools[dice.place(pools.len())];
        *dice.one_of(pool)
    }

    /// A question of this schema.
    #[must_use]
    pub fn question(&self, schema: &Value, dice: &mut Dice) -> Value {
        let mut question = self.value("", schema, schema, dice, 0);
        if dice.per_cent(8) {
            spoil(&mut question, dice);
        }
        question
    }

    fn value(
        &self,
        name: &str,
        schema: &Value,
        whole: &Value,
        dice: &mut Dice,
        depth: u32,
    ) -> Value {
        if depth > 12 {
            return Value::Null;
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let found = reference
                .strip_prefix('#')
                .and_then(|path| whole.pointer(path));
            return found.map_or(Value::Null, |found| {
                self.value(name, found, whole, dice, depth + 1)
            });
        }
        for choice in ["oneOf", "anyOf"] {
            if let Some(choices) = schema[choice].as_array().filter(|all| !all.is_empty()) {
                return self.value(name, dice.one_of(choices), whole, dice, depth + 1);
            }
        }
        if let Some(parts) = schema["allOf"].as_array().filter(|all| !all.is_empty()) {
            return self.value(name, &parts[0], whole, dice, depth + 1);
        }
        if let Some(values) = schema["enum"].as_array().filter(|all| !all.is_empty()) {
            return dice.one_of(values).clone();
        }
        if !schema["const"].is_null() {
            return schema["const"].clone();
        }
        match kind(schema, dice) {
            "object" => self.object(schema, whole, dice, depth),
            "array" => {
                let count = dice.below(3);
                (0..count)
                    .map(|_| self.value(name, &schema["items"], whole, dice, depth + 1))
                    .collect()
            }
            "string" => self.text(name, schema["format"].as_str(), dice),
            "integer" | "number" => number(schema, dice),
            "boolean" => json!(dice.per_cent(50)),
            _ => Value::Null,
        }
    }

    fn object(&self, schema: &Value, whole: &Value, dice: &mut Dice, depth: u32) -> Value {
        let required = schema["required"].as_array();
        let mut fields = Map::new();
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let needed = required.is_some_and(|names| names.contains(&json!(name)));
            if needed || dice.per_cent(40) {
                fields.insert(
                    name.clone(),
                    self.value(name, field, whole, dice, depth + 1),
                );
            }
        }
        Value::Object(fields)
    }

    fn text(&self, name: &str, format: Option<&str>, dice: &mut Dice) -> Value {
        match format {
            Some("uuid") => json!(self.id(name, dice)),
            Some("date") => {
                // Mostly a day that somebody could mean.
                let likely = if dice.per_cent(80) { 3 } else { DAYS.len() };
                json!(DAYS[dice.place(likely)])
            }
            Some("date-time") => json!("2026-11-23T12:00:00Z"),
            _ if dice.per_cent(1) => json!("x".repeat(dice.place(200_000))),
            _ if dice.per_cent(30) => json!(format!("Naam{}", dice.below(1000))),
            _ => json!(*dice.one_of(WORDS)),
        }
    }
}

/// The type of a schema; one of them if there are several.
fn kind<'a>(schema: &'a Value, dice: &mut Dice) -> &'a str {
    match &schema["type"] {
        Value::String(kind) => kind,
        Value::Array(kinds) if !kinds.is_empty() => dice.one_of(kinds).as_str().unwrap_or(""),
        _ if schema["properties"].is_object() => "object",
        _ => "",
    }
}

fn number(schema: &Value, dice: &mut Dice) -> Value {
    let least = schema["minimum"].as_i64();
    match dice.below(20) {
        0 => json!(least.unwrap_or(i64::MIN)),
        1 => json!(i64::MAX),
        2 => json!(-1),
        3 => json!(schema["maximum"].as_i64().unwrap_or(0)),
        4..8 => json!(dice.below(4)),
        _ => json!(dice.below(300)),
    }
}

/// What no form would send: a field too many or too few, another type, something deep.
fn spoil(question: &mut Value, dice: &mut Dice) {
    let choice = dice.below(6);
    let Some(fields) = question.as_object_mut() else {
        return;
    };
    let names: Vec<String> = fields.keys().cloned().collect();
    match choice {
        0 => {
            fields.insert("onbekend".into(), json!(1));
        }
        1 if !names.is_empty() => {
            fields.remove(dice.one_of(&names));
        }
        2 if !names.is_empty() => {
            let wrong = [
                json!(null),
                json!([]),
                json!({}),
                json!(1.5),
                json!(true),
                json!("x"),
            ];
            fields.insert(dice.one_of(&names).clone(), dice.one_of(&wrong).clone());
        }
        3 if !names.is_empty() => {
            let deep = (0..100).fold(Value::Null, |inside, _| json!([inside]));
            fields.insert(dice.one_of(&names).clone(), deep);
        }
        4 => *question = json!([1, 2, 3]),
        _ => *question = json!("een vraag"),
    }
}
