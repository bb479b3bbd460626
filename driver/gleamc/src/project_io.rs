// SPDX-License-Identifier: Apache-2.0
//! The operating system as the compiler library wants to see it: files, child programs, the Erlang compiler.
//! Every failure becomes the library's own error value, so that its texts are `gleam`'s.

use std::collections::{HashMap, HashSet};
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use camino::{Utf8Path, Utf8PathBuf};
use gleam_core::error::{Error, FileIoAction, FileKind, OS, ShellCommandFailureReason, parse_os};
use gleam_core::io::{
    BeamCompilerIO, Command, CommandExecutor, DirEntry, FileSystemReader, FileSystemWriter, ReadDir, Stdio,
    WrappedReader,
};
use gleam_core::{Result, paths};

use crate::beam_compiler::BeamCompiler;
use crate::journal::Journal;

/// One build's access to the machine. Clones share the Erlang compiler and the journal.
#[derive(Debug, Clone)]
pub struct ProjectIO {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Debug)]
struct Shared {
    journal: Journal,
    /// Started when there is something to compile: most builds have nothing.
    beam_compiler: Option<BeamCompiler>,
    build_directory: Utf8PathBuf,
    /// The compiler asks for the real path of every file, whose folders are few.
    real_folders: HashMap<Utf8PathBuf, Utf8PathBuf>,
}

impl ProjectIO {
    pub fn new(journal: Journal, build_directory: Utf8PathBuf) -> Self {
        let shared =
            Shared { journal, beam_compiler: None, build_directory, real_folders: HashMap::new() };
        Self { shared: Arc::new(Mutex::new(shared)) }
    }

    pub fn finish(&self) {
        self.shared().journal.finish();
    }

    fn shared(&self) -> std::sync::MutexGuard<'_, Shared> {
        self.shared.lock().expect("only one thread builds")
    }

    fn about_to_write(&self, path: &Utf8Path) {
        self.shared().journal.about_to_write(path);
    }

    fn real_folder(&self, folder: &Utf8Path) -> Result<Utf8PathBuf> {
        let known = self.shared().real_folders.get(folder).cloned();
        if let Some(real) = known {
            return Ok(real);
        }
        let real = self.canonicalise(folder)?;
        let _ = self.shared().real_folders.insert(folder.to_path_buf(), real.clone());
        Ok(real)
    }

    fn forget_real_folders(&self) {
        self.shared().real_folders.clear();
    }
}

fn failed(kind: FileKind, action: FileIoAction, path: &Utf8Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_path_buf();
    move |error| Error::FileIo { kind, action, path, err: Some(error.to_string()) }
}

pub fn mkdir(path: &Utf8Path) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(path).map_err(failed(FileKind::Directory, FileIoAction::Create, path))
}

pub fn delete_directory(path: &Utf8Path) -> Result<()> {
    if !path.exists() && !path.is_symlink() {
        return Ok(());
    }
    if path.is_symlink() {
        return std::fs::remove_file(path).map_err(failed(FileKind::File, FileIoAction::Delete, path));
    }
    std::fs::remove_dir_all(path).map_err(failed(FileKind::Directory, FileIoAction::Delete, path))
}

pub fn delete_file(path: &Utf8Path) -> Result<()> {
    if !path.exists() {
        return Ok(());
    }
    std::fs::remove_file(path).map_err(failed(FileKind::File, FileIoAction::Delete, path))
}

pub fn read(path: &Utf8Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(failed(FileKind::File, FileIoAction::Read, path))
}

pub fn write(path: &Utf8Path, content: &[u8]) -> Result<()> {
    if let Some(parent) = path.parent() {
        mkdir(parent)?;
    }
    std::fs::write(path, content).map_err(|error| {
        let _ = std::fs::remove_file(path); // half a file is worse than none
        failed(FileKind::File, FileIoAction::WriteTo, path)(error)
    })
}

