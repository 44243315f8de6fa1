//! Nothing that was acknowledged is lost, and nothing is acknowledged that was not saved.

mod opening;
mod space;
mod standing;
