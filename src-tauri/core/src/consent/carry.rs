//! Who agrees no more must not come back as agreeing with an older copy of the book: what the book
//! that is put aside heard since is said again in the restored one, under the same ids.

use chrono::NaiveDate;

use super::{ConsentHow, ConsentId, ConsentPurposeId, ConsentStep, store};
use crate::{
    kernel::{Reader, Result, Tx},
    members::{self, MemberId},
};

/// Something said after which a member does not agree: withdrawn, or taken back as a mistake.
#[derive(Debug, Clone)]
pub struct NoMore {
    pub(super) consent_id: ConsentId,
    pub(super) member_id: MemberId,
    pub(super) purpose_id: ConsentPurposeId,
    pub(super) step: ConsentStep,
    pub(super) takes_back: Option<ConsentId>,
    pub(super) said_on: NaiveDate,
    pub(super) how: Option<ConsentHow>,
}

/// What this book heard after which members do not agree, in the order in which it was said.
///
/// # Errors
/// SQLite's answer.
pub fn no_more(reader: &Reader) -> Result<Vec<NoMore>> {
    store::no_more(reader)
}

/// What of it this book did not hear: here the member still agrees.
///
/// # Errors
/// SQLite's answer.
pub fn unheard(reader: &Reader, said: Vec<NoMore>) -> Result<Vec<NoMore>> {
    let mut unheard = Vec::new();
    for one in said {
        if row(reader, &one)?.is_some() {
            unheard.push(one);
        }
    }
    Ok(unheard)
}

/// Says it again in this book.
///
/// # Errors
/// SQLite's answer.
pub fn replay(tx: &Tx, said: &[NoMore]) -> Result<()> {
    for one in said {
        if let Some(row) = row(tx, one)? {
            store::append(tx, one.consent_id, &row)?;
        }
    }
    Ok(())
}

/// The row that says it here; nothing if there is no consent here that it ends.
fn row(reader: &Reader, one: &NoMore) -> Result<Option<store::NewConsent<'static>>> {
    if !members::is_known(reader, one.member_id)? || store::by_id(reader, one.consent_id)?.is_some()
    {
        return Ok(None);
    }
    let member = members::sequence(reader, one.member_id)?;
    let Some(purpose) = store::find_purpose(reader, one.purpose_id)? else {
        return Ok(None);
    };
    let last = store::last(reader, member, purpose)?;
    let Some(last) = last.filter(|last| last.step == ConsentStep::Given) else {
        return Ok(None);
    };
    let takes_back = match one.takes_back {
        Some(id) => match store::by_id(reader, id)? {
            // Another consent than the one that was a mistake stands.
            Some((sequence, ..)) if sequence == last.sequence => Some(sequence),
            _ => return Ok(None),
        },
        None => None,
    };
    Ok(Some(store::NewConsent {
        member,
        purpose,
        version: last.version,
        step: one.step,
        takes_back,
        said_on: one.said_on,
        how: one.how,
        by_parent: false,
        proof: None,
    }))
}
