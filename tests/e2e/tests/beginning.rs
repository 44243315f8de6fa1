//! The way to the book and back to it: first start, lock, unlock, recovery, the practice book.

use serde_json::json;
use wijkboek_e2e::{PASSPHRASE, Result, first_start, no_violations, play, take_down_code};

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
        stage.close(window).await?;

        let window = stage.open().await?;
        window.click("button", "Wachtzin vergeten").await?;
        no_violations(&window).await?;
        window.fill("textbox", "Herstelcode", &code).await?;
        for field in ["Kies een wachtzin", "De wachtzin nog een keer"] {
            window.fill("textbox", field, "een heel andere zin").await?;
        }
        window.click("button", "Bewaar en open het boek").await?;
        assert_ne!(take_down_code(&window).await?, code);
        window.click("button", "Ga naar het boek").await?;
        window.find("link", "Vandaag").await?;
        stage.close(window).await
    })
}
