//! F20: not one call leaves the machine. A process lives the whole story in a network that is empty
//! where that is allowed; the shim writes down every socket, connection and name that it asks for,
//! and strace does where it may, which sees past any library too. A process that does open a socket
//! must be seen by each of them. The window has its own run in `tests/e2e/tests/network.rs`.

use std::{
    fs,
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use super::leak;
use crate::{
    Budget, Report, Tally,
    shim::Shim,
    spread::spread,
    stage::{Shelf, fast_folder},
};

const WHAT: &str = "a process that does everything, in an empty network";
/// The family of the sockets of this machine, as the shim writes it down.
const UNIX: &str = "1";

/// Lives the story `budget` times.
///
/// # Errors
/// In words, why it could not be tried.
pub fn network(program: &Path, budget: &Budget) -> Result<Report, String> {
    let shim = Shim::build()?;
    let watch = Watch {
        empty: empty_network(),
        strace: can_trace(),
        shim: shim.as_ref().ok(),
        program,
    };
    if let (Err(why), false) = (&shim, watch.strace) {
        let why = format!("{why}, and no strace");
        return Ok(Report::skipped("F20", WHAT, &why));
    }
    let shelf = Shelf::new()?;
    let place = |_| fast_folder().map_err(|error| error.to_string());
    let run =
        |place: &mut TempDir, _: u64, tally: &mut Tally| watch.one(&shelf, place.path(), tally);
    let tally = spread(budget, 1, place, run)?;
    tally.tell("network", budget.seed);
    let found = format!(
        "0 calls but {} to this machine; seen by: {}{}; network: {}",
        tally.of("here"),
        if shim.is_ok() { "shim " } else { "" },
        if watch.strace { "strace" } else { "" },
        if watch.empty.is_empty() {
            "the machine's"
        } else {
            "empty"
        },
    );
    let hold = "0 sockets but those of this machine; the control is seen";
    Ok(Report::of(tally.row("F20", WHAT, found, hold)))
}

/// The process that must be seen: it opens a socket to this machine, where nobody listens.
///
/// # Errors
/// Never: that nobody answers is no matter.
pub fn child() -> Result<(), String> {
    drop(TcpStream::connect(("127.0.0.1", 9)));
    Ok(())
}

/// What a process is seen by.
struct Watch<'a> {
    empty: Vec<&'static str>,
    strace: bool,
    shim: Option<&'a Shim>,
    program: &'a Path,
}

impl Watch<'_> {
    fn one(&self, shelf: &Shelf, place: &Path, tally: &mut Tally) -> Result<(), String> {
        let control = self.calls(place, &[Path::new("call")])?;
        for (who, calls) in &control {
            if !calls.iter().any(|call| leaves(call)) {
                return Err(format!("{who} does not see a socket that is opened"));
            }
        }
        let (home, own) = leak::lay_ready(shelf, place)?;
        for (who, calls) in self.calls(place, &[Path::new("story"), &home, &own, Path::new("1")])? {
            tally.add("here", calls.len() as u64);
            if let Some(call) = calls.iter().find(|call| leaves(call)) {
                return Err(format!("{who} saw: {call}"));
            }
        }
        Ok(())
    }

    /// Runs a process of this program; answers what each watcher saw.
    fn calls(
        &self,
        place: &Path,
        words: &[&Path],
    ) -> Result<Vec<(&'static str, Vec<String>)>, String> {
        let (seen, trace) = (place.join("calls"), place.join("trace"));
        for file in [&seen, &trace] {
            drop(fs::remove_file(file));
        }
        let mut line: Vec<PathBuf> = self.empty.iter().map(PathBuf::from).collect();
        if self.strace {
            let words = ["strace", "-f", "-qq", "-e", "trace=network", "-o"];
            line.extend(words.map(PathBuf::from));
            line.push(trace.clone());
        }
        line.extend([self.program.to_path_buf(), "child".into()]);
        line.extend(words.iter().map(|word| word.to_path_buf()));
        let mut command = Command::new(&line[0]);
        command.args(&line[1..]).stdin(Stdio::null());
        if let Some(shim) = self.shim {
            shim.load_into(&mut command);
            command.env("WIJKBOEK_SHIM_CALLS", &seen);
        }
        let done = command.output().map_err(|error| error.to_string())?;
        if !done.status.success() {
            return Err(String::from_utf8_lossy(&done.stderr).into_owned());
        }
        let lines = |file: &Path| -> Vec<String> {
            let text = fs::read_to_string(file).unwrap_or_default();
            text.lines().map(str::to_owned).collect()
        };
        let mut found = Vec::new();
        if self.shim.is_some() {
            found.push(("the shim", lines(&seen)));
        }
        if self.strace {
            found.push(("strace", lines(&trace)));
        }
        Ok(found)
    }
}

/// Whether a call, as the shim or strace writes it down, is for more than this machine.
fn leaves(call: &str) -> bool {
    let mut words = call.split(' ');
    match (words.next(), words.next()) {
        (Some("socket" | "connect"), Some(family)) => family != UNIX,
        (Some("name"), _) => true,
        _ => call.contains("AF_") && !call.contains("AF_UNIX"),
    }
}

/// How to start something in a network with nothing in it; empty if that is not allowed.
fn empty_network() -> Vec<&'static str> {
    let ways = [["unshare", "-n", "--"], ["unshare", "-rn", "--"]];
    let allowed = |way: &&[&str; 3]| {
        let tried = Command::new(way[0]).args(&way[1..]).arg("true").output();
        tried.is_ok_and(|tried| tried.status.success())
    };
    let found = ways.iter().find(allowed);
    found.map(|way| way.to_vec()).unwrap_or_default()
}

fn can_trace() -> bool {
    let tried = Command::new("strace").args(["-qq", "true"]).output();
    tried.is_ok_and(|tried| tried.status.success())
}
