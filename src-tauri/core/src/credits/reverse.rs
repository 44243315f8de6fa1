//! Taking a transfer back: a transfer the other way, linked to the first. It may leave an account
//! below its floor; such an account receives and does not give until it is above it again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ReversalLink, TransferId, TransferKind, TransferReceipt,
    post::check_memo,
    store::{self, transfers::New},
};
use crate::kernel::{Ask, Code, Result, Role, Tx, Write};

/// Takes a transfer back by one the other way, on today's day. It stays: what was right after all
/// is booked anew.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReverseTransfer {
    /// The transfer to take back.
    pub transfer_id: TransferId,
    /// Why.
    #[serde(default)]
    pub memo: Option<String>,
}

impl Ask for ReverseTransfer {
    const NAME: &'static str = "credits.reverse";
    const ROLE: Role = Role::Worker;
    type Answer = TransferReceipt;
}

impl Write for ReverseTransfer {
    fn run(self, tx: &Tx) -> Result<TransferReceipt> {
        reverse(tx, self.transfer_id, self.memo.as_deref())
    }

    /// # Errors
    /// Always `Code::ReversalStays`, with the transfer that was reversed.
    fn undo(tx: &Tx, receipt: TransferReceipt) -> Result<()> {
        let reversal = store::transfers::get(tx, receipt.transfer_id)?;
        match reversal.reverses {
            Some(first) => stays(store::transfers::link(tx, first)?),
            None => Code::CannotBeUndone.refuse(),
        }
    }
}

/// Takes a transfer back.
///
/// # Errors
/// `Code::NotFound`, `Code::ReversalStays`, `Code::AlreadyReversed`, those of a memo, in this order.
pub(super) fn reverse(
    tx: &Tx,
    transfer_id: TransferId,
    memo: Option<&str>,
) -> Result<TransferReceipt> {
    let first = store::transfers::get(tx, transfer_id)?;
    if let Some(reversed) = first.reverses {
        return stays(store::transfers::link(tx, reversed)?);
    }
    if let Some(reversal) = store::transfers::reversal_of(tx, first.sequence)? {
        return Code::AlreadyReversed
            .with("transfer_id", reversal.transfer_id.0.to_string())
            .with("number", reversal.number)
            .refuse();
    }
    let memo = check_memo(memo)?;
    let new = New {
        kind: TransferKind::Reversal,
        happened_on: tx.today(),
        giver: first.receiver,
        receiver: first.giver,
        minutes: first.minutes,
        theme: None,
        reverses: Some(first.sequence),
        memo,
    };
    let (transfer_id, number) = store::transfers::add(tx, &new)?;
    Ok(TransferReceipt {
        transfer_id,
        number,
        giver: store::accounts::at(tx, first.receiver)?.id,
        receiver: store::accounts::at(tx, first.giver)?.id,
    })
}

fn stays<T>(first: ReversalLink) -> Result<T> {
    Code::ReversalStays
        .with("transfer_id", first.transfer_id.0.to_string())
        .with("number", first.number)
        .refuse()
}
