//! What the disk under a book allows, and what becomes of the book when the disk fails. An error
//! of the disk never means "not saved": it means "not known", until the book was asked again.

mod standing;

pub(super) use standing::Health;
pub use standing::{ReadOnlyReason, Standing};
