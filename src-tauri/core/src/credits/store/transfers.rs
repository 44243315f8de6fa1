//! Transfers in SQL.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{OptionalExtension as _, Row, named_params, types::ValueRef};

use super::chain;
use crate::credits::{AccountKind, ReversalLink, ThemeHours, TransferId, TransferKind};
use crate::kernel::{
    Code, Reader, Result, Tx, column_words,
    date::{Day, Instant},
};

/// Above so many accounts one walk through both indexes is faster than asking each for itself.
const MANY: usize = 2_000;

/// A transfer about to be written. Its id, number and date of booking are given to it here.
pub(in crate::credits) struct New {
    pub kind: TransferKind,
    pub happened_on: NaiveDate,
    pub giver: i64,
    pub receiver: i64,
    pub minutes: i64,
    pub theme: Option<i64>,
    pub reverses: Option<i64>,
    pub memo: Option<String>,
}

/// A transfer as it is kept.
pub(in crate::credits) struct Kept {
    pub sequence: i64,
    pub id: TransferId,
    pub kind: TransferKind,
    pub giver: i64,
    pub receiver: i64,
    pub minutes: i64,
    pub reverses: Option<i64>,
}

/// A transfer with everything that a list shows of it.
pub(in crate::credits) struct Shown {
    pub transfer: Kept,
    pub happened_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub theme: Option<String>,
    pub memo: Option<String>,
    pub reverses: Option<ReversalLink>,
    pub reversed_by: Option<ReversalLink>,
}

/// An account in a period, both days included.
pub(in crate::credits) struct Period {
    pub account: i64,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

/// What an account did in a period.
pub(in crate::credits) struct Sums {
    pub opening: i64,
    pub received: i64,
    pub given: i64,
    pub closing: i64,
    pub lines: u32,
}

impl Period {
    /// The first and the last day as they compare in a column.
    fn days(&self) -> (String, String) {
        let text = |day: NaiveDate| day.format("%Y-%m-%d").to_string();
        (
            self.from.map_or_else(|| "0000".to_owned(), text),
            self.until.map_or_else(|| "9999-99".to_owned(), text),
        )
    }
}

/// Writes a transfer at the end of the book, with its memo and its link in the chain. Answers its
/// id and its number.
pub(in crate::credits) fn add(tx: &Tx, new: &New) -> Result<(TransferId, i64)> {
    let sequence = last_number(tx)?.saturating_add(1);
    let id = TransferId::new(tx);
    let recorded_at = tx.now();
    let happened_on = new.happened_on.format("%Y-%m-%d").to_string();
    tx.connection()
        .prepare_cached(
            "INSERT INTO transfer (sequence, id, kind, recorded_at, happened_on, giver, receiver,
                                   minutes, theme, reverses)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute((
            sequence,
            id,
            new.kind,
            Instant(recorded_at),
            &happened_on,
            new.giver,
            new.receiver,
            new.minutes,
            new.theme,
            new.reverses,
        ))?;
    let memo = match &new.memo {
        Some(memo) => Some(chain::add_memo(tx, sequence, memo)?),
        None => None,
    };
    let number = |number: Option<i64>| number.map_or(ValueRef::Null, ValueRef::Integer);
    let fields = [
        ValueRef::Integer(sequence),
        ValueRef::Blob(id.0.as_bytes()),
        ValueRef::from(new.kind.text()),
        ValueRef::Integer(recorded_at.timestamp_millis()),
        ValueRef::from(happened_on.as_str()),
        ValueRef::Integer(new.giver),
        ValueRef::Integer(new.receiver),
        ValueRef::Integer(new.minutes),
        number(new.theme),
        number(new.reverses),
    ];
    chain::add(
        tx,
        sequence,
        fields,
        memo.as_ref().map(<[u8; 32]>::as_slice),
    )?;
    Ok((id, sequence))
}

/// The number of the last transfer, which is how many there are.
pub(in crate::credits) fn last_number(reader: &Reader) -> Result<i64> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT coalesce(max(sequence), 0) FROM transfer")?
        .query_row([], |row| row.get(0))?)
}

/// A transfer by its id.
///
/// # Errors
/// `Code::NotFound`.
pub(in crate::credits) fn get(reader: &Reader, id: TransferId) -> Result<Kept> {
    reader
        .connection()
        .prepare_cached(
            "SELECT sequence, id, kind, giver, receiver, minutes, reverses FROM transfer
             WHERE id = ?1",
        )?
        .query_row([id], kept)
        .optional()?
        .ok_or_else(|| Code::NotFound.at("transfer_id").into())
}

/// The transfer of this number.
pub(in crate::credits) fn link(reader: &Reader, sequence: i64) -> Result<ReversalLink> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT id, sequence FROM transfer WHERE sequence = ?1")?
        .query_row([sequence], |row| {
            Ok(ReversalLink {
                transfer_id: row.get(0)?,
                number: row.get(1)?,
            })
        })?)
}

