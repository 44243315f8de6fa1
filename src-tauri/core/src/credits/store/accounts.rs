//! Accounts in SQL.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, Row, named_params, types::ToSql};

use super::transfers;
use crate::credits::{AccountBalance, AccountId, AccountKind};
use crate::kernel::{Code, Reader, Result, Tx, column_words, fold};

/// An account as it is kept.
pub(in crate::credits) struct Kept {
    pub sequence: i64,
    pub id: AccountId,
    pub kind: AccountKind,
    pub member: Option<i64>,
    pub outside_name: Option<String>,
}

/// A search, ready for SQL.
pub(in crate::credits) struct Search {
    /// The question for the word index of members.
    pub words: Option<String>,
    /// What the name of an outside account must hold.
    pub parts: Vec<String>,
    pub kinds: Vec<AccountKind>,
    pub member: Option<i64>,
    pub unlinked: bool,
    pub offset: u32,
    pub limit: u32,
}

/// An account by its id.
///
/// # Errors
/// `Code::NotFound` at the field.
pub(in crate::credits) fn get(reader: &Reader, id: AccountId, field: &str) -> Result<Kept> {
    reader
        .connection()
        .prepare_cached(
            "SELECT sequence, id, kind, member, outside_name FROM account WHERE id = ?1",
        )?
        .query_row([id], kept)
        .optional()?
        .ok_or_else(|| Code::NotFound.at(field).into())
}

/// An account by its internal number.
pub(in crate::credits) fn at(reader: &Reader, sequence: i64) -> Result<Kept> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT sequence, id, kind, member, outside_name FROM account WHERE sequence = ?1",
        )?
        .query_row([sequence], kept)?)
}

/// The account that a member has of this kind. A linked account from outside is its own account.
pub(in crate::credits) fn of_member(
    reader: &Reader,
    member: i64,
    kind: AccountKind,
) -> Result<Option<Kept>> {
    let kind = if kind.is_held() {
        AccountKind::Member
    } else {
        kind
    };
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT sequence, id, kind, member, outside_name FROM account
             WHERE member = ?1 AND CASE kind WHEN 'outside' THEN 'member' ELSE kind END = ?2",
        )?
        .query_row((member, kind), kept)
        .optional()?)
}

pub(in crate::credits) fn add(
    tx: &Tx,
    id: AccountId,
    kind: AccountKind,
    member: i64,
) -> Result<i64> {
    tx.connection()
        .prepare_cached("INSERT INTO account (id, kind, member) VALUES (?1, ?2, ?3)")?
        .execute((id, kind, member))?;
    Ok(tx.connection().last_insert_rowid())
}

/// The account of this name in a source, made if it is not there yet. What the source calls an
/// issuer becomes one.
pub(in crate::credits) fn outside(
    tx: &Tx,
    source: i64,
    name: &str,
    kind: AccountKind,
) -> Result<i64> {
    tx.connection()
        .prepare_cached(
            "INSERT INTO account (id, kind, source, outside_name, outside_key)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (source, outside_name) DO UPDATE SET kind = excluded.kind
             WHERE excluded.kind = 'issuing' AND member IS NULL",
        )?
        .execute((AccountId::new(tx), kind, source, name, fold(name)))?;
    Ok(tx
        .connection()
        .prepare_cached("SELECT sequence FROM account WHERE source = ?1 AND outside_name = ?2")?
        .query_row((source, name), |row| row.get(0))?)
}

pub(in crate::credits) fn link(tx: &Tx, sequence: i64, member: Option<i64>) -> Result<()> {
    tx.connection()
        .prepare_cached("UPDATE account SET member = ?2 WHERE sequence = ?1")?
        .execute((sequence, member))?;
    Ok(())
}

pub(in crate::credits) fn remove(tx: &Tx, sequence: i64) -> Result<()> {
    tx.connection()
        .prepare_cached("DELETE FROM account WHERE sequence = ?1")?
        .execute([sequence])?;
    Ok(())
}

/// Whether anything was ever booked on the account.
pub(in crate::credits) fn is_used(reader: &Reader, sequence: i64) -> Result<bool> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM transfer WHERE giver = ?1)
                 OR EXISTS (SELECT 1 FROM transfer WHERE receiver = ?1)",
        )?
        .query_row([sequence], |row| row.get(0))?)
}

/// Whether the desk booked anything on the account after this transfer; history does not count.
pub(in crate::credits) fn is_used_since(reader: &Reader, sequence: i64, last: i64) -> Result<bool> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM transfer
             WHERE sequence > ?2 AND kind <> 'history' AND (giver = ?1 OR receiver = ?1))",
        )?
        .query_row((sequence, last), |row| row.get(0))?)
}

/// The name of the source that an account came from.
pub(in crate::credits) fn source(reader: &Reader, sequence: i64) -> Result<Option<String>> {
    Ok(reader
        .connection()
        .prepare_cached(
            "SELECT outside_source.name FROM account
             LEFT JOIN outside_source ON outside_source.sequence = account.source
             WHERE account.sequence = ?1",
        )?
        .query_row([sequence], |row| row.get(0))?)
}

