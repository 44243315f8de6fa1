//! Certificates in SQL.

mod about;
mod erase;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{OptionalExtension as _, Row, named_params, types::ToSql};

use super::{
    CertificateId, CertificateNumber, CertificateReceipt, CertificateRow, CertificateState,
    CertificateStep, CertificateText, StateCounts, TextVersion,
};
use crate::{
    kernel::{
        Code, Reader, Result, Tx, column_words,
        date::{Day, Instant},
    },
    members,
};

pub(crate) use about::about;
pub(crate) use erase::erase;

/// What never changes about a certificate.
pub(super) struct Kept {
    pub certificate_id: CertificateId,
    pub sequence: i64,
    pub number: CertificateNumber,
    pub member: i64,
    pub text: u32,
}

impl Kept {
    pub fn receipt(&self, step: i64) -> CertificateReceipt {
        CertificateReceipt {
            certificate_id: self.certificate_id,
            number: self.number.to_string(),
            step,
        }
    }
}

/// A step that counts.
pub(super) struct Step {
    pub sequence: i64,
    pub state: CertificateState,
    pub day: NaiveDate,
    pub centre: Option<u32>,
    recorded_at: DateTime<Utc>,
    reason: Option<String>,
}

impl Step {
    pub fn shown(self) -> CertificateStep {
        CertificateStep {
            state: self.state,
            day: self.day,
            recorded_at: self.recorded_at,
            reason: self.reason,
        }
    }
}

/// A search, ready for SQL.
pub(super) struct Search {
    pub searching: bool,
    pub words: Option<String>,
    pub number: String,
    pub member: Option<i64>,
    pub state: Option<CertificateState>,
    pub on: Option<NaiveDate>,
    pub offset: u32,
    pub limit: u32,
}

impl Search {
    pub fn everything(on: Option<NaiveDate>) -> Self {
        Self {
            searching: false,
            words: None,
            number: String::new(),
            member: None,
            state: None,
            on,
            offset: 0,
            limit: u32::MAX,
        }
    }
}

pub(super) fn latest_text(reader: &Reader) -> Result<Option<u32>> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT max(version) FROM certificate_text")?
        .query_row([], |row| row.get(0))?)
}

pub(super) fn add_text(tx: &Tx, version: u32, text: &CertificateText) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO certificate_text
                 (version, recorded_at, language, title, body, disclaimer, article)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            version,
            Instant(tx.now()),
            text.language,
            &text.title,
            &text.body,
            &text.disclaimer,
            &text.article,
        ))?;
    Ok(())
}

pub(super) fn text(reader: &Reader, version: u32) -> Result<Option<CertificateText>> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT language, title, body, disclaimer, article FROM certificate_text
             WHERE version = ?1",
        )?
        .query_row([version], |row| words(row, 0))
        .optional()?)
}

pub(super) fn texts(reader: &Reader) -> Result<Vec<TextVersion>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT version, recorded_at,
                (SELECT count(*) FROM certificate JOIN certificate_in_force held
                     ON held.certificate = certificate.sequence
                 WHERE certificate.text = certificate_text.version),
                language, title, body, disclaimer, article
         FROM certificate_text ORDER BY version DESC",
    )?;
    let texts = statement.query_map([], |row| {
        Ok(TextVersion {
            version: row.get(0)?,
            recorded_at: row.get::<_, Instant>(1)?.0,
            certificates: row.get(2)?,
            text: words(row, 3)?,
        })
    })?;
    Ok(texts.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn last_number(reader: &Reader, year: i32) -> Result<u32> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT coalesce(max(number), 0) FROM certificate WHERE year = ?1")?
        .query_row([year], |row| row.get(0))?)
}

pub(super) fn add(
    tx: &Tx,
    id: CertificateId,
    number: CertificateNumber,
    member: i64,
    text: u32,
) -> Result<i64> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO certificate (id, year, number, member, text)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((id, number.year, number.number, member, text))?;
    Ok(tx.connection().last_insert_rowid())
}

