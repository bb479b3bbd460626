// SPDX-License-Identifier: Apache-2.0
//! gleamc: the Gleam compiler as a child process of gleamr. See README.md beside Cargo.toml.

mod beam_compiler;
mod build;
mod build_lock;
mod config;
mod console;
mod dependencies;
mod failure;
mod javascript;
mod journal;
mod options;
mod panic;
mod project_io;
mod provided;

use std::process::ExitCode;

use camino::Utf8PathBuf;
use gleam_core::error::{Error, FileIoAction, FileKind};
use gleam_core::paths::ProjectPaths;
use gleam_core::version::COMPILER_VERSION;

use crate::build::Start;
use crate::failure::Failure;
use crate::options::Command;

const USAGE_ERROR: u8 = 2;

fn main() -> ExitCode {
    panic::report_panics();
    let words = std::env::args_os().skip(1).map(|word| word.into_string());
    let command = match words.collect::<Result<Vec<_>, _>>() {
        Ok(words) => options::parse(words),
        Err(word) => Err(format!("{} is not UTF-8", word.display())),
    };
    let command = match command {
        Ok(command) => command,
        Err(message) => {
            eprintln!("error: {message}\n\n{}", options::HELP);
            return ExitCode::from(USAGE_ERROR);
        }
    };
    match run(command) {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            failure.print();
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<u8, Failure> {
    match command {
        Command::Help => print!("{}", options::HELP),
        Command::Version => println!("gleam {COMPILER_VERSION}"),
        Command::Build(options) => build::build(&project()?, options)?,
        Command::Check(options) => build::check(&project()?, options)?,
        Command::Clean => project_io::delete_directory(&project()?.build_directory())?,
        Command::PrepareRun(options) => {
            let start_file = options.start_file.clone();
            return match build::prepare_run(&project()?, options)? {
                Start::JavaScript { status } => Ok((status & 0xff) as u8),
                Start::Erlang { root, module } => {
                    if let Some(path) = start_file {
                        // Both names are of letters, digits, `_` and `/` only: no escaping in JSON.
                        let text = format!("{{\"root\":\"{root}\",\"module\":\"{module}\"}}\n");
                        project_io::write(&Utf8PathBuf::from(path), text.as_bytes())?;
                    }
                    Ok(0)
                }
            };
        }
        Command::OnlyGleam(name) => {
            return Err(Failure::OnlyGleam {
                title: format!("`{name}` needs Gleam itself"),
                text: format!(
                    "The compiler that comes with gleamr can build, check and run projects, but it cannot \
                     do `{name}`.\n\nHint: Install Gleam and use `gleam {name}`."
                ),
            });
        }
    }
    Ok(0)
}

/// The nearest folder upwards that has a gleam.toml.
fn project() -> Result<ProjectPaths, Failure> {
    let here = std::env::current_dir().map_err(|error| Error::FileIo {
        kind: FileKind::Directory,
        action: FileIoAction::Open,
        path: ".".into(),
        err: Some(error.to_string()),
    })?;
    let here = Utf8PathBuf::from_path_buf(here).map_err(|path| Error::NonUtf8Path { path })?;
    let root = here.ancestors().find(|folder| folder.join("gleam.toml").is_file());
    match root {
        Some(root) => Ok(ProjectPaths::new(root.to_path_buf())),
        None => Err(Failure::from(Error::UnableToFindProjectRoot { path: here.to_string() })),
    }
}
