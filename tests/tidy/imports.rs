//! What imports what, as the compiler reads it: grouped imports and paths in the code alike. Unit tests are left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use syn::{
    Attribute, File, ItemFn, ItemImpl, ItemMod, ItemUse, Macro, UseTree,
    visit::{self, Visit},
};

/// A module's name within its crate, or an import's: its segments.
pub type Name = Vec<String>;

/// The modules of a crate, and what each of them names.
pub struct Modules(BTreeMap<Name, Module>);

#[derive(Default)]
struct Module {
    /// Whatever is imported or named by a path.
    names: BTreeSet<Name>,
    /// What it calls what it imports: others may reach it by that.
    imported: BTreeMap<String, Name>,
}

impl Modules {
    /// Reads the crate whose root is in the directory `root`; binaries beside a library are not part of it.
    pub fn read(root: &Path) -> Self {
        let mut modules = BTreeMap::new();
        read_directory(root, &Vec::new(), &mut modules);
        Self(modules)
    }

    /// Whether there is a module of this name.
    pub fn has(&self, name: &[String]) -> bool {
        self.0.contains_key(name)
    }

    /// Every module with each module that it imports from.
    pub fn arrows(&self) -> BTreeSet<(Name, Name)> {
        let all = self.0.iter().flat_map(|(from, module)| {
            let targets = module.names.iter();
            let targets = targets.filter_map(|name| self.target(from, name));
            targets.map(|to| (from.clone(), to))
        });
        all.filter(|(from, to)| from != to).collect()
    }

    /// For each module with others below it, what these import of each other.
    pub fn families(&self) -> BTreeMap<Name, BTreeSet<(String, String)>> {
        let mut families: BTreeMap<Name, BTreeSet<_>> = BTreeMap::new();
        for (from, to) in self.arrows() {
            let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
            if let (Some(a), Some(b)) = (from.get(common), to.get(common)) {
                let family = families.entry(from[..common].to_vec()).or_default();
                family.insert((a.clone(), b.clone()));
            }
        }
        families
    }

    /// The module that holds what `name` means in the module `from`; none for another crate's.
    fn target(&self, from: &[String], name: &[String]) -> Option<Name> {
        let mut name = self.absolute(from, name)?;
        // What a module imports can be reached through it, but is not its own.
        for _ in 0..8 {
            let module = (0..=name.len()).rev().map(|end| &name[..end]);
            let module = module.into_iter().find(|module| self.has(module))?.to_vec();
            let item = name.get(module.len());
            let imported = item.and_then(|item| self.0[&module].imported.get(item));
            match imported.and_then(|imported| self.absolute(&module, imported)) {
                Some(source) if source != name => name = source,
                _ => return Some(module),
            }
        }
        None
    }

    fn absolute(&self, from: &[String], name: &[String]) -> Option<Name> {
        let (first, rest) = name.split_first()?;
        let mut base = match first.as_str() {
            "crate" => Vec::new(),
            "self" => from.to_vec(),
            "super" => from[..from.len().checked_sub(1)?].to_vec(),
            _ => {
                let below = [from, std::slice::from_ref(first)].concat();
                return self.has(&below).then(|| [&below, rest].concat());
            }
        };
        let ups = rest.iter().take_while(|segment| *segment == "super");
        let ups = ups.count();
        base.truncate(base.len().checked_sub(ups)?);
        Some([&base, &rest[ups..]].concat())
    }
}

/// A way from a node along `arrows` back to it, if there is one.
pub fn circle(arrows: &BTreeSet<(String, String)>) -> Option<Vec<String>> {
    arrows.iter().find_map(|(start, _)| {
        let (mut ways, mut seen) = (vec![vec![start.clone()]], BTreeSet::new());
        while let Some(way) = ways.pop() {
            for (_, to) in arrows.iter().filter(|(from, _)| Some(from) == way.last()) {
                let way = [way.as_slice(), std::slice::from_ref(to)].concat();
                if to == start {
                    return Some(way);
                }
                if seen.insert(to.clone()) {
                    ways.push(way);
                }
            }
        }
        None
    })
}

