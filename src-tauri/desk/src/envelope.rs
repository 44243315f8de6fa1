//! What is asked, as it crosses from the window or from a line on standard input.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

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
}
