//! The statement of a time-credit account over a period, for members who like it on paper.
//! Amounts come as text: only the scheme knows its unit, and this room does no sums.

use chrono::NaiveDate;
use serde::Serialize;

use crate::press::{self, Paper};
use crate::{Language, Result};

/// What stands on a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementPaper {
    /// The name of the neighbourhood enterprise.
    pub centre: String,
    /// What the scheme calls its credits: "Makkies".
    pub scheme: String,
    /// Whose account it is.
    pub holder: String,
    /// What marks the account besides the name, if anything: "lid 41".
    pub account: Option<String>,
    /// First day of the period.
    pub from: NaiveDate,
    /// Last day of the period.
    pub until: NaiveDate,
    /// The day the statement was made.
    pub made_on: NaiveDate,
    /// The balance before the first day: "12,5".
    pub opening_balance: String,
    /// All that came in during the period, together.
    pub total_received: String,
    /// All that went out during the period, together.
    pub total_given: String,
    /// The balance at the end of the last day.
    pub closing_balance: String,
    /// The bookings in the order in which they were made.
    pub lines: Vec<StatementLine>,
}

/// One booking on a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementLine {
    /// The day it counts for.
    pub on: NaiveDate,
    /// What it was for and with whom.
    pub description: String,
    /// What came in, if it did.
    pub received: Option<String>,
    /// What went out, if it did.
    pub given: Option<String>,
    /// The balance afterwards.
    pub balance: String,
}

/// Prints a statement: as many A4 pages as it takes, each with the column heads.
///
/// # Errors
/// `Error::LetterNotDrawable`, `Error::Layout`.
pub fn account_statement(paper: &StatementPaper, language: Language) -> Result<Paper> {
    press::print("statement", paper, language)
}
