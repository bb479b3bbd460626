// SPDX-License-Identifier: Apache-2.0
//! The step from Erlang to BEAM: a child `escript` that runs compile_server.erl and takes one job a line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command};

use camino::{Utf8Path, Utf8PathBuf};
use gleam_core::Result;
use gleam_core::error::{Error, FileIoAction, FileKind, ShellCommandFailureReason};
use gleam_core::io::Stdio;

use crate::project_io;

const SERVER: &str = include_str!("compile_server.erl");
const PROGRAM: &str = "escript";

#[derive(Debug)]
pub struct BeamCompiler {
    process: Child,
    jobs: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    script: Utf8PathBuf,
}

impl BeamCompiler {
    /// `escript` of the folder in GLEAMR_ERLANG_BIN (gleamr sets it to what it found), else of PATH.
    pub fn start() -> Result<Self> {
        let script = write_script()?;
        let program = match std::env::var("GLEAMR_ERLANG_BIN") {
            Ok(folder) if !folder.is_empty() => format!("{folder}/{PROGRAM}"),
            _ => PROGRAM.to_string(),
        };
        let mut command = Command::new(program);
        command.arg(&script).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        end_with_us(&mut command);
        let started = command.spawn();
        let mut process = match started {
            Ok(process) => process,
            Err(error) => {
                let _ = std::fs::remove_file(&script);
                return Err(project_io::cannot_start(PROGRAM, error));
            }
        };
        let jobs = process.stdin.take();
        let answers = process.stdout.take().expect("standard output is a pipe");
        Ok(Self { process, jobs, answers: BufReader::new(answers), script })
    }

    /// Compiles the files into `ebin`, with `lib`/*/ebin on the code path. Result: the modules' names.
    /// What the Erlang compiler has to say goes to our standard output.
    pub fn compile(
        &mut self,
        lib: &Utf8Path,
        ebin: &Utf8Path,
        files: &[Utf8PathBuf],
        stdio: Stdio,
    ) -> Result<Vec<String>> {
        let files: Vec<_> = files.iter().map(|file| quoted(file)).collect();
        let job = format!("{{{}, {}, [{}]}}.\n", quoted(lib), quoted(ebin), files.join(", "));
        let jobs = self.jobs.as_mut().ok_or_else(|| failure(ShellCommandFailureReason::Unknown))?;
        jobs.write_all(job.as_bytes())
            .map_err(|error| failure(ShellCommandFailureReason::IoError(error.kind())))?;
        self.read_answer(stdio)
    }

    fn read_answer(&mut self, stdio: Stdio) -> Result<Vec<String>> {
        let mut modules = vec![];
        let mut line = vec![];
        loop {
            line.clear();
            let count = self.answers.read_until(b'\n', &mut line);
            if !matches!(count, Ok(count) if count > 0) {
                return Err(failure(ShellCommandFailureReason::Unknown));
            }
            let text = String::from_utf8_lossy(&line);
            match text.trim_end() {
                "gleam-compile-result-ok" => return Ok(modules),
                "gleam-compile-result-error" => return Err(failure(ShellCommandFailureReason::Unknown)),
                other => match other.strip_prefix("gleam-compile-module:") {
                    Some(name) => modules.push(name.to_string()),
                    None if stdio == Stdio::Inherit => print!("{text}"),
                    None => {}
                },
            }
        }
    }
}

impl Drop for BeamCompiler {
    fn drop(&mut self) {
        drop(self.jobs.take()); // the end of its input ends it
        let _ = self.process.wait();
        let _ = std::fs::remove_file(&self.script);
    }
}

/// A signal that ends us, while the child is at work and does not read, ends it too.
fn end_with_us(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    // SAFETY: prctl is a plain system call, which may be made between fork and exec.
    unsafe {
        command.pre_exec(|| {
            libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGTERM);
            Ok(())
        });
    }
}

fn failure(reason: ShellCommandFailureReason) -> Error {
    Error::ShellCommand { program: PROGRAM.into(), reason }
}

/// An Erlang string literal.
fn quoted(path: &Utf8Path) -> String {
    format!("\"{}\"", path.as_str().replace('\\', "\\\\").replace('"', "\\\""))
}

/// The script in a fresh file that only we can write.
fn write_script() -> Result<Utf8PathBuf> {
    let folder = Utf8PathBuf::from_path_buf(std::env::temp_dir()).unwrap_or("/tmp".into());
    for attempt in 0..100 {
        let path = folder.join(format!("gleamc-{}-{attempt}.erl", std::process::id()));
        let file = std::fs::OpenOptions::new().write(true).create_new(true).open(&path);
        match file.and_then(|mut file| file.write_all(SERVER.as_bytes())) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => {
                return Err(Error::FileIo {
                    kind: FileKind::File,
                    action: FileIoAction::WriteTo,
                    path,
                    err: Some(error.to_string()),
                });
            }
        }
    }
    Err(Error::CouldNotCreateTempFile { error: "every name is taken".into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_its_string() {
        for (path, literal) in
            [("/a/b.erl", r#""/a/b.erl""#), (r#"a", "/b"#, r#""a\", \"/b""#), (r"a\", r#""a\\""#)]
        {
            assert_eq!(quoted(Utf8Path::new(path)), literal);
        }
    }
}
