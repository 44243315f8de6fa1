//! Numbers that somebody types.

use serde_json::Value;

use crate::kernel::{Code, Result};

/// Refuses a number outside of its bounds, both included.
///
/// # Errors
/// `Code::NumberOutOfRange` with the field and the bounds.
pub fn between<N>(field: &str, number: N, least: N, most: N) -> Result<()>
where
    N: PartialOrd + Copy + Into<Value>,
{
    if (least..=most).contains(&number) {
        return Ok(());
    }
    Code::NumberOutOfRange
        .at(field)
        .with("least", least)
        .with("most", most)
        .refuse()
}
