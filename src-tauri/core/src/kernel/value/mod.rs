//! Values that every room writes alike.

pub mod date;
mod fold;
mod id;
mod language;
mod number;
mod quarter;
pub mod text;
mod word;

pub use fold::fold;
pub(crate) use fold::sought;
pub(crate) use id::define_id;
pub use language::Language;
pub use number::between;
pub use quarter::Quarter;
pub(crate) use word::column_words;