/// Like `write`, but the old file stays until the new one is whole. `temporary` is on the same file system, or it is but a
/// `write`.
pub fn replace(path: &Utf8Path, temporary: &Utf8Path, content: &[u8]) -> Result<()> {
    if path.is_symlink() {
        return write(path, content);
    }
    write(temporary, content)?;
    if std::fs::rename(temporary, path).is_ok() {
        return Ok(());
    }
    let _ = std::fs::remove_file(temporary);
    write(path, content)
}

pub fn modification_time(path: &Utf8Path) -> Result<SystemTime> {
    path.metadata().and_then(|metadata| metadata.modified()).map_err(failed(
        FileKind::File,
        FileIoAction::ReadMetadata,
        path,
    ))
}

pub fn canonicalise(path: &Utf8Path) -> Result<Utf8PathBuf> {
    path.canonicalize_utf8().map_err(failed(FileKind::File, FileIoAction::Canonicalise, path))
}

impl FileSystemReader for ProjectIO {
    fn read_dir(&self, path: &Utf8Path) -> Result<ReadDir> {
        let entries = path.read_dir_utf8().map_err(failed(FileKind::Directory, FileIoAction::Read, path))?;
        Ok(entries.map(|entry| entry.map(|entry| DirEntry::from_path(entry.path()))).collect())
    }
    fn read(&self, path: &Utf8Path) -> Result<String> {
        read(path)
    }
    fn read_bytes(&self, path: &Utf8Path) -> Result<Vec<u8>> {
        std::fs::read(path).map_err(failed(FileKind::File, FileIoAction::Read, path))
    }
    fn reader(&self, path: &Utf8Path) -> Result<WrappedReader> {
        let file = std::fs::File::open(path).map_err(failed(FileKind::File, FileIoAction::Open, path))?;
        Ok(WrappedReader::new(path, Box::new(file)))
    }
    fn is_file(&self, path: &Utf8Path) -> bool {
        path.is_file()
    }
    fn is_same_file(&self, left: &Utf8Path, right: &Utf8Path) -> Result<bool> {
        Ok(canonicalise(left)? == canonicalise(right)?)
    }
    fn is_directory(&self, path: &Utf8Path) -> bool {
        path.is_dir()
    }
    fn modification_time(&self, path: &Utf8Path) -> Result<SystemTime> {
        modification_time(path)
    }
    fn canonicalise(&self, path: &Utf8Path) -> Result<Utf8PathBuf> {
        // What is not there is an error, which names all of the path.
        let is_plain = path.symlink_metadata().is_ok_and(|metadata| !metadata.is_symlink());
        match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) if is_plain && path.is_absolute() => {
                Ok(self.real_folder(folder)?.join(name))
            }
            _ => canonicalise(path),
        }
    }
}

impl FileSystemWriter for ProjectIO {
    fn mkdir(&self, path: &Utf8Path) -> Result<()> {
        mkdir(path)
    }
    fn write(&self, path: &Utf8Path, content: &str) -> Result<()> {
        // Every build writes every package's: that takes longer than to see that it is the same, and a journal.
        if path.extension() == Some("app") && read(path).is_ok_and(|old| old == content) {
            return Ok(());
        }
        self.about_to_write(path);
        write(path, content.as_bytes())
    }
    fn write_bytes(&self, path: &Utf8Path, content: &[u8]) -> Result<()> {
        self.about_to_write(path);
        write(path, content)
    }
    fn delete_directory(&self, path: &Utf8Path) -> Result<()> {
        self.forget_real_folders();
        delete_directory(path)
    }
    fn copy(&self, from: &Utf8Path, to: &Utf8Path) -> Result<()> {
        self.about_to_write(to);
        let action = FileIoAction::Copy(Some(to.to_path_buf()));
        std::fs::copy(from, to).map(|_| ()).map_err(|error| {
            let _ = std::fs::remove_file(to);
            failed(FileKind::File, action, from)(error)
        })
    }
    fn copy_dir(&self, from: &Utf8Path, to: &Utf8Path) -> Result<()> {
        self.about_to_write(&to.join("x"));
        let action = FileIoAction::Copy(Some(to.to_path_buf()));
        copy_tree(from, to).map_err(failed(FileKind::Directory, action, from))
    }
    fn hardlink(&self, from: &Utf8Path, to: &Utf8Path) -> Result<()> {
        self.about_to_write(to);
        let action = FileIoAction::Link(to.to_path_buf());
        std::fs::hard_link(from, to).map_err(failed(FileKind::File, action, from))
    }
    fn symlink_dir(&self, from: &Utf8Path, to: &Utf8Path) -> Result<()> {
        self.forget_real_folders();
        let from = canonicalise(from)?;
        let action = FileIoAction::Link(to.to_path_buf());
        std::os::unix::fs::symlink(&from, to).map_err(failed(FileKind::File, action, &from))
    }
    fn delete_file(&self, path: &Utf8Path) -> Result<()> {
        delete_file(path)
    }
    fn exists(&self, path: &Utf8Path) -> bool {
        path.exists()
    }
}

