//! Finding members: the word index, the filters, the order.

use chrono::NaiveDate;
use rusqlite::{named_params, types::ToSql};

use super::{Day, Reader, Result, fields, kind, membership, name};
use crate::members::{MemberKind, MemberRow, MemberSort, MembershipKind};

/// A search, ready for SQL.
pub(in crate::members) struct Search {
    pub words: Option<String>,
    pub membership: Option<MembershipKind>,
    pub kind: Option<MemberKind>,
    pub former: bool,
    pub on: NaiveDate,
    pub sort: MemberSort,
    pub down: bool,
    pub offset: u32,
    pub limit: u32,
}

/// How many members the book has.
pub(in crate::members) fn count(reader: &Reader) -> Result<u32> {
    Ok(reader
        .connection()
        .prepare_cached("SELECT count(*) FROM member")?
        .query_row([], |row| row.get(0))?)
}

/// How many members have a period of each kind that is open on a day.
pub(in crate::members) fn counts(
    reader: &Reader,
    day: NaiveDate,
) -> Result<Vec<(MembershipKind, u32)>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT kind, count(*) FROM membership
         WHERE from_day <= ?1 AND (until_day IS NULL OR ?1 < until_day) GROUP BY kind",
    )?;
    let rows = statement.query_map([Day(day)], |row| Ok((membership(row, 0)?, row.get(1)?)))?;
    let rows: Vec<(Option<MembershipKind>, u32)> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(rows
        .into_iter()
        .filter_map(|(kind, count)| Some((kind?, count)))
        .collect())
}

/// Conditions that both the count and the page use.
const FITS: &str = "(:words IS NULL OR +s.member IN
        (SELECT rowid FROM member_words WHERE member_words MATCH :words))
    AND (:membership IS NULL OR EXISTS (SELECT 1 FROM membership p WHERE p.member = s.member
        AND p.kind = :membership AND p.from_day <= :on
        AND (p.until_day IS NULL OR :on < p.until_day)))
    AND (:kind IS NULL OR EXISTS (SELECT 1 FROM member k WHERE k.sequence = s.member
        AND k.kind = :kind))
    AND (NOT :former OR NOT EXISTS (SELECT 1 FROM membership p WHERE p.member = s.member
        AND p.from_day <= :on AND (p.until_day IS NULL OR :on < p.until_day)))";

/// How many members a search finds.
pub(in crate::members) fn found(reader: &Reader, search: &Search) -> Result<u32> {
    if search.membership.is_none() && search.kind.is_none() && !search.former {
        // The word index counts by itself; the general question would visit every member.
        return match &search.words {
            None => count(reader),
            Some(words) => Ok(reader
                .connection()
                .prepare_cached("SELECT count(*) FROM member_words WHERE member_words MATCH ?1")?
                .query_row([words], |row| row.get(0))?),
        };
    }
    let sql = ["SELECT count(*) FROM member_search s WHERE ", FITS].concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    Ok(statement.query_row(
        named_params! {
            ":words": search.words,
            ":membership": search.membership.map(MembershipKind::text),
            ":kind": search.kind.map(MemberKind::text),
            ":former": search.former,
            ":on": Day(search.on),
        },
        |row| row.get(0),
    )?)
}

/// One page of the members that a search finds.
pub(in crate::members) fn rows(reader: &Reader, search: &Search) -> Result<Vec<MemberRow>> {
    let order = match (search.sort, search.down) {
        (MemberSort::Name, false) => "s.sort_key, s.member",
        (MemberSort::Name, true) => "s.sort_key DESC, s.member DESC",
        (MemberSort::Number, false) => "member.number",
        (MemberSort::Number, true) => "member.number DESC",
    };
    let sql = [
        "SELECT member.id, member.number, member.kind,
                (SELECT p.kind FROM membership p WHERE p.member = s.member AND p.from_day <= :on
                     AND (p.until_day IS NULL OR :on < p.until_day)),
                salutation, given_name, initials, prefix, family_name, name, street, house_number,
                house_addition, postcode, town, phone, email, birth_year, note
         FROM member_search s
         JOIN member ON member.sequence = s.member
         JOIN member_version v ON v.member = s.member
              AND v.version = (SELECT max(version) FROM member_version WHERE member = s.member)
         WHERE ",
        FITS,
        " ORDER BY ",
        order,
        " LIMIT :limit OFFSET :offset",
    ]
    .concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let parameters: &[(&str, &dyn ToSql)] = named_params! {
        ":words": search.words,
        ":membership": search.membership.map(MembershipKind::text),
        ":kind": search.kind.map(MemberKind::text),
        ":former": search.former,
        ":on": Day(search.on),
        ":limit": search.limit,
        ":offset": search.offset,
    };
    let rows = statement.query_map(parameters, |row| {
        let fields = fields(row, 4)?;
        Ok(MemberRow {
            member_id: row.get(0)?,
            number: row.get(1)?,
            kind: kind(row, 2)?,
            membership: membership(row, 3)?,
            sorted_name: name::sorted_name(&fields),
            full_name: name::full_name(&fields),
            address: name::address(&fields),
            town: fields.town,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
