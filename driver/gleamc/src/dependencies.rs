// SPDX-License-Identifier: Apache-2.0
//! From gleam.toml to the list of packages, without a network: path dependencies are walked, packages of Hex and Git
//! must be locked in manifest.toml and lie in build/packages. What needs more than that is an error that names `gleam`.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use ecow::EcoString;
use gleam_core::build::{Mode, SourceFingerprint, Target, Telemetry};
use gleam_core::config::PackageConfig;
use gleam_core::dependency::{self, PackageFetchError, PackageFetcher};
use gleam_core::error::{Error, FileIoAction, FileKind};
use gleam_core::manifest::{Manifest, PackageChanges, Resolved};
use gleam_core::paths::ProjectPaths;
use gleam_core::requirement::Requirement;
use hexpm::version::{Range, Version};

use crate::failure::Failure;
use crate::provided::{Provided, exactly, provide, single_release};
use crate::{build_lock, config, project_io};

/// Brings manifest.toml and build/packages/packages.toml up to date.
pub fn resolve(
    paths: &ProjectPaths,
    config: &PackageConfig,
    telemetry: &dyn Telemetry,
) -> Result<Manifest, Failure> {
    let _guard = build_lock::lock_packages(paths, telemetry)?;
    let resolved = resolve_versions(paths, config, telemetry)?;
    let local = LocalPackages::read(paths)?;
    remove_extra_packages(paths, &local, &resolved.manifest, telemetry)?;
    require_sources(paths, &local, &resolved.manifest, &config.name)?;
    if resolved.any_changes() {
        let text = resolved.manifest.to_toml(paths.root());
        let temporary = paths.build_directory().join("manifest.toml.new");
        project_io::replace(&paths.manifest(), &temporary, text.as_bytes())?;
    }
    let wanted = LocalPackages::of(&resolved.manifest);
    if wanted != local || !paths.build_packages_toml().is_file() {
        wanted.write(paths)?;
    }
    telemetry.resolved_package_versions(&resolved.package_changes);
    Ok(resolved.manifest)
}

fn resolve_versions(
    paths: &ProjectPaths,
    config: &PackageConfig,
    telemetry: &dyn Telemetry,
) -> Result<Resolved, Failure> {
    if !paths.manifest().exists() {
        return Ok(Resolved::all_added(solve(paths, config, None, telemetry)?));
    }
    let old: Manifest = config::parse_toml(&paths.manifest())?;
    let wanted = config.all_direct_dependencies()?;
    let same = same_requirements(&old.requirements, &wanted, paths)?;
    if same && path_dependencies_unchanged(&wanted, paths)? {
        return Ok(Resolved::no_change(old));
    }
    let manifest = solve(paths, config, Some(&old), telemetry)?;
    Ok(Resolved {
        package_changes: PackageChanges::between_manifests(&old, &manifest),
        manifest,
        requirements_changed: !same,
    })
}