/// Copies the content of a folder into another one. Explicit stack: depth is the user's.
fn copy_tree(from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
    let mut work = vec![(from.to_path_buf(), to.to_path_buf())];
    while let Some((from, to)) = work.pop() {
        std::fs::create_dir_all(&to)?;
        for entry in from.read_dir_utf8()? {
            let entry = entry?;
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                work.push((entry.path().to_path_buf(), target));
            } else {
                let _ = std::fs::copy(entry.path(), target)?;
            }
        }
    }
    Ok(())
}

/// What to say, as `gleam` does, when a program cannot be started.
pub fn cannot_start(program: &str, error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => {
            Error::ShellProgramNotFound { program: program.into(), os: operating_system() }
        }
        other => {
            Error::ShellCommand { program: program.into(), reason: ShellCommandFailureReason::IoError(other) }
        }
    }
}

fn operating_system() -> OS {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let id = release.lines().find_map(|line| line.strip_prefix("ID=")).unwrap_or("other");
    parse_os(std::env::consts::OS, &id.replace('"', ""))
}

impl CommandExecutor for ProjectIO {
    fn exec(&self, command: Command) -> Result<i32> {
        run_program(&command)
    }
}

/// Runs a program to its end. One that a signal ended counts as shells count it (0 upstream).
pub fn run_program(command: &Command) -> Result<i32> {
    let status = std::process::Command::new(&command.program)
        .args(&command.args)
        .envs(command.env.iter().map(|(name, value)| (name, value)))
        .current_dir(command.cwd.as_deref().unwrap_or(Utf8Path::new(".")))
        .stdin(command.stdio.get_process_stdio())
        .stdout(command.stdio.get_process_stdio())
        .status()
        .map_err(|error| cannot_start(&command.program, error))?;
    Ok(status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or_default()))
}

impl BeamCompilerIO for ProjectIO {
    fn compile_beam(
        &self,
        out: &Utf8Path,
        lib: &Utf8Path,
        modules: &HashSet<Utf8PathBuf>,
        stdio: Stdio,
    ) -> Result<Vec<String>> {
        self.about_to_write(&out.join("ebin/x"));
        let artefacts = out.join(paths::ARTEFACT_DIRECTORY_NAME);
        let mut files: Vec<_> = modules.iter().map(|module| artefacts.join(module)).collect();
        files.sort();
        let mut shared = self.shared();
        let result = shared.compile(lib, &out.join("ebin"), &files, stdio);
        if result.is_err() {
            // A native file counts as up to date when its copy here is. Left alone, the next build would
            // succeed without the module (upstream has that fault).
            for file in &files {
                let _ = delete_file(file);
            }
        }
        result
    }
}

impl Shared {
    fn compile(
        &mut self,
        lib: &Utf8Path,
        ebin: &Utf8Path,
        files: &[Utf8PathBuf],
        stdio: Stdio,
    ) -> Result<Vec<String>> {
        if self.beam_compiler.is_none() {
            self.beam_compiler = Some(BeamCompiler::start(&self.build_directory)?);
        }
        let compiler = self.beam_compiler.as_mut().expect("it was just started");
        compiler.compile(lib, ebin, files, stdio)
    }
}