/// Each name that a source imports or gives by a path.
pub fn names(source: &str) -> BTreeSet<Name> {
    read_source(source).names
}

fn read_directory(directory: &Path, name: &Name, modules: &mut BTreeMap<Name, Module>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let below = [name.as_slice(), &[stem.clone().into_owned()]].concat();
        let is_library = directory.join("lib.rs").exists();
        if path.is_dir() && !(is_library && stem == "bin") {
            read_directory(&path, &below, modules);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !(is_library && stem == "main")
        {
            let source = fs::read_to_string(&path).expect("a source");
            let is_root = ["mod", "lib", "main"].contains(&stem.as_ref());
            let name = if is_root { name.clone() } else { below };
            modules.insert(name, read_source(&source));
        }
    }
}

fn read_source(source: &str) -> Module {
    let file: File = syn::parse_file(source).expect("Rust");
    let mut module = Module::default();
    module.visit_file(&file);
    module
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let test = |path: &syn::Path| path.is_ident("test");
        let condition = attribute.path().is_ident("cfg");
        condition
            && attribute
                .parse_args::<syn::Path>()
                .is_ok_and(|path| test(&path))
    })
}

impl Module {
    fn import(&mut self, before: &Name, tree: &UseTree) {
        let and = |name: String| [before.as_slice(), &[name]].concat();
        match tree {
            UseTree::Path(path) => self.import(&and(path.ident.to_string()), &path.tree),
            UseTree::Group(group) => group
                .items
                .iter()
                .for_each(|tree| self.import(before, tree)),
            UseTree::Glob(_) => drop(self.names.insert(before.clone())),
            UseTree::Name(name) if name.ident == "self" => {
                let last = before.last().cloned().unwrap_or_default();
                self.import_as(before.clone(), last);
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                self.import_as(and(name.clone()), name);
            }
            UseTree::Rename(rename) => {
                self.import_as(and(rename.ident.to_string()), rename.rename.to_string());
            }
        }
    }

    fn import_as(&mut self, name: Name, called: String) {
        self.imported.insert(called, name.clone());
        self.names.insert(name);
    }
}

impl<'ast> Visit<'ast> for Module {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if !is_for_tests(&item.attrs) {
            self.import(&Vec::new(), &item.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter();
        let name: Name = segments.map(|segment| segment.ident.to_string()).collect();
        if name.len() > 1 {
            self.names.insert(name);
        }
        visit::visit_path(self, path);
    }

    /// What stands in a macro is no syntax tree: only its words are known.
    fn visit_macro(&mut self, call: &'ast Macro) {
        visit::visit_macro(self, call);
        let tokens = call.tokens.to_string();
        let tokens = tokens.replace(" :: ", "::").replace(":: ", "::");
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        for word in tokens.split(|c| !is_part(c)) {
            let name: Name = word.split("::").map(str::to_owned).collect();
            if name.len() > 1 && name.iter().all(|segment| !segment.is_empty()) {
                self.names.insert(name);
            }
        }
    }
}

#[test]
fn a_grouped_import_is_seen() {
    let source = "use std::{fmt, fs as files}; fn f() { vec![crate::a::B]; super::c::d() }
        #[cfg(test)] mod tests { use std::env; }";
    let names: Vec<_> = names(source).iter().map(|name| name.join("::")).collect();
    assert_eq!(names, ["crate::a::B", "std::fmt", "std::fs", "super::c::d"]);
}

#[test]
fn a_circle_is_found() {
    let arrows = |arrows: &[(&str, &str)]| {
        let own = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
        arrows.iter().map(own).collect()
    };
    assert_eq!(circle(&arrows(&[("a", "b"), ("b", "c"), ("a", "c")])), None);
    let way = circle(&arrows(&[("x", "a"), ("a", "b"), ("b", "c"), ("c", "a")]));
    assert_eq!(way.map(|way| way.join(" ")), Some("a b c a".to_owned()));
}
