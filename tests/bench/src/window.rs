//! The real window on a large book: how long until it can be used after unlocking, and how long
//! from a letter typed to the rows on the screen. Needs Xvfb, WebKitWebDriver and the program in a
//! release build, named by `WIJKBOEK_PROGRAM`.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::json;
use wijkboek_e2e::{Window, play};

use crate::{
    Result,
    library::{BOOK, Lent, Library, PASSPHRASE},
    table::{Table, share, spoken},
};

const FULL: &str = "100,000 members, 1,000,000 transfers";
/// Presses the button and waits until the first screen stands there and was painted.
const UNLOCK: &str = "await new Promise((done) => {
    const start = performance.now();
    document.querySelector('button[type=submit]').click();
    const look = () => requestAnimationFrame(() => {
        if (!document.querySelector('main h2')) return look();
        requestAnimationFrame(() => done(performance.now() - start));
    });
    look();
})";
/// Types into the search box and waits until other rows were painted. Before that stands something
/// that finds nobody, so that the rows are others for certain.
const TYPE: &str = "await (async () => {
    const box = document.querySelector('main input[type=search]');
    // How many were found, and who: the words around them change before the answer is there.
    const rows = () => document.querySelector('main .sub').textContent.match(/[\\d.]+/)
        + document.querySelector('main tbody')?.textContent;
    const type = (text) => new Promise((done) => {
        const before = rows();
        const start = performance.now();
        box.value = text;
        box.dispatchEvent(new Event('input', { bubbles: true }));
        const look = () => requestAnimationFrame(() => {
            if (rows() === before) return look();
            requestAnimationFrame(() => done(performance.now() - start));
        });
        look();
    });
    await type('zzz');
    return type(TEXT);
})()";

/// Measures the window.
pub fn measure(library: &Library, table: &mut Table) -> Result<()> {
    let lent = library.lend()?;
    let (mut shown, mut usable, mut typed) = (Vec::new(), Vec::new(), Vec::new());
    play("bench", async |stage| {
        lay(&lent, stage.folder())?;
        for turn in 0..3 {
            let start = Instant::now();
            let window = stage.open().await?;
            window.find("textbox", "Wachtzin").await?;
            shown.push(start.elapsed());
            window.fill("textbox", "Wachtzin", PASSPHRASE).await?;
            usable.push(millis(&window, UNLOCK).await?);
            if turn == 2 {
                window.click("link", "Mensen").await?;
                window.find("searchbox", "Zoek in deze lijst").await?;
                window.still().await?;
                for text in [
                    "b", "be", "ber", "berg", "v", "vi", "vis", "r", "ri", "riet b", "1", "12",
                ] {
                    let script = TYPE.replace("TEXT", &json!(text).to_string());
                    typed.push(millis(&window, &script).await?);
                }
            }
            stage.close(window).await?;
        }
        Ok(())
    })?;
    for times in [&mut shown, &mut usable, &mut typed] {
        times.sort_unstable();
    }
    table.add(
        "window from start to the unlock screen, through WebDriver",
        FULL,
        spoken(share(&shown, 50)),
        "",
        None,
    );
    let limit = Duration::from_millis(1_500);
    table.within(
        "window usable after unlocking (keys apart)",
        FULL,
        share(&usable, 50),
        limit,
    );
    let limit = Duration::from_millis(50);
    table.within(
        "search as you type, to pixels, half within",
        FULL,
        share(&typed, 50),
        limit,
    );
    table.within(
        "the same, the slowest of 12",
        FULL,
        share(&typed, 100),
        limit,
    );
    Ok(())
}

/// Lays the book where the program of this stage looks for books.
fn lay(lent: &Lent, home: &Path) -> Result<()> {
    let (data, config) = (
        home.join("data/nl.wijkboek.app"),
        home.join("config/nl.wijkboek.app"),
    );
    fs::create_dir_all(&data)?;
    fs::create_dir_all(&config)?;
    let book = data.join(BOOK);
    fs::create_dir(&book)?;
    for entry in fs::read_dir(lent.book())? {
        let entry = entry?;
        fs::copy(entry.path(), book.join(entry.file_name()))?;
    }
    let settings = json!({ "books": [book] });
    fs::write(config.join("settings.json"), settings.to_string())?;
    Ok(())
}

async fn millis(window: &Window, script: &str) -> Result<Duration> {
    let told = window.wait_for(script).await?;
    let millis = told
        .as_f64()
        .ok_or_else(|| format!("no time came back: {told}"))?;
    Ok(Duration::from_secs_f64(millis / 1e3))
}
