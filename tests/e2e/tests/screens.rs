//! Every screen of the practice book, looked at with axe in both themes, and photographed.
//!
//! `WIJKBOEK_WRITE=1` writes the README's pictures anew; `WIJKBOEK_SHEET=1` keeps a picture of each
//! screen in both themes, both languages and two sizes under `out/`, for a contact sheet.

use std::env;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use wijkboek_e2e::{Error, Key, Result, Stage, Window, house, no_violations, output, play};

/// The size of a small old screen, and of a large one.
const SIZES: [(u32, u32); 2] = [(1024, 700), (1600, 1000)];
/// What the README shows.
const README: [&str; 6] = [
    "vandaag",
    "mensen",
    "certificaat",
    "makkies",
    "afspraak",
    "momentopname",
];
/// A list with something of everything: a row without doubt, lost letters, nonsense, a formula.
const LIST: &str = "Naam;Adres;Postcode;Telefoon;Lid sinds;Soort;Opmerking\n\
    Jan Prins;Achterweg 9;3511 AB;06 12345678;1-3-2019;actief;\n\
    Fatma Y?lmaz;Schoolstraat 44;3512 BC;;2-4-2020;vriend;\n\
    Piet Boer;Molenweg 71;12 AB;;31-4-2019;donateur;=1+1\n";

/// A screen: its name in a picture, its address, and what opens on it.
struct Screen {
    name: &'static str,
    path: String,
    then: Then,
}

