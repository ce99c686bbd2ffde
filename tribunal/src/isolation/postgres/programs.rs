//! The `PostgreSQL` programs of this machine.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A folder with `initdb` and `postgres`.
#[derive(Clone, Debug)]
pub(in crate::isolation) struct Programs {
    folder: PathBuf,
}

impl Programs {
    /// Looks in `PATH`, where `pg_config` points, and where Debian, Red Hat and Homebrew put them; the newest of each.
    pub(in crate::isolation) fn find() -> Option<Self> {
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = env::split_paths(&path).map(resolved).chain(pg_config()).chain(versioned());
        folders.into_iter().find(|folder| complete(folder)).map(|folder| Self { folder })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

/// Each `pg_dump` there is: only the one named by `TRIBUNAL_PG_DUMP`, if it names one, else the newest first. `PATH` comes
/// last, for what Debian has there is a script that looks for the right one and takes its time.
pub(super) fn dumpers() -> Vec<PathBuf> {
    if let Some(program) = env::var_os("TRIBUNAL_PG_DUMP") {
        return vec![PathBuf::from(program)];
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let libpq = ["/opt/homebrew/opt/libpq/bin", "/usr/local/opt/libpq/bin"].map(PathBuf::from);
    let folders = versioned().into_iter().chain(libpq).chain(pg_config()).chain(env::split_paths(&path));
    let mut found: Vec<PathBuf> = Vec::new();
    for program in folders.map(|folder| folder.join("pg_dump")) {
        if program.is_absolute() && program.is_file() && !found.contains(&program) {
            found.push(program);
        }
    }
    found
}

/// `PATH` may hold only links to some of the programs: the folder that `postgres` really lies in counts.
fn resolved(folder: PathBuf) -> PathBuf {
    let real = fs::canonicalize(folder.join("postgres")).ok();
    real.and_then(|program| program.parent().map(Path::to_path_buf)).unwrap_or(folder)
}

fn pg_config() -> Option<PathBuf> {
    let output =
        Command::new("pg_config").arg("--bindir").output().ok().filter(|output| output.status.success())?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

fn versioned() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (parent, suffix) in [
        ("/usr/lib/postgresql", "bin"),
        ("/usr", "bin"),
        ("/opt/homebrew/opt", "bin"),
        ("/usr/local/opt", "bin"),
    ] {
        let children = fs::read_dir(parent).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut versions: Vec<(u32, PathBuf)> = children
            .filter_map(|folder| {
                let name = folder.file_name()?.to_str()?;
                let version =
                    name.trim_start_matches("pgsql-").trim_start_matches("postgresql@").parse().ok()?;
                Some((version, folder.join(suffix)))
            })
            .collect();
        versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
        found.extend(versions.into_iter().map(|(_, folder)| folder));
    }
    found
}

fn complete(folder: &Path) -> bool {
    folder.is_absolute() && ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file())
}
