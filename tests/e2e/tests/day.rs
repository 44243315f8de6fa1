//! A day at the desk, in the real window, from an empty machine to a snapshot in the
//! municipality's hands. It is played twice: with the pointer, and with the keyboard alone.
//!
//! The book is begun on a day in July, so that a quarter of it is over by now.

#[path = "day/agreement.rs"]
mod agreement;
#[path = "day/credits.rs"]
mod credits;
#[path = "day/papers.rs"]
mod papers;
#[path = "day/people.rs"]
mod people;

use wijkboek_e2e::{Hand, Key, Result, Stage, Window, first_start, no_violations, play, unlock};

const BEGINNING: &str = "2026-07-10T10:00:00Z";

#[test]
fn a_day_at_the_desk_with_the_pointer() -> Result<()> {
    play("day", async |stage| day(stage, Hand::Pointer).await)
}

#[test]
fn a_day_at_the_desk_by_keyboard_alone() -> Result<()> {
    play("day by keys", async |stage| day(stage, Hand::Keys).await)
}

async fn day(stage: &Stage, hand: Hand) -> Result<()> {
    stage.stop_clock(Some(BEGINNING))?;
    let window = stage.open().await?.by(hand);
    window.find("heading", "Welkom bij Wijkboek").await?;
    first_start(&window).await?;
    no_violations(&window).await?;
    stage.close(window).await?;
    stage.stop_clock(None)?;

    let window = stage.open().await?.by(hand);
    unlock(&window).await?;
    people::import(stage, &window).await?;
    people::find_and_edit(&window).await?;
    people::add_organisations(&window).await?;
    papers::issue_certificate(stage, &window).await?;
    credits::earn_spend_reverse(&window).await?;
    agreement::make_talk_review(&window).await?;
    papers::write_snapshot(stage, &window).await?;
    stage.close(window).await?;

    let window = stage.open().await?.by(hand);
    window
        .fill("textbox", "Wachtzin", "een heel andere zin")
        .await?;
    window.click("button", "Open het boek").await?;
    window.read("Deze wachtzin past niet").await?;
    unlock(&window).await?;
    everything_is_still_there(&window).await?;
    stage.close(window).await
}

/// Goes to a room by the rail.
async fn room(window: &Window, name: &str, heading: &str) -> Result<()> {
    window
        .inside("navigation", "Onderdelen")
        .click("link", name)
        .await?;
    window.find("heading", heading).await.map(drop)
}

/// When this act is said to be done, takes it back with the keys for it.
async fn undo(window: &Window, said: &str) -> Result<()> {
    window.read(said).await?;
    window.press(&[Key::Control.into(), 'z']).await?;
    window.read("Ongedaan gemaakt.").await
}

async fn everything_is_still_there(window: &Window) -> Result<()> {
    room(window, "Mensen", "Mensen").await?;
    window
        .fill("searchbox", "Zoek in deze lijst", "bep ter")
        .await?;
    window.click("link", "Braak, Bep ter").await?;
    window.read("06 12345678").await?;
    room(window, "Certificaten", "Certificaten").await?;
    window.click("link", "Braak, Bep ter").await?;
    window.find("button", "Noteer als overhandigd").await?;
    room(window, "Makkies", "Makkies").await?;
    window.read("teruggedraaid").await?;
    room(window, "Afspraken", "Afspraken").await?;
    window.click("link", "Tijdelijk gebruik Badhuis").await?;
    window.read("De ketel wordt nagekeken").await?;
    room(window, "Momentopname", "Momentopname").await?;
    window.find("button", "Bewaar nog een keer").await?;
    window.read("Nummer 1 · kwartaal 3 van 2026").await
}
