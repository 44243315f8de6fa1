//! Wrong passphrases in a row, and how long to wait after each: 1, 2, 4 … up to 30 seconds. It
//! slows down who guesses at the counter; who has the file is slowed down by Argon2 alone. Nothing
//! is ever wiped: a wait is all that a wrong passphrase does.

use chrono::{DateTime, TimeDelta, Utc};

use crate::kernel::{Code, Error, Result};

/// The longest wait.
const MOST_SECONDS: i64 = 30;
/// After so many wrong ones, people are told of the recovery code.
const MANY: u32 = 3;

/// The wrong tries on one book since it last opened.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tries {
    wrong: u32,
    last: Option<DateTime<Utc>>,
}

impl Tries {
    /// Refuses a try that comes too soon, without looking at it.
    ///
    /// # Errors
    /// `Code::WaitBeforeTrying` with the seconds that are left.
    pub fn check(&self, now: DateTime<Utc>) -> Result<()> {
        let Some(last) = self.last else {
            return Ok(());
        };
        let passed = now.signed_duration_since(last);
        let wait = TimeDelta::seconds(self.seconds());
        // A clock that was set back must not keep a book closed for hours.
        if passed < TimeDelta::zero() || passed >= wait {
            return Ok(());
        }
        let left = wait.checked_sub(&passed).unwrap_or(wait);
        // Rounded up: when they are over, it may be tried.
        let seconds = left.num_milliseconds().saturating_add(999) / 1000;
        Code::WaitBeforeTrying.with("seconds", seconds).refuse()
    }

    /// Counts a wrong one, and tells in the refusal how long to wait and whether to think of the
    /// recovery code.
    pub fn wrong(&mut self, error: Error, now: DateTime<Utc>) -> Error {
        let Error::Refused(refusal) = error else {
            return error;
        };
        if !matches!(
            refusal.code,
            Code::WrongPassphrase | Code::WrongRecoveryCode
        ) {
            return refusal.into();
        }
        self.wrong = self.wrong.saturating_add(1);
        self.last = Some(now);
        let refusal = refusal.with("seconds", self.seconds());
        refusal.with("many", self.wrong >= MANY).into()
    }

    fn seconds(&self) -> i64 {
        let doublings = self.wrong.saturating_sub(1).min(5);
        (1i64 << doublings).min(MOST_SECONDS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wrong_try_doubles_the_wait_up_to_thirty_seconds() {
        let mut tries = Tries::default();
        let mut now = DateTime::UNIX_EPOCH;
        let mut waits = Vec::new();
        for _ in 0..8 {
            assert!(tries.check(now).is_ok());
            drop(tries.wrong(Code::WrongPassphrase.refusal().into(), now));
            waits.push(tries.seconds());
            let almost = now + TimeDelta::milliseconds(tries.seconds() * 1000 - 1);
            let error = tries.check(almost).err();
            assert_eq!(
                error.and_then(|error| error.code()),
                Some(Code::WaitBeforeTrying)
            );
            now += TimeDelta::seconds(tries.seconds());
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30, 30]);
        assert!(
            tries
                .check(DateTime::UNIX_EPOCH - TimeDelta::days(1))
                .is_ok()
        );
    }

    #[test]
    fn what_is_no_wrong_passphrase_counts_for_nothing() {
        let mut tries = Tries::default();
        let now = DateTime::UNIX_EPOCH;
        drop(tries.wrong(Code::KeysUnreadable.refusal().into(), now));
        assert!(tries.check(now).is_ok());
    }
}
