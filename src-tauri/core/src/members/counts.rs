//! How many belong to the enterprise in which way on a day: numbers, no names.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MembershipKind, store};
use crate::kernel::{Reader, Result};

/// How many members belong in each way on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct MembershipCounts {
    /// Take part in the work.
    pub active: u32,
    /// Support without taking part.
    pub passive: u32,
    /// Friends of the enterprise.
    pub friends: u32,
}

/// How many members belong in each way on a day.
///
/// # Errors
/// SQLite's answer.
pub fn counts(reader: &Reader, day: NaiveDate) -> Result<MembershipCounts> {
    let mut counts = MembershipCounts::default();
    for (kind, count) in store::counts(reader, day)? {
        match kind {
            MembershipKind::Active => counts.active = count,
            MembershipKind::Passive => counts.passive = count,
            MembershipKind::Friend => counts.friends = count,
        }
    }
    Ok(counts)
}
