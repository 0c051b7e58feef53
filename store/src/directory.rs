//! The directory of an embedded database: its lock, its key, and what to do with a damaged file.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};

use super::{
    hash::{HashKey, random_key},
    trouble::Trouble,
};

/// The name of the database's file.
pub(super) const DATABASE: &str = "maklumat.db";
/// What SQLite keeps beside a database; set aside with it.
const COMPANIONS: [&str; 3] = ["", "-wal", "-shm"];
const SET_ASIDE: &str = "maklumat.db.damaged-";
/// Long enough to look into what happened, and not longer: it holds what people may have asked to be forgotten.
const SET_ASIDE_KEPT: Duration = Duration::from_hours(2 * 24);
/// A disk that damages more than these is not to be trusted with another, nor to be filled.
const SET_ASIDE_A_DAY: usize = 4;
/// How each SQLite file begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// A directory in use; other processes can tell.
#[derive(Debug)]
pub(super) struct Directory {
    path: PathBuf,
    lock: File,
    alone: bool,
    /// Which file the database was when it was opened.
    inode: Option<u64>,
}

impl Directory {
    /// Makes the directory where it is missing, for its owner's eyes only.
    pub(super) fn enter(path: &Path) -> Result<Self, Trouble> {
        let trouble = |error| Trouble::File(path.to_owned(), error);
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .map_err(trouble)?;
        let path = path.canonicalize().map_err(trouble)?;
        let lock = path.join("maklumat.lock");
        let lock = private(OpenOptions::new().create(true).truncate(false).write(true))
            .open(&lock)
            .map_err(|error| Trouble::File(lock, error))?;
        Ok(Self {
            path,
            alone: lock.try_lock().is_ok(),
            lock,
            inode: None,
        })
    }

    /// The database's file, made when there is none; SQLite by itself would let others read it.
    pub(super) fn database(&self) -> Result<PathBuf, Trouble> {
        let path = self.path.join(DATABASE);
        match private(OpenOptions::new().create(true).append(true)).open(&path) {
            Ok(_) => Ok(path),
            Err(error) => Err(Trouble::File(path, error)),
        }
    }

    /// Whether no other process used the directory when this one came; none comes in until [`Directory::share`].
    pub(super) fn is_alone(&self) -> bool {
        self.alone
    }

    /// Shows other processes, for as long as `self` lives, that the directory is in use.
    pub(super) async fn share(&self, within: Duration) -> Result<(), Trouble> {
        let deadline = Instant::now() + within;
        loop {
            match self.lock.try_lock_shared() {
                Ok(()) => return Ok(()),
                // Another one is alone, and about to share.
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                Err(error) => return Err(Trouble::File(self.path.clone(), error.into())),
            }
        }
    }

    /// The key in `hash.key`, made when there is none.
    pub(super) fn key(&self) -> Result<HashKey, Trouble> {
        let path = self.path.join("hash.key");
        let key = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => make_key(&path)?,
            read => read.map_err(|error| Trouble::File(path.clone(), error))?,
        };
        let key = key.trim();
        if key.len() != 64 || !key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Trouble::Key(path));
        }
        Ok(HashKey::new(key.to_owned().into()))
    }

    /// Takes note of which file the database is, for [`Directory::still_ours`].
    pub(super) fn note_file(&mut self) {
        self.inode = inode(&self.path.join(DATABASE)).ok().flatten();
    }

    /// SQLite goes on writing into a file that was removed, or reads its cache of one that was overwritten: neither would
    /// be noticed before the next start. A file that cannot be looked at is not known to be either.
    pub(super) fn still_ours(&self) -> Result<(), Trouble> {
        let path = self.path.join(DATABASE);
        let now = inode(&path);
        if let Ok(now) = now
            && now != self.inode
        {
            return Err(Trouble::Replaced(path));
        }
        match begins_as_sqlite(&path) {
            Ok(false) => Err(Trouble::Overwritten(path)),
            Ok(true) | Err(_) => Ok(()),
        }
    }

    /// Renames a damaged database, so that a new one can be begun; not from under another process, never over what was set
    /// aside before, and not without end.
    pub(super) fn set_aside(&self) -> Result<(), Trouble> {
        if !self.alone {
            return Err(Trouble::Shared(self.path.join(DATABASE)));
        }
        let name = self.free_name()?;
        for companion in COMPANIONS {
            let from = self.path.join(format!("{DATABASE}{companion}"));
            let to = self.path.join(format!("{name}{companion}"));
            match fs::rename(&from, to) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Trouble::File(from, error));
                }
                _ => {}
            }
        }
        tracing::warn!(
            "{} was damaged: what is left of it is named {name} and kept for {} days, and a new one is begun",
            self.path.join(DATABASE).display(),
            SET_ASIDE_KEPT.as_secs() / 86_400
        );
        Ok(())
    }

    /// A name for what is set aside, which tells the day and is not taken.
    fn free_name(&self) -> Result<String, Trouble> {
        let now = chrono::DateTime::<chrono::Utc>::from(SystemTime::now());
        let day = now.format("%Y-%m-%d");
        let mut names = (1..=SET_ASIDE_A_DAY).map(|nth| format!("{SET_ASIDE}{day}-{nth}"));
        let free = |name: &String| {
            let taken = |companion| self.path.join(format!("{name}{companion}")).exists();
            !COMPANIONS.into_iter().any(taken)
        };
        names
            .find(free)
            .ok_or_else(|| Trouble::Piling(self.path.clone()))
    }

    /// Deletes what was set aside long ago.
    pub(super) fn sweep(&self) -> io::Result<()> {
        for file in fs::read_dir(&self.path)? {
            let file = file?;
            let set_aside = file.file_name().to_string_lossy().starts_with(SET_ASIDE);
            let age = file.metadata()?.modified()?.elapsed().unwrap_or_default();
            if set_aside && age > SET_ASIDE_KEPT {
                fs::remove_file(file.path())?;
            }
        }
        Ok(())
    }
}

/// Writes a new key in full before it gets its name: a crash leaves no half of a key, and of two processes one wins.
fn make_key(path: &Path) -> Result<String, Trouble> {
    let key = random_key()?;
    let draft = path.with_extension(format!("draft-{}", &random_key()?[..8]));
    let made = private(OpenOptions::new().create_new(true).write(true))
        .open(&draft)
        .and_then(|mut file| {
            file.write_all(key.as_bytes())?;
            file.sync_all()
        })
        .and_then(|()| fs::hard_link(&draft, path));
    fs::remove_file(&draft).ok();
    match made {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(Trouble::File(path.to_owned(), error))
        }
        _ => fs::read_to_string(path).map_err(|error| Trouble::File(path.to_owned(), error)),
    }
}

fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options.mode(0o600)
}

/// Which file stands there; `None` when there is none.
fn inode(path: &Path) -> io::Result<Option<u64>> {
    match fs::metadata(path) {
        Ok(file) => Ok(Some(file.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn begins_as_sqlite(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?
        .take(MAGIC.len() as u64)
        .read_to_end(&mut head)?;
    Ok(head == MAGIC)
}
