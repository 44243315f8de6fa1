//! What really stands in a book, read past every rule of the core with a keyed connection of our
//! own. Only a closed book is looked at like this.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::{Connection, types::ValueRef};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use wijkboek_core::keys::KeyRing;

use super::{Acknowledged, BOOK, PASSPHRASE, Seat};

/// An act as the audit keeps it: its command and its receipt.
pub type Kept = (String, Value);

/// What was found in a book.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// Every act by its operation.
    pub acts: BTreeMap<Uuid, Kept>,
    /// The acts that a later one took back.
    pub undone: BTreeSet<Uuid>,
    /// Every transfer by its id.
    pub transfers: BTreeSet<Uuid>,
    /// Every member by its id.
    pub members: BTreeSet<Uuid>,
    /// How long the desk took to open the book.
    pub opening: Duration,
}

impl Truth {
    /// Opens the book as somebody at the desk would, lets the desk verify it, closes it, and looks
    /// for itself.
    ///
    /// # Errors
    /// In words, what is wrong: it does not open, is not sound, or an act is only half there.
    pub fn of(home: &Path, seed: u64) -> Result<Self, String> {
        Self::seen_by(PASSPHRASE, home, seed)
    }

    /// The same for somebody else's passphrase.
    ///
    /// # Errors
    /// Those of `of`.
    pub fn seen_by(passphrase: &str, home: &Path, seed: u64) -> Result<Self, String> {
        let mut seat = Seat::at(home, seed);
        // People look at it later than what happened to it.
        seat.clock.jump(600);
        let start = Instant::now();
        seat.unlock_in_time(passphrase)
            .map_err(|failure| format!("does not open: {failure:?}"))?;
        let opening = start.elapsed();
        let verified = seat
            .ask("book.verify", json!({}))
            .map_err(|failure| format!("cannot be verified: {failure:?}"))?;
        drop(seat);
        if verified["sound"] != true {
            return Err(format!("is not sound: {}", verified["checks"]));
        }
        Ok(Self {
            opening,
            ..read(home, passphrase)?
        })
    }

    /// Looks without the desk.
    ///
    /// # Errors
    /// In words, what is wrong.
    pub fn by_hand(home: &Path) -> Result<Self, String> {
        read(home, PASSPHRASE)
    }

    /// Whether every acknowledged act is there, as it was acknowledged.
    ///
    /// # Errors
    /// In words, the first that is lost or another.
    pub fn holds(&self, acknowledged: &[Acknowledged]) -> Result<(), String> {
        for act in acknowledged {
            let id = act.operation_id;
            let Some((command, receipt)) = self.acts.get(&id) else {
                return Err(format!("lost: {} {id}", act.command));
            };
            if (command, receipt) != (&act.command, &act.receipt) {
                return Err(format!(
                    "another act stands under {id}: {command} {receipt}"
                ));
            }
        }
        Ok(())
    }
}

/// Every act that is in a book, as if each had been acknowledged.
///
/// # Errors
/// In words, why the book does not read.
pub fn acts_of(home: &Path) -> Result<Vec<Acknowledged>, String> {
    let acts = Truth::by_hand(home)?.acts.into_iter();
    Ok(acts
        .map(|(operation_id, (command, receipt))| Acknowledged {
            operation_id,
            command,
            receipt,
        })
        .collect())
}

/// A digest of every row of every table, to see whether two books hold the same.
///
/// # Errors
/// In words, why the book does not read.
pub fn content(home: &Path) -> Result<String, String> {
    let connection = open(home)?;
    digest(&connection).map_err(|error| format!("cannot be read: {error}"))
}

/// The heads of both chains of a book, as a manifest names them.
///
/// # Errors
/// In words, why the book does not read.
pub fn heads(home: &Path) -> Result<Value, String> {
    let connection = open(home)?;
    let head = |sql: &str| {
        connection.query_row(sql, [], |row| {
            let (sequence, link): (i64, String) = (row.get(0)?, row.get(1)?);
            Ok(json!({ "sequence": sequence, "link": link.to_lowercase() }))
        })
    };
    let read = || -> rusqlite::Result<Value> {
        Ok(json!({
            "audit": head("SELECT max(sequence), hex(hash) FROM audit_chain")?,
            "ledger": head("SELECT max(transfer), hex(hash) FROM transfer_chain")?,
        }))
    };
    read().map_err(|error| format!("cannot be read: {error}"))
}

/// The key of the book in a home, as SQLCipher takes it.
///
/// # Errors
/// In words, why the keys do not open.
pub fn raw_key(book: &Path) -> Result<String, String> {
    key_of(book, PASSPHRASE)
}

fn key_of(book: &Path, passphrase: &str) -> Result<String, String> {
    let opened = KeyRing::read(book).and_then(|ring| ring.open(passphrase));
    let opened = opened.map_err(|error| format!("the keys do not open: {error}"))?;
    Ok(opened.key.pragma().to_string())
}

