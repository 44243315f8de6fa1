//! The rules of each room, the legal case beside the illegal one.

mod kernel;
mod members;