/// The reversal that took this transfer back.
pub(in crate::credits) fn reversal_of(
    reader: &Reader,
    sequence: i64,
) -> Result<Option<ReversalLink>> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT id, sequence FROM transfer WHERE reverses = ?1")?
        .query_row([sequence], |row| {
            Ok(ReversalLink {
                transfer_id: row.get(0)?,
                number: row.get(1)?,
            })
        })
        .optional()?)
}

/// What stands on an account.
pub(in crate::credits) fn balance(reader: &Reader, account: i64) -> Result<i64> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT (SELECT coalesce(sum(minutes), 0) FROM transfer WHERE receiver = ?1)
                  - (SELECT coalesce(sum(minutes), 0) FROM transfer WHERE giver = ?1)",
        )?
        .query_row([account], |row| row.get(0))?)
}

/// What stands on every account that ever gave or received.
pub(in crate::credits) fn balances(reader: &Reader) -> Result<HashMap<i64, i64>> {
    let mut balances = HashMap::new();
    for (sql, sign) in [
        (
            "SELECT receiver, sum(minutes) FROM transfer GROUP BY receiver",
            1i64,
        ),
        (
            "SELECT giver, sum(minutes) FROM transfer GROUP BY giver",
            -1,
        ),
    ] {
        let mut statement = reader.connection().prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let balance: &mut i64 = balances.entry(row.get(0)?).or_default();
            *balance = balance.saturating_add(row.get::<_, i64>(1)?.saturating_mul(sign));
        }
    }
    Ok(balances)
}

/// What stands on these accounts together.
pub(in crate::credits) fn balance_of_all(reader: &Reader, accounts: &[i64]) -> Result<i64> {
    if accounts.len() < MANY {
        return accounts.iter().try_fold(0i64, |sum, account| {
            Ok(sum.saturating_add(balance(reader, *account)?))
        });
    }
    let balances = balances(reader)?;
    Ok(accounts
        .iter()
        .filter_map(|account| balances.get(account))
        .fold(0, |sum, balance| sum.saturating_add(*balance)))
}

/// What was booked of one kind between two instants, less what was taken back between them, and by
/// how many partners.
pub(in crate::credits) fn moved(
    reader: &Reader,
    kind: TransferKind,
    partner: AccountKind,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<(i64, u32)> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT coalesce(sum(iif(t.reverses IS NULL, t.minutes, -t.minutes)), 0),
                count(DISTINCT CASE WHEN t.reverses IS NULL
                    THEN iif(:partner = 'issuing', t.giver, t.receiver) END)
         FROM transfer t LEFT JOIN transfer first ON first.sequence = t.reverses
         WHERE t.recorded_at >= :from AND t.recorded_at < :until
             AND coalesce(first.kind, t.kind) = :kind",
    )?;
    let parameters = named_params! {
        ":kind": kind, ":partner": partner,
        ":from": Instant(from), ":until": Instant(until),
    };
    Ok(statement.query_row(parameters, |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Hours earned between two instants by theme and account, less what was taken back between them.
pub(in crate::credits) fn hours_by_theme(
    reader: &Reader,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<ThemeHours>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT theme.id,
                (SELECT name FROM theme_place WHERE theme = earned.theme
                 ORDER BY version DESC LIMIT 1),
                earned.account, sum(earned.minutes)
         FROM (
            SELECT theme, receiver AS account, minutes FROM transfer
            WHERE recorded_at >= :from AND recorded_at < :until AND kind = 'earn'
            UNION ALL
            SELECT first.theme, first.receiver, -first.minutes
            FROM transfer t JOIN transfer first ON first.sequence = t.reverses
            WHERE t.recorded_at >= :from AND t.recorded_at < :until AND first.kind = 'earn'
         ) earned
         LEFT JOIN theme ON theme.sequence = earned.theme
         GROUP BY earned.theme, earned.account
         HAVING sum(earned.minutes) <> 0
         ORDER BY earned.theme, earned.account",
    )?;
    let parameters = named_params! { ":from": Instant(from), ":until": Instant(until) };
    let hours = statement.query_map(parameters, |row| {
        Ok(ThemeHours {
            theme_id: row.get(0)?,
            theme: row.get(1)?,
            account: row.get(2)?,
            minutes: row.get(3)?,
        })
    })?;
    Ok(hours.collect::<rusqlite::Result<_>>()?)
}

/// What an account did in a period.
pub(in crate::credits) fn sums(reader: &Reader, period: &Period) -> Result<Sums> {
    let (from, until) = period.days();
    let mut statement = reader.connection().prepare_cached(
        "SELECT
            (SELECT coalesce(sum(minutes), 0) FROM transfer
                WHERE receiver = :account AND happened_on < :from)
            - (SELECT coalesce(sum(minutes), 0) FROM transfer
                WHERE giver = :account AND happened_on < :from),
            received.minutes, given.minutes, received.lines + given.lines
         FROM
            (SELECT coalesce(sum(minutes), 0) AS minutes, count(*) AS lines FROM transfer
                WHERE receiver = :account AND happened_on BETWEEN :from AND :until) received,
            (SELECT coalesce(sum(minutes), 0) AS minutes, count(*) AS lines FROM transfer
                WHERE giver = :account AND happened_on BETWEEN :from AND :until) given",
    )?;
    let parameters = named_params! { ":account": period.account, ":from": from, ":until": until };
    Ok(statement.query_row(parameters, |row| {
        let (opening, received, given): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Sums {
            opening,
            received,
            given,
            closing: opening.saturating_add(received).saturating_sub(given),
            lines: row.get(3)?,
        })
    })?)
}

