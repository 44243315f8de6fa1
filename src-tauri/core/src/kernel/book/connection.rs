//! The one connection, set up in the order that durability and encryption ask for, and every
//! setting read back: SQLite refuses some of them without a word.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, config::DbConfig, limits::Limit};

use super::DataKey;
use crate::kernel::{Code, Error, Result, records};

/// The first SQLite without the bug that lost committed data when two connections reset a WAL.
const LEAST_SQLITE: i32 = 3_051_003;
/// Pages kept in memory at rest, in KiB (negative: SQLite's way of saying a size): those that a
/// search looks at in a book of a hundred thousand members.
const CACHE_AT_REST: &str = "-40000";
/// Pages kept in memory while importing, verifying and migrating: it decides bulk work.
const CACHE_AT_WORK: &str = "-256000";

/// Opens the database with its key and sets everything that the book relies on.
///
/// # Errors
/// `Code::BookIsInUse`, `Code::BookIsDamaged` (also for a key of another book), or SQLite's answer.
pub(super) fn open(path: &Path, key: &DataKey, make: bool) -> Result<Connection> {
    if rusqlite::version_number() < LEAST_SQLITE {
        return Err(Error::broken(
            "this SQLite is too old to be trusted with a book",
        ));
    }
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    if make {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(path, flags)?;
    // A book has one owner: whoever finds it taken is told so at once, not after five seconds.
    connection.busy_timeout(Duration::ZERO)?;
    tell_key(&connection, key)?;
    // Before anything is read: else SQLite lays a file of shared memory beside the log, which a full
    // disk refuses and nobody else may use anyway.
    let [(name, value, reads), ..] = FOR_WRITING;
    set(&connection, name, value, reads)?;
    must_fit(&connection)?;
    for (name, value, reads) in FOR_WRITING {
        set(&connection, name, value, reads)?;
    }
    secure(connection)
}

/// Opens the database as it stands, taking no lock and looking at no log: for a file that nobody
/// can change and that was closed in good order.
///
/// # Errors
/// `Code::BookIsDamaged`, or SQLite's answer.
pub(super) fn open_to_read(path: &Path, key: &DataKey) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
        | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(address(path)?, flags)?;
    give_key(&connection, key)?;
    secure(connection)
}

/// A file's address for SQLite that promises that nobody changes the file. A copy of a book in WAL
/// mode could otherwise not be opened without writing beside it.
pub(super) fn address(path: &Path) -> Result<String> {
    let path = path
        .to_str()
        .ok_or_else(|| Error::broken("a path that is not text"))?;
    let mut address = String::from("file:");
    for letter in path.chars() {
        match letter {
            '%' => address.push_str("%25"),
            '?' => address.push_str("%3f"),
            '#' => address.push_str("%23"),
            '\\' if cfg!(windows) => address.push('/'),
            _ => address.push(letter),
        }
    }
    address.push_str("?immutable=1");
    Ok(address)
}

/// What holds for every connection.
fn secure(connection: Connection) -> Result<Connection> {
    for (name, value, reads) in ALWAYS {
        set(&connection, name, value, reads)?;
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, 8 << 20)?;
    connection.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000)?;
    connection.set_limit(Limit::SQLITE_LIMIT_EXPR_DEPTH, 50)?;
    connection.set_prepared_statement_cache_capacity(128);
    records::lend(&connection)?;
    Ok(connection)
}

/// Name, value to set, value that must read back. The exclusive lock comes before the first look
/// at the file, so that no shared-memory file is ever made. A disk that refuses a WAL keeps the book
/// closed: with the exclusive lock every local disk takes one, and the other ways lose acts. The
/// full syncs are for macOS, where a plain one stops at the cache of the disk.
const FOR_WRITING: [(&str, &str, &str); 7] = [
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("fullfsync", "ON", "1"),
    ("checkpoint_fullfsync", "ON", "1"),
    ("wal_autocheckpoint", "200", "200"),
    ("journal_size_limit", "1048576", "1048576"),
];

/// The same for every connection.
const ALWAYS: [(&str, &str, &str); 8] = [
    ("foreign_keys", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("cell_size_check", "ON", "1"),
    ("mmap_size", "0", ""),
    ("secure_delete", "ON", "1"),
    ("temp_store", "MEMORY", "2"),
    ("cache_size", CACHE_AT_REST, CACHE_AT_REST),
    ("query_only", "ON", "1"),
];

/// Gives the key and looks whether it fits.
pub(super) fn give_key(connection: &Connection, key: &DataKey) -> Result<()> {
    tell_key(connection, key)?;
    must_fit(connection)
}

fn tell_key(connection: &Connection, key: &DataKey) -> Result<()> {
    // SQLCipher would write page numbers of damaged pages to stderr by itself.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    connection.pragma_update(None, "key", key.pragma().as_str())?;
    Ok(())
}

fn must_fit(connection: &Connection) -> Result<()> {
    let read = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0));
    match read {
        Ok(0i64..) => Ok(()),
        Ok(_) => Err(Error::broken("a negative count")),
        Err(error) => match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => {
                Code::BookIsDamaged.refuse()
            }
            Some(rusqlite::ErrorCode::DatabaseBusy) => Code::BookIsInUse.refuse(),
            _ => Err(error.into()),
        },
    }
}

