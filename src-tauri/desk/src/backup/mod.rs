//! Copies of the book: made beside the desk, kept on a shelf beside the book, listed, looked at,
//! tried, and put back.

mod away;
mod carry;
mod keep;
mod kept;
mod list;
mod look;
mod make;
mod open;
mod places;
mod restore;

pub(crate) use away::AwayPlace;
pub use away::ListAway;
pub use keep::KeepCopy;
pub use kept::{ListKept, OpenKept, RemoveKept};
pub use list::{ChooseCopy, ListCopies};
pub use look::{LookAtCopy, TestCopy};
pub use make::MakeBackup;
pub use open::OpenBackup;
pub use places::{AddPlace, ForgetPlace, ListPlaces};
pub use restore::RestoreCopy;
pub(crate) use restore::mend_restores;
