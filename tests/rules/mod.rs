//! The rules of each room, the legal case beside the illegal one.

mod agreements;
mod desk;
mod import;
mod centre;
mod certificates;
mod desk;
mod kernel;
mod members;
mod migration;
mod today;
mod papers;
