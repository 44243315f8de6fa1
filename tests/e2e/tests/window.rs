//! The window itself, before anything is done in it: it opens, it can be read by everybody, and
//! it keeps out what does not belong there.

use std::fs;
use std::process::Command;

use serde_json::json;
use wijkboek_e2e::{Result, play, program};

#[test]
fn the_window_opens_and_can_be_read_by_everybody() -> Result<()> {
    play("open", async |stage| {
        let window = stage.open().await?;
        window.find("heading", "").await?;
        window.picture("open").await?;
        assert_eq!(window.violations().await?, Vec::<String>::new());
        stage.close(window).await
    })
}

#[test]
fn the_page_can_ask_the_desk_and_nothing_else() -> Result<()> {
    play("doors", async |stage| {
        let window = stage.open().await?;
        window.find("heading", "").await?;
        let unknown = window.ask("nobody.knows", &json!({})).await?;
        assert_eq!(unknown, json!({ "rejected": "CommandUnknown" }));
        // Fifty million signs: refused for their number, and the next question is answered.
        let large = window
            .wait_for(
                "await window.__TAURI_INTERNALS__.invoke('call', { envelope: { \
                 command: 'members.list', question: { text: 'x'.repeat(50e6) } } })",
            )
            .await?;
        assert_eq!(large, json!({ "rejected": "QuestionTooLarge" }));
        let state = window.ask("book.state", &json!({})).await?;
        assert_eq!(state["phase"], "none");
        for command in [
            "plugin:dialog|open",
            "plugin:window|close",
            "plugin:path|resolve_directory",
        ] {
            let refused = window
                .wait_for(&format!(
                    "await window.__TAURI_INTERNALS__.invoke('{command}', {{}})"
                ))
                .await?;
            let reason = refused["rejected"].as_str().unwrap_or_default();
            assert!(reason.contains("not allowed"), "{command}: {refused}");
        }
        stage.close(window).await
    })
}

#[test]
fn the_page_cannot_leave_or_let_anybody_in() -> Result<()> {
    play("walls", async |stage| {
        let window = stage.open().await?;
        window.find("heading", "").await?;
        let fetched = window
            .wait_for("await fetch('http://127.0.0.1:9/')")
            .await?;
        assert!(fetched["rejected"].is_string(), "{fetched}");
        let opened = window.run(
            "return window.open('https://example.org/') === null",
            vec![],
        );
        assert_eq!(opened.await?, json!(true));
        // A file or an address that is dropped on a page takes this way too.
        for address in [
            "https://example.org/",
            "file:///etc/passwd",
            "wijkboek://open",
        ] {
            window
                .run("location.href = arguments[0]", vec![json!(address)])
                .await?;
            window.find("heading", "").await?;
            let stayed = window.run("return location.origin", vec![]).await?;
            assert_eq!(stayed, json!("tauri://localhost"), "{address}");
        }
        stage.close(window).await
    })
}

#[test]
fn what_was_on_the_screen_leaves_the_disk_with_the_window() -> Result<()> {
    play("traces", async |stage| {
        let window = stage.open().await?;
        window.find("heading", "").await?;
        let profile = stage.folder().join("cache/nl.wijkboek.app/window/0");
        assert!(
            profile.join("storage").exists(),
            "the web view writes elsewhere"
        );
        stage.close(window).await?;
        assert!(!profile.exists(), "the web view's folder is still there");

        let window = stage.open().await?;
        stage.cut_power(window).await?;
        fs::write(profile.join("trace"), "left by a power cut")?;
        let window = stage.open().await?;
        window.find("heading", "").await?;
        assert!(!profile.join("trace").exists());
        stage.close(window).await
    })
}

#[test]
fn the_program_shows_no_sqlite_of_its_own_to_the_libraries_of_the_system() -> Result<()> {
    let symbols = Command::new("nm")
        .args(["-D", "--defined-only"])
        .arg(program()?)
        .output()?;
    assert!(
        symbols.status.success(),
        "{}",
        String::from_utf8_lossy(&symbols.stderr)
    );
    let text = String::from_utf8(symbols.stdout)?;
    assert!(text.lines().count() > 0, "nm lists nothing");
    let leaked: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("sqlite3_"))
        .collect();
    assert!(leaked.is_empty(), "{leaked:?}");
    Ok(())
}
