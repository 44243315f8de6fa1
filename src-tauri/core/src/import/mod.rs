//! Taking over what stood in older lists. A file is read as a table first, which knows
//! no practice (`crate::table`); then its columns are recognised, its rows read, and whatever is doubtful in
//! them is named. Rows without doubt become members; the others wait until a person decides.
//!
//! Nothing here opens a file: bytes are handed in, bounded by `table::MOST_BYTES`. Nothing is guessed
//! that a person would have to know: the list is read as it stands, or the row waits.

mod alike;
mod apply;
mod decide;
mod preview;
mod reading;
mod store;
mod survey;

pub use apply::{ImportReceipt, MembersToImport, apply_members, take_back_members};
pub use decide::{
    DecideReceipt, DecideRows, DecidedRow, Decision, HeldRow, HeldRows, ListHeld, RowDecision,
};
pub use preview::{DoubtfulRow, LostWord, MembersPreview, PreviewedRow, preview_members};
pub use reading::{Doubt, DoubtCode, ImportColumn, ImportField, MembersMapping, Newcomer, Values};
pub(crate) use store::{about, erase, held_naming};
pub use survey::MembershipWord;

use crate::kernel::{Kept, PersonalField, Purpose, Reader, Result, Upkeep, define_id, personal};

define_id! {
    /// A list that was taken over.
    ImportId
}

/// What waiting rows hold about people.
pub const PERSONAL_FIELDS: &[PersonalField] = &[personal(
    "import_row",
    "held",
    Purpose::Import,
    Kept::UntilDecided,
)];

/// How many rows wait for a decision.
///
/// # Errors
/// SQLite's answer.
pub fn count_held(reader: &Reader) -> Result<u32> {
    store::count_held_back(reader)
}

/// Forgets what stood in rows that were decided on an earlier day. Done when a book is opened, and
/// with every further decision.
///
/// # Errors
/// SQLite's answer.
pub fn forget_decided(upkeep: &Upkeep, today: chrono::NaiveDate) -> Result<()> {
    store::forget(upkeep.connection(), today)
}
