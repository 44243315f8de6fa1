//! Time credits: booking and taking back, accounts, settings, statements, and history from
//! elsewhere.

mod accounts;
mod booking;
mod by_hand;
mod desk;
mod history;
mod real_history;
mod settings;
mod statement;

use wijkboek_core::{
    credits::*,
    members::{AdmitMember, MemberId, MemberKind},
};

use super::members::person;
use crate::book::TestBook;

/// A book with two neighbours, a partner that issues and one that redeems.
pub struct Neighbourhood {
    pub test: TestBook,
    pub anna: MemberId,
    pub bram: MemberId,
    pub centre: MemberId,
    pub issuing: AccountId,
    pub redeeming: AccountId,
}

impl Neighbourhood {
    pub fn new() -> Self {
        let mut test = TestBook::new();
        let mut admit = |new| test.does::<AdmitMember>(new).unwrap().member_id;
        let anna = admit(person("Anna", "de", "Wit"));
        let bram = admit(person("Bram", "", "Kok"));
        let centre = admit(organisation("Buurthuis De Dreef"));
        let barber = admit(organisation("Kapper Ali"));
        let mut open = |member_id, kind| {
            test.does(OpenAccount { member_id, kind })
                .unwrap()
                .account_id
        };
        let issuing = open(centre, AccountKind::Issuing);
        let redeeming = open(barber, AccountKind::Redeeming);
        Self {
            test,
            anna,
            bram,
            centre,
            issuing,
            redeeming,
        }
    }

    pub fn earn(&self, member: MemberId, minutes: i64) -> EarnCredits {
        EarnCredits {
            from: self.issuing,
            to: Holder::MemberId(member),
            minutes,
            happened_on: None,
            theme_id: None,
            memo: None,
        }
    }

    pub fn earns(&mut self, member: MemberId, minutes: i64) -> TransferReceipt {
        let earn = self.earn(member, minutes);
        self.test.does(earn).unwrap()
    }

    pub fn spend(&self, member: MemberId, minutes: i64) -> SpendCredits {
        SpendCredits {
            from: Holder::MemberId(member),
            to: self.redeeming,
            minutes,
            happened_on: None,
            memo: None,
        }
    }

    /// What stands on the own account of a member; nothing if it has none.
    pub fn balance(&self, member: MemberId) -> Option<i64> {
        let question = ListAccounts {
            member_id: Some(member),
            kinds: vec![AccountKind::Member, AccountKind::Outside],
            ..ListAccounts::default()
        };
        let list = self.test.asks(question).unwrap();
        list.rows.first().map(|row| row.balance_minutes)
    }

    pub fn account(&self, member: MemberId) -> AccountRow {
        let question = ListAccounts {
            member_id: Some(member),
            ..ListAccounts::default()
        };
        self.test.asks(question).unwrap().rows.remove(0)
    }

    pub fn is_whole(&self) -> bool {
        let check = self.test.asks(CheckLedger {}).unwrap();
        check.sum_minutes == 0 && check.faults.is_empty()
    }
}

pub fn give(from: MemberId, to: MemberId, minutes: i64) -> GiveCredits {
    GiveCredits {
        from: Holder::MemberId(from),
        to: Holder::MemberId(to),
        minutes,
        happened_on: None,
        memo: None,
    }
}

pub fn organisation(name: &str) -> AdmitMember {
    let mut new = person("", "", "");
    new.kind = MemberKind::Organisation;
    new.fields.name = Some(name.into());
    new
}
