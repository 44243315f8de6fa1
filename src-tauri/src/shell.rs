//! The window and what it keeps out. One page, ours; one command, `call`; no other page, no
//! second window, no download, no camera, no memory of what was typed. Nothing here needs a
//! network, and nothing the page does can reach one.

use std::error::Error;

use serde_json::Value;
use tauri::webview::{NewWindowResponse, PermissionResponse, WebviewWindowBuilder};
use tauri::{App, Manager, State, Url};
use tauri_plugin_window_state::StateFlags;
use wijkboek_desk::{Desk, Envelope, Failure};

use crate::counter::{self, Answer, Counter};
use crate::dialogs::{Closing, Dialogs, WINDOW};
use crate::profile::Profile;

/// Opens the window and stays until it is closed, the book included. Answers the exit code.
///
/// # Errors
/// When the system has no display, no web view or no folder to write in.
pub fn open() -> Result<i32, Box<dyn Error>> {
    let app = tauri::Builder::default()
        // First, so that a second start only raises the window that is there.
        .plugin(tauri_plugin_single_instance::init(
            |app, _arguments, _folder| raise(app),
        ))
        .plugin(tauri_plugin_dialog::init())
        .plugin(
            tauri_plugin_window_state::Builder::new()
                .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
                .build(),
        )
        .invoke_handler(tauri::generate_handler![call])
        .build(page())?;

    let profile = Profile::take(&app.path().app_cache_dir()?.join("window"))?;
    let closing = Closing::default();
    let dialogs = Dialogs::new(app.handle().clone(), closing.clone())?;
    let (counter, clerk) = counter::open(move || Desk::new(Box::new(dialogs.clone())))?;
    app.manage(counter);
    show(&app, &profile)?;

    let code = app.run_return(|_, _| {});
    closing.begin();
    clerk.close();
    Ok(code)
}

/// The page and the settings, built into the program.
#[cfg(not(test))]
fn page() -> tauri::Context {
    tauri::generate_context!()
}

/// The tests of this package open no window. Were the page built into them too, two compilers would
/// lay it ready in one folder at the same moment, and one would take half a file for the whole.
#[cfg(test)]
fn page() -> tauri::Context {
    panic!("no test opens the window here")
}

/// The one command. Everything that can be asked stands on the desk's list.
#[tauri::command]
async fn call(envelope: Value, counter: State<'_, Counter>) -> Answer {
    match serde_json::from_value::<Envelope>(envelope) {
        Ok(envelope) => counter.ask(envelope).await,
        Err(_) => Err(Failure::plain("QuestionUnreadable")),
    }
}

/// Builds the window as `tauri.conf.json` describes it and bars its doors.
fn show(app: &App, profile: &Profile) -> tauri::Result<()> {
    let config = app
        .config()
        .app
        .windows
        .iter()
        .find(|window| window.label == WINDOW);
    let config = config.ok_or(tauri::Error::WindowNotFound)?;
    WebviewWindowBuilder::from_config(app, config)?
        .data_directory(profile.folder().to_owned())
        .devtools(cfg!(debug_assertions))
        .on_navigation(is_our_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_permission_request(|_, _| PermissionResponse::Deny)
        .build()?;
    Ok(())
}

/// Whether an address is the page that came with the program.
fn is_our_page(address: &Url) -> bool {
    let origin = (address.scheme(), address.host_str(), address.port());
    match origin {
        ("tauri", Some("localhost"), None) => !cfg!(windows),
        ("http", Some("tauri.localhost"), None) => cfg!(windows),
        ("http", Some("localhost"), Some(1420)) => tauri::is_dev(),
        _ => false,
    }
}

/// Brings the window to the front.
fn raise(app: &tauri::AppHandle) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

#[cfg(test)]
mod tests {
    use super::is_our_page;

    #[test]
    fn the_window_shows_no_page_but_ours() {
        let ours = if cfg!(windows) {
            "http://tauri.localhost/"
        } else {
            "tauri://localhost/#/x"
        };
        assert!(is_our_page(&ours.parse().unwrap()));
        for other in [
            "https://tauri.localhost/",
            "http://tauri.localhost.example.org/",
            "tauri://example.org/",
            "tauri://localhost:8080/",
            "https://example.org/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "about:blank",
        ] {
            assert!(!is_our_page(&other.parse().unwrap()), "{other}");
        }
    }
}
