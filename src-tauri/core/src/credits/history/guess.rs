//! What the columns of a file probably mean, by the names that such files give them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::TransferMapping;
use crate::kernel::{Code, Result, fold};
use crate::table::Table;

/// Names that a column is known by, folded, the likeliest first.
const FROM: &[&str] = &[
    "from", "source", "sender", "payer", "giver", "debit", "van", "gever", "betaler", "afzender",
];
const TO: &[&str] = &[
    "to",
    "target",
    "receiver",
    "payee",
    "recipient",
    "credit",
    "naar",
    "aan",
    "ontvanger",
];
const AMOUNT: &[&str] = &[
    "amount", "weight", "minutes", "hours", "value", "bedrag", "aantal", "uren", "minuten",
    "waarde",
];
const AT: &[&str] = &[
    "at",
    "timeset",
    "timestamp",
    "date",
    "time",
    "day",
    "datum",
    "wanneer",
    "tijdstip",
    "dag",
];
const ID: &[&str] = &["id", "number", "reference", "nummer", "nr", "kenmerk"];
const KIND: &[&str] = &[
    "transfer subtype",
    "kind",
    "type",
    "description",
    "soort",
    "omschrijving",
];

/// Which column probably means what; nothing where no name is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct MappingGuess {
    /// The column with the account that gave.
    pub from: Option<String>,
    /// The column with the account that received.
    pub to: Option<String>,
    /// The column with the amount.
    pub amount: Option<String>,
    /// The column with the day or the instant.
    pub at: Option<String>,
    /// The column with the row's own id.
    pub id: Option<String>,
    /// The column with the kind of transfer.
    pub kind: Option<String>,
}

/// What the columns of a table probably mean.
#[must_use]
pub fn guess(table: &Table) -> MappingGuess {
    // Folded once: what stands in the place of a name may be as long as the file.
    let folded: Vec<String> = table.header.iter().map(|column| fold(column)).collect();
    let find = |names: &[&str]| {
        let place = |name: &&str| folded.iter().position(|column| column == *name);
        let found = names.iter().find_map(place);
        found.and_then(|place| table.header.get(place).cloned())
    };
    MappingGuess {
        from: find(FROM),
        to: find(TO),
        amount: find(AMOUNT),
        at: find(AT),
        id: find(ID),
        kind: find(KIND),
    }
}

impl MappingGuess {
    /// The mapping that the guess comes to, an hour for each unit and nobody issuing.
    ///
    /// # Errors
    /// `Code::ColumnMissing` at the first field that no column is known for.
    pub fn mapping(self, table: &Table) -> Result<TransferMapping> {
        let known = |field: &str, column: Option<String>| {
            column.ok_or_else(|| {
                Code::ColumnMissing
                    .at(field)
                    .with("column", field)
                    .with("columns", table.header.join(", "))
            })
        };
        Ok(TransferMapping {
            from: known("from", self.from)?,
            to: known("to", self.to)?,
            amount: known("amount", self.amount)?,
            at: known("at", self.at)?,
            id: known("id", self.id)?,
            kind: self.kind,
            minutes_per_unit: 60,
            issuers: Vec::new(),
            source: None,
            decimal_sign: None,
        })
    }
}
