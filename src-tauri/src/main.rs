//! Wijkboek's window. It holds a page, the native dialogs and one command, `call`, that hands
//! every question to the desk. It holds no rule, no SQL and no word that a person reads: those
//! live behind the desk and in the face.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod counter;
mod dialogs;
mod profile;
mod renderer;
mod shell;

use std::process::ExitCode;

fn main() -> ExitCode {
    wijkboek_desk::leave_no_dump();
    renderer::choose();
    match shell::open() {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        Err(error) => {
            eprintln!("wijkboek: the window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}
