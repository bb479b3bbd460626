// SPDX-License-Identifier: Apache-2.0
//! The locks of a project's build folder: the same files and the same flock(2) as `gleam`, so that the two
//! wait for each other.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write;

use camino::Utf8Path;
use gleam_core::build::{Mode, Target, Telemetry};
use gleam_core::error::{FileIoAction, FileKind};
use gleam_core::paths::ProjectPaths;
use gleam_core::{Error, Result};

use crate::project_io;

/// Held until it is dropped.
#[derive(Debug)]
pub struct Guard {
    _file: File,
}

pub fn lock_packages(paths: &ProjectPaths, telemetry: &dyn Telemetry) -> Result<Guard> {
    lock(&paths.build_packages_directory(), "gleam.lock", telemetry)
}

pub fn lock_target(
    paths: &ProjectPaths,
    mode: Mode,
    target: Target,
    telemetry: &dyn Telemetry,
) -> Result<Guard> {
    let target = match target {
        Target::Erlang => "erlang",
        Target::JavaScript => "javascript",
    };
    lock(&paths.build_directory(), &format!("gleam-{mode}-{target}.lock"), telemetry)
}

fn lock(directory: &Utf8Path, name: &str, telemetry: &dyn Telemetry) -> Result<Guard> {
    project_io::mkdir(directory)?;
    let path = directory.join(name);
    let failed = |action: FileIoAction, error: std::io::Error| Error::FileIo {
        kind: FileKind::File,
        action,
        path: path.clone(),
        err: Some(error.to_string()),
    };
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(|error| failed(FileIoAction::Create, error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            telemetry.waiting_for_build_directory_lock();
            file.lock().map_err(|error| failed(FileIoAction::Lock, error))?;
        }
        Err(TryLockError::Error(error)) => return Err(failed(FileIoAction::Lock, error)),
    }
    // Who holds it, for a human who looks: `gleam` writes the same.
    let _ = file.set_len(0);
    let _ = file.write_all(format!("{}\n", std::process::id()).as_bytes());
    Ok(Guard { _file: file })
}
