//! Who can be asked about a purpose and what they said last, in SQL: everybody who belongs today, and
//! whoever left and still agrees. Counted and told a page at a time.

use chrono::NaiveDate;
use rusqlite::named_params;

use crate::{
    consent::{ConsentHow, ConsentState},
    kernel::{Reader, Result, date::Day},
};

/// A member who can be asked, with what it said last.
pub(in crate::consent) struct Asked {
    pub member: i64,
    pub belongs: bool,
    pub state: ConsentState,
    pub said_on: Option<NaiveDate>,
    pub how: Option<ConsentHow>,
}

/// The same states as `consent::state` makes of a last act.
const ASKED: &str = "
    WITH last AS (
        SELECT member, max(sequence) AS sequence FROM consent said
        WHERE purpose = :purpose AND step <> 'taken_back'
            AND NOT EXISTS (SELECT 1 FROM consent WHERE takes_back = said.sequence)
        GROUP BY member),
    known AS (
        SELECT search.member, search.sort_key, said.said_on, said.how,
            CASE WHEN said.step IS NULL THEN 'unsaid'
                WHEN said.step = 'withdrawn' THEN 'withdrawn'
                WHEN said.version = :version THEN 'given'
                ELSE 'given_before' END AS state,
            EXISTS (SELECT 1 FROM membership period WHERE period.member = search.member
                AND period.from_day <= :today
                AND (period.until_day IS NULL OR :today < period.until_day)) AS belongs
        FROM member_search search LEFT JOIN last ON last.member = search.member
        LEFT JOIN consent said ON said.sequence = last.sequence
        WHERE search.member NOT IN (SELECT member FROM member_erased)),
    asked AS (
        SELECT * FROM known WHERE belongs OR state IN ('given', 'given_before'))";

/// How many of each state; those that nobody is in are left out.
pub(in crate::consent) fn counts(
    reader: &Reader,
    purpose: i64,
    version: u32,
) -> Result<Vec<(ConsentState, u32)>> {
    let sql = [ASKED, " SELECT state, count(*) FROM asked GROUP BY state"].concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let of = named_params! {
        ":purpose": purpose, ":version": version, ":today": Day(reader.today()),
    };
    let counts = statement.query_map(of, |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counts.collect::<rusqlite::Result<_>>()?)
}

/// So many of a state, or of all, after the first ones, in name order.
pub(in crate::consent) fn page(
    reader: &Reader,
    (purpose, version): (i64, u32),
    state: Option<ConsentState>,
    (offset, limit): (u32, u32),
) -> Result<Vec<Asked>> {
    let sql = [
        ASKED,
        " SELECT member, belongs, state, said_on, how FROM asked
          WHERE :state IS NULL OR state = :state
          ORDER BY sort_key, member LIMIT :limit OFFSET :offset",
    ]
    .concat();
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let of = named_params! {
        ":purpose": purpose, ":version": version, ":today": Day(reader.today()),
        ":state": state, ":limit": limit, ":offset": offset,
    };
    let asked = statement.query_map(of, |row| {
        Ok(Asked {
            member: row.get(0)?,
            belongs: row.get(1)?,
            state: row.get(2)?,
            said_on: row.get::<_, Option<Day>>(3)?.map(|day| day.0),
            how: row.get(4)?,
        })
    })?;
    Ok(asked.collect::<rusqlite::Result<_>>()?)
}
