//! Reading a question, and saying why one does not read: which field it is about and what belongs
//! there. What was typed is never said again, since a name or a passphrase in the wrong place would
//! end up in a terminal or a log. So nothing of the reader's own words is told: where it stopped is
//! looked up in the schema of the question, and the word files hold the sentences.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::{Path, Segment};
use wijkboek_core::kernel::{Code, Refusal, Result};

macro_rules! reasons {
    ($($name:ident => $key:literal,)*) => {
        /// Why a question does not read.
        #[derive(Clone, Copy)]
        enum Reason { $($name),* }

        impl Reason {
            fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }

        /// Every reason why a question does not read: keys under `cli.misread` in the word files.
        pub const MISREAD: &[&str] = &[$($key),*];
    };
}

reasons! {
    NoObject => "no_object",
    Missing => "missing",
    Unknown => "unknown",
    UnknownIn => "unknown_in",
    NoFields => "no_fields",
    Choice => "choice",
    Day => "day",
    NoSuchDay => "no_such_day",
    Instant => "instant",
    Id => "id",
    Text => "text",
    Number => "number",
    NumberUnfit => "number_unfit",
    YesOrNo => "yes_or_no",
    List => "list",
    Object => "object",
    Other => "other",
    Whole => "whole",
}

/// So many signs of a list of words are told.
const MOST_SAID: usize = 300;

/// Reads a question. Only an object: serde would take a list for a struct, and then a field could
/// be meant that nobody named.
///
/// # Errors
/// `Code::QuestionUnreadable` with the `reason`, a key under `cli.misread` in the word files; with
/// the `place` that it is about and its last `field`, and the `choices` there, as far as the
/// question's schema knows them.
pub fn read_question<T: DeserializeOwned + JsonSchema>(given: &Value) -> Result<T> {
    if !given.is_object() {
        return Code::QuestionUnreadable
            .with("reason", Reason::NoObject.key())
            .refuse();
    }
    serde_path_to_error::deserialize(given).map_err(|error| {
        let schema = schemars::schema_for!(T).to_value();
        let place = Place::find(&schema, given, error.path());
        place.refusal(&error.inner().to_string()).into()
    })
}

/// Where reading stopped, as far as the schema knows the way.
struct Place<'read> {
    /// The fields and numbers on the way, such as `fields.parties[2].role`.
    told: String,
    /// The last field of them.
    field: String,
    /// What may stand there: one schema, or those of its alternatives.
    fitting: Vec<&'read Map<String, Value>>,
    /// What stands there.
    given: Option<&'read Value>,
}

impl<'read> Place<'read> {
    fn find(schema: &'read Value, given: &'read Value, path: &Path) -> Self {
        let mut place = Self {
            told: String::new(),
            field: String::new(),
            fitting: alternatives(schema, schema),
            given: Some(given),
        };
        for step in path {
            // What the schema does not know was typed.
            if !place.goes_on(schema, step) {
                break;
            }
        }
        place
    }

