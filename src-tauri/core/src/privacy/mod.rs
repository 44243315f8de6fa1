//! What the law asks of whoever keeps a list of people (AVG, GDPR): to show somebody everything
//! that is held about them, and to forget them when they ask. Each room asks its own tables and
//! erases its own texts; here it is put together, and other people are taken out of it.
//!
//! It holds nothing about anybody that another room holds already: requests, a log of ids, and how
//! long what is known of somebody stays.

pub mod erasure;
mod file;
mod person;
mod register;
pub mod terms;

pub use file::{PersonFileV0, schema};
pub use person::{HeldAbout, ShowPerson, person};
pub use register::{ProcessingRegister, RegisterField, RegisterPurpose, ShowRegister, register};

use crate::kernel::define_id;

define_id! {
    /// A request to be forgotten.
    ErasureRequestId
}
