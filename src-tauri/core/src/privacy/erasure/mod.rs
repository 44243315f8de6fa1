//! Being forgotten (AVG art. 17), in two phases. First a request, which can be taken back for
//! thirty days; then names and texts go, and books and totals stay: the number, ids, amounts and
//! days. What stands in the way is computed, each reason with what solves it.
//!
//! Who was erased stands in a log of ids and days, and the log is read again after a copy was put
//! back, so that nobody comes back with it; so are the requests.

mod carry;
mod erase;
mod request;
mod store;
mod waits;

pub use carry::{AskedErasure, asked, hear, not_heard};
pub use erase::{ErasedMember, ErasedReceipt, erase_due, erasure_log, replay, something_is_due};
pub(super) use request::request;
pub use request::{
    ErasureCounts, ErasureReceipt, ErasureRow, ErasureState, GetErasure, ListErasures,
    RequestErasure, TakeBackErasure, counts,
};
pub(super) use store::{about, requested};
pub use waits::Wait;
pub(super) use waits::waits;

/// How long a request can be taken back.
pub const DAYS_TO_TAKE_BACK: u64 = 30;
