//! The import rules of ARCHITECTURE.md, read from the `use` lines, and what else the tree must agree on. A rule that a
//! line breaks is named with the line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Folders of `src` that are no feature: wiring, furniture, and what is built from every feature.
const NO_FEATURES: [&str; 7] = ["api", "cli", "config", "fixture", "infra", "openapi", "soft_delete"];

/// One path that a file names: `crate::accounts::store`.
struct Import {
    file: PathBuf,
    line: usize,
    path: String,
}

impl Import {
    /// The part of a feature that a file is: `api`, `dto`, `service`...
    fn layer(&self) -> String {
        self.part(1)
    }

    /// The folder of `src` that a file lies in.
    fn owner(&self) -> String {
        self.part(0)
    }

    fn part(&self, index: usize) -> String {
        let part = self.file.components().nth(index + 1);
        let part = part.map(|it| it.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
        part.trim_end_matches(".rs").to_owned()
    }

    /// Whether the path goes through these steps, one after the other.
    fn names(&self, steps: &str) -> bool {
        let path: Vec<&str> = self.path.split("::").collect();
        let steps: Vec<&str> = steps.split("::").collect();
        path.windows(steps.len()).any(|window| window == steps)
    }

    fn is_test(&self) -> bool {
        self.file.components().any(|it| it.as_os_str() == "tests")
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = entries
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else if path.extension().is_some_and(|it| it == "rs") {
                vec![path]
            } else {
                Vec::new()
            }
        })
        .collect();
    found.sort();
    found
}

