//! The people at the desk, their roles, and the keys that let them in.

mod broken_off;
mod locking;
pub mod people;
mod rekey;
mod ring;
mod roles;
mod secrets;
mod switch;
