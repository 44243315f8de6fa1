//! A shim in C between a process and the system's library (`shim.c`, `beside.c`): it writes down
//! what the process does to its files and asks of the network, or lets some of it fail. It is built with the C compiler that the
//! machine has; without one, the methods that need it say so and others cover them.

mod image;
mod log;

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

pub use image::Disk;
pub use log::{Event, read_log};

const SOURCE: &str = concat!(include_str!("shim.c"), include_str!("beside.c"));

/// The shim, built.
pub struct Shim {
    folder: TempDir,
}

impl Shim {
    /// Builds it, or says why this machine can have none.
    ///
    /// # Errors
    /// What the compiler or the disk said. A shim that does not compile is a fault of ours: were it
    /// told as a tool that is missing, every method that stands on it would be gone unseen.
    pub fn build() -> Result<Result<Self, String>, String> {
        if !cfg!(target_os = "linux") {
            return Ok(Err("the shim is for Linux".into()));
        }
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let source = folder.path().join("shim.c");
        fs::write(&source, SOURCE).map_err(|error| error.to_string())?;
        let built = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .arg(folder.path().join("shim.so"))
            .arg(&source)
            .args(["-ldl", "-lpthread"])
            .output();
        match built {
            Ok(built) if built.status.success() => Ok(Ok(Self { folder })),
            Ok(built) => {
                let said = String::from_utf8_lossy(&built.stderr);
                Err(format!("the shim does not compile: {said}"))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Err("there is no C compiler (cc)".into()))
            }
            Err(error) => Err(format!("the C compiler does not start: {error}")),
        }
    }

    /// A process of this program under the shim, which looks at files under `root`.
    #[must_use]
    pub fn command(&self, program: &Path, root: &Path) -> Command {
        let mut command = Command::new(program);
        self.load_into(&mut command);
        command.env("WIJKBOEK_SHIM_ROOT", root);
        command
    }

    /// Whatever a command starts runs under the shim.
    pub fn load_into(&self, command: &mut Command) {
        command.env("LD_PRELOAD", self.library());
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("shim.so")
    }
}

/// What the shim is told by a process under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Armed {
    /// `eio`, `enospc`, `short`, `sync`, `read`, `pull` or `kill`.
    pub kind: &'static str,
    /// The call of its kind that fails, from 1.
    pub number: u64,
    /// Whether all later ones fail too.
    pub sticky: bool,
}

impl Armed {
    /// Lets the shim fail a call from now on.
    pub fn arm(self) {
        let Self {
            kind,
            number,
            sticky,
        } = self;
        let sticky = u8::from(sticky);
        tell(&format!("arm/{kind}/{number}/{sticky}"));
    }
}

/// Whether a call failed since the shim was armed.
#[must_use]
pub fn has_failed() -> bool {
    let [_, tripped, _] = counts();
    tripped == 1
}

/// Nothing fails any more. Answers how many calls were counted, and whether one failed.
pub fn disarm() -> (u64, bool) {
    tell("off");
    let [calls, tripped, _] = counts();
    (calls, tripped == 1)
}

/// The `number`-th allocation of this process from now gets nothing, nor do all later ones if that
/// lasts.
pub fn starve(number: u64, lasting: bool) {
    tell(&format!("memory/{number}/{}", u8::from(lasting)));
}

/// There is memory again. Answers how many allocations got nothing.
pub fn feed() -> u64 {
    // Said without a formatted path: there may be nothing left to format it in.
    drop(fs::File::open("/wijkboek-shim/fed"));
    let [_, _, starved] = counts();
    starved
}

/// How many calls were counted, whether one failed, and how many allocations got nothing.
fn counts() -> [u64; 3] {
    let said = fs::read_to_string("/wijkboek-shim/count").unwrap_or_default();
    let mut numbers = said.split(' ').map(|number| number.parse().unwrap_or(0));
    [(); 3].map(|()| numbers.next().unwrap_or(0))
}

/// The shim looks at another folder from now on.
pub fn watch(root: &Path) {
    tell(&format!("root/{}", root.display()));
}

/// So many bytes fit under the folder from now on; no bound if negative.
pub fn leave_space(bytes: i64) {
    tell(&format!("space/{bytes}"));
}

/// What is written past this place lands at the beginning; nowhere if negative.
pub fn wrap_at(bytes: i64) {
    tell(&format!("wrap/{bytes}"));
}

/// The shim listens to paths that are opened; they are never there.
fn tell(what: &str) {
    drop(fs::File::open(format!("/wijkboek-shim/{what}")));
}
