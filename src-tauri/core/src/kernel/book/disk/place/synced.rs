//! Folders that a program copies to other computers: known by what it leaves in them and by the
//! names that they usually have.

use std::{
    fs,
    path::{Component, Path},
};

/// Files and folders that a syncing program leaves in the folder that it watches, by the beginning
/// of their names.
const MARKS: [(&str, &str); 11] = [
    (".dropbox", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".sync_", "Nextcloud"),
    ("._sync_", "Nextcloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
    (".megaignore", "MEGA"),
    (".seafile-data", "Seafile"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
];
/// Names that such a folder has unless somebody changed it.
const NAMES: [(&str, &str); 14] = [
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("icloud drive", "iCloud"),
    ("iclouddrive", "iCloud"),
    ("mobile documents", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("proton drive", "Proton Drive"),
    ("pcloud drive", "pCloud"),
    ("pclouddrive", "pCloud"),
    ("mega", "MEGA"),
];

/// The program that copies this folder to other computers, by its marks and by its name.
pub(super) fn synced(folder: &Path, names_in: &dyn Fn(&Path) -> Vec<String>) -> Option<String> {
    folder.ancestors().find_map(|path| {
        let name = match path.components().next_back() {
            Some(Component::Normal(name)) => name.to_string_lossy().to_lowercase(),
            _ => String::new(),
        };
        // Of several accounts: `OneDrive - Buurthuis`, `Dropbox (Buurthuis)`, `Nextcloud2`.
        let plain = name
            .split(" - ")
            .next()
            .and_then(|name| name.split(" (").next())
            .unwrap_or_default()
            .trim_end_matches(|sign: char| sign.is_ascii_digit());
        let by_name = NAMES.iter().find(|(known, _)| *known == plain);
        let by_mark = || {
            let marks = names_in(path);
            MARKS
                .iter()
                .find(|(mark, _)| marks.iter().any(|name| name.starts_with(mark)))
        };
        by_name
            .or_else(by_mark)
            .map(|(_, program)| (*program).to_owned())
    })
}

/// The hidden names in a folder: marks are hidden, and a folder may hold very many others.
pub(super) fn names_in(path: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(path) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.starts_with('.'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_synced_folder_is_known_by_its_name_or_by_what_its_program_leaves_in_it() {
        let by = |path: &str, marks: &[(&str, &str)]| {
            synced(Path::new(path), &|folder| {
                let here = marks.iter().filter(|(at, _)| Path::new(at) == folder);
                here.map(|(_, mark)| (*mark).to_owned()).collect()
            })
        };
        for (path, program) in [
            ("/home/riet/Dropbox/buurt/boek.wijkboek", "Dropbox"),
            ("/home/riet/OneDrive - De Jutter/boek.wijkboek", "OneDrive"),
            ("/home/riet/Nextcloud2/boek.wijkboek", "Nextcloud"),
            ("/home/riet/Google Drive/boek.wijkboek", "Google Drive"),
        ] {
            assert_eq!(by(path, &[]).as_deref(), Some(program), "{path}");
        }
        for path in [
            "/home/riet/boek.wijkboek",
            "/home/omega/x",
            "/home/riet/Dropboxen/x",
        ] {
            assert_eq!(by(path, &[]), None, "{path}");
        }
        let wolk = "/home/riet/wolk";
        for (mark, program) in [
            (".stfolder", "Syncthing"),
            (".sync_5f1c.db", "Nextcloud"),
            (".dropbox.cache", "Dropbox"),
        ] {
            let found = by("/home/riet/wolk/buurt/boek.wijkboek", &[(wolk, mark)]);
            assert_eq!(found.as_deref(), Some(program));
            assert_eq!(by("/home/riet/boek.wijkboek", &[(wolk, mark)]), None);
        }
    }
}