fn set(connection: &Connection, name: &str, value: &str, reads: &str) -> Result<()> {
    connection
        .pragma_update_and_check(None, name, value, |_| Ok(()))
        .or_else(|error| {
            // Most pragmas answer nothing when they are set; that is no fault.
            if matches!(error, rusqlite::Error::QueryReturnedNoRows) {
                Ok(())
            } else {
                Err(error)
            }
        })?;
    let found = connection.pragma_query_value(None, name, |row| {
        row.get_ref(0).map(|value| match value {
            rusqlite::types::ValueRef::Integer(number) => number.to_string(),
            rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            _ => String::new(),
        })
    });
    let found = match found {
        // A build without memory mapping answers nothing: that is what is asked for.
        Err(rusqlite::Error::QueryReturnedNoRows) => String::new(),
        other => other?,
    };
    if found == reads || (name == "mmap_size" && found == "0") {
        Ok(())
    } else {
        Err(Error::broken(format!(
            "pragma {name} reads back as {found}, not as {reads}"
        )))
    }
}

/// The way in for changes. However it is left, a transaction that was not committed is rolled back
/// and the connection is shut again; a rollback that fails shows in `is_autocommit`.
pub(super) struct Door<'book>(&'book Connection);

impl<'book> Door<'book> {
    pub fn open(connection: &'book Connection) -> Result<Self> {
        query_only(connection, false)?;
        Ok(Self(connection))
    }
}

impl Drop for Door<'_> {
    fn drop(&mut self) {
        if !self.0.is_autocommit() {
            drop(self.0.execute_batch("ROLLBACK"));
        }
        // It asks for nothing but a little memory, and it was granted when the door was opened.
        drop(query_only(self.0, true));
    }
}

/// Brings everything from the log into the file, syncs it there and empties the log.
///
/// # Errors
/// SQLite's answer.
pub(super) fn checkpoint(connection: &Connection) -> Result<()> {
    let busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        row.get::<_, bool>(0)
    })?;
    if busy {
        return Err(Error::broken("somebody reads while the log is emptied"));
    }
    Ok(())
}

/// Writes something that changes nothing, as durably as an act, and brings it into the file.
///
/// # Errors
/// SQLite's answer: then nothing can be written here.
pub(super) fn prove(connection: &Connection) -> Result<()> {
    let schema: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let door = Door::open(connection)?;
    connection.pragma_update(None, "user_version", schema)?;
    drop(door);
    checkpoint(connection)
}

/// Opens the connection for writing, or shuts it again.
///
/// The pragma is compiled and not run: SQLite sets this flag while it compiles it, and looks at it
/// when a transaction begins. Running it as well would expire every statement that is kept ready,
/// which cost a fifth of a booking.
pub(super) fn query_only(connection: &Connection, on: bool) -> Result<()> {
    let pragma = if on {
        "PRAGMA query_only = ON"
    } else {
        "PRAGMA query_only = OFF"
    };
    connection.prepare(pragma)?;
    Ok(())
}

/// A large page cache for bulk work.
pub(super) fn cache_at_work(connection: &Connection) -> Result<()> {
    connection
        .pragma_update(None, "cache_size", CACHE_AT_WORK)
        .map_err(Error::from)
}

/// The modest page cache again, and the memory given back.
pub(super) fn cache_at_rest(connection: &Connection) -> Result<()> {
    connection.pragma_update(None, "cache_size", CACHE_AT_REST)?;
    connection.release_memory()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, Utc};

    use super::*;
    use crate::kernel::{Ambient, Clock, Entropy};

    struct Still;

    impl Clock for Still {
        fn now(&self) -> DateTime<Utc> {
            DateTime::UNIX_EPOCH
        }

        fn today(&self) -> NaiveDate {
            NaiveDate::MIN
        }
    }

    impl Entropy for Still {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[test]
    fn between_writes_nothing_can_be_written_and_reading_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let key = DataKey::random(&Ambient::new(Still, Still));
        let connection = open(&folder.path().join("book.db"), &key, true).unwrap();
        let write = |sql: &str| connection.prepare_cached(sql).unwrap().execute([]);
        let refused = |outcome: rusqlite::Result<usize>| {
            outcome.unwrap_err().sqlite_error_code() == Some(rusqlite::ErrorCode::ReadOnly)
        };
        assert!(refused(write("CREATE TABLE line (text TEXT)")));
        for _ in 0..2 {
            query_only(&connection, false).unwrap();
            write("CREATE TABLE IF NOT EXISTS line (text TEXT)").unwrap();
            write("INSERT INTO line VALUES ('one')").unwrap();
            query_only(&connection, true).unwrap();
            // Also for a statement that was made ready while the door was open.
            assert!(refused(write("INSERT INTO line VALUES ('one')")));
            assert!(refused(write("DELETE FROM line")));
        }
        let count = connection.query_row("SELECT count(*) FROM line", [], |row| row.get(0));
        assert_eq!(count, Ok(2));
    }
    #[test]
    fn the_door_leaves_no_transaction_open_behind_it() {
        let folder = tempfile::tempdir().unwrap();
        let key = DataKey::random(&Ambient::new(Still, Still));
        let connection = open(&folder.path().join("book.db"), &key, true).unwrap();
        let leaves_early = || -> Result<()> {
            let _door = Door::open(&connection)?;
            connection.execute_batch("BEGIN IMMEDIATE; CREATE TABLE line (text TEXT)")?;
            Err(Error::broken("something in between"))
        };
        leaves_early().unwrap_err();
        assert!(connection.is_autocommit());
        assert!(
            connection
                .execute_batch("CREATE TABLE line (text TEXT)")
                .is_err()
        );
        prove(&connection).unwrap();
        let count =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0));
        assert_eq!(count, Ok(0));
    }

    #[test]
    fn a_path_means_itself_whatever_signs_stand_in_it() {
        let found = address(Path::new("/a b/50%?#1.db")).unwrap();
        assert_eq!(found, "file:/a b/50%25%3f%231.db?immutable=1");
    }
}
