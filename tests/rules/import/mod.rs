//! Import: from the bytes of an older list to members, with every doubt named and nothing done by
//! halves.

mod desk;
mod lengths;
mod members;
mod table;
mod undo;

use wijkboek_core::{
    import::{
        ImportReceipt, MembersMapping, MembersPreview, MembersToImport, RowDecision, apply_members,
        preview_members, take_back_members,
    },
    kernel::{Act, Result},
};

use crate::book::TestBook;

/// 416 invented members in the shape of an old spreadsheet (`tests/fixtures/data/ORIGIN.md`).
pub const OLD_LIST: &[u8] = include_bytes!("../../fixtures/data/leden-oude-lijst.csv");

pub fn preview(book: &TestBook, bytes: &[u8], mapping: &MembersMapping) -> Result<MembersPreview> {
    let list = MembersToImport {
        source: "oude-lijst",
        bytes,
        mapping,
        decisions: &[],
    };
    book.book.read(|reader| preview_members(reader, &list))
}

/// Takes a list over as the desk does it, as a new act each time.
pub fn apply(
    book: &mut TestBook,
    bytes: &[u8],
    mapping: &MembersMapping,
    decisions: &[RowDecision],
) -> Result<ImportReceipt> {
    let act = act(book, "import.apply_members");
    let list = MembersToImport {
        source: "oude-lijst",
        bytes,
        mapping,
        decisions,
    };
    Ok(book
        .book
        .write(&act, |tx| apply_members(tx, &list))?
        .receipt)
}

pub fn take_back(book: &mut TestBook, receipt: &ImportReceipt) -> Result<()> {
    let act = act(book, "desk.undo");
    book.book
        .write(&act, |tx| take_back_members(tx, receipt))
        .map(drop)
}

pub fn act(book: &TestBook, command: &str) -> Act {
    Act {
        operation_id: book.ambient.uuid(),
        command: command.into(),
        question: Vec::new(),
        person_id: None,
        undoes: None,
    }
}

pub fn plain() -> MembersMapping {
    MembersMapping::default()
}
