//! Draagvlak: who stands behind the enterprise, today and at the end of each of the last quarters.
//! Active and passive support side by side, since the one says little without the other.

use chrono::{Months, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::kernel::{Code, Quarter, Reader, Result};
use crate::members::{self, MembershipCounts};

/// How many quarters the line shows, the present one among them.
const QUARTERS: u32 = 8;

/// Who stands behind the enterprise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Support {
    /// Today.
    pub now: MembershipCounts,
    /// At the end of the last quarters, the oldest first; the present quarter as it is today.
    pub quarters: Vec<SupportQuarter>,
}

/// Who stood behind the enterprise at the end of a quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SupportQuarter {
    /// The quarter: `2026Q3`.
    pub quarter: String,
    /// How many, in which way.
    pub counts: MembershipCounts,
}

pub(super) fn support(reader: &Reader, day: NaiveDate) -> Result<Support> {
    let quarters = (0..QUARTERS).rev().map(|back| quarter(reader, day, back));
    let quarters = quarters.collect::<Result<Vec<_>>>()?;
    Ok(Support {
        now: members::counts(reader, day)?,
        quarters,
    })
}

fn quarter(reader: &Reader, day: NaiveDate, back: u32) -> Result<SupportQuarter> {
    let months = Months::new(back.saturating_mul(3));
    let within = day
        .checked_sub_months(months)
        .ok_or_else(|| Code::DayUnreadable.refusal())?;
    let quarter = Quarter::of(within);
    let last_day = quarter.end()?.pred_opt().unwrap_or(day);
    Ok(SupportQuarter {
        quarter: quarter.to_string(),
        counts: members::counts(reader, last_day.min(day))?,
    })
}
