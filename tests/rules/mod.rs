//! The rules of each room, the legal case beside the illegal one.

mod agreements;
mod centre;
mod certificates;
mod chain;
mod confidential;
mod consent;
mod copies;
mod credits;
mod desk;
mod durability;
mod files;
mod import;
mod kernel;
mod keys;
pub mod members;
mod migration;
mod papers;
mod personal;
mod privacy;
mod snapshot;
mod today;
