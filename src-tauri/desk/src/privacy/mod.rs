//! Personal data at the desk: what the core puts together leaves here as a file, and what is due is
//! erased when a book is opened.

mod erasure;
mod loss;
mod person;
mod register;
mod terms;

pub use erasure::EraseDue;
pub(crate) use erasure::erase_at_opening;
pub use loss::SaveLoss;
pub use person::SavePerson;
pub use register::SaveProcessing;
