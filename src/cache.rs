//! What was learnt from a FAQ, kept beside the user's other caches, so that only the first start has to learn.
//!
//! A file of the cache is named by what the FAQ says and by the code that learns; a change of either makes it learn
//! anew. A cache that cannot be read or written costs time, nothing else.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use etcetera::base_strategy::{BaseStrategy, Xdg};
use rustc_hash::FxHasher;

use crate::{
    faq::Faq,
    matcher::{Matcher, Origin},
};

/// As many FAQs are kept; the one used longest ago makes room.
const KEPT: usize = 8;

/// The directory of the user's caches for this program: `$XDG_CACHE_HOME/maklumat`, or `~/.cache/maklumat`.
pub fn directory() -> Option<PathBuf> {
    let user = Xdg::new().ok()?;
    Some(user.cache_dir().join("maklumat"))
}

/// The matcher of a FAQ: as an earlier start left it in `directory`, or trained, and left there for the next.
pub fn matcher(faq: Faq, directory: Option<&Path>) -> Matcher {
    let Some(directory) = directory else {
        return Matcher::new(faq);
    };
    let path = directory.join(format!("{:016x}.learnt", name(&faq)));
    let file = fs::read(&path).unwrap_or_default();
    let (matcher, origin) = Matcher::from_learnt(faq, unseal(&file));
    if origin == Origin::Kept {
        return matcher;
    }
    // Nobody waits for the cache, so nobody is told that it failed.
    let _ = keep(directory, &path, &matcher.learnt());
    matcher
}

/// A number for all that learning depends on.
fn name(faq: &Faq) -> u64 {
    let mut hasher = DefaultHasher::new();
    env!("MAKLUMAT_LEARNER").hash(&mut hasher);
    faq.synonyms.hash(&mut hasher);
    for entry in &faq.entries {
        (&entry.id, &entry.title, &entry.phrasings, &entry.answer).hash(&mut hasher);
    }
    "gaps".hash(&mut hasher);
    for gap in &faq.not_covered {
        (&gap.id, &gap.title, &gap.phrasings, &gap.answer).hash(&mut hasher);
    }
    hasher.finish()
}

/// It is there for broken files, not for forged ones: two megabytes by the hash that resists forgery take a millisecond.
fn checksum(bytes: &[u8]) -> [u8; 8] {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish().to_le_bytes()
}

/// What follows the checksum, when it is whole.
fn unseal(file: &[u8]) -> Option<&[u8]> {
    let (sum, bytes) = file.split_first_chunk()?;
    (*sum == checksum(bytes)).then_some(bytes)
}

/// Writes aside and renames, so that no other process ever reads half a file.
fn keep(directory: &Path, path: &Path, learnt: &[u8]) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    let aside = path.with_extension(format!("{}.tmp", std::process::id()));
    fs::write(&aside, [&checksum(learnt)[..], learnt].concat())?;
    fs::rename(&aside, path)?;
    make_room(directory)
}

fn make_room(directory: &Path) -> io::Result<()> {
    let mut files: Vec<(SystemTime, PathBuf)> = fs::read_dir(directory)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "learnt")
        })
        .filter_map(|path| Some((fs::metadata(&path).ok()?.modified().ok()?, path)))
        .collect();
    files.sort();
    let surplus = files.len().saturating_sub(KEPT);
    files[..surplus]
        .iter()
        .try_for_each(|(_, path)| fs::remove_file(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faq(phrasing: &str) -> Faq {
        let text = format!(
            "entries: [{{id: a, phrasings: [{phrasing}], answer: a}}, {{id: b, phrasings: [kapan buka], answer: b}}]"
        );
        Faq::parse("test", text.as_bytes()).unwrap()
    }

    #[test]
    fn what_was_kept_understands_as_what_was_learnt() {
        let directory = std::env::temp_dir().join(format!("maklumat-cache-{}", std::process::id()));
        let learnt = matcher(faq("di mana kantornya"), Some(&directory));
        let files = || {
            fs::read_dir(&directory)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect::<Vec<_>>()
        };
        let [file] = files().try_into().unwrap();
        let kept = matcher(faq("di mana kantornya"), Some(&directory));
        assert_eq!(files(), std::slice::from_ref(&file));
        for text in ["kantor dmn", "bukanya kapan", "", "lain sama sekali"] {
            assert_eq!(kept.understand(text), learnt.understand(text));
        }

        let mut broken = fs::read(&file).unwrap();
        broken[40] ^= 1;
        fs::write(&file, &broken).unwrap();
        assert_eq!(
            matcher(faq("di mana kantornya"), Some(&directory)).understand("kantor"),
            learnt.understand("kantor")
        );
        assert_ne!(
            fs::read(&file).unwrap(),
            broken,
            "a broken file is written anew"
        );

        matcher(faq("di mana kantor polisi"), Some(&directory));
        assert_eq!(files().len(), 2, "other phrasings are learnt by themselves");
        fs::remove_dir_all(&directory).unwrap();
    }
}
