//! A virtual display of the story's own. Nobody manages its windows, so closing one as a person
//! would, with the cross in its frame, means sending the program what that cross sends.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, MapState, Window,
};
use x11rb::rust_connection::RustConnection;

use crate::Result;
use crate::process::Process;

/// A running Xvfb.
pub struct Display {
    number: u32,
    _process: Process,
}

impl Display {
    /// Starts one with a number that nobody uses; Xvfb finds it and says which.
    pub fn raise() -> Result<Self> {
        let mut process = Process::start(
            Command::new("Xvfb")
                .args([
                    "-displayfd",
                    "1",
                    "-screen",
                    "0",
                    "2000x1400x24",
                    "-nolisten",
                    "tcp",
                ])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        )?;
        let mut line = String::new();
        let output = process.output().ok_or("Xvfb has no output")?;
        BufReader::new(output).read_line(&mut line)?;
        let number = line
            .trim()
            .parse()
            .map_err(|_| "Xvfb found no free display")?;
        Ok(Self {
            number,
            _process: process,
        })
    }

    /// How programs name it.
    pub fn name(&self) -> String {
        format!(":{}", self.number)
    }

    /// Asks every visible window to close.
    pub fn close_windows(&self) -> Result<()> {
        let (connection, screen) = x11rb::connect(Some(&self.name()))?;
        let root = connection
            .setup()
            .roots
            .get(screen)
            .ok_or("no screen")?
            .root;
        let protocols = connection
            .intern_atom(false, b"WM_PROTOCOLS")?
            .reply()?
            .atom;
        let delete = connection
            .intern_atom(false, b"WM_DELETE_WINDOW")?
            .reply()?
            .atom;
        for window in connection.query_tree(root)?.reply()?.children {
            if understands(&connection, window, protocols, delete)? {
                let message = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
                connection.send_event(false, window, EventMask::NO_EVENT, message)?;
            }
        }
        connection.flush()?;
        Ok(())
    }
}

/// Whether a window is visible and lets itself be asked.
fn understands(
    connection: &RustConnection,
    window: Window,
    protocols: u32,
    delete: u32,
) -> Result<bool> {
    let looks = connection.get_window_attributes(window)?.reply()?;
    let listens = connection
        .get_property(false, window, protocols, AtomEnum::ATOM, 0, 32)?
        .reply()?;
    let understood = listens
        .value32()
        .is_some_and(|mut atoms| atoms.any(|atom| atom == delete));
    Ok(looks.map_state == MapState::VIEWABLE && understood)
}
