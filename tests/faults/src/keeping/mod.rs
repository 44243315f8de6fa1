//! What a book must keep over its life: itself through copies and updates, its secrets, its
//! silence towards the network, and its pace although it is encrypted.

pub mod cost;
pub mod cycles;
pub mod leak;
pub mod migration;
pub mod network;
pub mod story;