/// Every path of every `use` in a folder, braces taken apart, up to the tests of each file.
fn imports(folder: &str) -> Vec<Import> {
    let mut imports = Vec::new();
    for file in files(&root().join(folder)) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let file = file.strip_prefix(root()).unwrap_or(&file).to_path_buf();
        let mut statement: Option<(usize, String)> = None;
        for (index, line) in code.lines().enumerate() {
            let trimmed = line.trim();
            let begins = ["use ", "pub use ", "pub(crate) use ", "pub(super) use "];
            if let Some(rest) = begins.iter().find_map(|word| trimmed.strip_prefix(word)) {
                statement = Some((index + 1, rest.to_owned()));
            } else if let Some((_, open)) = &mut statement {
                open.push_str(trimmed);
            }
            if let Some((line, whole)) = statement.take_if(|(_, open)| open.contains(';')) {
                let paths = apart(whole.split(';').next().unwrap_or_default());
                imports.extend(paths.into_iter().map(|path| Import { file: file.clone(), line, path }));
            }
        }
    }
    imports
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d`, `a::c::e`.
fn apart(path: &str) -> Vec<String> {
    let path = path.trim();
    let Some((head, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let (mut depth, mut parts) = (0_usize, vec![String::new()]);
    for sign in inner.chars() {
        match sign {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(sign);
        }
    }
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| apart(&part)).map(|part| format!("{head}{part}")).collect()
}

fn features() -> BTreeSet<String> {
    let entries = fs::read_dir(root().join("src")).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.path().is_dir());
    let names = folders.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| !NO_FEATURES.contains(&name.as_str())).collect()
}

/// Proves that no import breaks a rule.
#[track_caller]
fn prove(rule: &str, imports: &[Import], breaks: impl Fn(&Import) -> bool) {
    let broken: Vec<String> = imports
        .iter()
        .filter(|import| !import.is_test() && breaks(import))
        .map(|import| format!("{}:{}: use {}", import.file.display(), import.line, import.path))
        .collect();
    assert!(broken.is_empty(), "{rule}:\n{}", broken.join("\n"));
}

fn features_named<'a>(import: &'a Import, features: &'a BTreeSet<String>) -> Option<&'a String> {
    let folder = import.path.strip_prefix("crate::")?.split("::").next()?;
    features.get(folder)
}

#[test]
fn the_reader_of_imports_sees_what_is_there() {
    assert_eq!(apart("a::{b, c::{d, e as f}, g}"), ["a::b", "a::c::d", "a::c::e as f", "a::g"]);
    let all = imports("src");
    assert!(all.len() > 200, "only {} imports were read", all.len());
    assert!(features().contains("accounts") && features().contains("health"));
    assert!(all.iter().any(|it| it.owner() == "accounts" && it.layer() == "store" && it.names("sea_orm")));
}

#[test]
fn handlers_and_their_objects_never_see_the_database() {
    let features = features();
    prove("api and dto never see store, entity or sea_orm", &imports("src"), |import| {
        features.contains(&import.owner())
            && ["api", "dto"].contains(&import.layer().as_str())
            && ["store", "entity", "sea_orm"].iter().any(|word| import.names(word))
    });
}

#[test]
fn services_never_see_http_or_another_features_store() {
    let features = features();
    prove("service never sees poem, status codes or another feature's store", &imports("src"), |import| {
        let foreign = features_named(import, &features).is_some_and(|name| *name != import.owner());
        features.contains(&import.owner())
            && import.layer() == "service"
            && (["poem", "poem_openapi", "StatusCode"].iter().any(|word| import.names(word))
                || (foreign && import.names("store")))
    });
}

#[test]
fn models_are_pure() {
    let impure = ["sea_orm", "sqlx", "poem", "poem_openapi", "tokio", "store", "entity", "service"];
    let features = features();
    prove("model is pure", &imports("src"), |import| {
        features.contains(&import.owner())
            && import.layer() == "model"
            && impure.iter().any(|word| import.names(word))
    });
}

#[test]
fn entities_are_private_to_their_feature() {
    let features = features();
    prove("entity is private", &imports("src"), |import| {
        let named = features_named(import, &features);
        import.names("entity") && named.is_some_and(|name| *name != import.owner())
    });
}

#[test]
fn what_all_share_imports_no_feature() {
    let features = features();
    prove("infra, config, soft_delete and api import no feature", &imports("src"), |import| {
        ["infra", "config", "soft_delete", "api"].contains(&import.owner().as_str())
            && (features_named(import, &features).is_some()
                || ["crate::app", "crate::routes", "crate::fixture"]
                    .iter()
                    .any(|it| import.path.starts_with(it)))
    });
    prove("infra and config know nothing of HTTP furniture", &imports("src"), |import| {
        ["infra", "config"].contains(&import.owner().as_str()) && import.path.starts_with("crate::api")
    });
}

#[test]
fn features_do_not_import_each_other_in_a_circle() {
    let features = features();
    let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for import in imports("src") {
        let owner = import.owner();
        if let Some(named) = features_named(&import, &features)
            && features.contains(&owner)
            && *named != owner
        {
            needs.entry(owner).or_default().insert(named.clone());
        }
    }
    // What needs nothing that is left is taken away, again and again; a circle stays.
    while let Some(free) =
        needs.keys().find(|it| needs[*it].iter().all(|need| !needs.contains_key(need))).cloned()
    {
        needs.remove(&free);
    }
    assert!(needs.is_empty(), "these features need each other: {needs:?}");
}

#[test]
fn the_engine_imports_nothing_of_plenary() {
    let all: Vec<Import> = ["tribunal/src", "tribunal/tests"].into_iter().flat_map(imports).collect();
    assert!(all.len() > 50, "only {} imports were read", all.len());
    let broken = all.iter().find(|it| it.path.starts_with("plenary") || it.path.starts_with("migration"));
    assert!(broken.is_none(), "tribunal imports {}", broken.map(|it| it.path.as_str()).unwrap_or_default());
    let manifest = fs::read_to_string(root().join("tribunal/Cargo.toml")).unwrap_or_default();
    assert!(!manifest.contains("plenary") && !manifest.contains("migration"), "tribunal depends on Plenary");
}

#[test]
fn files_stay_short_and_mod_rs_holds_no_logic() {
    for file in
        ["src", "migration/src", "hooks/src", "tribunal/src"].iter().flat_map(|it| files(&root().join(it)))
    {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines: split it", file.display());
        if file.ends_with("mod.rs") && !file.starts_with(root().join("tribunal")) {
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            assert!(!code.lines().any(|line| line.contains("fn ")), "{} holds logic", file.display());
        }
    }
}

/// The image is built from the manifests first, so that its layers cache the dependencies; cargo wants all of them.
#[test]
fn the_image_knows_every_member_of_the_workspace() {
    let read = |name: &str| fs::read_to_string(root().join(name)).unwrap_or_default();
    let (manifest, image) = (read("Cargo.toml"), read("Dockerfile"));
    let members = manifest.lines().find(|line| line.starts_with("members = ")).unwrap_or_default();
    let members: Vec<&str> = members.split('"').skip(1).step_by(2).collect();
    assert!(members.contains(&"tribunal"), "the members stand in one line: {members:?}");
    let packages = image.lines().find(|line| line.starts_with("RUN for package in ")).unwrap_or_default();
    for member in members {
        let copy = match member {
            "." => "COPY Cargo.toml Cargo.lock ./".to_owned(),
            member => format!("COPY {member}/Cargo.toml {member}/"),
        };
        assert!(image.lines().any(|line| line == copy), "the Dockerfile lacks `{copy}`");
        let listed = packages.split(&[' ', ';'][..]).any(|package| package == member);
        assert!(listed, "the Dockerfile's `for package in` lacks {member}");
    }
}
