//! The table of terms, and changing it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RetentionField, store, terms};
use crate::kernel::{Ask, Code, Read, Reader, Result, Role, Tx, Write};

/// How long what is known of somebody stays after the membership.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ListTerms {}

/// The table of terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct RetentionTerms {
    /// Which version of the table this is; 0 while they are as declared.
    pub version: u32,
    /// Every term.
    pub terms: Vec<RetentionTerm>,
}

/// A term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct RetentionTerm {
    /// Of what.
    pub field: RetentionField,
    /// Months after the end of the membership.
    pub months: u32,
    /// What the program declares.
    pub declared_months: u32,
    /// The fewest months.
    pub least: u32,
    /// The most months.
    pub most: u32,
}

/// Makes other terms. What is left out stays as it is; undoing it brings back the table before.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ChangeTerms {
    /// The version that the form was filled from.
    pub version: u32,
    /// The terms that change.
    pub terms: Vec<TermMonths>,
}

/// A term as it is typed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct TermMonths {
    /// Of what.
    pub field: RetentionField,
    /// Months after the end of the membership.
    pub months: u32,
}

/// What a change of the table leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct TermsReceipt {
    /// The version that the act made.
    pub version: u32,
}

impl Ask for ListTerms {
    const NAME: &'static str = "privacy.terms";
    const ROLE: Role = Role::Reader;
    type Answer = RetentionTerms;
}

impl Read for ListTerms {
    fn run(self, reader: &Reader) -> Result<RetentionTerms> {
        terms(reader)
    }
}

impl Ask for ChangeTerms {
    const NAME: &'static str = "privacy.change_terms";
    const ROLE: Role = Role::Manager;
    type Answer = TermsReceipt;
}

impl Write for ChangeTerms {
    /// # Errors
    /// `Code::ChangedMeanwhile`, `Code::TermTwice`, then for each term in the order of the table
    /// `Code::NumberOutOfRange`, `Code::TermBeyondName`, with the name of the term as its field.
    fn run(self, tx: &Tx) -> Result<TermsReceipt> {
        let present = terms(tx)?;
        if present.version != self.version {
            return Code::ChangedMeanwhile
                .with("seen", self.version)
                .with("present", present.version)
                .refuse();
        }
        let mut kept = present.terms;
        for term in &mut kept {
            let mut typed = self.terms.iter().filter(|typed| typed.field == term.field);
            term.months = typed.next().map_or(term.months, |typed| typed.months);
            if typed.next().is_some() {
                return Code::TermTwice.at(term.field.text()).refuse();
            }
        }
        check(&kept)?;
        let version = present.version.saturating_add(1);
        let kept: Vec<_> = kept.iter().map(|term| (term.field, term.months)).collect();
        store::add(tx, version, &kept)?;
        Ok(TermsReceipt { version })
    }

    fn undo(tx: &Tx, receipt: TermsReceipt) -> Result<()> {
        if store::version(tx)? != receipt.version {
            return Code::UndoneTooLate.refuse();
        }
        // Before the first change there was no row: the terms were as declared.
        let before = store::months(tx, receipt.version.saturating_sub(1))?;
        store::add(tx, receipt.version.saturating_add(1), &before)
    }
}

fn check(terms: &[RetentionTerm]) -> Result<()> {
    let name = terms
        .iter()
        .find(|term| term.field == RetentionField::Name)
        .map_or(u32::MAX, |term| term.months);
    for term in terms {
        let field = term.field.text();
        if !(term.least..=term.most).contains(&term.months) {
            return Code::NumberOutOfRange
                .at(field)
                .with("least", term.least)
                .with("most", term.most)
                .refuse();
        }
        if term.months > name {
            return Code::TermBeyondName.at(field).with("most", name).refuse();
        }
    }
    Ok(())
}
