//! What leaves the house: a certificate as a PDF, and a snapshot as a file without people.

use std::fs;

use serde_json::Value;
use wijkboek_e2e::{Result, Stage, Window, no_violations};

use crate::room;

/// Says who signs, issues a certificate, signs it and keeps its paper.
pub async fn issue_certificate(stage: &Stage, window: &Window) -> Result<()> {
    room(window, "Certificaten", "Certificaten").await?;
    no_violations(window).await?;
    window.click("link", "Wie ondertekent").await?;
    window.click("button", "Ondertekenaar toevoegen").await?;
    window.fill("textbox", "Naam 1", "Anja Bos").await?;
    window.fill("textbox", "Functie 1", "voorzitter").await?;
    window.click("button", "Opslaan").await?;
    window
        .read("De gegevens van het centrum zijn opgeslagen.")
        .await?;
    no_violations(window).await?;

    room(window, "Certificaten", "Certificaten").await?;
    window.click("link", "Geef certificaat uit").await?;
    window.find("heading", "Certificaat uitgeven").await?;
    window.click("button", "Geef uit").await?;
    window
        .read("Kies eerst voor wie het certificaat is.")
        .await?;
    window.pick("Lid", "bep ter", "Bep ter Braak").await?;
    window.find("img", "Certificaat van steun").await?;
    no_violations(window).await?;
    window.click("button", "Geef uit").await?;
    window.find("heading", "Bep ter Braak").await?;
    window.click("button", "Noteer als getekend").await?;
    window
        .inside("dialog", "")
        .click("button", "Noteer als getekend")
        .await?;
    window.gone("dialog", "").await?;
    window.find("button", "Noteer als overhandigd").await?;
    no_violations(window).await?;

    let paper = stage.folder().join("certificaat.pdf");
    stage.answer_dialog(Some(&paper))?;
    window.click("button", "Bewaar als PDF").await?;
    window.read("Bewaard als certificaat.pdf.").await?;
    window.click("button", "Toon het bestand").await?;
    let bytes = fs::read(&paper)?;
    assert!(bytes.starts_with(b"%PDF-"), "{} bytes", bytes.len());
    // Once more to the same place: nothing is ever written over.
    stage.answer_dialog(Some(&paper))?;
    window.click("button", "Bewaar als PDF").await?;
    window.read("Er is al een bestand met deze naam.").await?;
    assert_eq!(fs::read(&paper)?, bytes);
    assert_eq!(stage.shown(), [paper]);
    Ok(())
}

/// Looks at what would leave, fixes the quarter, and finds in the file what was on the screen.
pub async fn write_snapshot(stage: &Stage, window: &Window) -> Result<()> {
    room(window, "Momentopname", "Momentopname").await?;
    window
        .choose("Kwartaal", "Kwartaal 3 van 2026, nog niet gemaakt")
        .await?;
    window.read("Actief draagvlak").await?;
    no_violations(window).await?;
    window.click("button", "Bekijk het bestand").await?;
    let script = "return document.querySelector('dialog pre').textContent";
    let shown = window.run(script, vec![]).await?;
    no_violations(window).await?;
    window
        .inside("dialog", "")
        .click("button", "Sluiten")
        .await?;

    let file = stage.folder().join("jutter-2026q3.json");
    stage.answer_dialog(Some(&file))?;
    window.click("button", "Bewaar als bestand").await?;
    window.click("button", "Leg vast en bewaar").await?;
    window.read("Bewaard als jutter-2026q3.json.").await?;
    let text = fs::read_to_string(&file)?;
    assert_eq!(Some(text.as_str()), shown.as_str());
    let snapshot: Value = serde_json::from_str(&text)?;
    let told = |place: &str| snapshot.pointer(place).cloned().unwrap_or_default();
    assert_eq!(told("/period/quarter"), "2026Q3");
    assert!(told("/tables/members/passive").as_u64() > Some(100));
    for person in ["Braak", "Bep", "Yılmaz", "06 1"] {
        assert!(!text.contains(person), "{person} stands in the snapshot");
    }
    window.find("button", "Bewaar nog een keer").await?;
    no_violations(window).await
}
