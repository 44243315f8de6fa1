//! Screens around trouble, looked at with axe in both themes and both languages: the lock and what
//! is in reach of it, a damaged book, what stands above a book that is not well, who sits there.
//!
//! `WIJKBOEK_SHEET=1` keeps a picture of each under `out/sheet`, beside those of the other screens.

use std::env;
use std::fs;

use serde_json::json;
use wijkboek_e2e::{PASSPHRASE, Result, Window, first_start, no_violations, output, play};

/// What the desk says in its answers from now on, whatever it answers: a disk does not fill up on
/// demand, and no book is damaged for a picture.
const SAY: &str = "const said = arguments[0]; const json = Response.prototype.json; \
    Response.prototype.json = async function () { const answer = await json.call(this); \
    if (answer && answer.phase === 'open') Object.assign(answer, said); \
    if (answer && answer.code === 'WrongPassphrase') Object.assign(answer, said); \
    return answer; }";

#[test]
fn screens_around_trouble_can_be_read_by_everybody_in_both_themes() -> Result<()> {
    play("trouble", async |stage| {
        let window = stage.open().await?;
        first_start(&window).await?;
        window.resize(1024, 700).await?;
        let stick = stage.folder().join("stick");
        fs::create_dir(&stick)?;
        stage.answer_dialog(Some(&stick))?;
        window
            .ask("backup.add_place", &json!({ "name": "Stick blauw" }))
            .await?;
        window
            .ask("backup.make", &json!({ "place": "Stick blauw" }))
            .await?;
        window.ask("backup.keep", &json!({})).await?;
        for (language, theme) in [
            ("nl", "light"),
            ("nl", "dark"),
            ("en", "light"),
            ("en", "dark"),
        ] {
            let dress = Dress { language, theme };
            window.ask("book.lock", &json!({})).await?;
            dress.on(&window).await?;
            the_lock(&window, &dress).await?;
            what_is_in_reach(&window, &dress).await?;
            dress.on(&window).await?;
            a_damaged_book(&window, &dress).await?;
            dress.on(&window).await?;
            a_book_that_is_not_well(&window, &dress).await?;
            dress.on(&window).await?;
            who_sits_there(&window, &dress).await?;
        }
        stage.close(window).await
    })
}

/// A language and a theme.
struct Dress {
    language: &'static str,
    theme: &'static str,
}

impl Dress {
    /// Puts it on; the page is fresh afterwards.
    async fn on(&self, window: &Window) -> Result<()> {
        let face = json!({ "language": self.language, "theme": self.theme, "zoom": 100 });
        window.ask("face.change", &face).await?;
        window.run("location.reload()", vec![]).await?;
        window.still().await
    }

    /// What stands there can be read by everybody; keeps a picture where that is asked for.
    async fn look(&self, window: &Window, name: &str) -> Result<()> {
        window.still().await?;
        if env::var_os("WIJKBOEK_SHEET").is_some() {
            let folder = format!("sheet/1024-{}-{}", self.language, self.theme);
            let folder = output()?.join(folder);
            fs::create_dir_all(&folder)?;
            let file = folder.join(format!("moeite-{name}.png"));
            fs::write(file, window.screenshot().await?)?;
        }
        let found = no_violations(window).await;
        found.map_err(|found| format!("{name} in {}: {found}", self.theme).into())
    }
}

/// Presses a button by what it is called in Dutch or in English.
async fn press(window: &Window, names: [&str; 2]) -> Result<()> {
    let script = "const found = [...document.querySelectorAll('button')].filter((one) => \
        one.getClientRects().length > 0).find((one) => arguments[0].some((name) => \
        one.textContent.trim().startsWith(name))); if (!found) return false; found.click(); \
        return true";
    let pressed = window.run(script, vec![json!(names)]).await?;
    if pressed != json!(true) {
        return Err(format!("there is no button {names:?}: {}", window.text().await?).into());
    }
    window.still().await
}

async fn try_passphrase(window: &Window, passphrase: &str) -> Result<()> {
    let script = "const field = document.querySelector('[name=passphrase]'); \
        field.value = arguments[0]; \
        field.dispatchEvent(new Event('input', { bubbles: true })); \
        field.form.requestSubmit()";
    window.run(script, vec![json!(passphrase)]).await?;
    window.still().await
}

