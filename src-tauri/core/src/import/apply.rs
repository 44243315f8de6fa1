//! Taking over a list of members: rows without doubt become members, rows that a person decided
//! about become what was decided, the others wait. One transaction; the same list again adds
//! nothing.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ImportId, MembersMapping,
    decide::{
        DecidedRow, Decision, HeldText, RowDecision, admit, decide_held, merge, on_line, reopen,
        settled, take_back,
    },
    reading::{ImportColumn, ImportField, Newcomer},
    store::{self, KnownRow, Outcome},
    survey::{Survey, Surveyed, survey},
};
use crate::{
    kernel::{Code, Result, Tx},
    members::{self, MemberId},
    table::Table,
};

/// How many rows pass between two looks at the progress.
const STEP: usize = 500;

/// A list of members to take over.
#[derive(Debug, Clone)]
pub struct MembersToImport<'file> {
    /// The name of the file, without its folder.
    pub source: &'file str,
    /// What stands in it.
    pub bytes: &'file [u8],
    /// How it is to be read.
    pub mapping: &'file MembersMapping,
    /// What a person decided about rows of it.
    pub decisions: &'file [RowDecision],
}

/// What taking over a list leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields = nullable)]
pub struct ImportReceipt {
    /// The import; nothing if every row was known.
    pub import_id: Option<ImportId>,
    /// How many rows became members.
    pub taken: u32,
    /// How many were merged into members.
    pub merged: u32,
    /// How many were passed over.
    pub skipped: u32,
    /// How many wait for a decision.
    pub held: u32,
    /// How many of an earlier import still wait.
    pub held_before: u32,
    /// How many were known from an earlier import and left as they were.
    pub known: u32,
    /// Rows of an earlier import that had waited and were decided now.
    pub decided: Vec<DecidedRow>,
}

/// Takes over a list of members.
///
/// # Errors
/// Those of `preview_members`; `Code::NameColumnMissing`, `Code::ColumnUnknown`,
/// `Code::RowIsDecided`, then what stands in the way of a decision; `Code::Stopped`. Then nothing
/// has changed.
pub fn apply_members(tx: &Tx, list: &MembersToImport) -> Result<ImportReceipt> {
    tx.work_in_bulk()?;
    store::forget(tx.connection(), tx.today())?;
    let table = Table::read(list.bytes)?;
    if store::salt(tx)?.is_none() {
        store::add_salt(tx, tx.ambient().random())?;
    }
    let Survey { columns, rows, .. } =
        survey(tx, &table, list.mapping, table.rows.len().saturating_mul(2))?;
    check_columns(&columns)?;
    let decisions = by_line(list.decisions, &rows)?;
    let mut import = Import::start(tx, list.source, &table, &rows)?;
    for row in &rows {
        import.step()?;
        let decision = decisions.get(&row.line).copied();
        match row.known {
            Some(known) => import.meet_again(known, decision)?,
            None => import.meet(row, decision)?,
        }
    }
    import.finish()
}

/// Takes an import back: its members, its waiting rows, and what it decided about earlier ones.
///
/// # Errors
/// `Code::UndoneTooLate` if a row was decided since, or something was built upon a member.
pub fn take_back_members(tx: &Tx, receipt: &ImportReceipt) -> Result<()> {
    tx.work_in_bulk()?;
    if let Some(id) = receipt.import_id {
        let import = store::sequence(tx, id)?;
        let rows = store::rows(tx, import)?;
        if rows.iter().any(|row| row.decided_on.is_some()) {
            return Code::UndoneTooLate.refuse();
        }
        store::remove(tx, import)?;
        take_back_rows(tx, &rows)?;
    }
    receipt
        .decided
        .iter()
        .rev()
        .try_for_each(|row| reopen(tx, row))
}

/// Takes back what the rows did. A merge into a member of the same list goes with that member.
fn take_back_rows(tx: &Tx, rows: &[store::KeptRow]) -> Result<()> {
    let taken = |row: &&store::KeptRow| row.decision == Some(Decision::Take);
    let (taken, others): (Vec<_>, Vec<_>) = rows.iter().partition(taken);
    let mut last: BTreeMap<MemberId, u32> = taken
        .iter()
        .filter_map(|row| Some((row.member_id?, 1)))
        .collect();
    for row in others.into_iter().rev() {
        match row.member_id.and_then(|id| last.get_mut(&id)) {
            Some(version) => *version = row.version.unwrap_or(1).max(*version),
            None => take_back(tx, row)?,
        }
    }
    last.into_iter()
        .try_for_each(|(id, version)| members::withdraw(tx, id, version))
}

/// Refuses a list with columns that nobody said anything about: what they hold would be lost.
fn check_columns(columns: &[ImportColumn]) -> Result<()> {
    if !columns
        .iter()
        .any(|column| column.field.is_some_and(ImportField::is_name))
    {
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        return Code::NameColumnMissing
            .with("columns", names.join(", "))
            .refuse();
    }
    let unknown: Vec<&ImportColumn> = columns
        .iter()
        .filter(|column| column.field.is_none() && !column.left_out)
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = unknown.iter().map(|column| column.name.as_str()).collect();
    let proposals: Vec<String> = unknown
        .iter()
        .filter_map(|column| Some(format!("{} → {}", column.name, column.proposal?.name())))
        .collect();
    Code::ColumnUnknown
        .with("columns", names.join(", "))
        .with("proposals", proposals.join(", "))
        .refuse()
}

