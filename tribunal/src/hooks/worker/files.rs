//! From globs to hook files.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::WorkerError;

/// The hook files that globs mean, relative to a folder: absolute, each once, in the order of their base names, as
/// Dredd hands them over.
///
/// # Errors
/// A glob that is none, or that matches no file.
pub fn hook_files(folder: &Path, globs: &[String]) -> Result<Vec<PathBuf>, WorkerError> {
    let mut files: Vec<PathBuf> = Vec::new();
    for glob in globs {
        let failed = |why: String| WorkerError::Files(format!("--hookfiles `{glob}`: {why}"));
        let here = env::current_dir().map_err(|error| failed(error.to_string()))?;
        let pattern = here.join(folder).join(glob);
        let found = glob::glob(&pattern.to_string_lossy()).map_err(|error| failed(error.to_string()))?;
        let before = files.len();
        let mut seen = 0;
        for file in found {
            let file = file.map_err(|error| failed(error.to_string()))?;
            if file.is_file() {
                seen += 1;
                if !files.contains(&file) {
                    files.push(file);
                }
            }
        }
        if seen == 0 && files.len() == before {
            return Err(failed(format!("no such file in {}", here.join(folder).display())));
        }
    }
    files.sort_by(|a, b| a.file_name().cmp(&b.file_name()).then_with(|| a.cmp(b)));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::hook_files;

    #[test]
    fn files_are_absolute_each_once_in_the_order_of_their_base_names() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b/1_last.py", "a/2_middle.py", "a/3_first.txt", "a/0.py"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let globs = ["a/*.py", "**/*.py", "./b/1_last.py"].map(str::to_owned);
        let files = hook_files(folder.path(), &globs).unwrap();
        let expected = ["a/0.py", "b/1_last.py", "a/2_middle.py"].map(|name| folder.path().join(name));
        assert_eq!(files, expected);
    }

    #[test]
    fn a_glob_without_files_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let error = hook_files(folder.path(), &["hooks/*.py".to_owned()]).unwrap_err().to_string();
        assert!(error.contains("`hooks/*.py`: no such file in"), "{error}");
    }
}