    /// Takes a step; answers whether there is a way.
    fn goes_on(&mut self, schema: &'read Value, step: &Segment) -> bool {
        let next = |keys: [&str; 2]| -> Vec<&'read Map<String, Value>> {
            let found = self.fitting.iter().filter_map(|part| match keys {
                [key, ""] => part.get(key),
                [key, name] => part.get(key)?.get(name),
            });
            found.flat_map(|part| alternatives(schema, part)).collect()
        };
        let (fitting, given) = match step {
            Segment::Map { key } | Segment::Enum { variant: key } => {
                let given = self.given.and_then(|given| given.get(key));
                (next(["properties", key]), given)
            }
            Segment::Seq { index } => {
                let given = self.given.and_then(|given| given.get(index));
                (next(["items", ""]), given)
            }
            Segment::Unknown => (Vec::new(), None),
        };
        if fitting.is_empty() {
            return false;
        }
        match step {
            Segment::Map { key } | Segment::Enum { variant: key } => self.enter(key),
            other => self.told.push_str(&other.to_string()),
        }
        (self.fitting, self.given) = (fitting, given);
        true
    }

    fn enter(&mut self, field: &str) {
        if !self.told.is_empty() {
            self.told.push('.');
        }
        self.told.push_str(field);
        field.clone_into(&mut self.field);
    }

    /// What is to be said, after what serde said. Of that only the kind is looked at, and the name
    /// of a field that is missing: that one is ours.
    fn refusal(mut self, said: &str) -> Refusal {
        if let Some(rest) = said.strip_prefix("missing field `") {
            self.enter(rest.trim_end_matches('`'));
            return self.because(Reason::Missing);
        }
        if said.starts_with("unknown field") {
            let fields = self.fields();
            let reason = match (fields.is_empty(), self.told.is_empty()) {
                (true, _) => Reason::NoFields,
                (false, true) => Reason::Unknown,
                (false, false) => Reason::UnknownIn,
            };
            return self.because(reason).with("choices", listed(&fields));
        }
        let choices = self.choices();
        if !choices.is_empty() {
            return self
                .because(Reason::Choice)
                .with("choices", listed(&choices));
        }
        let fits = |is: fn(&Value) -> bool| self.given.is_some_and(is);
        let reason = match self.kind() {
            "date" if self.is_written_as_a_day() => Reason::NoSuchDay,
            "date" => Reason::Day,
            "date-time" => Reason::Instant,
            "uuid" => Reason::Id,
            "string" if !fits(Value::is_string) => Reason::Text,
            "integer" if fits(|given| given.is_i64() || given.is_u64()) => Reason::NumberUnfit,
            "integer" => Reason::Number,
            "boolean" => Reason::YesOrNo,
            "array" if !fits(Value::is_array) => Reason::List,
            "object" if !fits(Value::is_object) => Reason::Object,
            _ if self.told.is_empty() => Reason::Whole,
            _ => Reason::Other,
        };
        self.because(reason)
    }

    fn because(&self, reason: Reason) -> Refusal {
        let refusal = Code::QuestionUnreadable.with("reason", reason.key());
        if self.told.is_empty() {
            return refusal;
        }
        refusal.at(&self.field).with("place", self.told.clone())
    }

    fn fields(&self) -> Vec<&'read str> {
        let known = self
            .fitting
            .iter()
            .filter_map(|part| part.get("properties"));
        let mut fields: Vec<&str> = Vec::new();
        for field in known.filter_map(Value::as_object).flat_map(Map::keys) {
            if !fields.contains(&field.as_str()) {
                fields.push(field);
            }
        }
        fields
    }

    /// The words of which one may stand there.
    fn choices(&self) -> Vec<&'read str> {
        let words = self.fitting.iter().flat_map(|part| {
            let many = part.get("enum").and_then(Value::as_array);
            many.into_iter().flatten().chain(part.get("const"))
        });
        words.filter_map(Value::as_str).collect()
    }

    /// The one kind of value that fits, by its format or else its type; `""` if there are several.
    fn kind(&self) -> &'read str {
        let of = |part: &'read Map<String, Value>| -> Option<&'read str> {
            let written = part.get("format").and_then(Value::as_str);
            let known = written.filter(|format| ["date", "date-time", "uuid"].contains(format));
            known.or_else(|| match part.get("type")? {
                Value::Array(types) => types
                    .iter()
                    .filter_map(Value::as_str)
                    .find(|one| *one != "null"),
                one => one.as_str().filter(|one| *one != "null"),
            })
        };
        let mut kinds = self.fitting.iter().filter_map(|part| of(part));
        let first = kinds.next().unwrap_or_default();
        if kinds.all(|kind| kind == first) {
            first
        } else {
            ""
        }
    }

    /// `2026-02-31`: it can be read, and there is no such day.
    fn is_written_as_a_day(&self) -> bool {
        let text = self.given.and_then(Value::as_str).unwrap_or_default();
        let parts: Vec<&str> = text.split('-').collect();
        parts.iter().map(|part| part.len()).eq([4, 2, 2])
            && parts.concat().bytes().all(|sign| sign.is_ascii_digit())
    }
}

/// A schema with what it refers to and all that may stand instead of it.
fn alternatives<'read>(root: &'read Value, schema: &'read Value) -> Vec<&'read Map<String, Value>> {
    let Some(own) = schema.as_object() else {
        return Vec::new();
    };
    let mut found = vec![own];
    let referred = own.get("$ref").and_then(Value::as_str);
    let referred = referred.and_then(|place| root.pointer(place.trim_start_matches('#')));
    let others = ["anyOf", "oneOf", "allOf"]
        .iter()
        .filter_map(|key| own.get(*key)?.as_array());
    for other in referred.into_iter().chain(others.flatten()) {
        found.extend(alternatives(root, other));
    }
    found
}

fn listed(words: &[&str]) -> String {
    let all = words.join(", ");
    if all.chars().count() <= MOST_SAID {
        return all;
    }
    let told: String = all.chars().take(MOST_SAID).collect();
    let whole = told.rsplit_once(", ").map_or("", |(whole, _)| whole);
    format!("{whole}, …")
}
