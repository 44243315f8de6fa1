//! The rules of each room, the legal case beside the illegal one.

mod desk;
mod agreements;
mod kernel;
mod members;
mod migration;
