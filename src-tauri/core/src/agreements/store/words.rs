//! The words that stand in the columns for what Rust calls by a name.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::agreements::{AgreementKind, Hat, NoticeUnit, PartyKind, ScenarioKind, Verdict};

macro_rules! words {
    ($($name:ident { $($variant:ident = $word:literal),+ $(,)? })+) => { $(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(match self { $(Self::$variant => $word),+ }.into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                match value.as_str()? {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(FromSqlError::InvalidType),
                }
            }
        }
    )+ };
}

words! {
    AgreementKind {
        UseOfPlace = "use_of_place",
        Maintenance = "maintenance",
        Service = "service",
        Funding = "funding",
        Other = "other",
    }
    PartyKind {
        Municipality = "municipality",
        HousingCorporation = "housing_corporation",
        Company = "company",
        Institution = "institution",
        Initiative = "initiative",
        Other = "other",
    }
    Hat {
        Executor = "executor",
        Enforcer = "enforcer",
        ContractParty = "contract_party",
        Financier = "financier",
    }
    NoticeUnit {
        Weeks = "weeks",
        Months = "months",
    }
    ScenarioKind {
        HandOver = "hand_over",
        Continuation = "continuation",
    }
    Verdict {
        StillRight = "still_right",
        Changed = "changed",
        NoLongerPossible = "no_longer_possible",
    }
}
