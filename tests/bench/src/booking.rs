//! Durable bookings: the desk with all its rules against bare SQLite that makes the same inserts,
//! each booking a transaction of its own. They take turns, and each turn gives one ratio.

use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use wijkboek_core::keys::KeyRing;

use crate::{
    Result,
    library::{Lent, Library, PASSPHRASE, Seat},
    table::{Table, share, spoken, timed},
};

const TURNS: u32 = 24;
const BOOKINGS: u32 = 200;

/// Measures a booking at the desk beside its peer.
pub fn measure(library: &Library, table: &mut Table) -> Result<()> {
    let (ours, theirs) = (library.lend()?, library.lend()?);
    let mut desk = Booker::at(ours.sit()?)?;
    let mut bare = Bare::open(&theirs, desk.seat.ambient().random())?;
    // Both warm up: caches filled, statements prepared.
    desk.book(BOOKINGS)?;
    bare.book(BOOKINGS)?;
    let mut ratios = Vec::new();
    let (mut at_desk, mut at_bare) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        let ((), desk_time) = timed(|| desk.book(BOOKINGS))?;
        let ((), bare_time) = timed(|| bare.book(BOOKINGS))?;
        ratios.push(share_of_rate(bare_time, desk_time));
        at_desk.push(desk_time / BOOKINGS);
        at_bare.push(bare_time / BOOKINGS);
    }
    ratios.sort_unstable();
    at_desk.sort_unstable();
    at_bare.sort_unstable();
    let ratio = share(&ratios, 50);
    let rate = |time: Duration| 1.0 / time.as_secs_f64();
    table.add(
        "a durable booking, as a share of the rate of bare SQLite",
        "1,000,000 transfers",
        format!(
            "{:.2} × ({:.0} a second, {:.0} bare; from {:.2} to {:.2})",
            f64::from(ratio) / 1e3,
            rate(share(&at_desk, 50)),
            rate(share(&at_bare, 50)),
            f64::from(share(&ratios, 0)) / 1e3,
            f64::from(share(&ratios, 100)) / 1e3,
        ),
        "≥ 0.8 ×",
        Some(ratio >= 800),
    );
    let alone = desk.alone(BOOKINGS)?;
    table.add(
        "one booking from question to answer, half of them within",
        "1,000,000 transfers",
        spoken(alone),
        "",
        None,
    );
    Ok(())
}

/// The rate of the desk as thousandths of the bare rate.
fn share_of_rate(bare: Duration, desk: Duration) -> u32 {
    let thousandths = bare.as_nanos() * 1_000 / desk.as_nanos().max(1);
    u32::try_from(thousandths).unwrap_or(u32::MAX)
}

/// A worker who books hours at the desk.
pub struct Booker {
    pub seat: Seat,
    questions: Vec<serde_json::Value>,
    next: usize,
}

impl Booker {
    /// A worker at a desk that stands ready.
    pub fn at(mut seat: Seat) -> Result<Self> {
        let issuing = seat.partner("Wijkwerk", "issuing")?;
        let members = seat.ask("members.list", json!({ "text": "berg", "limit": 500 }))?;
        let members = members["rows"].as_array().cloned().unwrap_or_default();
        let questions = members.iter().map(|member| {
            json!({
                "from": issuing, "to": { "member_id": member["member_id"] }, "minutes": 90,
            })
        });
        let mut booker = Self {
            questions: questions.collect(),
            seat,
            next: 0,
        };
        // The first booking opens an account; the peer's accounts are there already.
        booker.book(u32::try_from(booker.questions.len())?)?;
        Ok(booker)
    }

    /// Books so many times.
    pub fn book(&mut self, count: u32) -> Result<()> {
        for _ in 0..count {
            self.one()?;
        }
        Ok(())
    }

    fn one(&mut self) -> Result<()> {
        let place = self.next % self.questions.len().max(1);
        self.next += 1;
        let question = self
            .questions
            .get(place)
            .cloned()
            .ok_or("nobody is found")?;
        self.seat.ask("credits.earn", question).map(drop)
    }

