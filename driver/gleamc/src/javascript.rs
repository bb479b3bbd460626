// SPDX-License-Identifier: Apache-2.0
//! Programs for the JavaScript target: write the entry file, run it with node, deno or bun.

use camino::Utf8PathBuf;
use gleam_core::Result;
use gleam_core::build::{Mode, Runtime, Target};
use gleam_core::config::{DenoConfig, DenoFlag, PackageConfig};
use gleam_core::io::{Command, Stdio};
use gleam_core::paths::ProjectPaths;
use gleam_core::version::COMPILER_VERSION;

use crate::project_io;

pub fn run(
    paths: &ProjectPaths,
    root: &PackageConfig,
    package: &str,
    module: &str,
    runtime: Runtime,
    arguments: &[String],
) -> Result<i32> {
    let entry = write_entry(paths, package, module)?.to_string();
    let (program, mut args) = match runtime {
        Runtime::NodeJs => ("node", vec![entry]),
        Runtime::Bun => ("bun", vec!["run".to_string(), entry]),
        Runtime::Deno => {
            let mut args = vec!["run".to_string()];
            add_deno_flags(&mut args, &root.javascript.deno);
            args.push(entry);
            ("deno", args)
        }
    };
    args.extend_from_slice(arguments);
    leave_signals_to_the_program();
    project_io::run_program(&Command {
        program: program.to_string(),
        args,
        env: vec![],
        cwd: None,
        stdio: Stdio::Inherit,
    })
}

extern "C" fn nothing(_signal: libc::c_int) {}

/// While it runs they are its affair, as with `gleam`; a handler (other than an ignored signal) is not inherited.
fn leave_signals_to_the_program() {
    for signal in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP] {
        // SAFETY: the handler does nothing, which is safe at any point.
        unsafe {
            let _ = libc::signal(signal, nothing as *const () as libc::sighandler_t);
        }
    }
}

fn write_entry(paths: &ProjectPaths, package: &str, module: &str) -> Result<Utf8PathBuf> {
    let path = paths
        .build_directory_for_package(Mode::Dev, Target::JavaScript, package)
        .join(format!("gleam@@private_main_v{COMPILER_VERSION}.mjs"));
    let text = format!("import {{ main }} from \"./{module}.mjs\";\nmain();\n");
    project_io::write(&path, text.as_bytes())?;
    Ok(path)
}

fn add_deno_flags(args: &mut Vec<String>, deno: &DenoConfig) {
    if deno.unstable {
        args.push("--unstable".into());
    }
    if let Some(location) = &deno.location {
        args.push(format!("--location={location}"));
    }
    if deno.allow_all {
        args.push("--allow-all".into());
        return;
    }
    let mut list = |name: &str, flag: &DenoFlag| match flag {
        DenoFlag::AllowAll => args.push(name.into()),
        DenoFlag::Allow(items) if items.is_empty() => {}
        DenoFlag::Allow(items) => args.push(format!("{name}={}", items.join(","))),
    };
    list("--allow-env", &deno.allow_env);
    list("--allow-net", &deno.allow_net);
    list("--allow-read", &deno.allow_read);
    list("--allow-run", &deno.allow_run);
    list("--allow-write", &deno.allow_write);
    for (name, allowed) in [
        ("--allow-sys", deno.allow_sys),
        ("--allow-hrtime", deno.allow_hrtime),
        ("--allow-ffi", deno.allow_ffi),
    ] {
        if allowed {
            args.push(name.into());
        }
    }
}
