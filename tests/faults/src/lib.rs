//! The fault suite: everything that can fail is made to fail, many times and from a seed, and each
//! time the book is looked at: is every act there that somebody was told was done, whole, and is
//! nothing there that nobody did?
//!
//! `tests/commit.rs` runs every method with small numbers; the program runs them for as long as one
//! likes and prints a table (`./dev soak`). Both use the same methods. Core knows nothing of this:
//! what must fail underneath it is failed by killing its process or by a shim between it and the
//! system's library.

pub mod crash;
pub mod elsewhere;
pub mod fuzz;
pub mod keeping;
pub mod machine;
pub mod report;
pub mod shim;
pub mod soak;
pub mod spread;
pub mod stage;

pub use report::{Budget, Report, Tally};
