//! Bringing a copy back. It is unpacked beside the book into a folder of its own, opened and
//! checked there as a book, and only then put in the place of the present one, which is kept.
//!
//! The swap is one exchange of two names where the file system can do that, and two renames where
//! it cannot. A note inside the new book says what is to be done; so at every point either the old
//! or the new book stands there, `mend` finishes a swap that was cut off, and `clear` takes away one that
//! did not begin.

mod kept;
mod staged;
mod swap;

pub use kept::{KeptBook, find_kept, kept, kept_name, may_go, present_of, take_away};
pub use staged::{Staged, look_at};
pub use swap::{clear, mend};
