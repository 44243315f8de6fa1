//! `./dev bench`: measures what the house promises, on a book of 100,000 members and 1,000,000
//! transfers that is made the same way every time. Where a peer exists, both run in turns in one
//! run, and their ratio counts. It prints a table and asserts nothing: a number that is missed is
//! for people to think about.
//!
//! The book is made through the desk as everybody makes one, by importing lists, and is kept under
//! `target/bench` for the next run.

mod beside;
mod booking;
mod importing;
mod library;
mod looking;
mod table;
mod town;
mod window;

use std::process::ExitCode;

use crate::{library::Library, table::Table};

/// Whatever went wrong, in words.
type Error = Box<dyn std::error::Error + Send + Sync>;
type Result<T> = std::result::Result<T, Error>;

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match asked.first().map(String::as_str) {
        // The memory of a desk is looked at in a process that has done nothing else.
        Some(looking::AT_REST) => looking::at_rest(asked.get(1)),
        Some(importing::AT_WORK) => importing::at_work(&asked),
        _ => measure(&asked),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Measures all of it, or the parts that are named.
fn measure(parts: &[String]) -> Result<()> {
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|name| name == part);
    let library = Library::open()?;
    let mut table = Table::default();
    type Part = fn(&Library, &mut Table) -> Result<()>;
    let all: [(&str, Part); 5] = [
        ("booking", booking::measure),
        ("looking", looking::measure),
        ("importing", importing::measure),
        ("beside", beside::measure),
        ("window", window::measure),
    ];
    for (name, part) in all.into_iter().filter(|(name, _)| wanted(name)) {
        eprintln!("measuring: {name}");
        part(&library, &mut table)?;
    }
    println!("{table}");
    Ok(())
}
