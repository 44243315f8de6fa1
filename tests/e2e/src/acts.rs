//! What many stories begin with or come back to.

use crate::{Result, Window};

/// The passphrase of every book in these stories.
pub const PASSPHRASE: &str = "kip huis boot laan";

/// Goes through the four steps of a first start and answers the recovery code.
///
/// # Errors
/// When a step cannot be taken, or no code is shown.
pub async fn first_start(window: &Window) -> Result<String> {
    let centre = ("textbox", "Hoe heet jullie centrum?");
    window.fill(centre.0, centre.1, "De Nieuwe Jutter").await?;
    window.fill("textbox", "Plaats", "Utrecht").await?;
    window.click("button", "Volgende").await?;
    window.fill("textbox", "Je naam", "Anja Bos").await?;
    for field in ["Kies een wachtzin", "De wachtzin nog een keer"] {
        window.fill("textbox", field, PASSPHRASE).await?;
    }
    window.click("button", "Maak het boek").await?;
    let code = take_down_code(window).await?;
    window.click("button", "Volgende").await?;
    window.find("heading", "Hoe veilig is de computer?").await?;
    window.click("button", "Later").await?;
    window.find("link", "Vandaag").await?;
    Ok(code)
}

/// Reads the recovery code that is shown and types its last group as proof of that.
///
/// # Errors
/// When no code is shown.
pub async fn take_down_code(window: &Window) -> Result<String> {
    window.find("heading", "Schrijf deze code op").await?;
    let text = window.text().await?;
    let groups: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.len() == 4 && word.bytes().all(|sign| sign.is_ascii_alphanumeric()))
        .filter(|word| *word == word.to_uppercase())
        .collect();
    let [.., last] = groups.as_slice() else {
        return Err(format!("no recovery code is shown: {text}").into());
    };
    let typed = "Typ de laatste groep over van het papier";
    window.fill("textbox", typed, last).await?;
    Ok(groups.join("-"))
}

/// Opens the book that lies there locked.
///
/// # Errors
/// When it stays locked.
pub async fn unlock(window: &Window) -> Result<()> {
    window.fill("textbox", "Wachtzin", PASSPHRASE).await?;
    window.click("button", "Open het boek").await?;
    window.find("link", "Vandaag").await.map(drop)
}

/// Refuses a screen in which axe finds something.
///
/// # Errors
/// What it found.
pub async fn no_violations(window: &Window) -> Result<()> {
    let found = window.violations().await?;
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("axe finds: {}", found.join("\n")).into())
}
