//! Where things stand: the house, the built program, and the folder for pictures and logs.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::Result;

/// The folder of the whole workspace.
#[must_use]
pub fn house() -> PathBuf {
    here().join("../..")
}

/// The folder of this crate, where it lies now and not where it lay when it was compiled.
fn here() -> PathBuf {
    let now = env::var_os("CARGO_MANIFEST_DIR");
    now.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from)
}

/// The program that is driven: `WIJKBOEK_PROGRAM`, or the one beside this test.
///
/// # Errors
/// When it has not been built.
pub fn program() -> Result<PathBuf> {
    let path = match env::var_os("WIJKBOEK_PROGRAM") {
        Some(path) => PathBuf::from(path),
        None => beside_this_test()?,
    };
    if !path.is_file() {
        let build = "cargo build -p wijkboek --features tauri/custom-protocol";
        return Err(format!("{} is not there; build it with: {build}", path.display()).into());
    }
    Ok(path)
}

/// Tests run from `target/<profile>/deps`; programs lie one folder higher.
fn beside_this_test() -> Result<PathBuf> {
    let test = env::current_exe()?;
    let profile = test
        .ancestors()
        .nth(2)
        .ok_or("this test lies in no target folder")?;
    Ok(profile.join(format!("wijkboek{}", env::consts::EXE_SUFFIX)))
}

/// The folder for pictures and logs, made if it is not there. Nothing in it is kept in git.
///
/// # Errors
/// When it cannot be made.
pub fn output() -> Result<PathBuf> {
    let folder = here().join("out");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
