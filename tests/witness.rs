//! The witness: one binary that knows the house from outside. What a rule promises is tested in
//! `rules/`, file by file like the rooms; the other files guard what no room can guard by itself.

mod book;
mod desk;
mod disk;
mod hardening;
mod house;
mod refusals;
mod rules;
mod schema;
mod wire;
