//! Reviews and the looks in them in SQL.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension as _, named_params};

use crate::agreements::{
    AgreementId, LookId, OpenReviewState, Review, ReviewId, ScenarioLook, reviews::CheckedLook,
};
use crate::kernel::{Code, Reader, Result, Tx, date::Day};

/// A review with what its rules ask for.
pub(in crate::agreements) struct KeptReview {
    pub sequence: i64,
    pub agreement: i64,
    pub agreement_id: AgreementId,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub looks: u32,
}

pub(in crate::agreements) fn add_review(
    tx: &Tx,
    id: ReviewId,
    agreement: i64,
    opened_on: NaiveDate,
) -> Result<()> {
    tx.connection()
        .prepare_cached("INSERT INTO review (id, agreement, opened_on) VALUES (?1, ?2, ?3)")?
        .execute((id, agreement, Day(opened_on)))?;
    Ok(())
}

pub(in crate::agreements) fn get_review(reader: &Reader, id: ReviewId) -> Result<KeptReview> {
    reader
        .connection()
        .prepare_cached(
            "SELECT r.sequence, r.agreement, agreement.id, r.opened_on, r.closed_on,
                    (SELECT count(*) FROM scenario_look WHERE review = r.sequence)
             FROM review r JOIN agreement ON agreement.sequence = r.agreement WHERE r.id = ?1",
        )?
        .query_row([id], |row| {
            Ok(KeptReview {
                sequence: row.get(0)?,
                agreement: row.get(1)?,
                agreement_id: row.get(2)?,
                opened_on: row.get::<_, Day>(3)?.0,
                closed_on: row.get::<_, Option<Day>>(4)?.map(|day| day.0),
                looks: row.get(5)?,
            })
        })
        .optional()?
        .ok_or_else(|| Code::NotFound.at("review_id").into())
}

/// Since when a review of this agreement is open, if one is.
pub(in crate::agreements) fn open_review_since(
    reader: &Reader,
    agreement: i64,
) -> Result<Option<NaiveDate>> {
    let since: Option<Day> = reader
        .connection()
        .prepare_cached("SELECT opened_on FROM review WHERE agreement = ?1 AND closed_on IS NULL")?
        .query_row([agreement], |row| row.get(0))
        .optional()?;
    Ok(since.map(|day| day.0))
}

pub(in crate::agreements) fn remove_review(tx: &Tx, review: i64) -> Result<()> {
    tx.connection()
        .prepare_cached("DELETE FROM review WHERE sequence = ?1")?
        .execute([review])?;
    Ok(())
}

pub(in crate::agreements) fn close_review(
    tx: &Tx,
    review: i64,
    closed_on: Option<NaiveDate>,
    outcome: Option<&str>,
) -> Result<()> {
    tx.connection()
        .prepare_cached("UPDATE review SET closed_on = ?2, outcome = ?3 WHERE sequence = ?1")?
        .execute((review, closed_on.map(Day), outcome))?;
    Ok(())
}

pub(in crate::agreements) fn add_look(
    tx: &Tx,
    id: LookId,
    review: &KeptReview,
    look: &CheckedLook,
) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO scenario_look (id, agreement, review, scenario, version, looked_on,
                 verdict, note)
             VALUES (:id, :agreement, :review, :scenario, :version, :looked_on, :verdict, :note)",
        )?
        .execute(named_params! {
            ":id": id,
            ":agreement": review.agreement,
            ":review": review.sequence,
            ":scenario": look.scenario,
            ":version": look.version,
            ":looked_on": Day(look.looked_on),
            ":verdict": look.verdict,
            ":note": look.note,
        })?;
    Ok(())
}

/// Whether the look was there.
pub(in crate::agreements) fn remove_look(tx: &Tx, id: LookId) -> Result<bool> {
    let removed = tx
        .connection()
        .prepare_cached("DELETE FROM scenario_look WHERE id = ?1")?
        .execute([id])?;
    Ok(removed == 1)
}

