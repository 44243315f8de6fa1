//! What is asked, as it crosses from the window or from a line on standard input.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// The most that a question weighs, in bytes: more than any list of decisions comes to.
pub const MOST_BYTES: usize = 8 << 20;

/// One question with what goes around it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The command's name on the list.
    pub command: String,
    /// Its question; nothing is the same as `{}`.
    #[serde(default)]
    pub question: Value,
    /// Which act this is. Every write needs one; the same one again is the same act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation_id: Option<Uuid>,
    /// Under which id progress can be asked and stopping requested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<Uuid>,
}

impl Envelope {
    /// A question without an operation: reads and what needs the surroundings.
    #[must_use]
    pub fn question(command: &str, question: Value) -> Self {
        Self {
            command: command.to_owned(),
            question,
            operation_id: None,
            job_id: None,
        }
    }

    /// Whether it weighs more than anybody would ask.
    pub(crate) fn is_too_large(&self) -> bool {
        let mut left = MOST_BYTES.checked_sub(self.command.len());
        weigh(&self.question, &mut left);
        left.is_none()
    }
}

/// Takes the weight of a value from what is left; nothing is left when there is not enough. It
/// stops there, so a huge value costs no more than one that just fits.
fn weigh(value: &Value, left: &mut Option<usize>) {
    let own = match value {
        Value::String(text) => text.len(),
        Value::Object(fields) => fields.keys().map(String::len).sum(),
        _ => 0,
    };
    *left = left.and_then(|left| left.checked_sub(own.saturating_add(1)));
    let parts: &mut dyn Iterator<Item = &Value> = match value {
        Value::Array(items) => &mut items.iter(),
        Value::Object(fields) => &mut fields.values(),
        _ => return,
    };
    for part in parts {
        if left.is_none() {
            return;
        }
        weigh(part, left);
    }
}
