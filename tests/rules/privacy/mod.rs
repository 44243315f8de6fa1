//! What the law asks of whoever keeps a list of people: what may not be written down at all.

mod texts;
