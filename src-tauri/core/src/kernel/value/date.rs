//! Days as they stand in the book: `2026-11-23`, without a zone.

use std::ops::Range;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::kernel::{Code, Result};

/// A day in a column. Wraps chrono's type so that the SQL rooms need no conversion of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.format("%Y-%m-%d").to_string().into())
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        NaiveDate::parse_from_str(value.as_str()?, "%Y-%m-%d")
            .map(Self)
            .map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

/// An instant in a column: milliseconds since 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub DateTime<Utc>);

impl ToSql for Instant {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.timestamp_millis().into())
    }
}

impl FromSql for Instant {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        DateTime::from_timestamp_millis(value.as_i64()?)
            .map(Self)
            .ok_or(FromSqlError::OutOfRange(value.as_i64()?))
    }
}

/// The years in which a day can be meant. The window knows them too, in `date.ts`.
pub const YEARS: Range<i32> = 1900..2200;

/// The same for a day that may be left out.
///
/// # Errors
/// As `sensible`.
pub fn sensible_if_said(day: Option<NaiveDate>, field: &str) -> Result<Option<NaiveDate>> {
    day.map(|day| sensible(day, field)).transpose()
}

/// Refuses a day outside 1900–2199: a slip of the pen, not a fact.
///
/// # Errors
/// `Code::DayOutOfRange` with the field and the first and last year.
pub fn sensible(day: NaiveDate, field: &str) -> Result<NaiveDate> {
    if YEARS.contains(&day.year()) {
        Ok(day)
    } else {
        Code::DayOutOfRange
            .at(field)
            .with("first", YEARS.start)
            .with("last", YEARS.end.saturating_sub(1))
            .refuse()
    }
}
