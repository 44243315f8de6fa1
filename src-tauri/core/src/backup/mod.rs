//! A backup is one plain tar file of a manifest, the keys and the database, each as it stands in
//! the book: encrypted. It is only called made after it was read back and opened as if restoring.

mod manifest;
mod pack;
mod unpack;

pub use manifest::Manifest;
pub use pack::make;
pub use unpack::{inspect, unpack};

/// The ending of a backup file.
pub const ENDING: &str = "wijkboek-backup";
