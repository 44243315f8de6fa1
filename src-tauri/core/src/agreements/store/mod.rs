//! Agreements in SQL.

mod about;
mod contacts;
mod erase;
mod reviews;
mod scenarios;
mod terms;
mod words;

pub(crate) use about::about;
pub(super) use contacts::{
    add_contact, contacts, get_contact, last_contacts, remove_contact, retract_contact,
};
pub(crate) use erase::{erase, running_with};
pub(super) use reviews::{
    KeptReview, add_look, add_review, close_review, get_review, last_reviews, not_looked_at,
    open_review_since, open_reviews, remove_look, remove_review, reviews,
};
pub(super) use scenarios::{
    add_scenario, add_scenario_version, drop_scenario, get_scenario, remove_scenario,
    scenario_fields, scenario_standings, scenarios, was_looked_at,
};
pub(super) use terms::{
    Kept, add_agreement, add_version, all, end, fields, get, is_built_upon, party,
    remove_agreement, versions,
};
