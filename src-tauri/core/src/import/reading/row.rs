//! One row of the file: its cells under their fields, cleaned of what may not be kept.

use unicode_normalization::UnicodeNormalization as _;

use super::{
    Doubt, DoubtCode, ImportColumn, ImportField, ImportField as F, MembersMapping, Values, day,
    letters, newcomer,
};
use crate::{
    kernel::{fold, text},
    members::MembershipKind,
    table::TableRow,
};

/// A row with its values and the doubts that only the raw text could show.
pub(in crate::import) struct Row {
    pub line: u32,
    pub values: Values,
    pub doubts: Vec<Doubt>,
    /// The word in the list for the kind of membership.
    pub word: String,
}

impl Row {
    fn is_too_long(&self, field: ImportField) -> bool {
        let about = |doubt: &Doubt| doubt.code == DoubtCode::TooLong && doubt.field == Some(field);
        self.doubts.iter().any(about)
    }
}

/// What people write for nothing, in fields where it can be nothing else.
const NOTHING: [&str; 9] = [
    "?",
    "x",
    "geen",
    "nvt",
    "n.v.t.",
    "n.v.t",
    "onbekend",
    "niet bekend",
    "n.b.",
];

/// Reads one row.
pub(in crate::import) fn read(
    row: &TableRow,
    columns: &[ImportColumn],
    mapping: &MembersMapping,
) -> Row {
    let mut read = Row {
        line: row.line,
        values: Values::new(),
        doubts: Vec::new(),
        word: String::new(),
    };
    let mut kept_word = None;
    for (cell, column) in row.cells.iter().zip(columns) {
        let Some(field) = column.field else { continue };
        if is_too_long(field, cell) {
            read.doubts.push(Doubt::too_long(field));
            continue;
        }
        if says_nothing(field, cell) {
            continue;
        }
        let cell = blotted(&mut read, field, cell);
        if field.whole() == F::Name && text::is_blotted_out(&cell) {
            continue; // Nobody is called so.
        }
        if field == F::Membership {
            read.word.clone_from(&cell);
            kept_word = Some(column.name.as_str());
        }
        let cell = with_letters(field, cell, mapping);
        match (field, read.values.get_mut(&F::Note)) {
            (F::Note, Some(note)) => *note = format!("{note}\n{}: {cell}", column.name),
            _ => drop(read.values.insert(field, cell)),
        }
    }
    // Nothing was said where more was said than is kept: that is not silent support.
    if !read.is_too_long(F::Membership) {
        name_membership(&mut read, kept_word, mapping);
    }
    // Each column of notes may fit, and all of them together not.
    if read
        .values
        .get(&F::Note)
        .is_some_and(|note| is_too_long(F::Note, note))
    {
        read.values.remove(&F::Note);
        read.doubts.push(Doubt::too_long(F::Note));
    }
    read
}

/// Whether a cell is longer than anything that its field could be. Such a text is told of and not
/// kept: cut off it would say something else, and whole it could be as long as the file.
fn is_too_long(field: ImportField, cell: &str) -> bool {
    let longest = if field == F::Note {
        text::NOTE
    } else {
        text::LINE
    };
    // Composed it may be shorter, and that is how it would be kept.
    cell.len() > longest && cell.nfc().nth(longest).is_some()
}

fn says_nothing(field: ImportField, cell: &str) -> bool {
    let detail = matches!(
        field,
        F::Phone
            | F::Email
            | F::BirthYear
            | F::JoinedOn
            | F::EndedOn
            | F::Postcode
            | F::Town
            | F::Address
            | F::Street
            | F::Number
            | F::Membership
    );
    cell.chars().all(|sign| "-—–".contains(sign))
        || (detail && NOTHING.contains(&cell.to_lowercase().as_str()))
}

fn blotted(read: &mut Row, field: ImportField, cell: &str) -> String {
    let kept = blot(field, cell);
    if kept != cell {
        read.doubts
            .push(Doubt::at(DoubtCode::CitizenServiceNumber, field, &kept));
    }
    kept
}

/// The text without the digits of a citizen service number. Telephone numbers are let be: one in
/// eleven passes the test by chance, and so may a number or a day that reads as one. In an address
/// only digits that stand together count.
pub(in crate::import) fn blot(field: ImportField, cell: &str) -> String {
    let let_be = match field {
        F::Phone | F::Email => true,
        F::Number => newcomer::member_number(cell).is_some(),
        F::JoinedOn | F::EndedOn => day::parse(cell).is_some(),
        _ => false,
    };
    if let_be {
        cell.to_owned()
    } else if matches!(field, F::Address | F::Street | F::Town) {
        let words: Vec<String> = cell
            .split(' ')
            .map(text::blot_citizen_service_numbers)
            .collect();
        words.join(" ")
    } else {
        text::blot_citizen_service_numbers(cell)
    }
}

/// The text with the letters that a person put back.
fn with_letters(field: ImportField, cell: String, mapping: &MembersMapping) -> String {
    let named = matches!(
        field,
        F::Name
            | F::GivenName
            | F::FamilyName
            | F::Household
            | F::Organisation
            | F::Address
            | F::Street
            | F::Town
            | F::Note
    );
    if !named || mapping.letters.is_empty() {
        return cell;
    }
    let lost: Vec<&str> = letters::lost_in_name(&cell).collect();
    let mut whole = cell.clone();
    for word in lost {
        if let Some(right) = mapping.letters.get(word) {
            whole = whole.replace(word, right);
        }
    }
    whole
}

/// Names the kind of membership by what it becomes. A word that says more than that stays in the
/// note, so that nothing of the old list is lost.
fn name_membership(read: &mut Row, column: Option<&str>, mapping: &MembersMapping) {
    read.values.remove(&F::Membership);
    match becomes(&read.word, mapping) {
        Some(kind) => {
            read.values.insert(F::Membership, kind.text().to_owned());
            if let Some(column) = column
                && plain(&fold(&read.word)).is_none()
                && !read.word.is_empty()
            {
                let more = format!("{column}: {}", read.word);
                let note = read.values.entry(F::Note).or_default();
                *note = if note.is_empty() {
                    more
                } else {
                    format!("{note}\n{more}")
                };
            }
        }
        None => drop(read.values.insert(F::Membership, read.word.clone())),
    }
}

/// What a word for a kind of membership becomes: as the person says, else as the word says, and
/// silent support where the list says nothing or names somebody who was active once.
pub(in crate::import) fn becomes(word: &str, mapping: &MembersMapping) -> Option<MembershipKind> {
    let folded = fold(word);
    let said = mapping
        .memberships
        .iter()
        .find(|(given, _)| fold(given) == folded);
    said.map(|(_, kind)| *kind)
        .or_else(|| plain(&folded))
        .or(match folded.as_str() {
            "" | "oud bestuurslid" | "oudgediende" | "oud vrijwilliger" => {
                Some(MembershipKind::Passive)
            }
            _ => None,
        })
}

/// Words that say no more than the kind.
pub(super) fn plain(folded: &str) -> Option<MembershipKind> {
    Some(match folded {
        "actief" | "actief lid" | "vrijwilliger" | "active" => MembershipKind::Active,
        "passief" | "passief lid" | "stil" | "stille steun" | "lid" | "gewoon lid" | "passive" => {
            MembershipKind::Passive
        }
        "vriend" | "vriendin" | "vriend van" | "friend" => MembershipKind::Friend,
        _ => return None,
    })
}
