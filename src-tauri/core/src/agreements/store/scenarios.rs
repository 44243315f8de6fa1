//! Scenarios and their versions in SQL.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension as _, Row, named_params};

use crate::agreements::{
    AgreementId, Scenario, ScenarioFields, ScenarioId, ScenarioKind, ScenarioStanding,
};
use crate::kernel::{
    Code, Reader, Result, Tx,
    date::{Day, Instant},
};

/// A scenario with what its rules ask for.
pub(in crate::agreements) struct KeptScenario {
    pub sequence: i64,
    pub agreement_id: AgreementId,
    pub kind: ScenarioKind,
    pub dropped_on: Option<NaiveDate>,
    pub version: u32,
    /// How many others of the same kind the agreement has.
    pub others_of_kind: u32,
}

impl KeptScenario {
    pub fn refuse_if_dropped(&self) -> Result<()> {
        match self.dropped_on {
            None => Ok(()),
            Some(day) => Code::ScenarioWasDropped
                .with("day", day.to_string())
                .refuse(),
        }
    }
}

/// The last look at a scenario `s` up to the day `:on`.
const LAST_LOOK: &str = "FROM scenario_look look WHERE look.scenario = s.sequence
    AND look.looked_on <= :on ORDER BY look.looked_on DESC, look.sequence DESC LIMIT 1";

pub(in crate::agreements) fn add_scenario(
    tx: &Tx,
    id: ScenarioId,
    agreement: i64,
    kind: ScenarioKind,
) -> Result<i64> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO scenario (id, agreement, kind, added_on) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute((id, agreement, kind, Day(tx.today())))?;
    Ok(tx.connection().last_insert_rowid())
}

pub(in crate::agreements) fn add_scenario_version(
    tx: &Tx,
    scenario: i64,
    version: u32,
    fields: &ScenarioFields,
) -> Result<()> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO scenario_version (scenario, version, recorded_at, title, cause, signs,
                 steps, who, people, cost_euros, alternatives)
             VALUES (:scenario, :version, :recorded_at, :title, :cause, :signs, :steps, :who,
                 :people, :cost_euros, :alternatives)",
        )?
        .execute(named_params! {
            ":scenario": scenario,
            ":version": version,
            ":recorded_at": Instant(tx.now()),
            ":title": fields.title,
            ":cause": fields.cause,
            ":signs": fields.signs,
            ":steps": fields.steps,
            ":who": fields.who,
            ":people": fields.people,
            ":cost_euros": fields.cost_euros,
            ":alternatives": fields.alternatives,
        })?;
    Ok(())
}

pub(in crate::agreements) fn get_scenario(reader: &Reader, id: ScenarioId) -> Result<KeptScenario> {
    reader
        .connection()
        .prepare_cached(
            "SELECT s.sequence, agreement.id, s.kind, s.dropped_on,
                    (SELECT max(version) FROM scenario_version WHERE scenario = s.sequence),
                    (SELECT count(*) FROM scenario other WHERE other.agreement = s.agreement
                         AND other.kind = s.kind AND other.sequence <> s.sequence
                         AND other.dropped_on IS NULL)
             FROM scenario s JOIN agreement ON agreement.sequence = s.agreement
             WHERE s.id = ?1",
        )?
        .query_row([id], |row| {
            Ok(KeptScenario {
                sequence: row.get(0)?,
                agreement_id: row.get(1)?,
                kind: row.get(2)?,
                dropped_on: day(row, 3)?,
                version: row.get(4)?,
                others_of_kind: row.get(5)?,
            })
        })
        .optional()?
        .ok_or_else(|| Code::NotFound.at("scenario_id").into())
}

pub(in crate::agreements) fn scenario_fields(
    reader: &Reader,
    scenario: i64,
    version: u32,
) -> Result<Option<ScenarioFields>> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT title, cause, signs, steps, who, people, cost_euros, alternatives
             FROM scenario_version WHERE scenario = ?1 AND version = ?2",
        )?
        .query_row((scenario, version), |row| fields(row, 0))
        .optional()?)
}

