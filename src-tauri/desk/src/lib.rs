//! The desk: who sits at it, what that role may ask, and the one list of everything that can be
//! asked. The window, `wijk` and the tests all go through `Desk::call`.
//!
//! What needs the surroundings (opening a book, dialogs, files to write) is done here too, through
//! the `Surroundings` that the window or the program hands in. Nothing here knows SQL.

mod agreements;
mod backup;
mod beside;
mod book;
mod centre;
mod confidential;
mod consent;
mod credits;
mod desk;
mod entry;
mod envelope;
mod face;
mod files;
mod import;
mod jobs;
mod keys;
mod ledger;
mod list;
mod misread;
mod papers;
mod practice;
mod privacy;
mod settings;
mod snapshot;
mod surroundings;
mod table;
mod today;
mod undo;
pub mod wire;

pub use beside::{Begun, Done, Work};
pub use book::{BookPhase, BookState, Check, CreateBook};
pub use desk::Desk;
pub use entry::{Entry, Kind};
pub use envelope::{Envelope, MOST_BYTES};
pub use files::FileHandle;
pub use jobs::Jobs;
pub use list::list;
pub use misread::{MISREAD, read_question};
pub use surroundings::{Purpose, Surroundings, ambient_at, leave_no_dump, real_ambient};
pub use wijkboek_core::kernel::{Ambient, Failure, Language};
