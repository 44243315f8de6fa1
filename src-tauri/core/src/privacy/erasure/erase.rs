//! The second phase: what is due and need not wait is erased, room by room.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{store, waits::waits};
use crate::{
    agreements, centre, certificates, confidential, consent, credits, import,
    kernel::{Forgotten, Reader, Result, Tx},
    keys,
    members::{self, MemberId},
    privacy::person::subject,
};

/// A line of the log of erasures: no more than an id and two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ErasedMember {
    /// Who was erased.
    pub member_id: MemberId,
    /// When it was asked for.
    pub requested_on: NaiveDate,
    /// When it was done.
    pub erased_on: NaiveDate,
}

/// What erasing leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ErasedReceipt {
    /// Who was erased.
    pub members: Vec<MemberId>,
}

/// Whether there is anybody to erase now.
///
/// # Errors
/// SQLite's answer.
pub fn something_is_due(reader: &Reader) -> Result<bool> {
    for request in store::due(reader)? {
        if waits(reader, request.member_id)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Erases everybody whose thirty days are over and for whom nothing must wait.
///
/// # Errors
/// SQLite's answer.
pub fn erase_due(tx: &Tx) -> Result<ErasedReceipt> {
    let mut members = Vec::new();
    for request in store::due(tx)? {
        if waits(tx, request.member_id)?.is_empty() {
            erase(tx, request.member_id)?;
            let erased_on = tx.today();
            let line = ErasedMember {
                member_id: request.member_id,
                requested_on: request.requested_on,
                erased_on,
            };
            store::log(tx, &line)?;
            members.push(request.member_id);
        }
    }
    if !members.is_empty() {
        tx.forget_questions()?;
    }
    Ok(ErasedReceipt { members })
}

/// The log of this book, the first one first.
///
/// # Errors
/// SQLite's answer.
pub fn erasure_log(reader: &Reader) -> Result<Vec<ErasedMember>> {
    store::logged(reader)
}

/// Erases once more whoever stands in the log of another state of this book: after a copy was put
/// back, the book that was kept hands over its log. Answers how many came back with the copy.
///
/// # Errors
/// SQLite's answer.
pub fn replay(tx: &Tx, log: &[ErasedMember]) -> Result<u32> {
    let known = store::logged(tx)?;
    let mut again = 0u32;
    for line in log {
        if known.iter().any(|known| known.member_id == line.member_id) {
            continue;
        }
        if members::is_known(tx, line.member_id)? {
            erase(tx, line.member_id)?;
            again = again.saturating_add(1);
        }
        store::log(tx, line)?;
    }
    if again > 0 {
        tx.forget_questions()?;
    }
    Ok(again)
}

fn erase(tx: &Tx, member_id: MemberId) -> Result<()> {
    let (subject, own) = subject(tx, member_id)?;
    let number = members::get(tx, member_id)?.number;
    let mut names: Vec<String> = own.into_iter().filter(|name| name.contains(' ')).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let forgotten = Forgotten {
        subject,
        names,
        instead: members::erased_name(number),
    };
    certificates::erase(tx, &forgotten)?;
    credits::erase(tx, &forgotten)?;
    agreements::erase(tx, &forgotten)?;
    consent::erase(tx, &forgotten)?;
    import::erase(tx, &forgotten)?;
    centre::erase(tx, &forgotten)?;
    keys::erase(tx, &forgotten)?;
    confidential::forget(tx, member_id)?;
    members::erase(tx, member_id, &forgotten)
}
