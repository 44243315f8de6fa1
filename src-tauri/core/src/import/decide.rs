//! Rows that were held back: shown one by one, and taken, corrected, merged or passed over by a
//! person. What stood in a row is kept for the rest of that day, so that the decision can be taken
//! back, and then forgotten.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ImportId,
    reading::{Doubt, DoubtCode, ImportField, Newcomer, Values, blot, corrected, judge},
    store::{self, Outcome},
};
use crate::{
    kernel::{Ask, Code, Error, Read, Reader, Result, Role, Tx, Write},
    members::{
        self, AdmitMember, EndMembership, GetMember, MemberFields, MemberId, MemberReceipt,
        ReviseMember,
    },
};

/// The most rows that one question gets.
const MOST_ROWS: u32 = 500;

/// What a person decides about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It becomes a member, with the corrections.
    Take,
    /// It is somebody who is a member: what was not known of them is added.
    Merge,
    /// It becomes nothing.
    Skip,
}

/// A decision about one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct RowDecision {
    /// The line of the row in the file.
    pub line: u32,
    /// What becomes of it.
    pub decision: Decision,
    /// Field by field what the list should have said; null for nothing.
    #[serde(default)]
    pub corrections: BTreeMap<ImportField, Option<String>>,
    /// The number of the member into whom the row is merged.
    #[serde(default)]
    pub into: Option<u32>,
}

/// Decides about rows that were held back. Undoing it makes them wait again.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct DecideRows {
    /// The import that held them back.
    pub import_id: ImportId,
    /// What becomes of each.
    pub decisions: Vec<RowDecision>,
}

/// What deciding leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct DecideReceipt {
    /// The rows that were decided.
    pub rows: Vec<DecidedRow>,
}

/// A row that was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields = nullable)]
pub struct DecidedRow {
    /// The import that had held it back.
    pub import_id: ImportId,
    /// Its line.
    pub line: u32,
    /// The member that it became or was merged into.
    pub member_id: Option<MemberId>,
}

/// The rows that wait for a decision, in the order of their lists.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct ListHeld {
    /// Rows to pass over.
    pub offset: u32,
    /// Rows to answer, 50 if left out, 500 at most.
    pub limit: Option<u32>,
}

/// A page of rows that wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct HeldRows {
    /// How many wait in all.
    pub held: u32,
    /// One page of them.
    pub rows: Vec<HeldRow>,
}

/// A row that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct HeldRow {
    /// The import that held it back.
    pub import_id: ImportId,
    /// The name of the file.
    pub source: String,
    /// Its line in the file.
    pub line: u32,
    /// What stands in it, field by field, name and address taken apart.
    pub values: Values,
    /// What it would become.
    pub newcomer: Newcomer,
    /// `Berg, Riet van den`.
    pub sorted_name: String,
    /// Why it waits.
    pub doubts: Vec<Doubt>,
}

/// A row as it is kept while it waits.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct HeldText {
    pub values: Values,
    pub doubts: Vec<Doubt>,
}

impl Ask for ListHeld {
    const NAME: &'static str = "import.held";
    const ROLE: Role = Role::Manager;
    type Answer = HeldRows;
}

impl Read for ListHeld {
    fn run(self, reader: &Reader) -> Result<HeldRows> {
        let limit = self.limit.unwrap_or(50).min(MOST_ROWS);
        let rows = store::held_back(reader, self.offset, limit)?;
        let rows = rows.into_iter().map(|row| shown(reader, row));
        Ok(HeldRows {
            held: store::count_held_back(reader)?,
            rows: rows.collect::<Result<_>>()?,
        })
    }
}

/// A row as the person sees it; the other row of a duplicate may have become a member meanwhile.
fn shown(reader: &Reader, row: store::HeldBack) -> Result<HeldRow> {
    let HeldText { values, mut doubts } = serde_json::from_str(&row.held)?;
    for doubt in doubts.iter_mut().filter(|doubt| doubt.member_id.is_none()) {
        let Some(line) = doubt.line else { continue };
        let other = store::row(reader, row.import, line)?.and_then(|other| other.member_id);
        if let Some(member_id) = other {
            doubt.member_id = Some(member_id);
            let shown = members::get(reader, member_id)?;
            doubt.number = Some(shown.number);
        }
    }
    let (newcomer, _) = judge(&values, reader.today());
    Ok(HeldRow {
        import_id: row.import_id,
        source: row.source,
        line: row.line,
        values: super::reading::apart(&values),
        sorted_name: members::sorted_name(&newcomer.fields),
        newcomer,
        doubts,
    })
}