pub(super) fn add_step(
    tx: &Tx,
    certificate: i64,
    step: CertificateState,
    day: NaiveDate,
    centre: Option<u32>,
) -> Result<i64> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO certificate_step (certificate, step, day, recorded_at, centre)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((certificate, step, Day(day), Instant(tx.now()), centre))?;
    Ok(tx.connection().last_insert_rowid())
}

pub(super) fn add_reason(tx: &Tx, step: i64, reason: &str) -> Result<()> {
    tx.connection()
        .prepare_cached("INSERT INTO certificate_reason (step, reason) VALUES (?1, ?2)")?
        .execute((step, reason))?;
    Ok(())
}

pub(super) fn retract(tx: &Tx, step: i64) -> Result<()> {
    tx.connection()
        .prepare_cached("INSERT INTO certificate_retraction (step, recorded_at) VALUES (?1, ?2)")?
        .execute((step, Instant(tx.now())))?;
    Ok(())
}

pub(super) fn get(reader: &Reader, id: CertificateId) -> Result<Kept> {
    reader
        .connection()
        .prepare_cached(
            "SELECT sequence, year, number, member, text FROM certificate WHERE id = ?1",
        )?
        .query_row([id], |row| {
            Ok(Kept {
                certificate_id: id,
                sequence: row.get(0)?,
                number: CertificateNumber {
                    year: row.get(1)?,
                    number: row.get(2)?,
                },
                member: row.get(3)?,
                text: row.get(4)?,
            })
        })
        .optional()?
        .ok_or_else(|| Code::NotFound.at("certificate_id").into())
}

/// The steps that count, the first one first.
pub(super) fn steps(reader: &Reader, certificate: i64) -> Result<Vec<Step>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT step.sequence, step.step, step.day, step.centre, step.recorded_at,
                (SELECT reason FROM certificate_reason WHERE step = step.sequence)
         FROM certificate_standing standing
         JOIN certificate_step step ON step.sequence = standing.sequence
         WHERE standing.certificate = ?1 ORDER BY standing.sequence",
    )?;
    let steps = statement.query_map([certificate], |row| {
        Ok(Step {
            sequence: row.get(0)?,
            state: row.get(1)?,
            day: row.get::<_, Day>(2)?.0,
            centre: row.get(3)?,
            recorded_at: row.get::<_, Instant>(4)?.0,
            reason: row.get(5)?,
        })
    })?;
    Ok(steps.collect::<rusqlite::Result<_>>()?)
}

/// The first certificate of a member, other than `except`, that is in force on `day` or later.
pub(super) fn held(
    reader: &Reader,
    member: i64,
    day: NaiveDate,
    except: Option<i64>,
) -> Result<Option<CertificateNumber>> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT year, number FROM certificate_in_force held
             JOIN certificate ON certificate.sequence = held.certificate
             WHERE held.member = ?1 AND certificate.sequence IS NOT ?3
                 AND (held.until_day IS NULL OR ?2 < held.until_day)
             ORDER BY year, number LIMIT 1",
        )?
        .query_row((member, Day(day), except), |row| {
            Ok(CertificateNumber {
                year: row.get(0)?,
                number: row.get(1)?,
            })
        })
        .optional()?)
}

/// The register at the end of a day; conditions that both the counts and the page use.
const REGISTER: &str = "
    FROM (SELECT c.sequence, c.id, c.year, c.number, c.member,
              (SELECT step FROM certificate_standing WHERE certificate = c.sequence
                   AND (:on IS NULL OR day <= :on) ORDER BY sequence DESC LIMIT 1) AS state
          FROM certificate c
          WHERE (:member IS NULL OR c.member = :member)
              AND (NOT :searching
                   OR instr(printf('%04d-%04d', c.year, c.number), :number) > 0
                   OR :words IS NOT NULL AND c.member IN
                       (SELECT rowid FROM member_words WHERE member_words MATCH :words))) register
    WHERE state IS NOT NULL";

