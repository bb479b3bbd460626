// SPDX-License-Identifier: Apache-2.0
//! The step from Erlang to BEAM: a child `escript` that runs compile_server.erl and takes one job a line.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, ChildStdout, Command};

use camino::{Utf8Path, Utf8PathBuf};
use gleam_core::Result;
use gleam_core::error::{Error, ShellCommandFailureReason};
use gleam_core::io::Stdio;

use crate::project_io;

const SERVER: &str = include_str!("compile_server.erl");
const PROGRAM: &str = "escript";
const SCRIPT: &str = "gleamr-compile-server.erl";

#[derive(Debug)]
pub struct BeamCompiler {
    process: Child,
    jobs: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl BeamCompiler {
    /// Requires: the lock of the target.
    pub fn start(build_directory: &Utf8Path) -> Result<Self> {
        let mut command = escript();
        command.arg(script_in(build_directory)?).stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        end_with_us(&mut command);
        let mut process = command.spawn().map_err(|error| project_io::cannot_start(PROGRAM, error))?;
        let jobs = process.stdin.take();
        let answers = process.stdout.take().expect("standard output is a pipe");
        Ok(Self { process, jobs, answers: BufReader::new(answers) })
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
    }
}

/// The program in GLEAMR_ESCRIPT (which gleamr sets to itself) under that name, else that of the folder in
/// GLEAMR_ERLANG_BIN, else of PATH.
fn escript() -> Command {
    let given = |name| std::env::var(name).ok().filter(|text| !text.is_empty());
    if let Some(program) = given("GLEAMR_ESCRIPT") {
        let mut command = Command::new(program);
        command.arg0(PROGRAM);
        return command;
    }
    match given("GLEAMR_ERLANG_BIN") {
        Some(folder) => Command::new(format!("{folder}/{PROGRAM}")),
        None => Command::new(PROGRAM),
    }
}

/// A signal that ends us, while the child is at work and does not read, ends it too.
fn end_with_us(command: &mut Command) {
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

/// The script, in a file that stays for the next build: no kill leaves more of it.
fn script_in(build_directory: &Utf8Path) -> Result<Utf8PathBuf> {
    let path = build_directory.join(SCRIPT);
    if !project_io::read(&path).is_ok_and(|text| text == SERVER) {
        project_io::write(&path, SERVER.as_bytes())?;
    }
    Ok(path)
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
