//! The stage on which a story plays: a display, a driver and a home of its own. Whatever happens
//! in the story, the stage is struck afterwards: session closed, processes ended, folders gone.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::wd::{Capabilities, TimeoutConfiguration};
use fantoccini::{Client, ClientBuilder};
use futures_util::FutureExt;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;

use crate::display::Display;
use crate::process::{self, Process};
use crate::{Result, Window, output, program};

/// How long anything may take on a loaded machine before it counts as broken.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Plays a story in the real window. Stories wait for each other, also across processes: two
/// windows at once on a small machine only wait for the same processor.
///
/// # Errors
/// Whatever the story reports; a picture and a log of the end lie in `tests/e2e/out`.
pub fn play(name: &str, story: impl AsyncFnOnce(&Stage) -> Result<()>) -> Result<()> {
    let turn = File::create(output()?.join("turn.lock"))?;
    turn.lock()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let stage = Stage::set(name)?;
        let end = AssertUnwindSafe(story(&stage)).catch_unwind().await;
        if !matches!(end, Ok(Ok(()))) {
            stage.remember_the_end().await;
        }
        stage.strike().await;
        end.unwrap_or_else(|panic| resume_unwind(panic))
    })
}

/// A display, a driver, and a home in which nobody has lived before.
pub struct Stage {
    name: String,
    session: RefCell<Option<Client>>,
    port: u16,
    // In this order: the driver ends before its display, and its home goes last.
    driver: Process,
    display: Display,
    home: TempDir,
}

impl Stage {
    fn set(name: &str) -> Result<Self> {
        let name = name.replace(' ', "-");
        let home = TempDir::with_prefix("wijkboek-e2e-")?;
        let display = Display::raise()?;
        let log = File::create(output()?.join(format!("{name}.log")))?;
        let (driver, port) = start_driver(home.path(), &display, &log)?;
        Ok(Self {
            name,
            session: RefCell::default(),
            port,
            driver,
            display,
            home,
        })
    }

    /// Opens the window. The home stays the same for the whole story, so a window that is opened
    /// again finds what an earlier one left.
    ///
    /// # Errors
    /// When the program does not start, or another window is still open.
    pub async fn open(&self) -> Result<Window> {
        let mut capabilities = Capabilities::new();
        let options = json!({ "binary": program()?, "args": [] });
        capabilities.insert("webkitgtk:browserOptions".into(), options);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let address = format!("http://127.0.0.1:{}", self.port);
        let client = tokio::time::timeout(
            PATIENCE,
            builder.capabilities(capabilities).connect(&address),
        )
        .await
        .map_err(|_| "the window did not open")??;
        client
            .update_timeouts(TimeoutConfiguration::new(
                Some(PATIENCE),
                Some(PATIENCE),
                None,
            ))
            .await?;
        *self.session.borrow_mut() = Some(client.clone());
        Ok(Window::new(client))
    }

    /// Closes the window as a person does, and waits until the program has put everything away.
    ///
    /// # Errors
    /// When the window stays.
    pub async fn close(&self, window: Window) -> Result<()> {
        drop(window);
        let programs = self.driver.family();
        self.display.close_windows()?;
        process::outlive(&programs, PATIENCE)?;
        self.end_session().await;
        Ok(())
    }