/// All scenarios of an agreement in the order in which they were added, the dropped ones last.
pub(in crate::agreements) fn scenarios(reader: &Reader, agreement: i64) -> Result<Vec<Scenario>> {
    let sql = [
        "SELECT s.id, s.kind, v.version, s.added_on, s.dropped_on, (SELECT look.looked_on ",
        LAST_LOOK,
        "), (SELECT look.verdict ",
        LAST_LOOK,
        "), v.title, v.cause, v.signs, v.steps, v.who, v.people, v.cost_euros, v.alternatives
         FROM scenario s JOIN scenario_version v ON v.scenario = s.sequence
              AND v.version = (SELECT max(version) FROM scenario_version
                               WHERE scenario = s.sequence)
         WHERE s.agreement = :agreement
         ORDER BY s.dropped_on IS NOT NULL, s.sequence",
    ]
    .concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let parameters = named_params! { ":agreement": agreement, ":on": Day(reader.today()) };
    let rows = statement.query_map(parameters, |row| {
        Ok(Scenario {
            scenario_id: row.get(0)?,
            kind: row.get(1)?,
            version: row.get(2)?,
            added_on: row.get::<_, Day>(3)?.0,
            dropped_on: day(row, 4)?,
            looked_on: day(row, 5)?,
            verdict: row.get(6)?,
            fields: fields(row, 7)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The scenarios that exist on a day, by agreement.
pub(in crate::agreements) fn scenario_standings(
    reader: &Reader,
    on: NaiveDate,
) -> Result<BTreeMap<i64, Vec<ScenarioStanding>>> {
    let sql = [
        "SELECT s.agreement, s.id, s.kind, v.title, s.added_on, (SELECT look.looked_on ",
        LAST_LOOK,
        "), (SELECT look.verdict ",
        LAST_LOOK,
        ") FROM scenario s JOIN scenario_version v ON v.scenario = s.sequence
              AND v.version = (SELECT max(version) FROM scenario_version
                               WHERE scenario = s.sequence)
         WHERE s.dropped_on IS NULL OR :on < s.dropped_on
         ORDER BY s.agreement, s.sequence",
    ]
    .concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map(named_params! { ":on": Day(on) }, |row| {
        let standing = ScenarioStanding {
            scenario_id: row.get(1)?,
            kind: row.get(2)?,
            title: row.get(3)?,
            added_on: row.get::<_, Day>(4)?.0,
            looked_on: day(row, 5)?,
            verdict: row.get(6)?,
        };
        Ok((row.get(0)?, standing))
    })?;
    let mut all: BTreeMap<i64, Vec<ScenarioStanding>> = BTreeMap::new();
    for row in rows {
        let (agreement, standing) = row?;
        all.entry(agreement).or_default().push(standing);
    }
    Ok(all)
}

pub(in crate::agreements) fn drop_scenario(
    tx: &Tx,
    scenario: i64,
    dropped_on: Option<NaiveDate>,
) -> Result<()> {
    tx.connection()
        .prepare_cached("UPDATE scenario SET dropped_on = ?2 WHERE sequence = ?1")?
        .execute((scenario, dropped_on.map(Day)))?;
    Ok(())
}

pub(in crate::agreements) fn was_looked_at(reader: &Reader, scenario: i64) -> Result<bool> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM scenario_look WHERE scenario = ?1)")?
        .query_row([scenario], |row| row.get(0))?)
}

pub(in crate::agreements) fn remove_scenario(tx: &Tx, scenario: i64) -> Result<()> {
    for sql in [
        "DELETE FROM scenario_version WHERE scenario = ?1",
        "DELETE FROM scenario WHERE sequence = ?1",
    ] {
        tx.connection().prepare_cached(sql)?.execute([scenario])?;
    }
    Ok(())
}

fn fields(row: &Row, first: usize) -> rusqlite::Result<ScenarioFields> {
    let at = |place: usize| first.saturating_add(place);
    Ok(ScenarioFields {
        title: row.get(at(0))?,
        cause: row.get(at(1))?,
        signs: row.get(at(2))?,
        steps: row.get(at(3))?,
        who: row.get(at(4))?,
        people: row.get(at(5))?,
        cost_euros: row.get(at(6))?,
        alternatives: row.get(at(7))?,
    })
}

fn day(row: &Row, place: usize) -> rusqlite::Result<Option<NaiveDate>> {
    Ok(row.get::<_, Option<Day>>(place)?.map(|day| day.0))
}
