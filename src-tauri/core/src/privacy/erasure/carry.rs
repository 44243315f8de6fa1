//! What members asked about being forgotten outlives an older copy that is put back: a request of
//! the book that is put aside stands in the restored one too, with the same days, and one that was
//! taken back is taken back there, so that nobody is erased who changed their mind.

use chrono::NaiveDate;

use super::store::{self, Request};
use crate::{
    kernel::{Reader, Result, Tx},
    members,
};

/// A request of a member who is not erased.
pub struct AskedErasure {
    pub(super) request: Request,
    /// When it was taken back, if it was.
    pub(super) taken_back_on: Option<NaiveDate>,
}

/// Every request of this book that was not carried out, the oldest first.
///
/// # Errors
/// SQLite's answer.
pub fn asked(reader: &Reader) -> Result<Vec<AskedErasure>> {
    store::asked(reader)
}

/// Those of which this book did not hear, or not that they were taken back.
///
/// # Errors
/// SQLite's answer.
pub fn not_heard(reader: &Reader, asked: Vec<AskedErasure>) -> Result<Vec<AskedErasure>> {
    let mut not_heard = Vec::new();
    for one in asked {
        let news = match store::stands(reader, one.request.request_id)? {
            Some(stands) => stands && one.taken_back_on.is_some(),
            None => {
                one.taken_back_on.is_none() && members::is_known(reader, one.request.member_id)?
            }
        };
        if news {
            not_heard.push(one);
        }
    }
    Ok(not_heard)
}

/// Writes them in this book, in their order. A member who is erased here, or whose own request
/// stands here, needs none.
///
/// # Errors
/// SQLite's answer.
pub fn hear(tx: &Tx, asked: &[AskedErasure]) -> Result<()> {
    for one in asked {
        let Request {
            request_id,
            member_id,
            ..
        } = one.request;
        if let Some(day) = one.taken_back_on {
            store::take_back(tx, request_id, day)?;
        } else if members::get(tx, member_id)?.erased_on.is_none()
            && store::of_member(tx, member_id)?.is_none()
        {
            store::add(tx, &one.request)?;
        }
    }
    Ok(())
}