pub(super) fn counts(reader: &Reader, search: &Search) -> Result<StateCounts> {
    let sql = ["SELECT state, count(*) ", REGISTER, " GROUP BY state"].concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let mut rows = statement.query(named_params! {
        ":on": search.on.map(Day),
        ":member": search.member,
        ":searching": search.searching,
        ":number": search.number,
        ":words": search.words,
    })?;
    let mut counts = StateCounts::default();
    while let Some(row) = rows.next()? {
        let place = match row.get(0)? {
            CertificateState::Issued => &mut counts.issued,
            CertificateState::Signed => &mut counts.signed,
            CertificateState::HandedOver => &mut counts.handed_over,
            CertificateState::Withdrawn => &mut counts.withdrawn,
        };
        *place = row.get(1)?;
    }
    Ok(counts)
}

pub(super) fn rows(reader: &Reader, search: &Search) -> Result<Vec<CertificateRow>> {
    let sql = [
        "SELECT sequence, id, year, number, member, state ",
        REGISTER,
        " AND (:state IS NULL OR state = :state)
          ORDER BY year DESC, number DESC LIMIT :limit OFFSET :offset",
    ]
    .concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let parameters: &[(&str, &dyn ToSql)] = named_params! {
        ":on": search.on.map(Day),
        ":member": search.member,
        ":searching": search.searching,
        ":number": search.number,
        ":words": search.words,
        ":state": search.state,
        ":limit": search.limit,
        ":offset": search.offset,
    };
    let found = statement.query_map(parameters, |row| {
        Ok(Found {
            certificate: row.get(0)?,
            id: row.get(1)?,
            number: CertificateNumber {
                year: row.get(2)?,
                number: row.get(3)?,
            },
            member: row.get(4)?,
            state: row.get(5)?,
        })
    })?;
    let found: Vec<Found> = found.collect::<rusqlite::Result<_>>()?;
    found
        .into_iter()
        .map(|found| found.row(reader, search.on))
        .collect()
}

/// One certificate as it stands in the register now.
pub(super) fn row(reader: &Reader, certificate: i64) -> Result<Option<CertificateRow>> {
    let found = reader
        .connection()
        .prepare_cached(
            "SELECT id, year, number, member,
                    (SELECT step FROM certificate_standing WHERE certificate = c.sequence
                         ORDER BY sequence DESC LIMIT 1) AS state
             FROM certificate c WHERE sequence = ?1 AND state IS NOT NULL",
        )?
        .query_row([certificate], |row| {
            Ok(Found {
                certificate,
                id: row.get(0)?,
                number: CertificateNumber {
                    year: row.get(1)?,
                    number: row.get(2)?,
                },
                member: row.get(3)?,
                state: row.get(4)?,
            })
        })
        .optional()?;
    found.map(|found| found.row(reader, None)).transpose()
}

/// A row of the register before the holder's name and the days are looked up.
struct Found {
    certificate: i64,
    id: CertificateId,
    number: CertificateNumber,
    member: i64,
    state: CertificateState,
}

impl Found {
    fn row(self, reader: &Reader, on: Option<NaiveDate>) -> Result<CertificateRow> {
        let steps = steps(reader, self.certificate)?;
        let day = |state| {
            let step = steps.iter().find(|step| step.state == state);
            step.map(|step| step.day)
                .filter(|day| on.is_none_or(|on| *day <= on))
        };
        let holder = members::named(reader, self.member)?;
        Ok(CertificateRow {
            certificate_id: self.id,
            number: self.number.to_string(),
            member_id: holder.member_id,
            member_number: holder.number,
            member_kind: holder.kind,
            sorted_name: holder.sorted_name,
            full_name: holder.full_name,
            state: self.state,
            issued_on: day(CertificateState::Issued).unwrap_or_default(),
            signed_on: day(CertificateState::Signed),
            handed_over_on: day(CertificateState::HandedOver),
            withdrawn_on: day(CertificateState::Withdrawn),
        })
    }
}

fn words(row: &Row, first: usize) -> rusqlite::Result<CertificateText> {
    let at = |place: usize| first.saturating_add(place);
    Ok(CertificateText {
        language: row.get(at(0))?,
        title: row.get(at(1))?,
        body: row.get(at(2))?,
        disclaimer: row.get(at(3))?,
        article: row.get(at(4))?,
    })
}

column_words! {
    CertificateState {
        Issued = "issued",
        Signed = "signed",
        HandedOver = "handed_over",
        Withdrawn = "withdrawn",
    }
}
