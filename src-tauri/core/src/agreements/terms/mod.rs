//! What is agreed: with whom, about what, from when until when, and in which rhythm people talk.

mod end;
mod fields;
mod make;
mod revise;

pub use end::EndAgreement;
pub(in crate::agreements) use fields::party_field;
pub use fields::{AgreementFields, Party};
pub use make::{AgreementReceipt, MakeAgreement};
pub use revise::ReviseAgreement;
