//! The way to the book and back to it: first start, lock, unlock, recovery, the practice book.

use serde_json::json;
use wijkboek_e2e::{Result, Window, play};

const PASSPHRASE: &str = "kip huis boot laan";

/// Goes through the three steps of a first start and answers the recovery code.
async fn first_start(window: &Window) -> Result<String> {
    window
        .fill("textbox", "Hoe heet jullie centrum?", "De Nieuwe Jutter")
        .await?;
    window.fill("textbox", "Plaats", "Utrecht").await?;
    window.click("button", "Volgende").await?;
    window.fill("textbox", "Je naam", "Anja Bos").await?;
    window
        .fill("textbox", "Kies een wachtzin", PASSPHRASE)
        .await?;
    window
        .fill("textbox", "De wachtzin nog een keer", PASSPHRASE)
        .await?;
    window.click("button", "Maak het boek").await?;
    window.find("heading", "Schrijf deze code op").await?;
    let groups = window
        .run(
            "return document.body.innerText.match(/[0-9A-Z]{4}/g).join('-').slice(0, 39)",
            vec![],
        )
        .await?;
    let code = groups.as_str().unwrap_or_default().to_owned();
    assert_eq!(code.len(), 39, "{code}");
    window
        .fill(
            "textbox",
            "Typ de laatste groep over van het papier",
            &code[35..],
        )
        .await?;
    window.click("button", "Ga naar het boek").await?;
    window.find("link", "Vandaag").await?;
    Ok(code)
}

async fn no_violations(window: &Window) -> Result<()> {
    assert_eq!(window.violations().await?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_first_start_leads_to_a_book_that_opens_again() -> Result<()> {
    play("beginning", async |stage| {
        let window = stage.open().await?;
        window.find("heading", "Welkom bij Wijkboek").await?;
        no_violations(&window).await?;
        // Nothing typed: the step says what it needs and stays.
        window.click("button", "Volgende").await?;
        window.read("Vul de naam van het centrum in.").await?;
        let code = first_start(&window).await?;
        no_violations(&window).await?;
        stage.close(window).await?;

        let window = stage.open().await?;
        window
            .fill("textbox", "Wachtzin", "een heel andere zin")
            .await?;
        no_violations(&window).await?;
        window.click("button", "Open het boek").await?;
        window.read("Deze wachtzin past niet").await?;
        window.fill("textbox", "Wachtzin", PASSPHRASE).await?;
        window.click("button", "Open het boek").await?;
        window.find("link", "Vandaag").await?;
        let state = window.ask("book.state", &json!({})).await?;
        assert_eq!(state["person"]["name"], "Anja Bos");
        assert!(!code.is_empty());
        stage.close(window).await
    })
}
