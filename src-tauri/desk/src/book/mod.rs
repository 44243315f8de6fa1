//! The book as a whole: making one, opening and locking it, the practice book, another book.

mod again;
mod heads;
mod make;
mod open;
mod state;
mod verify;

pub use again::{PutAway, TryAgain};
pub use heads::{AskHeads, FindHead};
pub use make::{CreateBook, LeavePractice, OpenPractice};
pub use open::{ChooseBook, Lock, Recover, Unlock};
pub use state::{AskState, BookPhase, BookState, PersonAtDesk};
pub use verify::{Check, ShowBook, VerifyBook};
