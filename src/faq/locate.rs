//! Where in the file problems are.

use std::collections::HashMap;

use super::{
    problem::{Place, Problem},
    walk::walk,
};

/// Tells each of `problems` its place in `text` and its entry, and puts them in the order of the file.
pub fn locate(problems: &mut [Problem], text: &str) {
    let mut places: HashMap<String, Option<Place>> = HashMap::new();
    let mut ids: HashMap<String, Option<String>> = HashMap::new();
    for problem in &*problems {
        places.extend(ancestry(&problem.path).map(|path| (path.to_owned(), None)));
        ids.extend(item(&problem.path).map(|item| (format!("{item}.id"), None)));
    }
    // What stands behind a mistake in the YAML stays unknown.
    let _ = walk(text, |node| {
        if let Some(place) = places.get_mut(node.path) {
            *place = Some(node.place);
        }
        if let Some(id) = ids.get_mut(node.path) {
            *id = node.text.map(str::to_owned);
        }
    });
    for problem in &mut *problems {
        let nearest = ancestry(&problem.path).find_map(|path| places[path]);
        problem.place = problem.place.or(nearest);
        let id = item(&problem.path).and_then(|item| ids[&format!("{item}.id")].clone());
        problem.entry = problem.entry.take().or(id);
    }
    problems.sort_by_key(|problem| problem.place.map(|place| (place.line, place.column)));
}

/// `a.b[0]`, `a.b`, `a`.
fn ancestry(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| {
        path.rfind(['.', '[']).map(|end| &path[..end])
    })
    .filter(|path| !path.is_empty())
}

/// The entry or gap that `path` leads into, as in `entries[3]`.
fn item(path: &str) -> Option<&str> {
    let end = path.find(']')?;
    let item = &path[..=end];
    (item.starts_with("entries[") || item.starts_with("not_covered[")).then_some(item)
}
