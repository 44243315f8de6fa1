//! The table of mounts and the devices under them, as Linux tells them. Text in, verdict out; only
//! the mark of a removable disk is looked up, below a folder that is handed in.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// One line of the table of mounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mount {
    pub point: PathBuf,
    /// As in `8:1`.
    device: String,
    kind: String,
    source: String,
}

/// File systems that another computer, or the host of a virtual one, answers for.
const NETWORKS: [&str; 22] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "afpfs",
    "9p",
    "vboxsf",
    "prl_fs",
    "davfs",
    "davfs2",
    "webdav",
    "ceph",
    "glusterfs",
    "lustre",
    "coda",
    "sshfs",
    "rclone",
    "s3fs",
    "gvfsd-fuse",
];
/// The same behind `fuse.`, where the names differ.
const NETWORKS_OF_FUSE: [&str; 8] = [
    "curlftpfs",
    "vmhgfs-fuse",
    "ceph-fuse",
    "moosefs",
    "mfs",
    "jfs",
    "smbnetfs",
    "kio-fuse",
];
/// File systems that are a synced folder as a whole.
const SYNCED: [(&str, &str); 5] = [
    ("onedriver", "OneDrive"),
    ("google-drive-ocamlfuse", "Google Drive"),
    ("gdfuse", "Google Drive"),
    ("pCloud.fs", "pCloud"),
    ("pcloud", "pCloud"),
];

impl Mount {
    fn bare_kind(&self) -> &str {
        self.kind.strip_prefix("fuse.").unwrap_or(&self.kind)
    }

    /// Whether another computer answers for it.
    pub fn is_network(&self) -> bool {
        let kind = self.bare_kind();
        let of_fuse = self.kind.starts_with("fuse.") && NETWORKS_OF_FUSE.contains(&kind);
        NETWORKS.contains(&kind) || of_fuse
    }

    /// The program whose synced folder it is as a whole.
    pub fn synced(&self) -> Option<String> {
        let found = SYNCED.iter().find(|(kind, _)| *kind == self.bare_kind());
        found.map(|(_, program)| (*program).to_owned())
    }
}

/// The mount that a path lies on: the longest that leads to it, and of two alike the later one,
/// which lies on top.
pub(super) fn mount_of(table: &str, path: &Path) -> Option<Mount> {
    table
        .lines()
        .filter_map(line)
        .filter(|mount| path.starts_with(&mount.point))
        .max_by_key(|mount| mount.point.components().count())
}

/// `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw`: proc_pid_mountinfo(5).
fn line(line: &str) -> Option<Mount> {
    let (before, after) = line.split_once(" - ")?;
    let mut before = before.split(' ');
    let device = before.nth(2)?.to_owned();
    let point = PathBuf::from(unescaped(before.nth(1)?));
    let mut after = after.split(' ');
    Some(Mount {
        point,
        device,
        kind: after.next()?.to_owned(),
        source: unescaped(after.next()?),
    })
}

/// Spaces and the like stand there as `\040`.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut whole = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let sign = part
            .get(..3)
            .and_then(|digits| u8::from_str_radix(digits, 8).ok());
        match (sign, part.get(3..)) {
            (Some(sign), Some(rest)) => {
                whole.push(sign);
                whole.extend_from_slice(rest.as_bytes());
            }
            _ => {
                whole.push(b'\\');
                whole.extend_from_slice(part.as_bytes());
            }
        }
    }
    String::from_utf8_lossy(&whole).into_owned()
}

/// Whether the disk under a mount can be taken out. The mark stands with the whole disk; the device
/// of a mount may be a part of it, or lie on others (encryption, volumes).
pub(super) fn is_removable(sys: &Path, mount: &Mount) -> bool {
    let by_number = sys.join("dev/block").join(&mount.device);
    let device = fs::canonicalize(by_number).or_else(|_| {
        // Some file systems go by a number of their own; their source still names the device.
        let name = Path::new(&mount.source).file_name().unwrap_or_default();
        fs::canonicalize(sys.join("class/block").join(name))
    });
    device.is_ok_and(|device| removable_device(&device, 0))
}

