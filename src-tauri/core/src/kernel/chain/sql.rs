//! What a migration needs of a chain, as functions of SQL: rows that were there before their chain
//! are linked by the same statement that finds them, inside the migration's transaction. The
//! functions are lent for the time of the migration and taken back; no view or trigger sees them.

use rusqlite::{
    Connection,
    functions::{Context, FunctionFlags},
    types::ValueRef,
};

use super::{SALT, commitment, link, start};
use crate::kernel::Ambient;

const FUNCTIONS: [(&str, i32); 4] = [
    ("random_salt", 0),
    ("commitment", 2),
    ("chain_start", 2),
    ("chain_link", -1),
];

/// Lends the functions of a chain, with the randomness that the book was opened with.
pub(in crate::kernel) fn lend(connection: &Connection, ambient: &Ambient) -> rusqlite::Result<()> {
    let plain = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DIRECTONLY;
    let fixed = plain | FunctionFlags::SQLITE_DETERMINISTIC;
    let ambient = ambient.clone();
    let [salt, committed, begun, linked] = FUNCTIONS;
    connection.create_scalar_function(salt.0, salt.1, plain, move |_| {
        Ok(ambient.random::<SALT>().to_vec())
    })?;
    connection.create_scalar_function(committed.0, committed.1, fixed, |context| {
        let (salt, text): (Option<Vec<u8>>, Option<String>) = (context.get(0)?, context.get(1)?);
        let both = salt.zip(text);
        Ok(both.map(|(salt, text)| commitment(&salt, &text).to_vec()))
    })?;
    connection.create_scalar_function(begun.0, begun.1, fixed, |context| {
        let (domain, book_id): (String, Vec<u8>) = (context.get(0)?, context.get(1)?);
        Ok(start(&domain, &book_id).0.to_vec())
    })?;
    connection.create_scalar_function(linked.0, linked.1, fixed, |context| {
        let (domain, before): (String, Vec<u8>) = (context.get(0)?, context.get(1)?);
        Ok(link(&domain, &before, fields(context)).0.to_vec())
    })
}

/// Takes the functions back.
pub(in crate::kernel) fn take_back(connection: &Connection) -> rusqlite::Result<()> {
    for (name, arguments) in FUNCTIONS {
        connection.remove_function(name, arguments)?;
    }
    Ok(())
}

fn fields<'row>(context: &'row Context) -> impl Iterator<Item = ValueRef<'row>> {
    (2..context.len()).map(|place| context.get_raw(place))
}
