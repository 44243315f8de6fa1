//! From the cells of a row to what a member would be, with every doubt on the way. Nothing here
//! knows the book: whether somebody stands in it already is asked next door (`alike`).
//!
//! The digits of a citizen service number are blotted out before anything else happens, so that
//! they reach no table, no preview and no digest.

mod address;
mod columns;
mod day;
mod doubt;
mod letters;
mod name;
mod newcomer;
mod row;

pub(super) use columns::recognise;
pub use columns::{ImportColumn, ImportField, MembersMapping, Values};
pub use doubt::{Doubt, DoubtCode};
pub use newcomer::Newcomer;
pub(super) use newcomer::{apart, corrected, judge};
pub(super) use row::{Row, becomes, blot, read};