fn read(home: &Path, passphrase: &str) -> Result<Truth, String> {
    let connection = open_as(home, passphrase)?;
    look(&connection).map_err(|error| format!("cannot be read: {error}"))?
}

fn open(home: &Path) -> Result<Connection, String> {
    open_as(home, PASSPHRASE)
}

fn open_as(home: &Path, passphrase: &str) -> Result<Connection, String> {
    let book = home.join(BOOK);
    let key = key_of(&book, passphrase)?;
    keyed(&book.join("book.db"), &key).map_err(|error| format!("cannot be read: {error}"))
}

fn keyed(path: &Path, key: &str) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    connection.pragma_update(None, "key", key)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    Ok(connection)
}

fn look(connection: &Connection) -> rusqlite::Result<Result<Truth, String>> {
    let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0));
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let integrity = one("PRAGMA integrity_check(1)")?;
    if integrity != "ok" {
        return Ok(Err(format!("integrity: {integrity}")));
    }
    if count("SELECT count(*) FROM pragma_foreign_key_check")? != 0 {
        return Ok(Err("a reference leads nowhere".into()));
    }
    for (gaps, what) in [
        (
            "SELECT coalesce(max(sequence), 0) - count(*) FROM audit",
            "the audit",
        ),
        (
            "SELECT coalesce(max(sequence), 0) - count(*) FROM transfer",
            "the transfers",
        ),
        (
            "SELECT coalesce(sum(minutes), 0) FROM transfer_entry",
            "the sum",
        ),
    ] {
        if count(gaps)? != 0 {
            return Ok(Err(format!("{what} is off by {}", count(gaps)?)));
        }
    }
    let truth = Truth {
        acts: acts(connection)?,
        undone: ids(
            connection,
            "SELECT operation_id FROM audit WHERE sequence IN (SELECT undoes FROM audit)",
        )?,
        transfers: ids(connection, "SELECT id FROM transfer")?,
        members: ids(connection, "SELECT id FROM member")?,
        opening: Duration::ZERO,
    };
    Ok(halves(&truth).map(|()| truth))
}

/// Every act has its effect, and every effect its act.
fn halves(truth: &Truth) -> Result<(), String> {
    let mut told = BTreeSet::new();
    for (id, (command, receipt)) in &truth.acts {
        let named = |field: &str| receipt[field].as_str().and_then(|id| id.parse().ok());
        if let Some(transfer) = named("transfer_id") {
            if !truth.transfers.contains(&transfer) {
                return Err(format!("half an act: {command} {id} has no transfer"));
            }
            told.insert(transfer);
        }
        let there = |member: Uuid| truth.members.contains(&member) != truth.undone.contains(id);
        if command == "members.admit" && !named("member_id").is_some_and(there) {
            return Err(format!("half an act: {command} {id} has no member"));
        }
    }
    // Undoing a booking and importing history post transfers without naming them in a receipt.
    let untold = truth.transfers.len() - told.len();
    let others = truth
        .acts
        .values()
        .filter(|(command, receipt)| command == "desk.undo" || receipt.get("posted").is_some());
    if untold > 0 && others.count() == 0 {
        return Err(format!("half an act: {untold} transfers without one"));
    }
    Ok(())
}

fn acts(connection: &Connection) -> rusqlite::Result<BTreeMap<Uuid, Kept>> {
    let mut statement = connection.prepare("SELECT operation_id, command, result FROM audit")?;
    let rows = statement.query_map([], |row| {
        let id = Uuid::from_slice(&row.get::<_, Vec<u8>>(0)?).unwrap_or_default();
        let receipt = serde_json::from_str(&row.get::<_, String>(2)?).unwrap_or_default();
        Ok((id, (row.get(1)?, receipt)))
    })?;
    rows.collect()
}

fn ids(connection: &Connection, sql: &str) -> rusqlite::Result<BTreeSet<Uuid>> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Uuid::from_slice(&row.get::<_, Vec<u8>>(0)?).unwrap_or_default())
    })?;
    rows.collect()
}

fn digest(connection: &Connection) -> rusqlite::Result<String> {
    let mut tables = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         AND name NOT LIKE 'member_words%' ORDER BY name",
    )?;
    let names: Vec<String> = tables
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut hasher = Sha256::new();
    for name in names {
        hasher.update(name.as_bytes());
        let mut rows = connection.prepare(&format!("SELECT * FROM \"{name}\""))?;
        let columns = rows.column_count();
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                match row.get_ref(column)? {
                    ValueRef::Null => hasher.update([0]),
                    ValueRef::Integer(value) => hasher.update(value.to_le_bytes()),
                    ValueRef::Real(value) => hasher.update(value.to_le_bytes()),
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                        hasher.update((bytes.len() as u64).to_le_bytes());
                        hasher.update(bytes);
                    }
                }
            }
        }
    }
    Ok(hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}