impl Ask for DecideRows {
    const NAME: &'static str = "import.decide";
    const ROLE: Role = Role::Manager;
    type Answer = DecideReceipt;
}

impl Write for DecideRows {
    /// # Errors
    /// `Code::NotFound`, `Code::RowMissing`, `Code::RowIsDecided`, then what stands in the way of
    /// the decision; details name the line and the field.
    fn run(self, tx: &Tx) -> Result<DecideReceipt> {
        store::forget(tx.connection(), tx.today())?;
        let import = store::sequence(tx, self.import_id)?;
        let decided = self
            .decisions
            .iter()
            .map(|decision| decide_held(tx, import, decision));
        Ok(DecideReceipt {
            rows: decided.collect::<Result<_>>()?,
        })
    }

    fn undo(tx: &Tx, receipt: DecideReceipt) -> Result<()> {
        receipt
            .rows
            .iter()
            .rev()
            .try_for_each(|row| reopen(tx, row))
    }
}

/// Decides about a row that was held back.
pub(super) fn decide_held(tx: &Tx, import: i64, decision: &RowDecision) -> Result<DecidedRow> {
    let line = decision.line;
    let row = store::row(tx, import, line)?;
    let row = row.ok_or_else(|| Error::from(Code::RowMissing.with("line", line)))?;
    let (None, Some(held)) = (row.decision, row.held) else {
        return Code::RowIsDecided.with("line", line).refuse();
    };
    let held: HeldText = serde_json::from_str(&held)?;
    let outcome = carry_out(tx, (&held.values, &held.doubts), decision)?;
    store::decide(tx, import, line, Some(outcome))?;
    Ok(DecidedRow {
        import_id: store::id(tx, import)?,
        line,
        member_id: outcome.member_id,
    })
}

/// Makes a row wait again that was decided after it had been held back.
pub(super) fn reopen(tx: &Tx, decided: &DecidedRow) -> Result<()> {
    let import = store::sequence(tx, decided.import_id)?;
    let row = store::row(tx, import, decided.line)?;
    let forgotten = || Error::from(Code::UndoneTooLate.refusal());
    let row = row.filter(|row| row.held.is_some()).ok_or_else(forgotten)?;
    store::decide(tx, import, decided.line, None)?;
    take_back(tx, &row)
}

