//! The disk under the book fills up while somebody types, and is emptied again. A small file system
//! is laid under the program's folder for that; where none may be mounted this says so.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use wijkboek_e2e::{Result, Window, first_start, no_violations, play, unlock};

#[test]
fn a_full_disk_is_said_and_what_was_typed_is_saved_when_there_is_room() -> Result<()> {
    play("disk", async |stage| {
        let Some(disk) = SmallDisk::under(&stage.folder().join("data")) else {
            eprintln!("skipped: no file system can be mounted here; the fault suite plays it");
            return Ok(());
        };
        let window = stage.open().await?;
        first_start(&window).await?;
        window.read("Weinig ruimte").await?;
        no_violations(&window).await?;
        window.picture("disk little space").await?;

        write_member(&window, "Bewaard").await?;
        window.click("button", "Lid toevoegen").await?;
        window.find("heading", "Bewaard").await?;
        let filler = disk.fill()?;
        write_member(&window, "Getypt").await?;
        window.click("button", "Lid toevoegen").await?;
        window.read("De schijf is vol").await?;
        no_violations(&window).await?;
        window.picture("disk full").await?;
        window.click("button", "Opnieuw proberen").await?;
        window.read("Opslaan kan nog niet").await?;

        fs::remove_file(filler)?;
        window.click("button", "Opnieuw proberen").await?;
        window.read("Opslaan kan weer").await?;
        window.click("button", "Lid toevoegen").await?;
        window.find("heading", "Getypt").await?;

        // Everything that was said to be saved is there, once.
        stage.cut_power(window).await?;
        let window = stage.open().await?;
        unlock(&window).await?;
        for (name, times) in [("Bewaard", 1), ("Getypt", 1)] {
            let question = serde_json::json!({ "text": name });
            let found = window.ask("members.list", &question).await?;
            assert_eq!(found.get("found"), Some(&times.into()), "{name}: {found}");
        }

        // On a full disk no copy can be made to check: then the book itself is, and that is said.
        disk.fill()?;
        window.click("link", "Instellingen").await?;
        window.click("tab", "Boek").await?;
        window.click("button", "Reken na").await?;
        window.read("korter nagekeken").await?;
        no_violations(&window).await?;
        window.picture("disk shorter check").await?;
        stage.close(window).await
    })
}

/// Fills the form of a new member and does not send it.
async fn write_member(window: &Window, name: &str) -> Result<()> {
    let navigation = window.inside("navigation", "Onderdelen");
    navigation.click("link", "Mensen").await?;
    window.click("link", "Lid toevoegen").await?;
    window.fill("textbox", "Achternaam", name).await
}

/// A file system of 64 MiB, as long as the story plays.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn under(folder: &Path) -> Option<Self> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=64m,mode=700", "wijkboek"]);
        let mounted = mount.arg(folder).status().is_ok_and(|end| end.success());
        mounted.then(|| Self(folder.to_path_buf()))
    }

    /// Takes all the room that is left.
    fn fill(&self) -> Result<PathBuf> {
        let path = self.0.join("filler");
        let mut file = File::create(&path)?;
        for size in [1 << 16, 512] {
            while file.write_all(&vec![7u8; size]).is_ok() {}
        }
        Ok(path)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: the program may be about to end.
        drop(Command::new("umount").arg("-l").arg(&self.0).status());
    }
}
