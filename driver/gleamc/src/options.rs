// SPDX-License-Identifier: Apache-2.0
//! Our command line. gleamr checks what users type and calls us with it, so this is strict and short.

use gleam_core::build::{Runtime, Target};

#[derive(Debug, Default)]
pub struct BuildOptions {
    pub target: Option<Target>,
    pub warnings_as_errors: bool,
    pub no_print_progress: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub enum Which {
    #[default]
    Src,
    Test,
    Dev,
}

#[derive(Debug, Default)]
pub struct RunOptions {
    pub which: Which,
    pub module: Option<String>,
    pub target: Option<Target>,
    pub runtime: Option<Runtime>,
    pub no_print_progress: bool,
    /// Where to write what is to be started; see start_file.rs.
    pub start_file: Option<String>,
    pub arguments: Vec<String>,
}

#[derive(Debug)]
pub enum Command {
    Version,
    Build(BuildOptions),
    Check(BuildOptions),
    Clean,
    PrepareRun(RunOptions),
    /// A command of `gleam` that is not here.
    OnlyGleam(String),
    Help,
}

pub const HELP: &str = "gleamc: the Gleam compiler that comes with gleamr\n
Usage: gleamc build [--target T] [--warnings-as-errors] [--no-print-progress]
       gleamc check [--target T]
       gleamc clean
       gleamc prepare-run [--which src|test|dev] [--module M] [--target T] [--runtime R]
                          [--no-print-progress] [--start-file FILE] [-- ARGUMENTS]
       gleamc --version
";

pub fn parse(words: Vec<String>) -> Result<Command, String> {
    let mut words = words.into_iter();
    let Some(name) = words.next() else { return Ok(Command::Help) };
    match name.as_str() {
        "--version" | "-V" => Ok(Command::Version),
        "--help" | "-h" | "help" => Ok(Command::Help),
        "clean" => Ok(Command::Clean),
        "build" => Ok(Command::Build(build_options(words)?)),
        "check" => Ok(Command::Check(build_options(words)?)),
        "prepare-run" => Ok(Command::PrepareRun(run_options(words)?)),
        "add" | "deps" | "docs" | "export" | "fix" | "format" | "hex" | "lsp" | "new" | "publish"
        | "remove" | "shell" | "update" => Ok(Command::OnlyGleam(name)),
        _ => Err(format!("there is no command `{name}`")),
    }
}

fn build_options(mut words: impl Iterator<Item = String>) -> Result<BuildOptions, String> {
    let mut options = BuildOptions::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--target" => options.target = Some(target(words.next())?),
            "--warnings-as-errors" => options.warnings_as_errors = true,
            "--no-print-progress" => options.no_print_progress = true,
            _ => return Err(format!("unexpected argument `{word}`")),
        }
    }
    Ok(options)
}

fn run_options(mut words: impl Iterator<Item = String>) -> Result<RunOptions, String> {
    let mut options = RunOptions::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--which" => options.which = which(words.next())?,
            "--module" => options.module = Some(words.next().ok_or("--module needs a value")?),
            "--target" => options.target = Some(target(words.next())?),
            "--runtime" => options.runtime = Some(runtime(words.next())?),
            "--no-print-progress" => options.no_print_progress = true,
            "--start-file" => options.start_file = Some(words.next().ok_or("--start-file needs a value")?),
            "--" => {
                options.arguments = words.collect();
                break;
            }
            _ => return Err(format!("unexpected argument `{word}`")),
        }
    }
    Ok(options)
}

fn which(value: Option<String>) -> Result<Which, String> {
    match value.as_deref() {
        Some("src") => Ok(Which::Src),
        Some("test") => Ok(Which::Test),
        Some("dev") => Ok(Which::Dev),
        _ => Err("--which needs src, test or dev".into()),
    }
}

fn target(value: Option<String>) -> Result<Target, String> {
    match value.unwrap_or_default().to_lowercase().as_str() {
        "erlang" | "erl" => Ok(Target::Erlang),
        "javascript" | "js" => Ok(Target::JavaScript),
        _ => Err("--target needs erlang or javascript".into()),
    }
}

fn runtime(value: Option<String>) -> Result<Runtime, String> {
    match value.unwrap_or_default().to_lowercase().as_str() {
        "nodejs" | "node" => Ok(Runtime::NodeJs),
        "deno" => Ok(Runtime::Deno),
        "bun" => Ok(Runtime::Bun),
        _ => Err("--runtime needs nodejs, deno or bun".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(String::from).collect()
    }

    #[test]
    fn everything_after_the_dashes_is_the_programs() {
        let parsed = parse(words("prepare-run --which test --module a/b -- --module x --"));
        let Ok(Command::PrepareRun(options)) = parsed else { panic!("{parsed:?}") };
        assert_eq!(options.which, Which::Test);
        assert_eq!(options.module.as_deref(), Some("a/b"));
        assert_eq!(options.arguments, ["--module", "x", "--"]);
    }

    #[test]
    fn what_only_gleam_can_do_is_known_by_name() {
        assert!(matches!(parse(words("format src")), Ok(Command::OnlyGleam(_))));
        assert!(parse(words("frobnicate")).is_err());
        assert!(parse(words("build --frobnicate")).is_err());
    }
}
