//! The coming days of agreements as an iCalendar file (RFC 5545), without a network: people open
//! it in the calendar that they use. An event keeps its name for ever, so that opening a later
//! file moves it instead of adding it a second time.

use chrono::{DateTime, NaiveDate, Utc};
use icalendar::{Calendar, Component as _, Event, EventLike as _, Property};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wijkboek_core::{
    agreements::{self, AgreementStanding, DateKind, ListAgreements},
    kernel::{Ask, Result, Role},
};

use super::{day_key, parties, word};
use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    face::Language,
    files::ChosenFile,
};

/// Writes the coming days of the agreements that a question finds to a calendar file: contact,
/// review, preparation, notice and end.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveCalendar {
    /// Which agreements.
    pub list: ListAgreements,
}

impl Ask for SaveCalendar {
    const NAME: &'static str = "agreements.calendar";
    const ROLE: Role = Role::Reader;
    type Answer = Option<ChosenFile>;
}

impl AtDesk for SaveCalendar {
    const KIND: Kind = Kind::Surroundings;

    /// # Errors
    /// `Code::FileExists`, `Code::FolderIsReadOnly`.
    fn run(self, desk: &mut Desk, _: &Envelope) -> Result<Option<ChosenFile>> {
        let (language, now) = (desk.language(), desk.ambient().now());
        let found = desk
            .book()?
            .read(|reader| agreements::list(reader, &self.list))?;
        let calendar = calendar(&found.rows, now, language)?;
        let file = word(language, &["file"])?;
        desk.write_file(&format!("{file}-{}.ics", found.on), calendar.as_bytes())
    }
}

fn calendar(rows: &[AgreementStanding], now: DateTime<Utc>, language: Language) -> Result<String> {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(Property::new("VERSION", "2.0"))
        .append_property(Property::new("PRODID", "-//Wijkboek//Wijkboek//NL"))
        .append_property(Property::new("CALSCALE", "GREGORIAN"))
        .name(&word(language, &["calendar"])?);
    for agreement in rows {
        for (kind, day) in days(agreement) {
            calendar.push(event(agreement, kind, day, now, language)?);
        }
    }
    Ok(calendar.to_string())
}

fn days(agreement: &AgreementStanding) -> Vec<(DateKind, NaiveDate)> {
    let days = agreement.days;
    [
        (DateKind::Contact, days.contact_due),
        (DateKind::Review, days.review_due),
        (DateKind::Preparation, days.preparation_from),
        (DateKind::Notice, days.notice_until),
        (DateKind::End, days.ends_on),
    ]
    .into_iter()
    .filter_map(|(kind, day)| Some((kind, day?)))
    .collect()
}

fn event(
    agreement: &AgreementStanding,
    kind: DateKind,
    day: NaiveDate,
    now: DateTime<Utc>,
    language: Language,
) -> Result<Event> {
    let key = day_key(kind);
    let what = word(language, &["days", key])?;
    let with = word(language, &["with"])?.replace("{{parties}}", &parties(agreement));
    Ok(Event::new()
        .uid(&format!("{}-{key}@wijkboek", agreement.agreement_id.0))
        .timestamp(now)
        .summary(&format!("{}: {what}", agreement.title))
        .description(&with)
        .starts(day)
        // The end of a day is the next one (RFC 5545, 3.6.1).
        .ends(day.succ_opt().unwrap_or(day))
        .done())
}