/// The titles of the scenarios that exist now and were not looked at in this review.
pub(in crate::agreements) fn not_looked_at(reader: &Reader, review: i64) -> Result<Vec<String>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT v.title FROM review r
         JOIN scenario s ON s.agreement = r.agreement AND s.dropped_on IS NULL
         JOIN scenario_version v ON v.scenario = s.sequence
              AND v.version = (SELECT max(version) FROM scenario_version
                               WHERE scenario = s.sequence)
         WHERE r.sequence = ?1 AND NOT EXISTS (SELECT 1 FROM scenario_look look
              WHERE look.review = r.sequence AND look.scenario = s.sequence)
         ORDER BY s.sequence",
    )?;
    let titles = statement.query_map([review], |row| row.get(0))?;
    Ok(titles.collect::<rusqlite::Result<_>>()?)
}

/// All reviews of an agreement with the last look at each scenario, the latest first.
pub(in crate::agreements) fn reviews(reader: &Reader, agreement: i64) -> Result<Vec<Review>> {
    let mut looks = looks(reader, agreement)?;
    let mut statement = reader.connection().prepare_cached(
        "SELECT sequence, id, opened_on, closed_on, outcome FROM review
         WHERE agreement = ?1 ORDER BY opened_on DESC, sequence DESC",
    )?;
    let rows = statement.query_map([agreement], |row| {
        Ok(Review {
            review_id: row.get(1)?,
            opened_on: row.get::<_, Day>(2)?.0,
            closed_on: row.get::<_, Option<Day>>(3)?.map(|day| day.0),
            outcome: row.get(4)?,
            looks: looks.remove(&row.get(0)?).unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The last look at each scenario, by review.
fn looks(reader: &Reader, agreement: i64) -> Result<BTreeMap<i64, Vec<ScenarioLook>>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT look.review, look.id, s.id, look.version, v.title, look.looked_on, look.verdict,
                look.note
         FROM scenario_look look
         JOIN scenario s ON s.sequence = look.scenario
         JOIN scenario_version v ON v.scenario = look.scenario AND v.version = look.version
         WHERE look.agreement = ?1 AND look.sequence = (SELECT max(sequence) FROM scenario_look
               WHERE review = look.review AND scenario = look.scenario)
         ORDER BY look.review, look.sequence",
    )?;
    let rows = statement.query_map([agreement], |row| {
        let look = ScenarioLook {
            look_id: row.get(1)?,
            scenario_id: row.get(2)?,
            version: row.get(3)?,
            title: row.get(4)?,
            looked_on: row.get::<_, Day>(5)?.0,
            verdict: row.get(6)?,
            note: row.get(7)?,
        };
        Ok((row.get(0)?, look))
    })?;
    let mut all: BTreeMap<i64, Vec<ScenarioLook>> = BTreeMap::new();
    for row in rows {
        let (review, look) = row?;
        all.entry(review).or_default().push(look);
    }
    Ok(all)
}

/// The day on which the last review was closed, up to a day, by agreement.
pub(in crate::agreements) fn last_reviews(
    reader: &Reader,
    on: NaiveDate,
) -> Result<BTreeMap<i64, NaiveDate>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT agreement, max(closed_on) FROM review WHERE closed_on <= ?1 GROUP BY agreement",
    )?;
    let rows = statement.query_map([Day(on)], |row| Ok((row.get(0)?, row.get::<_, Day>(1)?.0)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The review that is open on a day, by agreement.
pub(in crate::agreements) fn open_reviews(
    reader: &Reader,
    on: NaiveDate,
) -> Result<BTreeMap<i64, OpenReviewState>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT r.agreement, r.id, r.opened_on,
                (SELECT count(*) FROM scenario s WHERE s.agreement = r.agreement
                     AND s.dropped_on IS NULL AND EXISTS (SELECT 1 FROM scenario_look look
                         WHERE look.review = r.sequence AND look.scenario = s.sequence))
         FROM review r WHERE r.opened_on <= ?1 AND (r.closed_on IS NULL OR ?1 < r.closed_on)",
    )?;
    let rows = statement.query_map([Day(on)], |row| {
        let open = OpenReviewState {
            review_id: row.get(1)?,
            opened_on: row.get::<_, Day>(2)?.0,
            looked_at: row.get(3)?,
        };
        Ok((row.get(0)?, open))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