    /// The median time of a single booking.
    fn alone(&mut self, count: u32) -> Result<Duration> {
        Ok(share(&self.each(count)?, 50))
    }

    /// How long each of so many bookings took, the shortest first.
    pub fn each(&mut self, count: u32) -> Result<Vec<Duration>> {
        let mut times = Vec::new();
        for _ in 0..count {
            times.push(timed(|| self.one())?.1);
        }
        times.sort_unstable();
        Ok(times)
    }
}

/// Bare SQLite on a copy of the same book, with the same key, pragmas, tables, indexes and triggers.
struct Bare {
    connection: Connection,
    transfer: i64,
    audit: i64,
    seed: [u8; 8],
}

impl Bare {
    fn open(book: &Lent, seed: [u8; 8]) -> Result<Self> {
        let key = KeyRing::read(&book.book())?.open(PASSPHRASE)?.key;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(book.book().join("book.db"), flags)?;
        connection.pragma_update(None, "key", key.pragma().as_str())?;
        connection.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
             PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA secure_delete = ON;
             PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 200;
             PRAGMA journal_size_limit = 1048576; PRAGMA cache_size = -40000;",
        )?;
        let last = |table: &str| {
            let sql = format!("SELECT max(sequence) FROM {table}");
            connection.query_row(&sql, [], |row| row.get::<_, i64>(0))
        };
        Ok(Self {
            transfer: last("transfer")?,
            audit: last("audit")?,
            seed,
            connection,
        })
    }

    fn book(&mut self, count: u32) -> Result<()> {
        for _ in 0..count {
            self.one()?;
        }
        Ok(())
    }

    fn one(&mut self) -> Result<()> {
        self.transfer += 1;
        self.audit += 1;
        let id = |number: i64| {
            let mut id = [7u8; 16];
            for (byte, value) in id
                .iter_mut()
                .zip(number.to_be_bytes().into_iter().chain(self.seed))
            {
                *byte = value;
            }
            id
        };
        let (transfer, operation) = (id(self.transfer), id(self.audit + (1 << 40)));
        let receipt = json!({
            "transfer_id": uuid::Uuid::from_bytes(transfer), "number": self.transfer,
            "giver": uuid::Uuid::from_bytes(transfer), "receiver": uuid::Uuid::from_bytes(operation),
        });
        self.connection
            .prepare_cached("BEGIN IMMEDIATE")?
            .execute([])?;
        self.connection
            .prepare_cached(
                "INSERT INTO transfer (sequence, id, kind, recorded_at, happened_on, giver, receiver,
                                       minutes, theme, reverses)
                 VALUES (?1, ?2, 'earn', 1795780800000, '2026-11-23', 1, ?3, 90, NULL, NULL)",
            )?
            .execute((self.transfer, transfer.as_slice(), 2 + self.transfer % 500))?;
        self.connection
            .prepare_cached(
                "INSERT INTO audit (sequence, operation_id, recorded_at, person_id, command, salt,
                                    question_digest, result, undoes)
                 VALUES (?1, ?2, 1795780800000, (SELECT id FROM desk_person), 'credits.earn', ?3,
                         ?4, ?5, NULL)",
            )?
            .execute((
                self.audit,
                operation.as_slice(),
                operation.as_slice(),
                [9u8; 32].as_slice(),
                receipt.to_string(),
            ))?;
        // The chains' rows too; computing and finding the link is the desk's own work.
        self.connection
            .prepare_cached(
                "INSERT INTO transfer_chain (transfer, memo, hash) VALUES (?1, NULL, ?2)",
            )?
            .execute((self.transfer, [9u8; 32].as_slice()))?;
        self.connection
            .prepare_cached("INSERT INTO audit_chain (sequence, hash) VALUES (?1, ?2)")?
            .execute((self.audit, [9u8; 32].as_slice()))?;
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }
}
