//! Drives the real window: the program as it is shipped, in a virtual display, through
//! WebKitWebDriver. A story finds things as a person with a screen reader would, by role and
//! name, and acts with pointer and keys. No rule of the books is tested here, only that a person
//! can reach it.
//!
//! ```no_run
//! # use wijkboek_e2e::{Result, play};
//! fn a_member_can_be_found() -> Result<()> {
//!     play("find a member", async |stage| {
//!         let window = stage.open().await?;
//!         window.click("link", "Mensen").await?;
//!         window.fill("searchbox", "Zoek", "berg").await?;
//!         window.find("row", "Berg, Riet van den").await?;
//!         window.picture("find a member").await?;
//!         stage.close(window).await
//!     })
//! }
//! ```
//!
//! Needs Xvfb, WebKitWebDriver and the built program; `./dev test` sees to all three.

mod acts;
mod display;
mod hand;
mod look;
mod process;
mod program;
mod stage;
mod window;

pub use acts::{PASSPHRASE, first_start, no_violations, take_down_code, unlock};
pub use fantoccini::key::Key;
pub use hand::Hand;
pub use program::{house, output, program};
pub use stage::{Stage, play};
pub use window::Window;

/// Whatever went wrong on stage, in words.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// The result of an act.
pub type Result<T> = std::result::Result<T, Error>;
