// SPDX-License-Identifier: Apache-2.0
//! Packages that are on this machine as source: path dependencies, found by walking from the project.

use std::collections::HashMap;

use camino::{Utf8Path, Utf8PathBuf};
use ecow::EcoString;
use gleam_core::Result;
use gleam_core::error::Error;
use gleam_core::manifest::{ManifestPackage, ManifestPackageSource};
use gleam_core::requirement::Requirement;
use hexpm::version::{Range, Version};

use crate::config;
use crate::project_io::canonicalise;

#[derive(Debug, Clone)]
pub struct Provided {
    pub version: Version,
    pub path: Utf8PathBuf,
    pub requirements: HashMap<EcoString, Range>,
}

impl Provided {
    pub fn to_manifest_package(&self, name: &str) -> ManifestPackage {
        let mut requirements: Vec<_> = self.requirements.keys().cloned().collect();
        requirements.sort();
        ManifestPackage {
            name: name.into(),
            version: self.version.clone(),
            otp_app: None,
            build_tools: vec!["gleam".into()],
            requirements,
            source: ManifestPackageSource::Local { path: self.path.clone() },
        }
    }

    /// As the version solver wants it: a package with this one release.
    pub fn to_hex_package(&self, name: &str) -> hexpm::Package {
        single_release(name, "local", self.version.clone(), self.requirements.iter())
    }
}

pub fn single_release<'a>(
    name: &str,
    repository: &str,
    version: Version,
    requirements: impl Iterator<Item = (&'a EcoString, &'a Range)>,
) -> hexpm::Package {
    let requirements = requirements
        .map(|(name, range)| {
            let requirement = range.clone();
            (
                name.to_string(),
                hexpm::Dependency { requirement, optional: false, app: None, repository: None },
            )
        })
        .collect();
    hexpm::Package {
        name: name.into(),
        repository: repository.into(),
        releases: vec![hexpm::Release {
            version,
            requirements,
            retirement_status: None,
            outer_checksum: vec![],
            meta: (),
        }],
    }
}

/// What to do about a dependency that is neither on Hex nor a path.
pub type GitRange<'a> = &'a dyn Fn(&EcoString) -> Result<Range>;

/// Adds the package at `path` (relative to `parent`) and all its own path dependencies to `provided`.
/// Result: the range that pins it. `parents` are the packages on the way from the root, for cycles.
pub fn provide(
    name: &EcoString,
    path: &Utf8Path,
    parent: &Utf8Path,
    git: GitRange<'_>,
    provided: &mut HashMap<EcoString, Provided>,
    parents: &mut Vec<EcoString>,
) -> Result<Range> {
    let path = if path.is_absolute() { path.to_path_buf() } else { canonicalise(&parent.join(path))? };
    if let Some(position) = parents.iter().rposition(|parent| parent == name) {
        let mut packages = parents.split_off(position + 1);
        packages.push(name.clone());
        return Err(Error::PackageCycle { packages });
    }
    if let Some(known) = provided.get(name) {
        return same_place(name, known, &path);
    }
    let config = config::read(&path.join("gleam.toml"))?;
    if config.name != *name {
        return Err(Error::WrongDependencyProvided {
            expected: name.to_string(),
            path,
            found: config.name.to_string(),
        });
    }
    let mut requirements = HashMap::new();
    parents.push(name.clone());
    for (name, requirement) in config.dependencies {
        let range = match requirement {
            Requirement::Hex { version } => version,
            Requirement::Path { path: below } => provide(&name, &below, &path, git, provided, parents)?,
            Requirement::Git { .. } => git(&name)?,
        };
        let _ = requirements.insert(name, range);
    }
    let _ = parents.pop();
    let range = exactly(&config.version);
    let _ = provided.insert(name.clone(), Provided { version: config.version, path, requirements });
    Ok(range)
}

fn same_place(name: &EcoString, known: &Provided, path: &Utf8Path) -> Result<Range> {
    if canonicalise(&known.path)? == canonicalise(path)? {
        return Ok(exactly(&known.version));
    }
    let shown = |path: &Utf8Path| format!(r#"{{ path: "{path}" }}"#);
    Err(Error::ProvidedDependencyConflict {
        package: name.to_string(),
        source_1: shown(path),
        source_2: shown(&known.path),
    })
}

pub fn exactly(version: &Version) -> Range {
    Range::new(format!("== {version}")).expect("an exact version is a range")
}