fn same_requirements(
    left: &HashMap<EcoString, Requirement>,
    right: &HashMap<EcoString, Requirement>,
    paths: &ProjectPaths,
) -> Result<bool, Error> {
    if left.len() != right.len() {
        return Ok(false);
    }
    for (name, one) in left {
        let same = match (one, right.get(name)) {
            (Requirement::Path { path: one }, Some(Requirement::Path { path: other })) => {
                project_io::canonicalise(&paths.root().join(one))?
                    == project_io::canonicalise(&paths.root().join(other))?
            }
            (one, other) => Some(one) == other,
        };
        if !same {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether the gleam.toml of every direct path dependency is what it was; remembers what it is now.
fn path_dependencies_unchanged(
    requirements: &HashMap<EcoString, Requirement>,
    paths: &ProjectPaths,
) -> Result<bool, Error> {
    for (name, requirement) in requirements {
        let Requirement::Path { path } = requirement else { continue };
        let config_path = paths.path_dependency_gleam_toml_path(path);
        let remembered = paths.dependency_gleam_toml_fingerprint_path(name);
        if remembered.exists()
            && project_io::modification_time(&config_path)? <= project_io::modification_time(&remembered)?
        {
            continue;
        }
        let now = SourceFingerprint::new(&project_io::read(&config_path)?).to_numerical_string();
        if !remembered.exists() || project_io::read(&remembered)? != now {
            project_io::write(&remembered, now.as_bytes())?;
            return Ok(false);
        }
    }
    Ok(true)
}

/// The version solver, over what is on this machine.
fn solve(
    paths: &ProjectPaths,
    config: &PackageConfig,
    old: Option<&Manifest>,
    telemetry: &dyn Telemetry,
) -> Result<Manifest, Failure> {
    telemetry.resolving_package_versions();
    let locked = config.locked(old)?;
    let mut provided: HashMap<EcoString, Provided> = HashMap::new();
    let mut wanted = HashMap::new();
    let on_disc = OnDisc { paths, old };
    let git = |name: &EcoString| on_disc.pinned(name);
    for (name, requirement) in config.dependencies_for(Mode::Dev)? {
        let range = match requirement {
            Requirement::Hex { version } => version,
            Requirement::Path { path } => {
                provide(&name, &path, paths.root(), &git, &mut provided, &mut vec![])?
            }
            Requirement::Git { .. } => git(&name)?,
        };
        let _ = wanted.insert(name, range);
    }
    let packages = provided.iter().map(|(name, package)| (name.clone(), package.to_hex_package(name)));
    let versions = dependency::resolve_versions(
        &on_disc,
        packages.collect(),
        config.name.clone(),
        wanted.into_iter(),
        &locked,
    )
    .map_err(|error| on_disc.explain(error, config, &provided))?;
    let mut packages = vec![];
    for name in versions.keys() {
        match (provided.get(name.as_str()), on_disc.locked_package(name)) {
            (Some(package), _) => packages.push(package.to_manifest_package(name)),
            (None, Some(package)) => packages.push(package.clone()),
            (None, None) => return Err(Failure::needs_download(std::slice::from_ref(name))),
        }
    }
    Ok(Manifest { packages, requirements: config.all_direct_dependencies()? })
}

/// Answers the solver's questions about packages of Hex from the manifest and the sources in build/packages.
struct OnDisc<'a> {
    paths: &'a ProjectPaths,
    old: Option<&'a Manifest>,
}

impl OnDisc<'_> {
    fn locked_package(&self, name: &str) -> Option<&gleam_core::manifest::ManifestPackage> {
        self.old?.packages.iter().find(|package| package.name == name && !package.is_local())
    }

    fn pinned(&self, name: &EcoString) -> Result<Range, Error> {
        match self.locked_package(name) {
            Some(package) => Ok(exactly(&package.version)),
            None => Range::new(">= 0.0.0".to_string()).map_err(|error| Error::InvalidVersionFormat {
                input: name.to_string(),
                error: error.to_string(),
            }),
        }
    }

    /// A package that only the registry knows is the reason of a failure more often than not: then say that.
    fn explain(
        &self,
        error: Error,
        config: &PackageConfig,
        provided: &HashMap<EcoString, Provided>,
    ) -> Failure {
        let direct = config.all_direct_dependencies().unwrap_or_default();
        let indirect = provided.values().flat_map(|package| package.requirements.keys());
        let unknown: HashSet<_> = direct
            .keys()
            .chain(indirect)
            .filter(|name| !provided.contains_key(*name) && self.locked_package(name).is_none())
            .map(|name| name.to_string())
            .collect();
        if unknown.is_empty() {
            return Failure::from(error);
        }
        let mut unknown: Vec<_> = unknown.into_iter().collect();
        unknown.sort();
        Failure::needs_download(&unknown)
    }
}

impl PackageFetcher for OnDisc<'_> {
    fn get_dependencies(&self, package: &str) -> Result<Rc<hexpm::Package>, PackageFetchError> {
        let unknown = || PackageFetchError::NotFoundError(package.to_string());
        let locked = self.locked_package(package).ok_or_else(unknown)?;
        let any = Range::new(">= 0.0.0".to_string()).map_err(|_| unknown())?;
        // The manifest has names only; a Gleam package's own gleam.toml has the ranges.
        let own = config::read(&self.paths.build_packages_package_config(package)).ok();
        let range = |name: &EcoString| match own.as_ref().and_then(|own| own.dependencies.get(name)) {
            Some(Requirement::Hex { version }) => version.clone(),
            Some(Requirement::Path { .. } | Requirement::Git { .. }) | None => any.clone(),
        };
        let requirements: Vec<_> =
            locked.requirements.iter().map(|name| (name.clone(), range(name))).collect();
        let pairs = requirements.iter().map(|(name, range)| (name, range));
        Ok(Rc::new(single_release(package, "hexpm", locked.version.clone(), pairs)))
    }
}

