//! Making an agreement: never without thinking of its end.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::agreements::{
    AgreementFields, AgreementId, NewScenario, ScenarioKind, scenarios, store,
};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write};

/// Makes an agreement. Undoing it removes it, as long as nothing was built upon it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct MakeAgreement {
    /// What is agreed.
    pub fields: AgreementFields,
    /// How it may go: at least one hand-over and one continuation.
    pub scenarios: Vec<NewScenario>,
}

/// What an act on an agreement leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct AgreementReceipt {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The version that the act made, or found.
    pub version: u32,
}

impl Ask for MakeAgreement {
    const NAME: &'static str = "agreements.make";
    const ROLE: Role = Role::Worker;
    type Answer = AgreementReceipt;
}

impl Write for MakeAgreement {
    /// # Errors
    /// Those of `AgreementFields::checked`, `Code::NotFound` for a party that is none of this
    /// agreement, those of each scenario (`scenarios.0.title`), then
    /// `Code::HandOverScenarioMissing`, `Code::ContinuationScenarioMissing`.
    fn run(self, tx: &Tx) -> Result<AgreementReceipt> {
        let fields = self.fields.checked(tx)?;
        let checked = self.scenarios.iter().enumerate();
        let new = checked
            .map(|(place, scenario)| scenario.checked(&format!("scenarios.{place}.")))
            .collect::<Result<Vec<_>>>()?;
        for kind in ScenarioKind::BOTH {
            if !new.iter().any(|scenario| scenario.kind == kind) {
                return kind.missing().at("scenarios").refuse();
            }
        }
        let agreement_id = AgreementId::new(tx);
        let sequence = store::add_agreement(tx, agreement_id)?;
        store::add_version(tx, sequence, 1, &fields)?;
        for scenario in &new {
            scenarios::add(tx, sequence, scenario)?;
        }
        Ok(AgreementReceipt {
            agreement_id,
            version: 1,
        })
    }

    fn undo(tx: &Tx, receipt: AgreementReceipt) -> Result<()> {
        let agreement = store::get(tx, receipt.agreement_id)?;
        if agreement.version == receipt.version && !store::is_built_upon(tx, agreement.sequence)? {
            store::remove_agreement(tx, agreement.sequence)
        } else {
            Code::UndoneTooLate.refuse()
        }
    }
}
