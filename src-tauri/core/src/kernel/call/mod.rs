//! How something is asked of the book and how it is refused.

mod ask;
mod code;
mod error;
mod progress;

pub use ask::{Ask, Read, Role, Write};
pub use code::Code;
pub use error::{Error, Failure, Refusal, Result};
pub use progress::Progress;
