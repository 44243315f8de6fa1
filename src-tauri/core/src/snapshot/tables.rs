//! From the rooms to the tables of a quarter.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    format::{
        AgreementCounts, AgreementsByStatus, CertificatesByState, Count, Exact, HoursByTheme,
        Label, MembersByKind, Method, Period, Population, PublicKeyText, Sha256Text, SnapshotDay,
        SnapshotV2, StatusTwo, Tables, ThemeHours, VersionTwo,
    },
    make,
    protect::{self, Given},
    signing::SigningKey,
};
use crate::{
    agreements::{self, AgreementStatus, PartyKind},
    centre, certificates, credits,
    kernel::{Quarter, Reader, Result},
    members,
};

/// The snapshot of a closed quarter, as it would leave now.
pub fn snapshot(
    reader: &Reader,
    quarter: Quarter,
    sequence: u32,
    previous: Option<Sha256Text>,
) -> Result<SnapshotV2> {
    let centre = centre::get(reader)?.fields;
    let end = quarter.end()?;
    let last_day = end.pred_opt().unwrap_or(end);
    let tables = tables(reader, quarter, last_day)?;
    let ledger_head = credits::ledger_head_before(reader, make::midnight(end))?;
    Ok(SnapshotV2 {
        format: super::FormatName::Snapshot,
        version: VersionTwo::PRESENT,
        status: StatusTwo::DraftSigned,
        centre: Label::centre(&centre),
        place: Label::place(&centre),
        period: Period::of(quarter)?,
        book_began: SnapshotDay(reader.made_on()?),
        sequence: Exact(sequence),
        previous_sha256: previous,
        ledger_head: Sha256Text(ledger_head.link.to_string()),
        public_key: PublicKeyText(SigningKey::of(reader)?.public().to_string()),
        method: Method::draft(),
        population: match tables {
            Some(_) => Population::TwentyOrMore,
            None => Population::FewerThan25,
        },
        tables,
    })
}

fn tables(reader: &Reader, quarter: Quarter, last_day: NaiveDate) -> Result<Option<Tables>> {
    let members = members::counts(reader, last_day)?;
    if !protect::enough_members(&[members.active, members.passive, members.friends]) {
        return Ok(None);
    }
    Ok(Some(Tables {
        members: MembersByKind {
            active: Count::of(members.active),
            passive: Count::of(members.passive),
            friends: Count::of(members.friends),
        },
        hours: hours(reader, quarter)?,
        certificates: certificates(reader, last_day)?,
        agreements: agreements(reader, last_day)?,
    }))
}

fn hours(reader: &Reader, quarter: Quarter) -> Result<HoursByTheme> {
    let mut themes: BTreeMap<Option<String>, Given> = BTreeMap::new();
    for part in credits::hours_by_theme(reader, quarter)? {
        let given = themes.entry(part.theme).or_default();
        let sum = given.entry(part.account).or_default();
        *sum = sum.saturating_add(part.minutes);
    }
    let mut told = Vec::new();
    let mut hidden = Vec::new();
    for (name, given) in &themes {
        match (name, protect::hours(given)) {
            (Some(name), Some(hours)) => told.push(ThemeHours {
                theme: Label::theme(name),
                hours,
            }),
            // What was given to no theme goes with the others: "no theme" is not one to show.
            _ => hidden.push(given),
        }
    }
    Ok(HoursByTheme {
        themes: told,
        other: protect::hours(&protect::joined(hidden.into_iter())),
    })
}

fn certificates(reader: &Reader, last_day: NaiveDate) -> Result<CertificatesByState> {
    let states = certificates::counts(reader, last_day)?;
    Ok(CertificatesByState {
        issued: Count::of(states.issued),
        signed: Count::of(states.signed),
        handed_over: Count::of(states.handed_over),
        withdrawn: Count::of(states.withdrawn),
        other: protect::other(&[
            states.issued,
            states.signed,
            states.handed_over,
            states.withdrawn,
        ]),
    })
}

fn agreements(reader: &Reader, last_day: NaiveDate) -> Result<AgreementsByStatus> {
    let counts = agreements::counts(reader, last_day)?;
    let of = |status: AgreementStatus| {
        let count = counts.iter().find(|count| count.status == status);
        let with = count.and_then(|count| {
            let with = |party: &&agreements::PartyCount| party.kind == PartyKind::Municipality;
            count.with.iter().find(with)
        });
        AgreementCounts {
            all: Exact(count.map_or(0, |count| count.agreements)),
            with_municipality: Exact(with.map_or(0, |party| party.agreements)),
        }
    };
    Ok(AgreementsByStatus {
        not_yet_started: of(AgreementStatus::NotYetStarted),
        running: of(AgreementStatus::Running),
        ending_soon: of(AgreementStatus::EndingSoon),
        ended: of(AgreementStatus::Ended),
    })
}
