//! Files that must not exist yet: nobody's work is written over, and nobody ever reads half of one.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::Path,
};

/// Writes a file that is not there yet; an [`ErrorKind::AlreadyExists`] where it is, and the file stays as it was.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.try_exists()? {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let mut aside = OsString::from(path);
    aside.push(format!(".{}.tmp", std::process::id()));
    let aside = Path::new(&aside);
    let written = File::create_new(aside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        publish(aside, path)
    });
    // What was linked has its own name by now, what was renamed has only that, and what failed is of no use.
    let _ = fs::remove_file(aside);
    written
}

/// A link, unlike a renaming, does not replace what came between; memory sticks have no links.
fn publish(aside: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(aside, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => fs::rename(aside, path),
        linked => linked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_written_and_an_old_one_stays() {
        let name = format!("maklumat-fresh-{}", std::process::id());
        let directory = std::env::temp_dir().join(name);
        fs::create_dir_all(&directory).expect("a directory");
        let path = directory.join("faq.yaml");
        write(&path, b"first").expect("it is new");
        let error = write(&path, b"second").expect_err("it is there");
        assert_eq!(error.kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).expect("a file"), b"first");
        let files = fs::read_dir(&directory).expect("a directory").count();
        assert_eq!(files, 1, "nothing is left aside");
        fs::remove_dir_all(&directory).expect("it goes");
    }
}
