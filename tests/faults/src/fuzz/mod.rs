//! What comes from outside, made by dice: bytes for every reader of bytes, questions for every
//! command on the list, and a whole life of a small ledger beside a model of it.

pub mod calls;
pub mod model;
pub mod parsers;
mod question;
mod readers;