    /// Ends the program from one moment to the next, as a power cut would.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub async fn cut_power(&self, window: Window) -> Result<()> {
        drop(window);
        let programs: HashSet<u32> = self.driver.family();
        process::end(&programs);
        process::outlive(&programs, PATIENCE)?;
        self.end_session().await;
        Ok(())
    }

    /// Tells the driver that this is over. It may know already: the program is gone.
    async fn end_session(&self) {
        let client = self.session.borrow_mut().take();
        if let Some(client) = client {
            let _ = tokio::time::timeout(Duration::from_secs(10), client.close()).await;
        }
    }

    /// A folder for the story's own files, beside the program's.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.home.path()
    }

    /// Answers the next native dialog with this path, or cancels it with `None`.
    ///
    /// # Errors
    /// When the answer cannot be written.
    pub fn answer_dialog(&self, path: Option<&Path>) -> Result<()> {
        let mut script = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.script())?;
        writeln!(
            script,
            "{}",
            path.map(Path::display)
                .map(|p| p.to_string())
                .unwrap_or_default()
        )?;
        Ok(())
    }

    /// Lets the clock of the desk stand still at an instant, `2026-07-10T10:00:00Z`, for windows
    /// that are opened from now on; with `None` it runs again.
    ///
    /// # Errors
    /// When the clock cannot be set.
    pub fn stop_clock(&self, now: Option<&str>) -> Result<()> {
        let clock = self.script().with_extension("clock");
        match now {
            Some(now) => fs::write(clock, now)?,
            None => fs::remove_file(clock)?,
        }
        Ok(())
    }

    /// Lets the book lock itself after so many seconds without anybody, for windows that are opened
    /// or unlocked from now on; with `None` after the minutes that are set.
    ///
    /// # Errors
    /// When that cannot be set.
    pub fn lock_after(&self, seconds: Option<u32>) -> Result<()> {
        let idle = self.script().with_extension("idle");
        match seconds {
            Some(seconds) => fs::write(idle, seconds.to_string())?,
            None => fs::remove_file(idle)?,
        }
        Ok(())
    }

    /// What the program would have shown the person outside its window, in order.
    #[must_use]
    pub fn shown(&self) -> Vec<PathBuf> {
        let list = fs::read_to_string(self.script().with_extension("shown")).unwrap_or_default();
        list.lines().map(PathBuf::from).collect()
    }

    fn script(&self) -> PathBuf {
        self.home.path().join("dialogs")
    }

    /// A picture of how it ended and what the page held, for whoever mends it.
    async fn remember_the_end(&self) {
        let client = self.session.borrow().clone();
        let (Some(client), Ok(folder)) = (client, output()) else {
            return;
        };
        if let Ok(picture) = client.screenshot().await {
            let _ = fs::write(folder.join(format!("{}-failed.png", self.name)), picture);
        }
        if let Ok(page) = client.source().await {
            let _ = fs::write(folder.join(format!("{}-failed.html", self.name)), page);
        }
    }

    async fn strike(self) {
        let programs = self.driver.family();
        self.end_session().await;
        if process::outlive(&programs, Duration::from_secs(5)).is_err() {
            process::end(&programs);
        }
    }
}

/// Starts the driver on a free port. What it inherits, the program inherits.
fn start_driver(home: &Path, display: &Display, log: &File) -> Result<(Process, u16)> {
    let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
    let mut command = Command::new("WebKitWebDriver");
    command
        .arg(format!("--port={port}"))
        .env("DISPLAY", display.name())
        .env("GDK_BACKEND", "x11")
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("WIJKBOEK_TEST_DIALOGS", home.join("dialogs"))
        .env("LANG", "C.UTF-8")
        .env("TZ", "Europe/Amsterdam")
        .env("NO_AT_BRIDGE", "1")
        .env("GSETTINGS_BACKEND", "memory")
        // A Wijkboek that runs on the same desktop must not be found, nor its renderer chosen.
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WEBKIT_DISABLE_DMABUF_RENDERER")
        .env_remove("WEBKIT_DISABLE_COMPOSITING_MODE")
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log.try_clone()?);
    for (variable, folder) in [
        ("HOME", "home"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_RUNTIME_DIR", "runtime"),
        ("XDG_DOCUMENTS_DIR", "documents"),
    ] {
        let folder = home.join(folder);
        fs::create_dir(&folder)?;
        command.env(variable, folder);
    }
    let mut driver = Process::start(&mut command)?;
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        driver
            .must_live()
            .map_err(|error| format!("WebKitWebDriver: {error}"))?;
        if start.elapsed() > PATIENCE {
            return Err("WebKitWebDriver does not answer".into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok((driver, port))
}
