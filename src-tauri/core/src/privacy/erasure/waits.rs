//! Why an erasure must wait: what would break if a name were gone, or what somebody still has.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    agreements::{self, AgreementId},
    centre,
    certificates::{self, CertificateId, CertificateState, ListCertificates},
    credits::{AccountId, ListAccounts},
    import,
    kernel::{Read as _, Reader, Result},
    keys,
    members::{self, MemberId},
    privacy::person::subject,
};

/// A reason to wait, with what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Wait {
    /// The member still belongs: end the membership.
    Membership {
        /// The first day without membership, if it is known already.
        until: Option<NaiveDate>,
    },
    /// Credits stand on an account: spend, give or take them back.
    Balance {
        /// The account.
        account_id: AccountId,
        /// What stands on it.
        minutes: i64,
    },
    /// A running agreement names the member: name somebody else in it, or end it.
    Agreement {
        /// The agreement.
        agreement_id: AgreementId,
        /// What people call it.
        title: String,
    },
    /// Rows of an old list name the member: decide about them.
    HeldRows {
        /// How many.
        rows: u32,
    },
    /// A certificate is made and not handed over: hand it over or withdraw it.
    Certificate {
        /// The certificate.
        certificate_id: CertificateId,
        /// Its number.
        number: String,
    },
    /// The member signs for the centre: name somebody else.
    Signatory {},
    /// The member sits at the desk: take the keys back.
    AtDesk {},
}

/// Every reason why the erasure of one member must wait.
///
/// # Errors
/// `Code::NotFound`.
pub(in crate::privacy) fn waits(reader: &Reader, member_id: MemberId) -> Result<Vec<Wait>> {
    let today = reader.today();
    let (subject, _) = subject(reader, member_id)?;
    let mut waits = Vec::new();
    let member = members::get(reader, member_id)?;
    let last = member.periods.last().map(|period| period.until_day);
    if let Some(until) = last
        && until.is_none_or(|until| until > today)
    {
        waits.push(Wait::Membership { until });
    }
    let accounts = ListAccounts {
        member_id: Some(member_id),
        ..ListAccounts::default()
    };
    let accounts = accounts.run(reader)?.rows.into_iter();
    waits.extend(
        accounts
            .filter(|account| account.balance_minutes != 0)
            .map(|account| Wait::Balance {
                account_id: account.account_id,
                minutes: account.balance_minutes,
            }),
    );
    let running = agreements::running_with(reader, &subject)?.into_iter();
    waits.extend(running.map(|(agreement_id, title)| Wait::Agreement {
        agreement_id,
        title,
    }));
    let rows = u32::try_from(import::held_naming(reader, &subject)?).unwrap_or(u32::MAX);
    if rows > 0 {
        waits.push(Wait::HeldRows { rows });
    }
    let register = ListCertificates {
        member_id: Some(member_id),
        ..ListCertificates::default()
    };
    let rows = certificates::list(reader, &register)?.rows.into_iter();
    let on_its_way = |state| matches!(state, CertificateState::Issued | CertificateState::Signed);
    waits.extend(
        rows.filter(|row| on_its_way(row.state))
            .map(|row| Wait::Certificate {
                certificate_id: row.certificate_id,
                number: row.number,
            }),
    );
    let signs = |signatory: &centre::Signatory| subject.is_named_in(&signatory.name);
    let centre = centre::find(reader)?;
    if centre.is_some_and(|centre| centre.fields.signatories.iter().any(signs)) {
        waits.push(Wait::Signatory {});
    }
    if keys::sits_at_desk(reader, &subject)? {
        waits.push(Wait::AtDesk {});
    }
    Ok(waits)
}
