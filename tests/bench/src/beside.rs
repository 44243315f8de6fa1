//! Booking while a copy is made and while the book is checked beside the desk, at full size: the
//! longest that one booking waits, from question to answer.

use std::{sync::mpsc, thread, time::Duration};

use serde_json::{Value, json};
use wijkboek_desk::{Begun, Done, Envelope};

use crate::{
    Result,
    booking::Booker,
    library::Library,
    table::{Table, share, spoken, timed},
};

const BOOKINGS: u32 = 5_000;
const FULL: &str = "1,000,000 transfers";

/// Measures the bookings during a copy, and during a check: ten thousand in all.
pub fn measure(library: &Library, table: &mut Table) -> Result<()> {
    let lent = library.lend()?;
    let mut booker = Booker::at(lent.sit()?)?;
    booker.book(200)?;
    for (what, command, question) in [
        ("a copy", "backup.keep", json!({})),
        ("a check", "book.verify", json!({ "full": true })),
    ] {
        let alone = booker.each(BOOKINGS)?;
        let (beside, took) = during(&mut booker, command, question)?;
        let row = |times: &[Duration], part| share(times, part);
        table.add(
            &format!("{what} beside the desk, from begin to end"),
            FULL,
            spoken(took),
            "",
            None,
        );
        table.add(
            &format!("a booking during {what}, half within, and alone"),
            FULL,
            format!(
                "{} and {}",
                spoken(row(&beside, 50)),
                spoken(row(&alone, 50))
            ),
            "",
            None,
        );
        table.add(
            &format!("longest wait of a booking alone, before {what}"),
            FULL,
            spoken(row(&alone, 100)),
            "",
            None,
        );
        table.within(
            &format!("longest wait of {} bookings during {what}", beside.len()),
            FULL,
            row(&beside, 100),
            Duration::from_millis(300),
        );
    }
    Ok(())
}

/// Books until the work is over and the number is reached; answers how long each took, and how
/// long the work took. The beginning and the end of the work count as bookings: the desk waits for
/// them.
fn during(
    booker: &mut Booker,
    command: &str,
    question: Value,
) -> Result<(Vec<Duration>, Duration)> {
    let envelope = Envelope::question(command, question);
    let (begun, beginning) = timed(|| Ok(booker.seat.desk.begin(&envelope)))?;
    let Begun::Beside(work) = begun else {
        return Err("the work was not begun beside the desk".into());
    };
    let (send, ready) = mpsc::channel::<(Done, Duration)>();
    let worker = thread::spawn(move || {
        let began = std::time::Instant::now();
        let done = work.carry_out();
        drop(send.send((done, began.elapsed())));
    });
    let mut times = vec![beginning];
    let mut over = None;
    while over.is_none() || times.len() < BOOKINGS as usize {
        times.extend(booker.each(1)?);
        if over.is_none() {
            over = ready.try_recv().ok();
        }
    }
    worker.join().map_err(|_| "the work fell over")?;
    let (done, took) = over.ok_or("the work never ended")?;
    let (answer, ending) = timed(|| Ok(booker.seat.desk.end(done)))?;
    answer.map_err(|failure| failure.code)?;
    times.push(ending);
    times.sort_unstable();
    Ok((times, took))
}
