//! What the window's build needs: the list of commands that the page may ask, and a linker rule.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        // WebKitGTK uses SQLite too. Without this rule the linker shows our SQLCipher to the
        // system's libraries, and two builds of SQLite get mixed in one process.
        write("cargo::rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
    // A command that is not named here is refused before it reaches us.
    let manifest = tauri_build::AppManifest::new().commands(&["call"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}

/// Cargo listens to what a build script prints; nothing else in the house may print.
#[allow(clippy::print_stdout)]
fn write(line: &str) {
    println!("{line}");
}
