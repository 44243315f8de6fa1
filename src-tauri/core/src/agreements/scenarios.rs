//! Scenarios: how it may go when the end comes. A dropped one stays in the book with its day; at
//! least one of each kind always remains.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AgreementId, ScenarioId, Verdict, store};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write, between, text};

/// The most that a scenario may cost, in whole euros.
const MOST_EUROS: u32 = 1_000_000_000;

/// What a scenario is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScenarioKind {
    /// Oplevering: how the place is left.
    HandOver,
    /// Voortzetting: how the work goes on.
    Continuation,
}

/// What a scenario says, as it is typed and as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct ScenarioFields {
    /// What people call it.
    pub title: String,
    /// What makes it real.
    pub cause: Option<String>,
    /// By what it is seen coming.
    pub signs: Option<String>,
    /// What is done then.
    pub steps: Option<String>,
    /// Who does it.
    pub who: Option<String>,
    /// How many of the people can go on in it.
    pub people: Option<u32>,
    /// What it costs, in whole euros.
    pub cost_euros: Option<u32>,
    /// What else could be done.
    pub alternatives: Option<String>,
}

/// A scenario to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct NewScenario {
    /// Hand-over or continuation; this never changes.
    pub kind: ScenarioKind,
    /// What it says.
    pub fields: ScenarioFields,
}

/// A scenario of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Scenario {
    /// The scenario.
    pub scenario_id: ScenarioId,
    /// Hand-over or continuation.
    pub kind: ScenarioKind,
    /// The present version.
    pub version: u32,
    /// What it says.
    pub fields: ScenarioFields,
    /// When it was added.
    pub added_on: NaiveDate,
    /// When it was dropped, if it was.
    pub dropped_on: Option<NaiveDate>,
    /// When somebody last looked at it in a review.
    pub looked_on: Option<NaiveDate>,
    /// What was found then.
    pub verdict: Option<Verdict>,
}

/// What an act on a scenario leaves behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ScenarioReceipt {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The scenario.
    pub scenario_id: ScenarioId,
    /// The version that the act made, or found.
    pub version: u32,
}

/// Adds a scenario. Undoing it removes it again, unless a review has looked at it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct AddScenario {
    /// The agreement.
    pub agreement_id: AgreementId,
    /// The scenario.
    pub scenario: NewScenario,
}

/// Writes a new version of a scenario. Undoing it brings back the one before as a new version.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviseScenario {
    /// The scenario.
    pub scenario_id: ScenarioId,
    /// The version that the form was filled from.
    pub version: u32,
    /// All fields, changed or not.
    pub fields: ScenarioFields,
}

/// Drops a scenario from today on. Undoing it brings it back.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct DropScenario {
    /// The scenario.
    pub scenario_id: ScenarioId,
}

impl ScenarioKind {
    /// Both kinds, in the order in which they are asked for.
    pub const BOTH: [Self; 2] = [Self::HandOver, Self::Continuation];

    /// The refusal when none of this kind is there.
    pub(super) fn missing(self) -> Code {
        match self {
            Self::HandOver => Code::HandOverScenarioMissing,
            Self::Continuation => Code::ContinuationScenarioMissing,
        }
    }
}

impl NewScenario {
    /// Cleaned and checked. `prefix` stands before the names of the fields.
    pub(super) fn checked(&self, prefix: &str) -> Result<Self> {
        Ok(Self {
            kind: self.kind,
            fields: self.fields.checked(prefix)?,
        })
    }
}

impl ScenarioFields {
    /// Cleaned and checked, ready to be kept.
    ///
    /// # Errors
    /// `Code::TitleMissing`, `Code::TextTooLong`, `Code::TextHasForbiddenSign`,
    /// `Code::LooksLikeCitizenServiceNumber`, `Code::NumberOutOfRange`; each names its field.
    fn checked(&self, prefix: &str) -> Result<Self> {
        let at = |field: &str| format!("{prefix}{field}");
        let note =
            |field: &str, value: &Option<String>| text::optional_note(&at(field), value.as_deref());
        if let Some(people) = self.people {
            between(&at("people"), people, 0, 1_000_000)?;
        }
        if let Some(euros) = self.cost_euros {
            between(&at("cost_euros"), euros, 0, MOST_EUROS)?;
        }
        Ok(Self {
            title: text::line(&at("title"), &self.title)?
                .ok_or_else(|| Code::TitleMissing.at(&at("title")))?,
            cause: note("cause", &self.cause)?,
            signs: note("signs", &self.signs)?,
            steps: note("steps", &self.steps)?,
            who: note("who", &self.who)?,
            people: self.people,
            cost_euros: self.cost_euros,
            alternatives: note("alternatives", &self.alternatives)?,
        })
    }
}

