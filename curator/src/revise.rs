//! A file that is read, edited and written anew: whole or not at all, and not over what somebody else wrote meanwhile.

use std::{
    ffi::OsString,
    fmt,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// A file as it was read.
#[derive(Debug, Clone)]
pub struct Original {
    path: PathBuf,
    bytes: Vec<u8>,
}

/// Why a file was not written; it is as it was.
#[derive(Debug)]
pub enum Unwritten {
    /// It holds something else by now than what was read.
    Changed(PathBuf),
    /// It cannot be read or written.
    Io(PathBuf, io::Error),
}

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(path) => write!(
                f,
                "{}: changed meanwhile, and stays as it is",
                path.display()
            ),
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for Unwritten {}

impl Original {
    /// What `bytes` were read from `path`; a link is followed.
    pub fn new(path: &Path, bytes: Vec<u8>) -> io::Result<Self> {
        let path = fs::canonicalize(path)?;
        Ok(Self { path, bytes })
    }

    /// What was read, or written since.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Writes `bytes` in place of what was read, with the same permissions.
    pub fn replace(&mut self, bytes: &[u8]) -> Result<(), Unwritten> {
        let failed = |error| Unwritten::Io(self.path.clone(), error);
        let known = fs::metadata(&self.path).map_err(failed)?;
        let mut aside = OsString::from(&self.path);
        aside.push(format!(".{}.tmp", std::process::id()));
        let aside = Path::new(&aside);
        let written = File::create(aside).and_then(|mut file| {
            file.write_all(bytes)?;
            file.set_permissions(known.permissions())?;
            keep_owner(aside, &known);
            file.sync_all()
        });
        let replaced = written.map_err(failed).and_then(|()| {
            // Looked at last, so that hardly any time is left for somebody else to write.
            match fs::read(&self.path).map_err(failed)? == self.bytes {
                true => fs::rename(aside, &self.path).map_err(failed),
                false => Err(Unwritten::Changed(self.path.clone())),
            }
        });
        if replaced.is_err() {
            // It is of no use to anybody.
            let _ = fs::remove_file(aside);
        }
        replaced?;
        self.bytes = bytes.to_vec();
        Ok(())
    }
}

/// Who runs this as root gives nobody's file away. Others own what they wrote, and may not give it to anybody.
#[cfg(unix)]
fn keep_owner(path: &Path, known: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, chown};
    let _ = chown(path, Some(known.uid()), Some(known.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &fs::Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_meanwhile_stays() {
        let name = format!("maklumat-revise-{}", std::process::id());
        let directory = std::env::temp_dir().join(name);
        fs::create_dir_all(&directory).expect("a directory");
        let path = directory.join("faq.yaml");
        fs::write(&path, "one").expect("a file");
        let mut original = Original::new(&path, b"one".to_vec()).expect("it is there");
        original.replace(b"two").expect("nobody changed it");
        fs::write(&path, "other").expect("a file");
        let error = original.replace(b"three").expect_err("it changed");
        assert!(matches!(error, Unwritten::Changed(_)));
        assert_eq!(fs::read(&path).expect("a file"), b"other");
        assert_eq!(fs::read_dir(&directory).expect("a directory").count(), 1);
        fs::remove_dir_all(&directory).expect("it goes");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let path =
            std::env::temp_dir().join(format!("maklumat-revise-mode-{}", std::process::id()));
        fs::write(&path, "one").expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
        let mut original = Original::new(&path, b"one".to_vec()).expect("it is there");
        original.replace(b"two").expect("nobody changed it");
        let mode = fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        fs::remove_file(&path).expect("it goes");
    }
}
