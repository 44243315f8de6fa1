//! Snapshots that leave the house, and those that somebody received.

mod check;
mod write;

pub use check::CheckSnapshot;
pub use write::WriteSnapshot;

use std::path::{Path, PathBuf};

use wijkboek_core::snapshot::ENDING;

/// Where the signature file of a snapshot stands: beside it, under its whole name and an ending.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ENDING);
    file.with_file_name(name)
}