/// Deletes sources and build results of packages that are no longer wanted in that version.
fn remove_extra_packages(
    paths: &ProjectPaths,
    local: &LocalPackages,
    manifest: &Manifest,
    telemetry: &dyn Telemetry,
) -> Result<(), Error> {
    let wanted: HashSet<_> = manifest.packages.iter().map(|p| (&p.name, &p.version)).collect();
    let extra: Vec<_> = local.packages.iter().filter(|pair| !wanted.contains(pair)).collect();
    if extra.is_empty() {
        return Ok(());
    }
    for mode in [Mode::Dev, Mode::Prod, Mode::Lsp] {
        for target in [Target::Erlang, Target::JavaScript] {
            let _guard = build_lock::lock_target(paths, mode, target, telemetry)?;
            for (name, _) in &extra {
                let package = manifest.packages.iter().find(|package| package.name == **name);
                let application = package.map_or(*name, |package| package.application_name());
                project_io::delete_directory(&paths.build_directory_for_package(mode, target, application))?;
            }
        }
    }
    for (name, _) in extra {
        project_io::delete_directory(&paths.build_packages_package(name))?;
    }
    Ok(())
}

fn require_sources(
    paths: &ProjectPaths,
    local: &LocalPackages,
    manifest: &Manifest,
    root: &str,
) -> Result<(), Failure> {
    let missing: Vec<String> = manifest
        .packages
        .iter()
        .filter(|package| package.name != root && !package.is_local())
        .filter(|package| {
            local.packages.get(&package.name) != Some(&package.version)
                || !paths.build_packages_package(&package.name).is_dir()
        })
        .map(|package| package.name.to_string())
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(Failure::needs_download(&missing)) }
}

/// build/packages/packages.toml: which versions of which packages lie there. `gleam` reads and writes it too.
#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct LocalPackages {
    packages: HashMap<EcoString, Version>,
    #[serde(default)]
    git: HashMap<EcoString, GitState>,
}

#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct GitState {
    commit: EcoString,
    #[serde(default)]
    path: Option<camino::Utf8PathBuf>,
}

impl LocalPackages {
    fn read(paths: &ProjectPaths) -> Result<Self, Error> {
        let path = paths.build_packages_toml();
        if !path.exists() {
            return Ok(Self { packages: HashMap::new(), git: HashMap::new() });
        }
        config::parse_toml(&path)
    }

    fn of(manifest: &Manifest) -> Self {
        let packages = manifest.packages.iter().map(|p| (p.name.clone(), p.version.clone())).collect();
        let git = manifest.packages.iter().filter_map(|package| match &package.source {
            gleam_core::manifest::ManifestPackageSource::Git { commit, path, .. } => {
                Some((package.name.clone(), GitState { commit: commit.clone(), path: path.clone() }))
            }
            _ => None,
        });
        Self { packages, git: git.collect() }
    }

    fn write(&self, paths: &ProjectPaths) -> Result<(), Error> {
        let text = toml::to_string(self).map_err(|error| Error::FileIo {
            action: FileIoAction::WriteTo,
            kind: FileKind::File,
            path: paths.build_packages_toml(),
            err: Some(error.to_string()),
        })?;
        let path = paths.build_packages_toml();
        project_io::replace(&path, &path.with_extension("new"), text.as_bytes())
    }
}
