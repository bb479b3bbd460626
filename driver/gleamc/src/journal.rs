// SPDX-License-Identifier: Apache-2.0
//! What makes a build survive being killed at any point.
//!
//! The compiler decides what is up to date by times and hashes of single files, so a build that dies between two
//! of them can leave a package that looks done and is not (a copied `.erl` whose `.beam` was never written, half a
//! `.beam`). Therefore the first write to a package's build folder puts its name into a journal, and an orderly end
//! of the build, good or bad, removes the journal. A journal that is still there when the next build starts, which
//! is under the same lock, names the folders to make anew.

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::Write;

use camino::{Utf8Path, Utf8PathBuf};
use gleam_core::Result;
use gleam_core::build::{Mode, Target};
use gleam_core::paths::ProjectPaths;

use crate::project_io;

#[derive(Debug)]
pub struct Journal {
    /// `build/MODE/TARGET`
    directory: Utf8PathBuf,
    file: Utf8PathBuf,
    touched: HashSet<String>,
}

impl Journal {
    /// Requires: the lock of this mode and target is held.
    pub fn begin(paths: &ProjectPaths, mode: Mode, target: Target) -> Result<Self> {
        let directory = paths.build_directory_for_target(mode, target);
        let name = directory.file_name().unwrap_or("target");
        let file = paths.build_directory().join(format!("gleamr-{mode}-{name}.unfinished"));
        if let Ok(unfinished) = std::fs::read_to_string(&file) {
            for package in unfinished.lines().filter(|line| is_plain_name(line)) {
                project_io::delete_directory(&directory.join(package))?;
            }
            project_io::delete_file(&file)?;
        }
        Ok(Self { directory, file, touched: HashSet::new() })
    }

    /// To be called before anything at `path` is changed.
    pub fn about_to_write(&mut self, path: &Utf8Path) {
        let Ok(inside) = path.strip_prefix(&self.directory) else { return };
        let mut parts = inside.components();
        let Some(package) = parts.next() else { return };
        // Files directly in the target folder (the fingerprint) belong to no package.
        if parts.next().is_none() || self.touched.contains(package.as_str()) {
            return;
        }
        let package = package.as_str().to_string();
        // Without a journal the build is as good as upstream's, so a failure to write it is not fatal.
        if let Ok(mut file) = OpenOptions::new().create(true).append(true).open(&self.file) {
            let _ = writeln!(file, "{package}");
        }
        let _ = self.touched.insert(package);
    }

    /// The build came to an end of its own.
    pub fn finish(&mut self) {
        if !self.touched.is_empty() {
            let _ = std::fs::remove_file(&self.file);
            self.touched.clear();
        }
    }
}

fn is_plain_name(line: &str) -> bool {
    !line.is_empty() && line != "." && line != ".." && !line.contains(['/', '\\'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(name: &str) -> ProjectPaths {
        let root = std::env::temp_dir().join(format!("gleamc-journal-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        std::fs::create_dir_all(&root).unwrap();
        ProjectPaths::new(Utf8PathBuf::from_path_buf(root).unwrap())
    }

    fn half_built(paths: &ProjectPaths, package: &str) -> Utf8PathBuf {
        let file = paths.build_directory_for_package(Mode::Dev, Target::Erlang, package).join("ebin/x.beam");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, "half").unwrap();
        file
    }

    #[test]
    fn an_interrupted_package_is_made_anew() {
        let paths = project("interrupted");
        let touched = half_built(&paths, "lib");
        let untouched = half_built(&paths, "other");
        let mut journal = Journal::begin(&paths, Mode::Dev, Target::Erlang).unwrap();
        journal.about_to_write(&touched);
        drop(journal);
        let _ = Journal::begin(&paths, Mode::Dev, Target::Erlang).unwrap();
        assert!(!touched.exists());
        assert!(untouched.exists());
        std::fs::remove_dir_all(paths.root()).unwrap();
    }

    #[test]
    fn a_finished_package_stays() {
        let paths = project("finished");
        let file = half_built(&paths, "lib");
        let mut journal = Journal::begin(&paths, Mode::Dev, Target::Erlang).unwrap();
        journal.about_to_write(&file);
        journal.finish();
        let _ = Journal::begin(&paths, Mode::Dev, Target::Erlang).unwrap();
        assert!(file.exists());
        std::fs::remove_dir_all(paths.root()).unwrap();
    }

    #[test]
    fn a_journal_cannot_delete_outside_of_the_build_folder() {
        for line in ["", ".", "..", "../..", "a/b"] {
            assert!(!is_plain_name(line), "{line:?}");
        }
        assert!(is_plain_name("gleam_stdlib"));
    }
}
