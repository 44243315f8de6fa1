//! What taking over a list would do. Changes nothing.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{
    apply::{MembersToImport, by_line},
    reading::{Doubt, DoubtCode, ImportColumn},
    store::KnownRow,
    survey::{MembershipWord, Surveyed, survey},
};
use crate::{
    kernel::{Reader, Result},
    members::{self, MembershipKind},
    table::Table,
};

/// How many of the rows without doubt are shown.
const SHOWN: usize = 5;

/// What taking over a list of members would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MembersPreview {
    /// How many rows the list has.
    pub rows: u32,
    /// How many would become members.
    pub without_doubt: u32,
    /// How many would be held back until a person decides.
    pub doubtful: u32,
    /// How many were taken over or decided before.
    pub known: u32,
    /// How many were held back before and still wait.
    pub held_before: u32,
    /// How many of them, and of the doubtful ones, the decisions at hand decide.
    pub decided: u32,
    /// How the letters were written: `UTF-8`, `windows-1252`.
    pub encoding: String,
    /// What stands between two cells.
    pub separator: String,
    /// The columns and what they are taken for.
    pub columns: Vec<ImportColumn>,
    /// The words for kinds of membership and what they become.
    pub memberships: Vec<MembershipWord>,
    /// The words in which letters were lost.
    pub letters: Vec<LostWord>,
    /// Every row that would be held back, and why.
    pub doubts: Vec<DoubtfulRow>,
    /// The first of those that would become members.
    pub examples: Vec<PreviewedRow>,
}

/// A word in which letters were lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[ts(optional_fields = nullable)]
pub struct LostWord {
    /// As it stands in the list.
    pub word: String,
    /// In how many rows.
    pub rows: u32,
    /// How it is probably written.
    pub proposal: Option<String>,
}

/// A row that would become a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[ts(optional_fields = nullable)]
pub struct PreviewedRow {
    /// Its line in the file.
    pub line: u32,
    /// Its old number.
    pub number: Option<u32>,
    /// `Berg, Riet van den`.
    pub sorted_name: String,
    /// Street and number.
    pub address: Option<String>,
    /// How it would belong.
    pub membership: MembershipKind,
    /// Since when.
    pub joined_on: Option<NaiveDate>,
}

/// A row that would be held back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct DoubtfulRow {
    /// What it would become.
    #[serde(flatten)]
    pub row: PreviewedRow,
    /// Why a person has to look.
    pub doubts: Vec<Doubt>,
}

/// Looks a list of members through without changing anything.
///
/// # Errors
/// Those of `Table::read`, `Code::ColumnMissing`, `Code::FieldTwice`, `Code::RowMissing`,
/// `Code::DecidedTwice`.
pub fn preview_members(reader: &Reader, list: &MembersToImport) -> Result<MembersPreview> {
    let table = Table::read(list.bytes)?;
    let found = survey(reader, &table, list.mapping, table.rows.len())?;
    let decisions = by_line(list.decisions, &found.rows)?;
    let (mut doubts, mut examples) = (Vec::new(), Vec::new());
    let (mut without_doubt, mut known, mut held_before, mut decided) = (0u32, 0u32, 0u32, 0u32);
    for row in &found.rows {
        let open = match row.known {
            Some(known) => known.decision.is_none(),
            None => !row.doubts.is_empty(),
        };
        if open && decisions.contains_key(&row.line) {
            decided = decided.saturating_add(1);
        }
        match row.known {
            Some(KnownRow { decision: None, .. }) => held_before = held_before.saturating_add(1),
            Some(_) => known = known.saturating_add(1),
            None if row.doubts.is_empty() => {
                without_doubt = without_doubt.saturating_add(1);
                if examples.len() < SHOWN {
                    examples.push(previewed(row));
                }
            }
            None => {
                doubts.push(DoubtfulRow {
                    row: previewed(row),
                    doubts: row.doubts.clone(),
                });
            }
        }
    }
    Ok(MembersPreview {
        rows: u32::try_from(found.rows.len()).unwrap_or(u32::MAX),
        without_doubt,
        doubtful: u32::try_from(doubts.len()).unwrap_or(u32::MAX),
        known,
        held_before,
        decided,
        encoding: table.encoding.to_owned(),
        separator: table.separator.to_string(),
        letters: lost_words(&doubts),
        columns: found.columns,
        memberships: found.words,
        doubts,
        examples,
    })
}

fn previewed(row: &Surveyed) -> PreviewedRow {
    let newcomer = &row.newcomer;
    PreviewedRow {
        line: row.line,
        number: newcomer.number,
        sorted_name: members::sorted_name(&newcomer.fields),
        address: members::address(&newcomer.fields),
        membership: newcomer.membership,
        joined_on: newcomer.joined_on,
    }
}

/// The words with lost letters over all rows, the most frequent first.
fn lost_words(rows: &[DoubtfulRow]) -> Vec<LostWord> {
    let mut words: BTreeMap<&str, LostWord> = BTreeMap::new();
    for doubt in rows.iter().flat_map(|row| &row.doubts) {
        let Some(word) = doubt
            .text
            .as_deref()
            .filter(|_| doubt.code == DoubtCode::LostLetters)
        else {
            continue;
        };
        let entry = words.entry(word).or_insert_with(|| LostWord {
            word: word.to_owned(),
            rows: 0,
            proposal: doubt.proposal.clone(),
        });
        entry.rows = entry.rows.saturating_add(1);
    }
    let mut words: Vec<LostWord> = words.into_values().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.rows));
    words
}
