//! The words that stand in the columns for what Rust calls by a name.

use crate::agreements::{AgreementKind, Hat, NoticeUnit, PartyKind, ScenarioKind, Verdict};
use crate::kernel::column_words;

column_words! {
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
