//! What the law asks of whoever keeps a list of people: what may not be written down at all, and
//! what somebody may see of themselves.

mod birds;
mod erasure;
mod loss;
mod person;
mod register;
mod terms;
mod texts;
