//! Every field about a person says why it is kept and for how long. The register of processing,
//! the erasure and the tests all come from these declarations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// For what a personal field is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To know who belongs to the enterprise and to reach them.
    Membership,
    /// To make support visible.
    Support,
    /// To account for hours and credits.
    Ledger,
    /// To keep agreements with other parties alive.
    Agreements,
    /// To know who did what at the desk.
    Accountability,
    /// To take over what stood in an older list.
    Import,
    /// To be able to show who agreed with what.
    Consent,
}

/// How long a personal field is kept, as the rooms declare it. The terms after a membership are
/// where the manager's own table begins (`privacy::terms`); the others are fixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// While the member belongs to it, and two years after (as the Dutch associations advise).
    MembershipAndTwoYears,
    /// A text beside a booking: it goes with the name, and the amount and the day stay as long as
    /// the book, which the law wants for seven years at least (Awr art. 52).
    TextsWithName,
    /// While the agreement runs, and two years after.
    AgreementAndTwoYears,
    /// Until every row of the import is decided.
    UntilDecided,
    /// As long as the book.
    AsLongAsTheBook,
}

/// One column that holds something about a person.
#[derive(Debug, Clone, Copy)]
pub struct PersonalField {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// Why it is kept.
    pub purpose: Purpose,
    /// For how long.
    pub kept: Kept,
}

/// Declares columns of one table that share purpose and term.
pub(crate) const fn personal(
    table: &'static str,
    column: &'static str,
    purpose: Purpose,
    kept: Kept,
) -> PersonalField {
    PersonalField {
        table,
        column,
        purpose,
        kept,
    }
}