/// Adds a checked scenario to an agreement.
pub(super) fn add(tx: &Tx, agreement: i64, new: &NewScenario) -> Result<ScenarioId> {
    let scenario_id = ScenarioId::new(tx);
    let sequence = store::add_scenario(tx, scenario_id, agreement, new.kind)?;
    store::add_scenario_version(tx, sequence, 1, &new.fields)?;
    Ok(scenario_id)
}

impl Ask for AddScenario {
    const NAME: &'static str = "agreements.add_scenario";
    const ROLE: Role = Role::Worker;
    type Answer = ScenarioReceipt;
}

impl Write for AddScenario {
    /// # Errors
    /// `Code::NotFound`, then those of `ScenarioFields::checked`.
    fn run(self, tx: &Tx) -> Result<ScenarioReceipt> {
        let agreement = store::get(tx, self.agreement_id)?;
        let scenario_id = add(tx, agreement.sequence, &self.scenario.checked("")?)?;
        Ok(ScenarioReceipt {
            agreement_id: self.agreement_id,
            scenario_id,
            version: 1,
        })
    }

    fn undo(tx: &Tx, receipt: ScenarioReceipt) -> Result<()> {
        let scenario = store::get_scenario(tx, receipt.scenario_id)?;
        let stands = scenario.version == receipt.version
            && scenario.others_of_kind > 0
            && !store::was_looked_at(tx, scenario.sequence)?;
        if stands {
            store::remove_scenario(tx, scenario.sequence)
        } else {
            Code::UndoneTooLate.refuse()
        }
    }
}

impl Ask for ReviseScenario {
    const NAME: &'static str = "agreements.revise_scenario";
    const ROLE: Role = Role::Worker;
    type Answer = ScenarioReceipt;
}

impl Write for ReviseScenario {
    /// # Errors
    /// `Code::NotFound`, `Code::ScenarioWasDropped`, `Code::ChangedMeanwhile`, then those of
    /// `ScenarioFields::checked`.
    fn run(self, tx: &Tx) -> Result<ScenarioReceipt> {
        let scenario = store::get_scenario(tx, self.scenario_id)?;
        scenario.refuse_if_dropped()?;
        if scenario.version != self.version {
            return Code::ChangedMeanwhile
                .with("seen", self.version)
                .with("present", scenario.version)
                .refuse();
        }
        let fields = self.fields.checked("")?;
        let version = self.version.saturating_add(1);
        store::add_scenario_version(tx, scenario.sequence, version, &fields)?;
        Ok(ScenarioReceipt {
            agreement_id: scenario.agreement_id,
            scenario_id: self.scenario_id,
            version,
        })
    }

    fn undo(tx: &Tx, receipt: ScenarioReceipt) -> Result<()> {
        let scenario = store::get_scenario(tx, receipt.scenario_id)?;
        if scenario.version != receipt.version {
            return Code::UndoneTooLate.refuse();
        }
        let before = receipt.version.saturating_sub(1);
        let fields = store::scenario_fields(tx, scenario.sequence, before)?
            .ok_or_else(|| Code::UndoneTooLate.refusal())?;
        let version = receipt.version.saturating_add(1);
        store::add_scenario_version(tx, scenario.sequence, version, &fields)
    }
}

impl Ask for DropScenario {
    const NAME: &'static str = "agreements.drop_scenario";
    const ROLE: Role = Role::Worker;
    type Answer = ScenarioReceipt;
}

impl Write for DropScenario {
    /// # Errors
    /// `Code::NotFound`, `Code::ScenarioWasDropped`, `Code::HandOverScenarioMissing` or
    /// `Code::ContinuationScenarioMissing` if it is the last of its kind.
    fn run(self, tx: &Tx) -> Result<ScenarioReceipt> {
        let scenario = store::get_scenario(tx, self.scenario_id)?;
        scenario.refuse_if_dropped()?;
        if scenario.others_of_kind == 0 {
            return scenario.kind.missing().at("scenario_id").refuse();
        }
        store::drop_scenario(tx, scenario.sequence, Some(tx.today()))?;
        Ok(ScenarioReceipt {
            agreement_id: scenario.agreement_id,
            scenario_id: self.scenario_id,
            version: scenario.version,
        })
    }

    fn undo(tx: &Tx, receipt: ScenarioReceipt) -> Result<()> {
        let scenario = store::get_scenario(tx, receipt.scenario_id)?;
        if scenario.dropped_on.is_none() {
            return Code::UndoneTooLate.refuse();
        }
        store::drop_scenario(tx, scenario.sequence, None)
    }
}
