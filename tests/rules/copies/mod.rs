//! Copies: of one moment, checked, and never called good when they are not.

mod beside;
mod carry;
mod keep;
mod kept;
mod restore;
mod thin;