/// Takes back what a row did to the members.
pub(super) fn take_back(tx: &Tx, row: &store::KeptRow) -> Result<()> {
    match (row.decision, row.member_id) {
        (Some(Decision::Take), Some(member_id)) => members::withdraw(tx, member_id, 1),
        (Some(Decision::Merge), Some(member_id)) => match row.version {
            // The number is not looked at when a revision is taken back.
            Some(version) => ReviseMember::undo(
                tx,
                MemberReceipt {
                    member_id,
                    number: 0,
                    version,
                },
            ),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Does to the members what was decided about a row.
fn carry_out(tx: &Tx, read: (&Values, &[Doubt]), decision: &RowDecision) -> Result<Outcome> {
    let done = || match decision.decision {
        Decision::Skip => Ok((None, None)),
        Decision::Take => Ok((Some(admit(tx, &settled(tx, read, decision)?)?), None)),
        Decision::Merge => merge(tx, read, decision),
    };
    let (member_id, version) = on_line(done(), decision.line)?;
    Ok(Outcome {
        decision: decision.decision,
        member_id,
        version,
    })
}

/// Admits a newcomer with its old number and its period.
pub(super) fn admit(tx: &Tx, newcomer: &Newcomer) -> Result<MemberId> {
    let new = AdmitMember {
        kind: newcomer.kind,
        fields: newcomer.fields.clone(),
        membership: newcomer.membership,
        from_day: newcomer.joined_on,
        number: newcomer.number,
    };
    let member_id = members::admit(tx, &new)?.member_id;
    if let Some(until_day) = newcomer.ended_on {
        EndMembership {
            member_id,
            until_day,
        }
        .run(tx)?;
    }
    Ok(member_id)
}

/// Adds to a member what was not known of it; what a person corrected goes before what is known.
pub(super) fn merge(
    tx: &Tx,
    read: (&Values, &[Doubt]),
    decision: &RowDecision,
) -> Result<(Option<MemberId>, Option<u32>)> {
    let number = decision.into.unwrap_or_default();
    let Some(member_id) = members::numbered(tx, number)? else {
        return Code::MemberNumberUnknown
            .at("into")
            .with("number", number)
            .refuse();
    };
    let member = GetMember { member_id }.run(tx)?;
    let newcomer = settled(tx, read, decision)?;
    let fields = filled(&member.fields, &newcomer.fields, decision);
    if fields == member.fields {
        return Ok((Some(member_id), None));
    }
    let revision = ReviseMember {
        member_id,
        version: member.version,
        fields,
    };
    Ok((Some(member_id), Some(revision.run(tx)?.version)))
}

/// The newcomer with the corrections, if nothing impossible is left in it. When it is merged its
/// number and days are not looked at: those of the member stay.
pub(super) fn settled(
    tx: &Tx,
    (values, read): (&Values, &[Doubt]),
    decision: &RowDecision,
) -> Result<Newcomer> {
    // Before an address is taken apart, and with it the digits.
    for (field, said) in &decision.corrections {
        if said
            .as_deref()
            .is_some_and(|said| blot(*field, said) != said)
        {
            return Code::LooksLikeCitizenServiceNumber
                .at(field.name())
                .refuse();
        }
    }
    let (newcomer, doubts) = judge(&corrected(values, &decision.corrections), tx.today());
    let merging = decision.decision == Decision::Merge;
    // What was too long is not among the values: whoever takes the row says what goes there.
    let unsaid = read.iter().filter(|doubt| {
        doubt.code == DoubtCode::TooLong
            && doubt.field.is_some_and(|field| {
                // The member of before keeps its own name.
                let known = merging && field.whole() == ImportField::Name;
                !known && !says(decision, field)
            })
    });
    let counts = |doubt: &&Doubt| {
        !merging
            || decision
                .corrections
                .contains_key(&doubt.field.unwrap_or(ImportField::Name))
            || doubt.code == DoubtCode::CitizenServiceNumber
    };
    let doubts = unsaid.chain(doubts.iter().filter(counts));
    match doubts.filter_map(Doubt::refusal).next() {
        Some(refusal) => Err(refusal.into()),
        None => Ok(newcomer),
    }
}

/// Whether the corrections say what goes into a field, or into the name or address that it is part
/// of. For a whole one any part speaks; of one part another says nothing. Everybody has a kind of
/// membership: to say none is to say nothing.
fn says(decision: &RowDecision, field: ImportField) -> bool {
    let about = |said: ImportField| said == field || said == field.whole() || said.whole() == field;
    let mut corrections = decision.corrections.iter();
    corrections
        .any(|(said, text)| about(*said) && (field != ImportField::Membership || text.is_some()))
}

/// The member's fields, filled up with those of the newcomer.
fn filled(known: &MemberFields, new: &MemberFields, decision: &RowDecision) -> MemberFields {
    let said = |field: ImportField| matches!(decision.corrections.get(&field), Some(Some(_)));
    let text = |field, known: &Option<String>, new: &Option<String>| {
        if known.is_none() || said(field) {
            new.clone().or(known.clone())
        } else {
            known.clone()
        }
    };
    use ImportField as F;
    let with_address = known.street.is_none() || said(F::Street) || said(F::HouseNumber);
    let address = if with_address { new } else { known };
    MemberFields {
        salutation: known.salutation.or(new.salutation),
        given_name: text(F::GivenName, &known.given_name, &new.given_name),
        initials: text(F::Initials, &known.initials, &new.initials),
        prefix: if said(F::FamilyName) {
            new.prefix.clone()
        } else {
            known.prefix.clone()
        },
        family_name: text(F::FamilyName, &known.family_name, &new.family_name),
        name: known.name.clone(),
        street: address.street.clone(),
        house_number: address.house_number,
        house_addition: address.house_addition.clone(),
        postcode: text(F::Postcode, &known.postcode, &new.postcode),
        town: text(F::Town, &known.town, &new.town),
        phone: text(F::Phone, &known.phone, &new.phone),
        email: text(F::Email, &known.email, &new.email),
        birth_year: match (known.birth_year, new.birth_year) {
            (Some(_), Some(year)) if said(F::BirthYear) => Some(year),
            (known, new) => known.or(new),
        },
        note: text(F::Note, &known.note, &new.note),
    }
}

/// A refusal that names the line of the row.
pub(super) fn on_line<T>(result: Result<T>, line: u32) -> Result<T> {
    result.map_err(|error| match error {
        Error::Refused(refusal) => refusal.with("line", line).into(),
        other => other,
    })
}