fn removable_device(device: &Path, depth: u32) -> bool {
    let marked = |path: &Path| {
        fs::read_to_string(path.join("removable")).is_ok_and(|text| text.trim() == "1")
    };
    if marked(device) || device.parent().is_some_and(marked) {
        return true;
    }
    let below = fs::read_dir(device.join("slaves"));
    depth < 4
        && below.is_ok_and(|below| {
            below.flatten().any(|one| {
                fs::canonicalize(one.path())
                    .is_ok_and(|one| removable_device(&one, depth.saturating_add(1)))
            })
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TABLE: &str = "\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
23 22 0:5 / /dev rw shared:2 - devtmpfs devtmpfs rw
30 22 0:40 / /mnt/share rw shared:9 - cifs //server/map rw
31 22 0:41 / /mnt/my\\040share rw shared:9 - nfs4 server:/map rw
32 22 8:17 / /media/riet/STICK rw shared:9 - vfat /dev/sdb1 rw
33 22 8:33 / /media/riet/DISK rw shared:9 - fuseblk /dev/sdc1 rw
34 22 0:50 / /home/riet/remote rw - fuse.sshfs server:/ rw
35 22 0:51 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
36 22 0:52 / /home/riet/wolk rw - fuse.onedriver onedriver rw
37 22 0:53 / /tmp rw - tmpfs tmpfs rw
38 22 0:54 / /mnt/share/local rw - tmpfs tmpfs rw
39 22 0:55 / /home/anna rw - btrfs /dev/sdb1 rw
";

    fn kind(path: &str) -> String {
        mount_of(TABLE, Path::new(path)).unwrap().kind
    }

    #[test]
    fn a_path_lies_on_the_longest_mount_that_leads_to_it() {
        for (path, expected) in [
            ("/home/riet/boek.wijkboek", "ext4"),
            ("/mnt/share/boek.wijkboek", "cifs"),
            ("/mnt/share2/boek.wijkboek", "ext4"),
            ("/mnt/my share/boek.wijkboek", "nfs4"),
            ("/mnt/share/local/boek.wijkboek", "tmpfs"),
            ("/tmp/x", "tmpfs"),
        ] {
            assert_eq!(kind(path), expected, "{path}");
        }
        assert_eq!(mount_of("", Path::new("/home")), None);
        assert_eq!(mount_of("22 1 x\nno line at all", Path::new("/home")), None);
    }

    #[test]
    fn another_computer_is_told_from_a_disk_of_this_one() {
        let network = |path: &str| mount_of(TABLE, Path::new(path)).unwrap().is_network();
        for path in [
            "/mnt/share/x",
            "/mnt/my share/x",
            "/home/riet/remote",
            "/run/user/1000/gvfs",
        ] {
            assert!(network(path), "{path}");
        }
        for path in [
            "/home/riet",
            "/tmp",
            "/media/riet/DISK",
            "/media/riet/STICK",
        ] {
            assert!(!network(path), "{path}");
        }
        let cloud = mount_of(TABLE, Path::new("/home/riet/wolk/x")).unwrap();
        assert_eq!(cloud.synced().as_deref(), Some("OneDrive"));
    }

    #[test]
    fn a_disk_that_can_be_taken_out_is_known_by_its_mark() {
        let sys = tempfile::tempdir().unwrap();
        let at = |path: &str| sys.path().join(path);
        for (disk, part, mark) in [("sdb", "sdb1", "1\n"), ("sdc", "sdc1", "0\n")] {
            fs::create_dir_all(at(&format!("devices/{disk}/{part}"))).unwrap();
            fs::write(at(&format!("devices/{disk}/removable")), mark).unwrap();
        }
        fs::create_dir_all(at("devices/dm-0/slaves")).unwrap();
        fs::create_dir_all(at("dev/block")).unwrap();
        fs::create_dir_all(at("class/block")).unwrap();
        let link = |from: &str, to: &str| std::os::unix::fs::symlink(at(to), at(from)).unwrap();
        link("dev/block/8:17", "devices/sdb/sdb1");
        link("dev/block/8:33", "devices/sdc/sdc1");
        link("dev/block/253:0", "devices/dm-0");
        link("devices/dm-0/slaves/sdb1", "devices/sdb/sdb1");
        link("class/block/sdb1", "devices/sdb/sdb1");
        let removable =
            |path: &str| is_removable(sys.path(), &mount_of(TABLE, Path::new(path)).unwrap());
        assert!(removable("/media/riet/STICK/boek.wijkboek"));
        assert!(!removable("/media/riet/DISK/boek.wijkboek"));
        assert!(removable("/home/anna/boek.wijkboek")); // By its source.
        assert!(!removable("/tmp/boek.wijkboek"));
        let encrypted = "40 22 253:0 / /media/riet/KLUIS rw - ext4 /dev/mapper/kluis rw";
        let mount = mount_of(encrypted, Path::new("/media/riet/KLUIS")).unwrap();
        assert!(is_removable(sys.path(), &mount));
    }

    proptest! {
        /// Whoever may mount a disk chooses what stands in the table.
        #[test]
        fn whatever_stands_in_the_table_a_path_lies_on_a_mount_that_leads_to_it(
            part in "[ -~\\PC\n]{0,80}", at in 0usize..TABLE.len(), length in 0usize..200,
        ) {
            let mut table = TABLE.to_owned();
            let end = at.saturating_add(length).min(TABLE.len());
            table.replace_range(at..end, &part);
            let path = Path::new("/mnt/my share/boek.wijkboek");
            for table in [&table, &part] {
                if let Some(mount) = mount_of(table, path) {
                    prop_assert!(path.starts_with(&mount.point));
                    prop_assert!(!is_removable(Path::new("/nowhere"), &mount));
                    let _ = (mount.is_network(), mount.synced());
                }
            }
        }
    }
}