pub(in crate::credits) fn count(reader: &Reader) -> Result<u32> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT count(*) FROM account")?
        .query_row([], |row| row.get(0))?)
}

/// The accounts that somebody holds for themselves.
pub(in crate::credits) fn held(reader: &Reader) -> Result<Vec<i64>> {
    let mut statement = reader
        .connection()
        .prepare_cached("SELECT sequence FROM account WHERE kind IN ('member', 'outside')")?;
    let accounts = statement.query_map([], |row| row.get(0))?;
    Ok(accounts.collect::<rusqlite::Result<_>>()?)
}

/// What every account is for.
pub(in crate::credits) fn kinds(reader: &Reader) -> Result<HashMap<i64, AccountKind>> {
    let mut statement = reader
        .connection()
        .prepare_cached("SELECT sequence, kind FROM account")?;
    let kinds = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(kinds.collect::<rusqlite::Result<_>>()?)
}

/// Every account with its internal number, its balance left at nothing.
pub(in crate::credits) fn all(reader: &Reader) -> Result<Vec<(i64, AccountBalance)>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT account.sequence, account.kind, member.number, outside_source.name, outside_name
         FROM account
         LEFT JOIN member ON member.sequence = account.member
         LEFT JOIN outside_source ON outside_source.sequence = account.source
         ORDER BY account.sequence",
    )?;
    let accounts = statement.query_map([], |row| {
        let account = AccountBalance {
            kind: row.get(1)?,
            number: row.get(2)?,
            source: row.get(3)?,
            outside_name: row.get(4)?,
            minutes: 0,
        };
        Ok((row.get(0)?, account))
    })?;
    Ok(accounts.collect::<rusqlite::Result<_>>()?)
}

/// Accounts that fit, with the key that they are sorted by: two streams, since members are sorted
/// and searched by their own index and outside accounts by the name that they came with.
const FITTING: &str = "
    SELECT a.sequence, s.sort_key AS key
    FROM account a JOIN member_search s ON s.member = a.member
    WHERE NOT :unlinked AND (:member IS NULL OR a.member = :member)
        AND (:kinds IS NULL OR a.kind IN (SELECT value FROM json_each(:kinds)))
        AND (:words IS NULL
            OR a.member IN (SELECT rowid FROM member_words WHERE member_words MATCH :words)
            OR (a.outside_key IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM json_each(:parts) part WHERE instr(a.outside_key, part.value) = 0)))
    UNION ALL
    SELECT a.sequence, a.outside_key
    FROM account a
    WHERE a.member IS NULL AND :member IS NULL
        AND (:kinds IS NULL OR a.kind IN (SELECT value FROM json_each(:kinds)))
        AND (:words IS NULL OR NOT EXISTS (
            SELECT 1 FROM json_each(:parts) part WHERE instr(a.outside_key, part.value) = 0))";

pub(in crate::credits) fn rows(reader: &Reader, search: &Search) -> Result<Vec<Kept>> {
    let sql = [
        "SELECT account.sequence, id, kind, member, outside_name FROM (",
        FITTING,
        " ORDER BY key, 1 LIMIT :limit OFFSET :offset) fitting
         JOIN account ON account.sequence = fitting.sequence ORDER BY fitting.key, 1",
    ]
    .concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let (kinds, parts) = search.lists()?;
    let rows = statement.query_map(
        named_params! {
            ":words": search.words, ":parts": parts, ":kinds": kinds, ":member": search.member,
            ":unlinked": search.unlinked, ":limit": search.limit, ":offset": search.offset,
        },
        kept,
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many accounts fit, and what stands on them together.
pub(in crate::credits) fn found(reader: &Reader, search: &Search) -> Result<(u32, i64)> {
    let mut statement = reader.connection().prepare_cached(FITTING)?;
    let (kinds, parts) = search.lists()?;
    let parameters: &[(&str, &dyn ToSql)] = named_params! {
        ":words": search.words, ":parts": parts, ":kinds": kinds, ":member": search.member,
        ":unlinked": search.unlinked,
    };
    let fitting = statement.query_map(parameters, |row| row.get::<_, i64>(0))?;
    let fitting = fitting.collect::<rusqlite::Result<Vec<i64>>>()?;
    let found = u32::try_from(fitting.len()).unwrap_or(u32::MAX);
    Ok((found, transfers::balance_of_all(reader, &fitting)?))
}

impl Search {
    /// Kinds and name parts as lists for SQL.
    fn lists(&self) -> Result<(Option<String>, String)> {
        let kinds: Vec<_> = self.kinds.iter().map(|kind| kind.text()).collect();
        let kinds = (!kinds.is_empty()).then(|| serde_json::to_string(&kinds));
        Ok((kinds.transpose()?, serde_json::to_string(&self.parts)?))
    }
}

fn kept(row: &Row) -> rusqlite::Result<Kept> {
    Ok(Kept {
        sequence: row.get(0)?,
        id: row.get(1)?,
        kind: row.get(2)?,
        member: row.get(3)?,
        outside_name: row.get(4)?,
    })
}

column_words! {
    AccountKind {
        Member = "member",
        Issuing = "issuing",
        Redeeming = "redeeming",
        Outside = "outside",
    }
}
