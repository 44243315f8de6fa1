//! Finding members: the word index, the filters, the order.
//!
//! The index says which members have the words, in no order that anybody wants. Where they are
//! few, they are looked up and sorted; where they are many, the list is walked in its order and
//! they are picked out of it until the page is full. Either way a letter is answered at once.

use chrono::NaiveDate;
use rusqlite::{named_params, types::ToSql};

use super::{Day, Reader, Result, fields, name};
use crate::members::{MemberKind, MemberRow, MemberSort, MembershipKind};

/// So many hits are looked up one by one; with more it is faster to walk the list.
const FEW: usize = 1_000;

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
    let rows = statement.query_map([Day(day)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(Option<MembershipKind>, u32)> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(rows
        .into_iter()
        .filter_map(|(kind, count)| Some((kind?, count)))
        .collect())
}

/// One page of the members that a search finds, and how many it finds in all.
pub(in crate::members) fn page(reader: &Reader, search: &Search) -> Result<(u32, Vec<MemberRow>)> {
    let hits = search.words.as_deref().map(|words| hits(reader, words));
    let hits = hits.transpose()?;
    let (found, members) = picked(reader, search, hits.as_deref())?;
    let rows = members.iter().map(|member| row(reader, *member, search.on));
    Ok((found, rows.collect::<Result<_>>()?))
}

/// The members that have all the words, by their internal number.
fn hits(reader: &Reader, words: &str) -> Result<Vec<i64>> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT rowid FROM member_words WHERE member_words MATCH ?1 ORDER BY rowid",
    )?;
    let hits = statement.query_map([words], |row| row.get(0))?;
    Ok(hits.collect::<rusqlite::Result<_>>()?)
}

/// What a member must be besides having the words.
const FITS: &str = "(:membership IS NULL OR EXISTS (SELECT 1 FROM membership p
        WHERE p.member = s.member AND p.kind = :membership AND p.from_day <= :on
        AND (p.until_day IS NULL OR :on < p.until_day)))
    AND (:kind IS NULL OR EXISTS (SELECT 1 FROM member k WHERE k.sequence = s.member
        AND k.kind = :kind))
    AND (NOT :former OR NOT EXISTS (SELECT 1 FROM membership p WHERE p.member = s.member
        AND p.from_day <= :on AND (p.until_day IS NULL OR :on < p.until_day)))";

/// How many members fit, and those of the page, in their order.
fn picked(reader: &Reader, search: &Search, hits: Option<&[i64]>) -> Result<(u32, Vec<i64>)> {
    let few = hits.filter(|hits| hits.len() <= FEW);
    let sql = [
        "SELECT s.member FROM ",
        match search.sort {
            MemberSort::Name => "member_search s",
            MemberSort::Number => "(SELECT sequence AS member, number AS sort_key FROM member) s",
        },
        " WHERE ",
        FITS,
        match few {
            Some(_) => " AND s.member IN (SELECT value FROM json_each(:few))",
            None => " AND :few IS NULL",
        },
        match search.down {
            false => " ORDER BY s.sort_key, s.member",
            true => " ORDER BY s.sort_key DESC, s.member DESC",
        },
    ]
    .concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let parameters: &[(&str, &dyn ToSql)] = named_params! {
        ":membership": search.membership,
        ":kind": search.kind,
        ":former": search.former,
        ":on": Day(search.on),
        ":few": few.map(serde_json::to_string).transpose()?,
    };
    // Where nothing but the words decides, it is known beforehand how many there are.
    let plain = search.membership.is_none() && search.kind.is_none() && !search.former;
    let known = match (plain, hits) {
        (false, _) => None,
        (true, Some(hits)) => Some(u32::try_from(hits.len()).unwrap_or(u32::MAX)),
        (true, None) => Some(count(reader)?),
    };
    let end = search.offset.saturating_add(search.limit);
    let (mut seen, mut members) = (0u32, Vec::new());
    let mut rows = statement.query(parameters)?;
    while let Some(row) = rows.next()? {
        let member: i64 = row.get(0)?;
        if hits.is_some_and(|hits| hits.binary_search(&member).is_err()) {
            continue;
        }
        if seen >= search.offset && seen < end {
            members.push(member);
        }
        seen = seen.saturating_add(1);
        if seen >= end && known.is_some() {
            break;
        }
    }
    Ok((known.unwrap_or(seen), members))
}

/// A member as a list shows it on a day.
fn row(reader: &Reader, member: i64, on: NaiveDate) -> Result<MemberRow> {
    let mut statement = reader.connection().prepare_cached(
        "SELECT member.id, member.number, member.kind,
                (SELECT p.kind FROM membership p WHERE p.member = member.sequence
                     AND p.from_day <= ?2 AND (p.until_day IS NULL OR ?2 < p.until_day)),
                salutation, given_name, initials, prefix, family_name, name, street, house_number,
                house_addition, postcode, town, phone, email, birth_year, note
         FROM member JOIN member_version v ON v.member = member.sequence
         WHERE member.sequence = ?1 ORDER BY v.version DESC LIMIT 1",
    )?;
    Ok(statement.query_row((member, Day(on)), |row| {
        let fields = fields(row, 4)?;
        Ok(MemberRow {
            member_id: row.get(0)?,
            number: row.get(1)?,
            kind: row.get(2)?,
            membership: row.get(3)?,
            sorted_name: name::sorted_name(&fields),
            full_name: name::full_name(&fields),
            address: name::address(&fields),
            town: fields.town,
        })
    })?)
}
