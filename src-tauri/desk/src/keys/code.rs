//! A new recovery code, and a new key for the whole book when a computer or a stick was lost.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;
use wijkboek_core::{
    kernel::{Ask, Result, Role},
    keys::RecoveryCode,
};

use crate::{
    Desk, Envelope,
    entry::{AtDesk, Kind},
    files::Done,
};

/// Makes a new recovery code; the old paper is worthless from then on.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct MakeCode {}

/// A recovery code, to be written down or printed: it is told once and stands nowhere else.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct NewCode {
    /// Eight groups of four signs.
    pub recovery_code: String,
}

impl NewCode {
    pub(super) fn of(code: &RecoveryCode) -> Self {
        Self {
            recovery_code: code.written().to_owned(),
        }
    }
}

impl Ask for MakeCode {
    const NAME: &'static str = "keys.new_recovery_code";
    const ROLE: Role = Role::Manager;
    type Answer = NewCode;
}

impl AtDesk for MakeCode {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<NewCode> {
        let mut ring = desk.own_ring()?;
        let before = ring.clone();
        let act = desk.act(envelope, &json!({}))?;
        let (ambient, cost) = (desk.ambient(), desk.cost());
        let person_id = act.person_id.unwrap_or_default();
        let key = desk.book()?.key();
        // A repeated act finds its receipt, which holds no code: it makes another one.
        let code = ring.new_code(key, person_id, cost, &ambient)?;
        desk.write_keys(&act, &before, &ring)?;
        Ok(NewCode::of(&code))
    }
}

/// Takes it that the recovery code stands on paper: somebody typed it, and it opens the book. Until
/// then the book asks for it, since a code that nobody saw opens nothing.
#[derive(Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ProveCode {
    /// The code as it was written down.
    pub recovery_code: String,
}

impl Ask for ProveCode {
    const NAME: &'static str = "keys.prove_recovery_code";
    const ROLE: Role = Role::Manager;
    type Answer = Done;
}

impl AtDesk for ProveCode {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// `Code::RecoveryCodeMistyped`, `Code::WrongRecoveryCode`; `Code::WaitBeforeTrying` after
    /// several wrong ones.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<Done> {
        let mut ring = desk.own_ring()?;
        let before = ring.clone();
        let act = desk.act(envelope, &json!({}))?;
        let (ambient, key) = (desk.ambient(), desk.book()?.key().clone());
        desk.tried(before.book_id(), || {
            ring.prove_code(&key, &self.recovery_code, &ambient)
        })?;
        desk.write_keys(&act, &before, &ring)
    }
}

/// Gives the book another key and a new recovery code: after a computer, a stick or a copy was
/// lost. Everybody keeps their passphrase. What was lost still opens with the passphrases of that
/// time, so those are to be changed too.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct MakeKey {}

impl Ask for MakeKey {
    const NAME: &'static str = "keys.new_key";
    const ROLE: Role = Role::Manager;
    type Answer = NewCode;
}

impl AtDesk for MakeKey {
    const KIND: Kind = Kind::Write;
    const WRITES: bool = true;

    /// # Errors
    /// What the disk said, and then the desk is locked.
    fn run(self, desk: &mut Desk, envelope: &Envelope) -> Result<NewCode> {
        let ring = desk.own_ring()?;
        let act = desk.act(envelope, &json!({}))?;
        desk.book_mut()?.write(&act, |_| Ok(Done {}))?;
        desk.renew_keys(ring)
    }
}
