//! A copy is made, something is booked, and the copy is put back: what goes is shown beforehand,
//! and the book of before is kept.

use serde_json::json;
use wijkboek_e2e::{Result, Window, first_start, no_violations, play, unlock};

#[test]
fn a_copy_is_put_back_after_showing_what_is_lost() -> Result<()> {
    play("copies", async |stage| {
        let window = stage.open().await?;
        first_start(&window).await?;
        admit(&window, "Riet").await?;
        copies(&window).await?;
        window.click("button", "Maak er nu een").await?;
        window
            .read("Er staat een nieuwe kopie op deze computer")
            .await?;
        no_violations(&window).await?;
        admit(&window, "Bram").await?;

        // A stick with a name, and a copy on it.
        let stick = stage.folder().join("stick");
        std::fs::create_dir(&stick)?;
        window.click("button", "Geef een naam").await?;
        no_violations(&window).await?;
        window
            .fill("textbox", "Naam van de stick", "Stick blauw")
            .await?;
        stage.answer_dialog(Some(&stick))?;
        window.click("button", "Kies de stick").await?;
        window
            .read("Er staat nog geen kopie van dit boek op")
            .await?;
        window.click("button", "Maak kopie").await?;
        window.read("Kies eerst ‘Veilig verwijderen’").await?;
        let on_stick = std::fs::read_dir(&stick)?.next().ok_or("nothing on it")??;

        // The copy of before Bram, tried and then put back.
        window.click("button", "Terugzetten").await?;
        window
            .read("1 handeling na deze kopie gaat verloren")
            .await?;
        window.read("Lid toegevoegd").await?;
        no_violations(&window).await?;
        window.click("button", "Probeer alleen").await?;
        window.read("terugzetten getest").await?;
        window.click("button", "Terugzetten").await?;
        put_back(&window).await?;
        unlock(&window).await?;
        assert_eq!(members(&window).await?, 1);

        // The book that was put aside for it is looked into, and left again.
        copies(&window).await?;
        window.click("button", "Open").await?;
        unlock(&window).await?;
        window.read("Dit is een bewaard boek").await?;
        assert_eq!(members(&window).await?, 2);
        no_violations(&window).await?;
        window.picture("copies kept book").await?;
        window.click("button", "Naar het boek van nu").await?;
        unlock(&window).await?;
        assert_eq!(members(&window).await?, 1);

        // And the one from the stick again, in which Bram is.
        copies(&window).await?;
        stage.answer_dialog(Some(&on_stick.path()))?;
        window.click("button", "Kies een kopie").await?;
        window.read("Er gaat niets verloren").await?;
        put_back(&window).await?;
        unlock(&window).await?;
        assert_eq!(members(&window).await?, 2);

        // Whoever answers for the book sees what was done in it, and by whom.
        window.click("link", "Instellingen").await?;
        window.click("tab", "Boek").await?;
        window.click("button", "Toon de handelingen").await?;
        window.read("Lid toegevoegd").await?;
        no_violations(&window).await?;
        window.picture("book acts").await?;
        stage.close(window).await
    })
}

/// Puts the copy back; where the former book went stays in sight until somebody goes on.
async fn put_back(window: &Window) -> Result<()> {
    window.click("button", "Zet terug").await?;
    window.read("Het boek van ervoor heet nu").await?;
    window
        .read("gelden de wachtzinnen van de dag van de kopie")
        .await?;
    no_violations(window).await?;
    window.click("button", "Ga verder").await
}

async fn copies(window: &Window) -> Result<()> {
    window.click("link", "Instellingen").await?;
    window.click("tab", "Kopieën").await?;
    let there = window.find("heading", "Kopieën op deze computer");
    there.await.map(drop)
}

async fn admit(window: &Window, name: &str) -> Result<()> {
    let fields = json!({ "given_name": name, "family_name": "Berg" });
    let question = json!({ "kind": "person", "fields": fields, "membership": "active" });
    let admitted = window.ask("members.admit", &question).await?;
    let number = admitted.get("number").ok_or_else(|| admitted.to_string());
    Ok(number.map(drop)?)
}

async fn members(window: &Window) -> Result<u64> {
    let list = window.ask("members.list", &json!({})).await?;
    let total = list.get("total").and_then(serde_json::Value::as_u64);
    total.ok_or_else(|| list.to_string().into())
}
