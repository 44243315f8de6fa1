//! A process that ends when its owner does, its children with it. WebKitWebDriver leaves the
//! program alive when it is ended in the middle of a session, so children are ended by id.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crate::Result;

/// A started process.
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts it.
    pub fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command
            .spawn()
            .map_err(|error| format!("{name} does not start: {error}"))?;
        Ok(Self { child })
    }

    /// The pipe of its standard output, if it was asked for.
    pub fn output(&mut self) -> Option<std::process::ChildStdout> {
        self.child.stdout.take()
    }

    /// Refuses if the process has ended already.
    pub fn must_live(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            Some(status) => Err(format!("ended too early, with {status}").into()),
            None => Ok(()),
        }
    }

    /// Everything that this process started, and what those started.
    pub fn family(&self) -> HashSet<u32> {
        let all = parents();
        let mut family = HashSet::from([self.child.id()]);
        // A child may be listed before its parent: look until nobody joins any more.
        loop {
            let before = family.len();
            for (process, parent) in &all {
                if family.contains(parent) {
                    family.insert(*process);
                }
            }
            if family.len() == before {
                family.remove(&self.child.id());
                return family;
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let family = self.family();
        let _ = self.child.kill();
        let _ = self.child.wait();
        end(&family);
    }
}

/// Waits until none of these processes is left.
pub fn outlive(processes: &HashSet<u32>, patience: Duration) -> Result<()> {
    let start = Instant::now();
    while processes.iter().any(|process| is_alive(*process)) {
        if start.elapsed() > patience {
            return Err("the program does not end".into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

/// Ends those of these processes that are left.
pub fn end(processes: &HashSet<u32>) {
    for process in processes.iter().filter(|process| is_alive(**process)) {
        let _ = Command::new("kill")
            .args(["-KILL", &process.to_string()])
            .status();
    }
}

fn is_alive(process: u32) -> bool {
    stat(process).is_some_and(|(state, _)| state != "Z")
}

/// Every process with its parent.
fn parents() -> Vec<(u32, u32)> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|process| Some((process, stat(process)?.1)))
        .collect()
}

/// State and parent of a process, from `/proc/<id>/stat`. The name before them stands in
/// brackets and may hold anything.
fn stat(process: u32) -> Option<(String, u32)> {
    let text = fs::read_to_string(PathBuf::from(format!("/proc/{process}/stat"))).ok()?;
    let (_, rest) = text.rsplit_once(") ")?;
    let mut fields = rest.split(' ');
    Some((fields.next()?.to_owned(), fields.next()?.parse().ok()?))
}
