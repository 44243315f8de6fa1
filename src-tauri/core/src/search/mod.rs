//! One search over what people look for by name: members and agreements. Each room finds its own;
//! here they only stand side by side, the first few of each.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    agreements::{self, AgreementId, AgreementStatus, ListAgreements},
    kernel::{Ask, Read, Reader, Result, Role},
    members::{self, ListMembers, MemberRow},
};

/// How many of each are shown: what stands further down is found by typing one letter more.
const FIRST: usize = 8;

/// Finds members and agreements while somebody types. Nothing typed finds nothing.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Find {
    /// What was typed.
    pub text: String,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Found {
    /// The first members, in name order.
    pub members: Vec<MemberRow>,
    /// The first agreements, what asks something first in front.
    pub agreements: Vec<FoundAgreement>,
}

/// An agreement that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct FoundAgreement {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// What people call it.
    pub title: String,
    /// With whom, in the order in which they stand on paper.
    pub parties: Vec<String>,
    /// Where it stands today.
    pub status: AgreementStatus,
}

impl Ask for Find {
    const NAME: &'static str = "search.find";
    const ROLE: Role = Role::Reader;
    type Answer = Found;
}

impl Read for Find {
    fn run(self, reader: &Reader) -> Result<Found> {
        if self.text.trim().is_empty() {
            return Ok(Found::default());
        }
        let members = ListMembers {
            text: Some(self.text.clone()),
            limit: u32::try_from(FIRST).ok(),
            ..ListMembers::default()
        };
        let agreements = ListAgreements {
            text: Some(self.text),
            ..ListAgreements::default()
        };
        let found = agreements::list(reader, &agreements)?.rows.into_iter();
        let agreements = found.take(FIRST).map(|row| FoundAgreement {
            agreement_id: row.agreement_id,
            title: row.title,
            parties: row.parties.into_iter().map(|party| party.name).collect(),
            status: row.status,
        });
        Ok(Found {
            members: members::list(reader, &members)?.rows,
            agreements: agreements.collect(),
        })
    }
}
