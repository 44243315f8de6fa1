//! Members: an old list comes in, somebody is found and changed, organisations join.

use std::path::PathBuf;

use wijkboek_e2e::{Result, Stage, Window, house, no_violations};

use crate::{room, undo};

/// Takes the old list over and decides about every row that waits.
pub async fn import(stage: &Stage, window: &Window) -> Result<()> {
    room(window, "Mensen", "Mensen").await?;
    no_violations(window).await?;
    window.click("link", "Lijst binnenhalen").await?;
    window.find("heading", "Lijst binnenhalen").await?;
    // Somebody chooses another file first, by mistake.
    stage.answer_dialog(Some(&house().join("icons/icon.png")))?;
    window.click("button", "Kies een bestand").await?;
    window.read("Dit is geen CSV-bestand").await?;
    no_violations(window).await?;

    stage.answer_dialog(Some(&old_list()))?;
    window.click("button", "Kies een bestand").await?;
    window.find("button", "Neem 383 leden over").await?;
    window
        .read("burgerservicenummer. De cijfers zijn weggehaald.")
        .await?;
    no_violations(window).await?;
    window.click("button", "Zet de letters terug").await?;
    window.click("button", "Neem 408 leden over").await?;
    window.find("heading", "Regels die wachten").await?;
    window.read("8 regels wachten op een beslissing").await?;
    no_violations(window).await?;

    // The one with the citizen service number: nothing of it is left, and it can be taken.
    decide(window, "Regel 19 van", "Neem over als lid").await?;
    undo(window, "El Amrani, Mehmet is overgenomen.").await?;
    window.click("link", "El Amrani, Mehmet").await?;
    decide(window, "Regel 19 van", "Neem over als lid").await?;
    // The postcode that does not exist: refused until it is mended.
    decide(window, "Regel 25 van", "Neem over als lid").await?;
    window
        .read("is geen postcode. Typ er een als 1234 AB.")
        .await?;
    window.fill("textbox", "Postcode", "1234 AB").await?;
    decide(window, "Regel 25 van", "Neem over als lid").await?;
    window.read("Regel 33 van").await?;
    window.fill("textbox", "Lid sinds", "30-4-2011").await?;
    decide(window, "Regel 33 van", "Neem over als lid").await?;
    decide(window, "Regel 49 van", "Neem over als lid").await?;
    decide(window, "Regel 414 van", "Voeg samen met lid").await?;
    for line in ["Regel 415 van", "Regel 416 van"] {
        decide(window, line, "Sla over").await?;
    }
    decide(window, "Regel 417 van", "Voeg samen met lid").await?;
    window.read("Er wacht niets meer").await?;
    no_violations(window).await
}

async fn decide(window: &Window, line: &str, decision: &str) -> Result<()> {
    window.read(line).await?;
    window.click("button", decision).await
}

fn old_list() -> PathBuf {
    house().join("tests/fixtures/data/leden-oude-lijst.csv")
}

/// Finds a member by a part of the name and gives her a telephone; a slip is taken back.
pub async fn find_and_edit(window: &Window) -> Result<()> {
    room(window, "Mensen", "Mensen").await?;
    window
        .fill("searchbox", "Zoek in deze lijst", "bep ter")
        .await?;
    window.click("link", "Braak, Bep ter").await?;
    window.find("heading", "Bep ter Braak").await?;
    no_violations(window).await?;
    telephone(window, "06 99999999").await?;
    undo(window, "De gegevens van Bep ter Braak zijn opgeslagen.").await?;
    telephone(window, "geen idee").await?;
    window.read("is geen telefoonnummer").await?;
    no_violations(window).await?;
    let form = window.inside("dialog", "Bep ter Braak wijzigen");
    form.fill("textbox", "Telefoon", "06 12345678").await?;
    form.click("button", "Opslaan").await?;
    window.gone("dialog", "Bep ter Braak wijzigen").await?;
    window.read("06 12345678").await
}

async fn telephone(window: &Window, number: &str) -> Result<()> {
    window.click("button", "Wijzig").await?;
    let form = window.inside("dialog", "Bep ter Braak wijzigen");
    form.fill("textbox", "Telefoon", number).await?;
    form.click("button", "Opslaan").await
}

/// The house itself and a hairdresser: one will issue, one will redeem.
pub async fn add_organisations(window: &Window) -> Result<()> {
    for name in ["Buurthuis De Nieuwe Jutter", "Kapper Yılmaz"] {
        room(window, "Mensen", "Mensen").await?;
        window.click("link", "Lid toevoegen").await?;
        window.find("heading", "Lid toevoegen").await?;
        window.click("button", "Lid toevoegen").await?;
        window.read("Vul een naam in.").await?;
        no_violations(window).await?;
        window.click("radio", "Een organisatie").await?;
        window
            .fill("textbox", "Naam van de organisatie", name)
            .await?;
        window.click("button", "Lid toevoegen").await?;
        window.find("heading", name).await?;
    }
    Ok(())
}
