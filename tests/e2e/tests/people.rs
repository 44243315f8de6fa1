//! The desk changes hands: somebody is let in, comes, may not do everything, and leaves.

use serde_json::json;
use wijkboek_e2e::{
    Hand, Key, PASSPHRASE, Result, Stage, Window, first_start, no_violations, play, take_down_code,
    unlock,
};

const WORKER: &str = "tas fiets molen regen";

#[test]
fn the_desk_changes_hands_with_the_pointer() -> Result<()> {
    play("people", async |stage| story(stage, Hand::Pointer).await)
}

#[test]
fn the_desk_changes_hands_by_keyboard_alone() -> Result<()> {
    play("people by keys", async |stage| {
        story(stage, Hand::Keys).await
    })
}

async fn story(stage: &Stage, hand: Hand) -> Result<()> {
    let window = stage.open().await?.by(hand);
    let code = first_start(&window).await?;
    settings(&window).await?;
    window.click("tab", "Balie").await?;
    proves(&window, &code).await?;
    let_in(&window).await?;
    comes(&window, WORKER).await?;
    // She does the daily work and no more: neither the desk's people nor a list to bring in.
    let refused = window.ask("files.choose", &json!({})).await?;
    assert_eq!(refused, json!({ "rejected": "RoleTooSmall" }));
    settings(&window).await?;
    window.gone("tab", "Balie").await?;
    keeps_what_was_typed(&window).await?;
    stage.close(window).await?;

    stage.lock_after(Some(6))?;
    let window = stage.open().await?.by(hand);
    window.fill("textbox", "Wachtzin", WORKER).await?;
    window.click("button", "Open het boek").await?;
    window.find("link", "Vandaag").await?;
    window.read("Straks gaat het boek op slot").await?;
    window.find("button", "Open het boek").await?;
    stage.lock_after(None)?;
    unlock(&window).await?;
    send_away(&window).await?;
    window.press(&[Key::Control.into(), 'l']).await?;
    window.fill("textbox", "Wachtzin", WORKER).await?;
    window.click("button", "Open het boek").await?;
    window.read("Deze wachtzin past niet").await?;
    unlock(&window).await?;
    stage.close(window).await
}

async fn settings(window: &Window) -> Result<()> {
    window
        .inside("navigation", "Onderdelen")
        .click("link", "Instellingen")
        .await?;
    window.find("heading", "Instellingen").await.map(drop)
}

/// The paper in the safe is typed over: with a slip, and right.
async fn proves(window: &Window, code: &str) -> Result<()> {
    window.click("button", "Controleer de code").await?;
    let form = window.inside("dialog", "Controleer de code");
    no_violations(window).await?;
    for (typed, told) in [
        ("ABCD", "Groep 1 van de 8 klopt niet"),
        (code, "De code klopt"),
    ] {
        form.fill("textbox", "Herstelcode", typed).await?;
        form.click("button", "Controleer de code").await?;
        window.read(told).await?;
    }
    Ok(())
}

async fn let_in(window: &Window) -> Result<()> {
    window.find("heading", "Mensen aan de balie").await?;
    no_violations(window).await?;
    window.click("button", "Iemand toelaten").await?;
    let form = window.inside("dialog", "Iemand toelaten");
    form.fill("textbox", "Naam aan de balie", "Fatima").await?;
    form.click("button", "Stel een wachtzin voor").await?;
    window.read("Vijf woorden, elk geloot uit 1.024").await?;
    no_violations(window).await?;
    for field in ["Kies een wachtzin", "De wachtzin nog een keer"] {
        form.fill("textbox", field, WORKER).await?;
    }
    form.click("button", "Laat toe").await?;
    window.read("Fatima kan nu aan de balie.").await
}

/// Somebody else comes: the book goes on the lock and opens with their passphrase.
async fn comes(window: &Window, passphrase: &str) -> Result<()> {
    window.click("button", "Anja Bos").await?;
    window.find("dialog", "Wie zit er aan de balie?").await?;
    no_violations(window).await?;
    window
        .inside("dialog", "Wie zit er aan de balie?")
        .click("button", "Op slot")
        .await?;
    window.fill("textbox", "Wachtzin", passphrase).await?;
    no_violations(window).await?;
    window.click("button", "Open het boek").await?;
    window.find("button", "Fatima").await.map(drop)
}

/// A half-filled form is there again for the same person; another begins at Vandaag, and finds it
/// empty.
async fn keeps_what_was_typed(window: &Window) -> Result<()> {
    to_new_member(window).await?;
    window.fill("textbox", "Achternaam", "Halverwege").await?;
    for (passphrase, kept) in [(WORKER, true), (PASSPHRASE, false)] {
        window.press(&[Key::Control.into(), 'l']).await?;
        window.read("Waar je mee bezig was, staat er nog.").await?;
        window.fill("textbox", "Wachtzin", passphrase).await?;
        window.click("button", "Open het boek").await?;
        if kept {
            window.find("heading", "Lid toevoegen").await?;
        } else {
            window.find("heading", "Vraagt aandacht").await?;
            to_new_member(window).await?;
        }
        let field = window.find("textbox", "Achternaam").await?;
        let typed = field.prop("value").await?.unwrap_or_default();
        assert_eq!(typed == "Halverwege", kept, "{typed}");
    }
    Ok(())
}

async fn to_new_member(window: &Window) -> Result<()> {
    let navigation = window.inside("navigation", "Onderdelen");
    navigation.click("link", "Mensen").await?;
    window.click("link", "Lid toevoegen").await?;
    window.find("heading", "Lid toevoegen").await.map(drop)
}

async fn send_away(window: &Window) -> Result<()> {
    settings(window).await?;
    window.click("tab", "Balie").await?;
    window.click("button", "Wijzig Fatima").await?;
    window
        .inside("dialog", "Fatima")
        .click("button", "Haal weg van de balie")
        .await?;
    window
        .read("Kopieën van vóór vandaag gaan nog open")
        .await?;
    no_violations(window).await?;
    window
        .inside("dialog", "Fatima weghalen van de balie?")
        .click("button", "Haal weg")
        .await?;
    take_down_code(window).await?;
    no_violations(window).await?;
    window.click("button", "De code is bewaard").await?;
    window.read("weg sinds").await
}
