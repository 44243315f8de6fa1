//! A quarter of a year, written `2026Q3`: the only period that a snapshot may speak of.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Months, NaiveDate};

use crate::kernel::{Code, Error, Result};

/// One quarter, from its first day up to and including its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    year: i32,
    number: u32,
}

impl Quarter {
    /// The quarter that a day lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self {
            year: day.year(),
            number: day.quarter(),
        }
    }

    /// The first day.
    ///
    /// # Errors
    /// `Code::QuarterUnreadable` for a year that no calendar holds.
    pub fn first_day(self) -> Result<NaiveDate> {
        let month = self
            .number
            .saturating_sub(1)
            .saturating_mul(3)
            .saturating_add(1);
        NaiveDate::from_ymd_opt(self.year, month, 1).ok_or_else(|| {
            Code::QuarterUnreadable
                .with("text", self.to_string())
                .into()
        })
    }

    /// The first day of the quarter after this one: the end, not included.
    ///
    /// # Errors
    /// `Code::QuarterUnreadable` for a year that no calendar holds.
    pub fn end(self) -> Result<NaiveDate> {
        self.first_day()?
            .checked_add_months(Months::new(3))
            .ok_or_else(|| {
                Code::QuarterUnreadable
                    .with("text", self.to_string())
                    .into()
            })
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}Q{}", self.year, self.number)
    }
}

impl FromStr for Quarter {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let unreadable = || Code::QuarterUnreadable.with("text", text);
        let (year, number) = text.split_once('Q').ok_or_else(unreadable)?;
        let year: i32 = year.parse().map_err(|_| unreadable())?;
        let number: u32 = number.parse().map_err(|_| unreadable())?;
        if (1900..=9999).contains(&year) && (1..=4).contains(&number) {
            Ok(Self { year, number })
        } else {
            Err(unreadable().into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_reads_as_it_is_written_and_nothing_else_does() -> Result<()> {
        let quarter: Quarter = "2026Q4".parse()?;
        assert_eq!(quarter.to_string(), "2026Q4");
        assert_eq!(quarter.first_day()?.to_string(), "2026-10-01");
        assert_eq!(quarter.end()?.to_string(), "2027-01-01");
        assert_eq!(Quarter::of(quarter.first_day()?), quarter);
        for wrong in [
            "2026Q5", "2026Q0", "26Q1", "2026", "2026q1", "", "Q1", "2026Q1 ",
        ] {
            assert_eq!(
                wrong
                    .parse::<Quarter>()
                    .err()
                    .and_then(|error| error.code()),
                Some(Code::QuarterUnreadable),
                "{wrong}"
            );
        }
        Ok(())
    }
}
