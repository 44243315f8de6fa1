//! A whole list looked through: what each row would become, what is doubtful in it, and which rows
//! the book knows already. The preview shows it, the import acts upon it.

use std::collections::{BTreeMap, HashMap};

use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use ts_rs::TS;

use super::{
    alike::{Crowd, Features, Other},
    reading::{
        Doubt, DoubtCode, ImportColumn, ImportField, MembersMapping, Newcomer, Row, Values,
        becomes, judge, read, recognise,
    },
    store::{self, KnownRow},
};
use crate::{
    kernel::{Reader, Result, text},
    members::{self, MembershipKind},
    table::{Table, TableRow},
};

/// How many rows pass between two looks at the progress.
const STEP: usize = 500;

/// A list that was looked through.
pub(super) struct Survey {
    pub columns: Vec<ImportColumn>,
    pub rows: Vec<Surveyed>,
    pub words: Vec<MembershipWord>,
}

/// One row of it.
pub(super) struct Surveyed {
    pub line: u32,
    pub values: Values,
    pub newcomer: Newcomer,
    pub doubts: Vec<Doubt>,
    pub digest: [u8; 32],
    /// What the book remembers of this row.
    pub known: Option<KnownRow>,
}

/// A word in the column with the kind of membership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[ts(optional_fields = nullable)]
pub struct MembershipWord {
    /// As it stands there; empty where nothing stands.
    pub word: String,
    /// In how many rows.
    pub rows: u32,
    /// What it becomes, if that is known.
    pub becomes: Option<MembershipKind>,
}

/// Looks a list through. Each row is compared with the book and with the rows before it. `pieces`
/// is how many steps the whole work has.
///
/// # Errors
/// Those of `recognise`, `Code::Stopped`.
pub(super) fn survey(
    reader: &Reader,
    table: &Table,
    mapping: &MembersMapping,
    pieces: usize,
) -> Result<Survey> {
    let columns = recognise(table, mapping)?;
    let salt = store::salt(reader)?;
    let known = store::known_rows(reader)?;
    let mut crowd = Crowd::default();
    let mut numbers: HashMap<u32, Option<u32>> = members::given_numbers(reader)?
        .into_iter()
        .map(|number| (number, None))
        .collect();
    members::everybody(reader, |one| {
        let features = Features::of(one.kind, &one.fields, one.joined_on);
        crowd.add(features, Other::Member(one.member_id, one.number));
    })?;
    let mut words: BTreeMap<String, u32> = BTreeMap::new();
    let mut times: HashMap<[u8; 32], u32> = HashMap::new();
    let mut rows = Vec::with_capacity(table.rows.len());
    for (place, raw) in table.rows.iter().enumerate() {
        if place.checked_rem(STEP) == Some(0) {
            reader.progress().step(place, pieces)?;
        }
        let row = read(raw, &columns, mapping);
        let count = words.entry(row.word.clone()).or_default();
        *count = count.saturating_add(1);
        let digest = digest(salt.as_ref(), raw, &columns, &mut times);
        let mut surveyed = judged(row, digest, reader);
        surveyed.known = known.get(&digest).copied();
        if surveyed.known.is_none() {
            compare(&mut surveyed, &mut crowd, &mut numbers);
        }
        rows.push(surveyed);
    }
    let words = words.into_iter().map(|(word, rows)| {
        let becomes = becomes(&word, mapping);
        MembershipWord {
            word,
            rows,
            becomes,
        }
    });
    Ok(Survey {
        columns,
        rows,
        words: words.collect(),
    })
}

fn judged(row: Row, digest: [u8; 32], reader: &Reader) -> Surveyed {
    let (newcomer, more) = judge(&row.values, reader.today());
    let mut doubts = row.doubts;
    // A name that is too long is none that is missing.
    let named = doubts.iter().any(|doubt| {
        let whole = doubt.field.map(ImportField::whole);
        doubt.code == DoubtCode::TooLong && whole == Some(ImportField::Name)
    });
    doubts.extend(
        more.into_iter()
            .filter(|doubt| !(named && doubt.code == DoubtCode::MissingName)),
    );
    Surveyed {
        line: row.line,
        values: row.values,
        newcomer,
        doubts,
        digest,
        known: None,
    }
}

/// Compares a row with the book and the rows before it, and remembers it for those after it.
fn compare(row: &mut Surveyed, crowd: &mut Crowd, numbers: &mut HashMap<u32, Option<u32>>) {
    let newcomer = &row.newcomer;
    let features = Features::of(newcomer.kind, &newcomer.fields, newcomer.joined_on);
    row.doubts.extend(crowd.find(&features));
    crowd.add(features, Other::Line(row.line));
    let Some(number) = newcomer.number else {
        return;
    };
    match numbers.get(&number) {
        Some(line) => row.doubts.push(Doubt {
            line: *line,
            number: Some(number),
            field: Some(ImportField::Number),
            ..Doubt::plain(DoubtCode::NumberTaken)
        }),
        None => drop(numbers.insert(number, Some(row.line))),
    }
}

/// What a row is known by: the cells that are taken over, without the digits of a citizen service
/// number (from a digest of the rest they could be tried out). Rows that are quite alike are
/// counted, so that each is known by its own.
fn digest(
    salt: Option<&[u8; 32]>,
    row: &TableRow,
    columns: &[ImportColumn],
    times: &mut HashMap<[u8; 32], u32>,
) -> [u8; 32] {
    let Some(salt) = salt else { return [0; 32] };
    let mut hash = Sha256::new_with_prefix(salt);
    for (cell, _) in row
        .cells
        .iter()
        .zip(columns)
        .filter(|(_, column)| column.field.is_some())
    {
        hash.update(text::blot_citizen_service_numbers(cell));
        hash.update([0]);
    }
    let first: [u8; 32] = hash.finalize().into();
    let time = times.entry(first).or_default();
    *time = time.saturating_add(1);
    if *time == 1 {
        return first;
    }
    Sha256::new_with_prefix(first)
        .chain_update(time.to_le_bytes())
        .finalize()
        .into()
}
