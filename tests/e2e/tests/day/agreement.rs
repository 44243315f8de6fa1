//! An agreement: made with its end thought of, kept alive by talking, its scenarios reviewed.

use wijkboek_e2e::{Result, Window, no_violations};

use crate::room;

/// Makes an agreement with two scenarios, notes a conversation, and reviews both scenarios.
pub async fn make_talk_review(window: &Window) -> Result<()> {
    room(window, "Afspraken", "Afspraken").await?;
    no_violations(window).await?;
    window.click("link", "Nieuwe afspraak").await?;
    window.find("heading", "Nieuwe afspraak").await?;
    window.click("button", "Maak de afspraak").await?;
    window
        .read("Geef dit een naam waaraan iedereen het herkent.")
        .await?;
    no_violations(window).await?;
    make(window).await?;
    window.find("heading", "Tijdelijk gebruik Badhuis").await?;
    no_violations(window).await?;

    window.click("button", "Noteer gesprek").await?;
    let dialog = window.inside("dialog", "Noteer gesprek");
    let said = "Wat is er gezegd?";
    dialog
        .fill("textbox", said, "De ketel wordt nagekeken")
        .await?;
    no_violations(window).await?;
    dialog.click("button", "Opslaan").await?;
    window.gone("dialog", "Noteer gesprek").await?;
    window.read("De ketel wordt nagekeken").await?;
    review(window).await
}

async fn make(window: &Window) -> Result<()> {
    window
        .fill(
            "textbox",
            "Naam van de afspraak",
            "Tijdelijk gebruik Badhuis",
        )
        .await?;
    window.choose("Soort organisatie", "Gemeente").await?;
    window
        .fill("textbox", "Naam van de organisatie", "Gemeente Utrecht")
        .await?;
    window
        .fill("textbox", "Contactpersoon", "mw. Visser")
        .await?;
    window
        .choose("Welke pet heeft deze persoon meestal op?", "contractpartij")
        .await?;
    window.fill("textbox", "Begint op", "1-7-2026").await?;
    window.fill("textbox", "Loopt tot", "1-7-2028").await?;
    let leaving = window.inside("region", "Oplevering");
    let title = "Naam van het scenario";
    leaving.fill("textbox", title, "Leeg opleveren").await?;
    let staying = window.inside("region", "Voortzetting");
    staying.fill("textbox", title, "Andere plek").await?;
    window.click("button", "Maak de afspraak").await
}

/// A review is not closed before every scenario was looked at.
async fn review(window: &Window) -> Result<()> {
    window.click("link", "Start bespreking").await?;
    no_violations(window).await?;
    window.click("button", "Start bespreking").await?;
    window.read("0 van 2 bekeken").await?;
    window.click("link", "Afsluiten").await?;
    window
        .read("Nog niet bekeken: Leeg opleveren en Andere plek.")
        .await?;
    no_violations(window).await?;
    window.click("button", "Naar het volgende scenario").await?;
    window
        .click("button", "Bewaar en naar het volgende")
        .await?;
    window.read("Kies hoe het ervoor staat.").await?;
    window.click("radio", "klopt nog").await?;
    no_violations(window).await?;
    window
        .click("button", "Bewaar en naar het volgende")
        .await?;
    window.read("1 van 2 bekeken").await?;
    window.click("radio", "veranderd").await?;
    window
        .fill("textbox", "Waarom?", "De school is verkocht")
        .await?;
    window.click("button", "Bewaar en rond af").await?;
    window.read("Alle scenario’s zijn bekeken.").await?;
    no_violations(window).await?;
    window
        .fill("textbox", "Wat kwam eruit?", "Wij zoeken een nieuwe plek")
        .await?;
    window.click("button", "Sluit de bespreking").await?;
    window.read("De bespreking is afgesloten.").await?;
    window.find("heading", "Tijdelijk gebruik Badhuis").await?;
    no_violations(window).await
}
