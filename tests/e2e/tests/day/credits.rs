//! Time credits: partners open their accounts, hours are booked, spent, and taken back.

use wijkboek_e2e::{Result, Window, no_violations};

use crate::room;

/// Books an hour and a half for Bep, refuses what she has not got, spends a part, reverses it.
pub async fn earn_spend_reverse(window: &Window) -> Result<()> {
    room(window, "Makkies", "Makkies").await?;
    no_violations(window).await?;
    window.click("link", "Uren boeken").await?;
    window.find("heading", "Uren boeken").await?;
    no_violations(window).await?;
    open_account(window, "buurthuis", "Buurthuis De Nieuwe Jutter").await?;
    window.click("button", "Boek de uren").await?;
    window.read("Vul in hoeveel het is.").await?;
    window
        .pick("Wie gaf de uren?", "bep ter", "Bep ter Braak")
        .await?;
    window.fill("textbox", "Hoe lang", "25 uur").await?;
    window.click("button", "Boek de uren").await?;
    window.read("Een dag heeft niet meer dan 24 uur.").await?;
    window.fill("textbox", "Hoe lang", "1,5").await?;
    window.fill("textbox", "Waarvoor", "soep gekookt").await?;
    no_violations(window).await?;
    window.click("button", "Boek de uren").await?;
    window
        .read("1,5 makkies geboekt voor Bep ter Braak.")
        .await?;

    room(window, "Makkies", "Makkies").await?;
    window.click("link", "Besteden").await?;
    window.find("heading", "Besteden").await?;
    open_account(window, "kapper", "Kapper Yılmaz").await?;
    window
        .pick("Wie besteedt?", "bep ter", "Bep ter Braak")
        .await?;
    window.fill("textbox", "Hoeveel", "2").await?;
    window.click("button", "Besteed").await?;
    window
        .read("Het tegoed is 1,5 makkies. Daar kan 2 makkies niet af")
        .await?;
    no_violations(window).await?;
    window.fill("textbox", "Hoeveel", "1").await?;
    window.click("button", "Besteed").await?;
    window
        .read("Bep ter Braak besteedde 1 makkie bij Kapper Yılmaz.")
        .await?;

    room(window, "Makkies", "Makkies").await?;
    window.click("button", "Draai terug boeking 2").await?;
    let dialog = window.inside("dialog", "Boeking 2 terugdraaien?");
    no_violations(window).await?;
    dialog.fill("textbox", "Waarom", "verkeerde klant").await?;
    dialog.click("button", "Draai terug").await?;
    window.read("Teruggedraaid met boeking 3").await?;
    no_violations(window).await?;
    window.click("tab", "Rekeningen").await?;
    window.click("link", "Braak, Bep ter").await?;
    window.read("Besteed bij Kapper Yılmaz").await?;
    no_violations(window).await
}

/// The first partner of a kind is added from the screen that misses it.
async fn open_account(window: &Window, text: &str, name: &str) -> Result<()> {
    window.click("button", "Rekening openen").await?;
    let dialog = window.inside("dialog", "Rekening openen");
    dialog.pick("Welke organisatie?", text, name).await?;
    dialog.click("button", "Open de rekening").await?;
    window.gone("dialog", "Rekening openen").await?;
    window.read("is open.").await
}
