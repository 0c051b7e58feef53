//! Whether a directory can hold what is written there.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

/// Tries, and leaves nothing behind: a directory that is missing is not made, but looked for a place where it could be.
pub fn can_hold_files(directory: &Path) -> io::Result<()> {
    let there = directory.ancestors().find(|place| place.exists());
    let trial = there
        .unwrap_or(Path::new("."))
        .join(format!(".maklumat-trial-{}", std::process::id()));
    File::create(&trial)?;
    fs::remove_file(&trial)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_behind() {
        let home = tempfile::tempdir().expect("a directory");
        let missing = home.path().join("not/yet/there");
        can_hold_files(&missing).expect("it could be made");
        can_hold_files(home.path()).expect("it is there");
        assert_eq!(fs::read_dir(home.path()).expect("a directory").count(), 0);
        let file = home.path().join("file");
        fs::write(&file, "").expect("a file");
        assert!(can_hold_files(&file.join("below")).is_err());
    }
}
