//! What all rooms share: errors with their codes, the `Book` with its doors, the shape of a
//! command, ids, and the values that every room writes alike (text, days, quarters).
//!
//! The kernel knows no practice: nothing here says member, certificate or credit.

mod ambient;
mod book;
mod call;
mod chain;
mod file;
mod personal;
mod records;
mod value;

pub use ambient::{Ambient, Clock, Disk, Entropy};
pub use book::{
    Act, AuditLine, Book, BookNotice, DataKey, Holder, LittleSpace, Moment, NoticeKind, OpenCopy,
    Place, RawCopy, ReadOnlyReason, Reader, SCHEMA_VERSION, Standing, Still, Tx, Upkeep, Written,
    folder,
};
pub(crate) use book::{Scratch, known_schema};
pub use call::{Ask, Code, Error, Failure, Progress, Read, Refusal, Result, Role, Write};
pub use chain::{
    AUDIT_FOLLOWED, AuditCheck, ChainRow, Head, Link, Noted, audit_head, check_audit, find_act,
};
pub(crate) use chain::{Chain, Follower, SALT, book_id, commitment};
pub(crate) use file::{begin, beside, make_private, new_file, put_in_place, sync_folder};
pub use file::{numbered, read_bounded, replace, write_new};
pub(crate) use personal::personal;
pub use personal::{Kept, PersonalField, Purpose};
pub(crate) use records::{Forgotten, Subject, records, records_naming, without_name};
pub use records::{PersonalRecord, RecordField};
pub use value::{Language, Quarter, between, date, fold, text};
pub(crate) use value::{column_words, define_id, sought};
