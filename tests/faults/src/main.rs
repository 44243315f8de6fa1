//! `./dev soak`, and the processes that it starts in order to kill, starve or deceive them.

use std::{env, path::Path, process::ExitCode};

use wijkboek_faults::{
    crash::{compound, controls, flows, kill, nth},
    elsewhere::budget,
    fuzz::parsers,
    keeping::{migration, network, story},
    machine::{full, instances, memory, stick, visitors},
    soak, stage,
};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["child", words @ ..] => child(words),
        ["keep"] => stage::keep().map(|copy| println!("{}", copy.display())),
        _ => return run(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// What a process does that was started by a method.
fn child(words: &[&str]) -> Result<(), String> {
    let seed = |seed: &str| seed.parse().unwrap_or(0);
    match words {
        ["book", home, dice] => kill::child(Path::new(home), seed(dice), u64::MAX),
        ["hold", home] => instances::child(Path::new(home)),
        ["visit", book, own] => visitors::child(Path::new(book), Path::new(own)),
        ["update", home, number] => migration::update(Path::new(home), seed(number)),
        ["flow", flow, home, dice] => flows::child(flow, Path::new(home), seed(dice)),
        ["bare", setting, home] => controls::child(setting, Path::new(home)),
        ["some", home, dice] => kill::child(Path::new(home), seed(dice), 40),
        ["starve", home, dice] => memory::child(Path::new(home), seed(dice)),
        ["story", home, own, dice] => story::child(Path::new(home), Path::new(own), seed(dice)),
        ["call"] => network::child(),
        ["parsers", dice, most, time] => parsers::child(&budget(dice, most, time)),
        ["nth", kind, place, worker, workers, dice, most, time] => nth::child(
            kind,
            Path::new(place),
            seed(worker),
            seed(workers),
            &budget(dice, most, time),
        ),
        ["compound", place, dice, most, time] => {
            compound::child(Path::new(place), &budget(dice, most, time))
        }
        ["migration", place, dice, most, time] => {
            migration::child(Path::new(place), &budget(dice, most, time))
        }
        ["stick", place, dice, most, time] => {
            stick::child(Path::new(place), &budget(dice, most, time))
        }
        ["full", how, place, dice, most, time] => {
            full::child(how, Path::new(place), &budget(dice, most, time))
        }
        _ => Err(format!("no such child: {words:?}")),
    }
}

fn run(asked: &[String]) -> ExitCode {
    let outcome = env::current_exe()
        .map_err(|error| error.to_string())
        .and_then(|program| soak::soak(&program, asked));
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("soak: {why}");
            ExitCode::from(2)
        }
    }
}