async fn the_lock(window: &Window, dress: &Dress) -> Result<()> {
    dress.look(window, "slot").await?;
    let script = "document.querySelector('[name=passphrase]').dispatchEvent(\
        new KeyboardEvent('keydown', { key: 'A', modifierCapsLock: true, bubbles: true }))";
    window.run(script, vec![]).await?;
    dress.look(window, "slot-hoofdletters").await?;
    let said = json!({ "details": { "field": "passphrase", "seconds": 25, "many": true } });
    window.run(SAY, vec![said]).await?;
    try_passphrase(window, "nobody says this").await?;
    dress.look(window, "slot-verkeerd").await?;
    try_passphrase(window, "nor does anybody say this").await?;
    dress.look(window, "slot-wachten").await
}

async fn what_is_in_reach(window: &Window, dress: &Dress) -> Result<()> {
    press(window, ["Stick of computer", "Stick or computer"]).await?;
    dress.look(window, "kwijt").await?;
    let script = "document.querySelector('[name=place-0]').click(); \
        document.querySelectorAll('[type=radio]')[1].click(); \
        document.querySelector('[name=place-0]').scrollIntoView()";
    window.run(script, vec![]).await?;
    dress.look(window, "kwijt-gekozen").await?;
    window
        .run("document.querySelector('ul').scrollIntoView()", vec![])
        .await?;
    dress.look(window, "kwijt-versleuteld").await?;
    press(window, ["Terug", "Back"]).await?;
    press(window, ["Een kopie terugzetten", "Put a copy back"]).await?;
    dress.look(window, "terugzetten").await?;
    press(window, ["Terugzetten", "Put back"]).await?;
    dress.look(window, "terugzetten-wachtzin").await
}

async fn a_damaged_book(window: &Window, dress: &Dress) -> Result<()> {
    let said = json!({ "code": "BookIsDamaged", "details": {} });
    window.run(SAY, vec![said]).await?;
    try_passphrase(window, "nobody says this either").await?;
    // A wrong one before makes the window wait, in its own time, before it asks the desk.
    the_heading(window, ["Dit boek is beschadigd", "This book is damaged"]).await?;
    dress.look(window, "beschadigd").await
}

/// Waits until the screen has one of these headings.
async fn the_heading(window: &Window, names: [&str; 2]) -> Result<()> {
    let names = json!(names);
    let there = format!(
        "await (async () => {{ while (!{names}.includes(\
            document.querySelector('h1')?.textContent.trim())) \
            await new Promise((done) => setTimeout(done, 100)); }})()"
    );
    window.wait_for(&there).await.map(drop)
}

async fn a_book_that_is_not_well(window: &Window, dress: &Dress) -> Result<()> {
    let said = json!({
        "read_only": "folder_not_writable",
        "little_space": { "megabytes": 40, "scarce": true },
        "notices": [
            { "kind": "clock_behind", "name": null,
              "now": "2026-11-20T10:00:00Z", "last": "2026-11-26T09:00:00Z" },
            { "kind": "foreign_log", "name": "set-aside-1", "now": null, "last": null },
        ],
    });
    window.run(SAY, vec![said]).await?;
    // After a wrong one the desk lets wait.
    take_a_breath(window).await?;
    try_passphrase(window, PASSPHRASE).await?;
    let there = "await (async () => { while (!document.querySelector('.banner')) \
        await new Promise((done) => setTimeout(done, 100)); })()";
    window.wait_for(there).await?;
    dress.look(window, "stand").await
}

/// Waits until the desk takes a passphrase again.
async fn take_a_breath(window: &Window) -> Result<()> {
    let wait = window.wait_for("await new Promise((done) => setTimeout(done, 3000))");
    wait.await.map(drop)
}

async fn who_sits_there(window: &Window, dress: &Dress) -> Result<()> {
    press(window, ["Anja Bos", "Anja Bos"]).await?;
    dress.look(window, "persoon").await?;
    press(window, ["Kies een pincode", "Choose a PIN"]).await?;
    dress.look(window, "pincode").await
}