pub(super) fn by_line<'file>(
    decisions: &'file [RowDecision],
    rows: &[Surveyed],
) -> Result<BTreeMap<u32, &'file RowDecision>> {
    let mut by_line = BTreeMap::new();
    for decision in decisions {
        let line = decision.line;
        if rows.binary_search_by_key(&line, |row| row.line).is_err() {
            return Code::RowMissing.with("line", line).refuse();
        }
        if by_line.insert(line, decision).is_some() {
            return Code::DecidedTwice.with("line", line).refuse();
        }
    }
    Ok(by_line)
}

/// The work on one list.
struct Import<'work> {
    tx: &'work Tx<'work>,
    receipt: ImportReceipt,
    import: i64,
    /// Above every number of the book and the list: rows without one get theirs from here.
    next_number: u32,
    /// Merged when all members of the list are there.
    merges: Vec<(&'work Surveyed, &'work RowDecision)>,
    done: usize,
    total: usize,
}

impl<'work> Import<'work> {
    fn start(tx: &'work Tx<'work>, source: &str, table: &Table, rows: &[Surveyed]) -> Result<Self> {
        let (import, import_id) = if rows.iter().any(|row| row.known.is_none()) {
            let id = ImportId::new(tx);
            (store::add(tx, id, source)?, Some(id))
        } else {
            (0, None)
        };
        let highest = rows
            .iter()
            .filter_map(|row| row.newcomer.number)
            .max()
            .unwrap_or(0);
        Ok(Self {
            tx,
            import,
            next_number: members::next_number(tx)?.max(highest.saturating_add(1)),
            merges: Vec::new(),
            done: table.rows.len(),
            total: table.rows.len().saturating_mul(2),
            receipt: ImportReceipt {
                import_id,
                taken: 0,
                merged: 0,
                skipped: 0,
                held: 0,
                held_before: 0,
                known: 0,
                decided: Vec::new(),
            },
        })
    }

    fn step(&mut self) -> Result<()> {
        self.done = self.done.saturating_add(1);
        if self.done.checked_rem(STEP) == Some(0) {
            self.tx.progress().step(self.done, self.total)?;
        }
        Ok(())
    }

    /// A row that an earlier import knew.
    fn meet_again(&mut self, known: KnownRow, decision: Option<&RowDecision>) -> Result<()> {
        match decision {
            None if known.decision.is_none() => one_more(&mut self.receipt.held_before),
            Some(other) if known.decision.is_some_and(|made| made != other.decision) => {
                return Code::RowIsDecided.with("line", other.line).refuse();
            }
            Some(decision) if known.decision.is_none() => {
                let decision = RowDecision {
                    line: known.line,
                    ..decision.clone()
                };
                self.receipt
                    .decided
                    .push(decide_held(self.tx, known.import, &decision)?);
            }
            _ => one_more(&mut self.receipt.known),
        }
        Ok(())
    }

    /// A row that is new.
    fn meet(&mut self, row: &'work Surveyed, decision: Option<&'work RowDecision>) -> Result<()> {
        match decision {
            Some(decision) if decision.decision == Decision::Merge => {
                self.merges.push((row, decision));
                Ok(())
            }
            Some(decision) if decision.decision == Decision::Skip => {
                self.keep(row, Decision::Skip, (None, None))
            }
            Some(decision) => {
                let newcomer = on_line(
                    settled(self.tx, (&row.values, &row.doubts), decision),
                    row.line,
                )?;
                self.take(row, newcomer)
            }
            None if row.doubts.is_empty() => self.take(row, row.newcomer.clone()),
            None => {
                let held = HeldText {
                    values: row.values.clone(),
                    doubts: row.doubts.clone(),
                };
                let held = serde_json::to_string(&held)?;
                one_more(&mut self.receipt.held);
                store::add_held(self.tx, self.import, row.line, &row.digest, &held)
            }
        }
    }

    fn take(&mut self, row: &Surveyed, mut newcomer: Newcomer) -> Result<()> {
        if newcomer.number.is_none() {
            newcomer.number = Some(self.next_number);
            self.next_number = self.next_number.saturating_add(1);
        }
        let member_id = on_line(admit(self.tx, &newcomer), row.line)?;
        self.keep(row, Decision::Take, (Some(member_id), None))
    }

    fn keep(
        &mut self,
        row: &Surveyed,
        decision: Decision,
        (member_id, version): (Option<MemberId>, Option<u32>),
    ) -> Result<()> {
        one_more(match decision {
            Decision::Take => &mut self.receipt.taken,
            Decision::Merge => &mut self.receipt.merged,
            Decision::Skip => &mut self.receipt.skipped,
        });
        let outcome = Outcome {
            decision,
            member_id,
            version,
        };
        store::add_decided(self.tx, self.import, row.line, &row.digest, outcome)
    }

    fn finish(mut self) -> Result<ImportReceipt> {
        for (row, decision) in std::mem::take(&mut self.merges) {
            let done = on_line(
                merge(self.tx, (&row.values, &row.doubts), decision),
                row.line,
            )?;
            self.keep(row, Decision::Merge, done)?;
        }
        Ok(self.receipt)
    }
}

fn one_more(count: &mut u32) {
    *count = count.saturating_add(1);
}
