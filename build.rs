//! Names the code that learns from a FAQ, so that what one version of it learnt is never taken for another's.

use std::{
    collections::hash_map::DefaultHasher,
    env, fs,
    hash::{Hash, Hasher},
    io,
    path::Path,
};

/// What learning depends on besides the versions of libraries, which `Cargo.lock` tells.
const LEARNERS: [&str; 2] = ["src/matcher", "src/text"];
const LIBRARIES: &str = "Cargo.lock";

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    env::var("CARGO_PKG_VERSION").ok().hash(&mut hasher);
    for directory in LEARNERS {
        println!("cargo::rerun-if-changed={directory}");
        hash_directory(Path::new(directory), &mut hasher)?;
    }
    println!("cargo::rerun-if-changed={LIBRARIES}");
    fs::read(LIBRARIES)?.hash(&mut hasher);
    println!("cargo::rustc-env=MAKLUMAT_LEARNER={:016x}", hasher.finish());
    Ok(())
}

fn hash_directory(directory: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    let mut paths = fs::read_dir(directory)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hash_directory(&path, hasher)?;
        } else {
            fs::read(&path)?.hash(hasher);
        }
    }
    Ok(())
}
