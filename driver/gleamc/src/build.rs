// SPDX-License-Identifier: Apache-2.0
//! `build`, `check`, and the build before a run.

use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::time::Instant;

use ecow::EcoString;
use gleam_core::analyse::TargetSupport;
use gleam_core::build::{
    Built, Codegen, Compile, Mode, NullTelemetry, Options, ProjectCompiler, Target, Telemetry,
};
use gleam_core::config::PackageConfig;
use gleam_core::error::Error;
use gleam_core::manifest::Manifest;
use gleam_core::paths::ProjectPaths;
use gleam_core::type_::ModuleFunction;

use crate::console::{ConsoleWarnings, Reporter};
use crate::failure::Failure;
use crate::journal::Journal;
use crate::options::{BuildOptions, RunOptions, Which};
use crate::project_io::ProjectIO;
use crate::{build_lock, config, dependencies, javascript};

fn telemetry(no_print_progress: bool) -> &'static dyn Telemetry {
    if no_print_progress { &NullTelemetry } else { &Reporter }
}

pub fn check(paths: &ProjectPaths, options: BuildOptions) -> Result<(), Failure> {
    build_with(paths, options, Codegen::DepsOnly)
}

pub fn build(paths: &ProjectPaths, options: BuildOptions) -> Result<(), Failure> {
    build_with(paths, options, Codegen::All)
}

fn build_with(paths: &ProjectPaths, options: BuildOptions, codegen: Codegen) -> Result<(), Failure> {
    let config = config::read_root(paths)?;
    let manifest = dependencies::resolve(paths, &config, telemetry(options.no_print_progress))?;
    let options = Options {
        root_target_support: TargetSupport::Enforced,
        warnings_as_errors: options.warnings_as_errors,
        codegen,
        compile: Compile::All,
        mode: Mode::Dev,
        target: options.target,
        no_print_progress: options.no_print_progress,
    };
    let _ = compile(paths, config, options, manifest)?;
    Ok(())
}

fn compile(
    paths: &ProjectPaths,
    config: PackageConfig,
    options: Options,
    manifest: Manifest,
) -> Result<Built, Failure> {
    let telemetry = telemetry(options.no_print_progress);
    let target = options.target.unwrap_or(config.target);
    let (mode, codegen) = (options.mode, options.codegen);
    let start = Instant::now();
    let guard = build_lock::lock_target(paths, mode, target, telemetry)?;
    let io = ProjectIO::new(Journal::begin(paths, mode, target)?, paths.build_directory());
    let compiler = ProjectCompiler::new(
        config,
        options,
        manifest.packages,
        telemetry,
        Rc::new(ConsoleWarnings),
        paths.clone(),
        io.clone(),
    );
    let built = compiler.compile();
    // A file that could not be written (the disk is full) may have left its package half done.
    if !matches!(built, Err(Error::FileIo { .. })) {
        io.finish();
    }
    drop(guard);
    let built = built?;
    match codegen {
        Codegen::All | Codegen::DepsOnly => telemetry.compiled_package(start.elapsed()),
        Codegen::None => telemetry.checked_package(start.elapsed()),
    }
    Ok(built)
}

/// What is to be started after a successful build.
#[derive(Debug)]
pub enum Start {
    /// By whoever called us, on its virtual machine.
    Erlang { root: EcoString, module: String },
    /// By us: the status of the JavaScript runtime.
    JavaScript { status: i32 },
}

pub fn prepare_run(paths: &ProjectPaths, options: RunOptions) -> Result<Start, Failure> {
    if let Some(module) = &options.module
        && !is_module_name(module)
    {
        return Err(Failure::from(Error::InvalidModuleName { module: module.clone() }));
    }
    let telemetry = telemetry(options.no_print_progress);
    let root = config::read_root(paths)?;
    let manifest = dependencies::resolve(paths, &root, telemetry)?;
    let of_dependency = match &options.module {
        Some(module) => config::dependency_with_module(module, &manifest, paths)?,
        None => None,
    };
    // A module of a dependency runs although the root package does not compile.
    let (compile_what, support) = match of_dependency {
        Some(_) => (Compile::DepsOnly, TargetSupport::NotEnforced),
        None => (Compile::All, TargetSupport::Enforced),
    };
    let module_config = of_dependency.as_ref().unwrap_or(&root);
    let module = options.module.clone().unwrap_or_else(|| default_module(&root.name, options.which));
    let target = options.target.unwrap_or(module_config.target);
    let build_options = Options {
        warnings_as_errors: false,
        compile: compile_what,
        codegen: Codegen::All,
        mode: Mode::Dev,
        target: Some(target),
        root_target_support: support,
        no_print_progress: options.no_print_progress,
    };
    // Not taken apart again: that takes time, and this process is about to end.
    let built = ManuallyDrop::new(compile(paths, root.clone(), build_options, manifest)?);
    let main = main_function(&built, &module, target)?;
    telemetry.running(&format!("{module}.main"));
    match (target, options.runtime) {
        (Target::Erlang, None) => Ok(Start::Erlang { root: root.name.clone(), module }),
        (Target::Erlang, Some(invalid_runtime)) => {
            Err(Failure::from(Error::InvalidRuntime { target, invalid_runtime }))
        }
        (Target::JavaScript, runtime) => {
            let runtime = runtime.unwrap_or(module_config.javascript.runtime);
            let arguments = &options.arguments;
            let status = javascript::run(paths, &root, &main.package, &module, runtime, arguments)?;
            Ok(Start::JavaScript { status })
        }
    }
}

fn default_module(root: &str, which: Which) -> String {
    match which {
        Which::Src => root.to_string(),
        Which::Test => format!("{root}_test"),
        Which::Dev => format!("{root}_dev"),
    }
}

fn main_function(built: &Built, module: &str, target: Target) -> Result<ModuleFunction, Error> {
    let error = match built.get_main_function(&module.into(), target) {
        Ok(main) => return Ok(main),
        Err(error) => error,
    };
    // A path to a file rather than a module's name is a common slip.
    for folder in ["src/", "test/", "dev/"] {
        if let Some(rest) = module.strip_prefix(folder)
            && built.get_main_function(&rest.into(), target).is_ok()
        {
            return Err(Error::ModuleDoesNotExist { module: module.into(), suggestion: Some(rest.into()) });
        }
    }
    Err(error)
}

/// Segments of `[a-z][_a-z0-9]*` with `/` between them.
fn is_module_name(name: &str) -> bool {
    name.split('/').all(|segment| {
        segment.starts_with(|c: char| c.is_ascii_lowercase())
            && segment.chars().all(|c| c == '_' || c.is_ascii_lowercase() || c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::is_module_name;

    #[test]
    fn module_names() {
        for good in ["a", "a_1", "valid/name", "valid/mod/name2"] {
            assert!(is_module_name(good), "{good}");
        }
        for bad in ["", "/a", "a/", "/a/", "a//b", "A", "a-b", "1a", "_a", "a.gleam", "a/B", "é"] {
            assert!(!is_module_name(bad), "{bad}");
        }
    }
}
