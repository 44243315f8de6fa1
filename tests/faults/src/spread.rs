//! Many runs of one method beside each other. Each worker has a place of its own; the numbers of
//! the runs are dealt out, and a run's number and the seed are all that its dice need.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use crate::{Budget, Tally};

/// Does runs until the budget is spent. A run that panics is a run that went wrong.
///
/// # Errors
/// In words, why a worker's place could not be made.
pub fn spread<Place>(
    budget: &Budget,
    workers: usize,
    place: impl Fn(usize) -> Result<Place, String> + Sync,
    run: impl Fn(&mut Place, u64, &mut Tally) -> Result<(), String> + Sync,
) -> Result<Tally, String> {
    let next = AtomicU64::new(0);
    let work = |worker: usize| -> Result<Tally, String> {
        let mut place = place(worker)?;
        let mut tally = Tally::default();
        while !budget.is_spent() {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= budget.most {
                break;
            }
            let outcome = catch_unwind(AssertUnwindSafe(|| run(&mut place, number, &mut tally)));
            tally.runs += 1;
            match outcome {
                Ok(Ok(())) => {}
                Ok(Err(fault)) => tally.faults.push(format!("run {number}: {fault}")),
                Err(_) => tally.faults.push(format!("run {number}: a panic")),
            }
        }
        Ok(tally)
    };
    thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = (0..workers)
            .map(|worker| scope.spawn(move || work(worker)))
            .collect();
        let mut whole = Tally::default();
        for thread in threads {
            whole.join(thread.join().map_err(|_| "a worker panicked")??);
        }
        Ok(whole)
    })
}

/// As many workers as there are cores.
#[must_use]
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}
