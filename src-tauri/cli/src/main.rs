//! `wijk`: Wijkboek without a window. The same desk and the same list of commands; results on
//! standard output, refusals as `{code, details}` on standard error, an exit code for each kind of
//! outcome.

mod arguments;
mod copies;
mod days;
mod journal;
mod losses;
mod run;
mod shown;
mod snapshot;
mod surroundings;
mod words;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    wijkboek_desk::leave_no_dump();
    journal::keep();
    run::run(arguments::Arguments::parse())
}
