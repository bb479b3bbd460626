// SPDX-License-Identifier: Apache-2.0
//! gleam.toml: reading it, and finding the one that a module belongs to.

use camino::Utf8Path;
use gleam_core::Result;
use gleam_core::config::PackageConfig;
use gleam_core::error::{Error, FileIoAction, FileKind};
use gleam_core::manifest::{Manifest, ManifestPackage, ManifestPackageSource};
use gleam_core::paths::ProjectPaths;

use crate::project_io;

pub fn read(path: &Utf8Path) -> Result<PackageConfig> {
    let config: PackageConfig = parse_toml(path)?;
    config.check_gleam_compatibility()?;
    Ok(config)
}

/// That of the project.
pub fn read_root(paths: &ProjectPaths) -> Result<PackageConfig> {
    if !paths.root_config().is_file() {
        return Err(Error::FileIo {
            action: FileIoAction::Read,
            kind: FileKind::File,
            path: paths.root_config(),
            err: Some("File not found".into()),
        });
    }
    read(&paths.root_config())
}

pub fn parse_toml<T: serde::de::DeserializeOwned>(path: &Utf8Path) -> Result<T> {
    let text = project_io::read(path)?;
    toml::from_str(&text).map_err(|error| Error::FileIo {
        action: FileIoAction::Parse,
        kind: FileKind::File,
        path: path.to_path_buf(),
        err: Some(error.to_string()),
    })
}

/// The package that has `module` in its `src`, when that is a dependency.
pub fn dependency_with_module(
    module: &str,
    manifest: &Manifest,
    paths: &ProjectPaths,
) -> Result<Option<PackageConfig>> {
    for package in &manifest.packages {
        if !package.build_tools.iter().any(|tool| tool == "gleam") {
            continue;
        }
        let root = source_folder(package, paths);
        if root.join("src").join(format!("{module}.gleam")).is_file() {
            return Ok(Some(read(&root.join("gleam.toml"))?));
        }
    }
    Ok(None)
}

pub fn source_folder(package: &ManifestPackage, paths: &ProjectPaths) -> camino::Utf8PathBuf {
    match &package.source {
        ManifestPackageSource::Local { path } => paths.root().join(path),
        ManifestPackageSource::Hex { .. } | ManifestPackageSource::Git { .. } => {
            paths.build_packages_package(&package.name)
        }
    }
}
