//! The stage of the fault suite: a small neighbourhood with a book, somebody at the desk, acts that
//! people do there, and the truth that is found afterwards, past every rule of the core.

mod acts;
mod dice;
mod fixture;
mod neighbourhood;
mod seat;
mod shelf;
mod staff;
mod truth;

pub use acts::{Acknowledged, Folk, is_fault};
pub use dice::Dice;
pub use fixture::{keep, old_book, old_books, unpack};
pub use neighbourhood::{Neighbourhood, Sample};
pub use seat::{BEGINNING, BOOK, PASSPHRASE, Seat, SteppingClock};
pub use shelf::{Shelf, copy_folder, fast_folder, slow_folder};
pub use staff::{FRESH, Mark, Marked, STAFF, WORKER};
pub use truth::{Truth, acts_of, content, heads, raw_key};