/// The entries of one account in a period, the last day first: two walks along the covering
/// indexes, merged as they come.
const ENTRIES: &str = "
    SELECT sequence, happened_on, minutes FROM transfer
    WHERE receiver = :account AND happened_on BETWEEN :from AND :until
    UNION ALL
    SELECT sequence, happened_on, -minutes FROM transfer
    WHERE giver = :account AND happened_on BETWEEN :from AND :until
    ORDER BY happened_on DESC, sequence DESC";

/// What the last `count` entries of a period come to.
pub(in crate::credits) fn newest(reader: &Reader, period: &Period, count: u32) -> Result<i64> {
    let sql = [
        "SELECT coalesce(sum(minutes), 0) FROM (",
        ENTRIES,
        " LIMIT :count)",
    ]
    .concat();
    let (from, until) = period.days();
    let parameters = named_params! {
        ":account": period.account, ":from": from, ":until": until, ":count": count,
    };
    let mut statement = reader.connection().prepare_cached(&sql)?;
    Ok(statement.query_row(parameters, |row| row.get(0))?)
}

/// What a list shows of a transfer.
const SHOWN: &str = "
    SELECT t.sequence, t.id, t.kind, t.giver, t.receiver, t.minutes, t.reverses,
        t.happened_on, t.recorded_at,
        (SELECT name FROM theme_place WHERE theme = t.theme ORDER BY version DESC LIMIT 1),
        coalesce((SELECT memo FROM transfer_memo WHERE transfer = t.sequence),
                 (SELECT label FROM history_row WHERE transfer = t.sequence)),
        (SELECT id FROM transfer WHERE sequence = t.reverses),
        (SELECT id FROM transfer WHERE reverses = t.sequence),
        (SELECT sequence FROM transfer WHERE reverses = t.sequence)";

/// A page of the entries of an account in a period, the last day first.
pub(in crate::credits) fn entries(
    reader: &Reader,
    period: &Period,
    offset: u32,
    limit: u32,
) -> Result<Vec<Shown>> {
    let sql = [
        SHOWN,
        " FROM (",
        ENTRIES,
        " LIMIT :limit OFFSET :offset) entry
         JOIN transfer t ON t.sequence = entry.sequence
         ORDER BY t.happened_on DESC, t.sequence DESC",
    ]
    .concat();
    let (from, until) = period.days();
    let parameters = named_params! {
        ":account": period.account, ":from": from, ":until": until,
        ":limit": limit, ":offset": offset,
    };
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let entries = statement.query_map(parameters, shown)?;
    Ok(entries.collect::<rusqlite::Result<_>>()?)
}

/// Transfers from this number down, the last one first.
pub(in crate::credits) fn latest(reader: &Reader, last: i64, limit: u32) -> Result<Vec<Shown>> {
    let sql = [
        SHOWN,
        " FROM transfer t WHERE t.sequence <= ?1 ORDER BY t.sequence DESC LIMIT ?2",
    ]
    .concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let transfers = statement.query_map((last, limit), shown)?;
    Ok(transfers.collect::<rusqlite::Result<_>>()?)
}

fn shown(row: &Row) -> rusqlite::Result<Shown> {
    let transfer = kept(row)?;
    let pair = |id: Option<TransferId>, number: Option<i64>| {
        id.zip(number).map(|(transfer_id, number)| ReversalLink {
            transfer_id,
            number,
        })
    };
    Ok(Shown {
        happened_on: row.get::<_, Day>(7)?.0,
        recorded_at: row.get::<_, Instant>(8)?.0,
        theme: row.get(9)?,
        memo: row.get(10)?,
        reverses: pair(row.get(11)?, transfer.reverses),
        reversed_by: pair(row.get(12)?, row.get(13)?),
        transfer,
    })
}

pub(super) fn kept(row: &Row) -> rusqlite::Result<Kept> {
    Ok(Kept {
        sequence: row.get(0)?,
        id: row.get(1)?,
        kind: row.get(2)?,
        giver: row.get(3)?,
        receiver: row.get(4)?,
        minutes: row.get(5)?,
        reverses: row.get(6)?,
    })
}

column_words! {
    TransferKind {
        Earn = "earn",
        Give = "give",
        Spend = "spend",
        Reversal = "reversal",
        History = "history",
    }
}
