//! The papers themselves: one file for each, with its data and the function that prints it. Each
//! has a template of the same name in `templates/`.

pub(crate) mod certificate;
pub(crate) mod dossier;
pub(crate) mod recovery;
pub(crate) mod register;
pub(crate) mod statement;