/// What somebody does on a screen once it is there.
enum Then {
    Nothing,
    /// Presses a button, as it is called in Dutch and in English.
    Press([&'static str; 2]),
    /// Presses keys together.
    Keys(Vec<char>),
    /// Chooses the list.
    List(PathBuf),
}

#[test]
fn every_screen_can_be_read_by_everybody_in_both_themes() -> Result<()> {
    play("screens", async |stage| {
        let window = stage.open().await?;
        for theme in ["dark", "light"] {
            wear(&window, "nl", theme).await?;
            window.find("heading", "Welkom bij Wijkboek").await?;
            no_violations(&window).await?;
        }
        let practice = "Eerst rondkijken in het oefenboek";
        window.click("button", practice).await?;
        window.find("heading", "Vraagt aandacht").await?;
        let screens = screens(stage, &window).await?;
        window.resize(SIZES[0].0, SIZES[0].1).await?;
        for theme in ["light", "dark"] {
            wear(&window, "nl", theme).await?;
            for screen in &screens {
                open(stage, &window, screen).await?;
                no_violations(&window)
                    .await
                    .map_err(|found| format!("{} in {theme}: {found}", screen.name))?;
            }
        }
        if env::var_os("WIJKBOEK_WRITE").is_some() {
            readme(stage, &window, &screens).await?;
        }
        if env::var_os("WIJKBOEK_SHEET").is_some() {
            sheet(stage, &window, &screens).await?;
        }
        stage.close(window).await
    })
}

#[test]
fn the_readme_shows_pictures_that_are_there() -> Result<()> {
    let readme = fs::read_to_string(house().join("README.md"))?;
    for name in README {
        assert!(picture(name).is_file(), "there is no picture of {name}");
        let link = format!("(tests/e2e/pictures/{name}.png)");
        assert!(readme.contains(&link), "the README does not show {name}");
    }
    Ok(())
}

/// A picture that the README shows.
fn picture(name: &str) -> PathBuf {
    house().join(format!("tests/e2e/pictures/{name}.png"))
}

async fn screens(stage: &Stage, window: &Window) -> Result<Vec<Screen>> {
    let id = async |command: &str, text: &str, field: &str| {
        let list = window.ask(command, &json!({ "text": text })).await?;
        let first = list.pointer("/rows/0").and_then(|row| row.get(field));
        let id = first.and_then(Value::as_str).map(str::to_owned);
        id.ok_or_else(|| Error::from(format!("{command} has none: {list}")))
    };
    let member = id("members.list", "riet", "member_id").await?;
    let account = id("credits.accounts", "riet", "account_id").await?;
    let certificate = id("certificates.list", "riet", "certificate_id").await?;
    let agreement = id("agreements.list", "badhuis", "agreement_id").await?;
    window.ask("backup.keep", &json!({})).await?;
    let list = stage.folder().join("oude-lijst.csv");
    fs::write(&list, LIST)?;

    let screen = |name, path: &str, then| Screen {
        name,
        path: path.to_owned(),
        then,
    };
    let plain = |name, path: &str| screen(name, path, Then::Nothing);
    let search = Then::Keys(vec![Key::Control.into(), 'k']);
    let help = Then::Keys(vec![Key::F1.into()]);
    Ok(vec![
        plain("vandaag", "/today"),
        plain("mensen", &format!("/members?member={member}")),
        plain("mensen-geen", "/members?text=xyz"),
        plain("lid-toevoegen", "/members/add"),
        plain("lijst", "/import"),
        screen("lijst-bekeken", "/import", Then::List(list)),
        plain("certificaten", "/certificates"),
        plain(
            "certificaat",
            &format!("/certificates?certificate={certificate}"),
        ),
        plain("certificaat-nieuw", "/certificates/new"),
        plain("makkies", "/credits"),
        plain(
            "rekening",
            &format!("/credits?part=accounts&account={account}"),
        ),
        plain("geschiedenis", "/credits?part=history"),
        plain("uren", "/credits/earn"),
        plain("geven", "/credits/give"),
        plain("besteden", "/credits/spend"),
        plain("afspraken", "/agreements"),
        plain("afspraak", &format!("/agreements/{agreement}")),
        plain(
            "afspraak-gesprek",
            &format!("/agreements/{agreement}?act=contact"),
        ),
        plain("afspraak-nieuw", "/agreements/new"),
        plain(
            "afspraak-wijzigen",
            &format!("/agreements/{agreement}/change"),
        ),
        plain("bespreking", &format!("/agreements/{agreement}/review")),
        plain("momentopname", "/snapshot"),
        screen(
            "nakijken",
            "/snapshot",
            Then::Press(["Een momentopname nakijken", "Check a snapshot"]),
        ),
        screen("vastleggen", "/snapshot", Then::Press(["Bewaar", "Save"])),
        screen(
            "bestand",
            "/snapshot",
            Then::Press(["Bekijk het bestand", "Look at the file"]),
        ),
        plain("hulp", "/help"),
        plain("weergave", "/settings?part=display"),
        plain("centrum", "/settings?part=centre"),
        plain("waardering", "/settings?part=scheme"),
        plain("certificaattekst", "/settings?part=certificate"),
        plain("wachtzin", "/settings?part=passphrase"),
        plain("kopieen", "/settings?part=copies"),
        screen(
            "terugzetten",
            "/settings?part=copies",
            Then::Press(["Terugzetten", "Put back"]),
        ),
        plain("balie", "/settings?part=people"),
        plain("privacy", "/settings?part=privacy"),
        plain("gegevens", &format!("/privacy/member/{member}")),
        plain("wissen", "/privacy/requests"),
        plain("verwerkingsregister", "/privacy/register"),
        plain("toestemming", "/privacy/consents?show=given"),
        screen(
            "toestemming-geven",
            &format!("/members?member={member}"),
            Then::Press(["Zegt ja", "Says yes"]),
        ),
        plain("doelen", "/privacy/purposes"),
        plain("termijnen", "/privacy/terms"),
        plain("oud-leden", "/privacy/passed"),
        screen(
            "oud-leden-opruimen",
            "/privacy/passed",
            Then::Press(["Ruim", "Clear"]),
        ),
        plain("kwijt", "/privacy/lost"),
        plain("boek", "/settings?part=book"),
        screen(
            "computer",
            "/settings?part=book",
            Then::Press(["Schrijf op", "Write down"]),
        ),
        screen(
            "nagerekend",
            "/settings?part=book",
            Then::Press(["Reken na", "Count over"]),
        ),
        screen(
            "handelingen",
            "/settings?part=book",
            Then::Press(["Toon de handelingen", "Show the acts"]),
        ),
        screen(
            "controlecodes",
            "/settings?part=book",
            Then::Press(["Toon de codes", "Show the codes"]),
        ),
        screen("zoeken", "/today", search),
        screen("toetsen", "/today", Then::Keys(vec!['?'])),
        screen("hulp-hier", "/credits", help),
    ])
}

/// Goes to a screen and waits until it stands there whole.
async fn open(stage: &Stage, window: &Window, screen: &Screen) -> Result<()> {
    // Afresh each time: what was opened on the screen before is gone then.
    let go = "location.hash = arguments[0]; location.reload()";
    window.run(go, vec![json!(screen.path)]).await?;
    window.still().await?;
    match &screen.then {
        Then::Nothing => return Ok(()),
        Then::Press(names) => {
            let press = "[...document.querySelectorAll('main button')]
                .find((one) => arguments[0].some((name) => one.textContent.trim().startsWith(name)))
                .click()";
            window.run(press, vec![json!(names)]).await?;
        }
        Then::Keys(keys) => window.press(keys).await?,
        Then::List(list) => {
            stage.answer_dialog(Some(list))?;
            window
                .run(
                    "document.querySelector('main .empty button').click()",
                    vec![],
                )
                .await?;
        }
    }
    window.still().await
}

/// Puts on a language and a theme, as the settings do.
async fn wear(window: &Window, language: &str, theme: &str) -> Result<()> {
    let face = json!({ "language": language, "theme": theme, "zoom": 100 });
    window.ask("face.change", &face).await?;
    window.run("location.reload()", vec![]).await?;
    window.still().await
}

/// The pictures of the README.
async fn readme(stage: &Stage, window: &Window, screens: &[Screen]) -> Result<()> {
    window.resize(1200, 800).await?;
    wear(window, "nl", "light").await?;
    for screen in screens.iter().filter(|one| README.contains(&one.name)) {
        open(stage, window, screen).await?;
        fs::write(picture(screen.name), window.screenshot().await?)?;
    }
    Ok(())
}

/// A picture of each screen in every dress.
async fn sheet(stage: &Stage, window: &Window, screens: &[Screen]) -> Result<()> {
    for (width, height) in SIZES {
        window.resize(width, height).await?;
        for (language, theme) in [
            ("nl", "light"),
            ("nl", "dark"),
            ("en", "light"),
            ("en", "dark"),
        ] {
            wear(window, language, theme).await?;
            let folder = output()?.join(format!("sheet/{width}-{language}-{theme}"));
            fs::create_dir_all(&folder)?;
            for screen in screens {
                open(stage, window, screen).await?;
                let file = folder.join(format!("{}.png", screen.name));
                fs::write(file, window.screenshot().await?)?;
            }
        }
    }
    Ok(())
}
