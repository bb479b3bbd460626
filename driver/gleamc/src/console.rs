// SPDX-License-Identifier: Apache-2.0
//! What the compiler tells the user, all of it on standard error: progress lines, warnings, errors.
//! Colour: FORCE_COLOR (not empty) wins, else a terminal without NO_COLOR (termcolor's Auto looks at that).

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use gleam_core::build::Telemetry;
use gleam_core::manifest::PackageChanges;
use gleam_core::warning::WarningEmitterIO;
use gleam_core::{Error, Warning};
use termcolor::{Buffer, BufferWriter, Color, ColorChoice, ColorSpec, WriteColor};

fn colour_choice() -> ColorChoice {
    if std::env::var("FORCE_COLOR").is_ok_and(|value| !value.is_empty()) {
        ColorChoice::Always
    } else if std::io::stderr().is_terminal() {
        ColorChoice::Auto
    } else {
        ColorChoice::Never
    }
}

/// Fills a buffer and writes it to standard error in one piece.
pub fn print_buffer(fill: impl FnOnce(&mut Buffer)) {
    let writer = BufferWriter::stderr(colour_choice());
    let mut buffer = writer.buffer();
    fill(&mut buffer);
    // A closed standard error is nobody's reader: there is nobody left to tell.
    let _ = writer.print(&buffer);
}

pub fn print_error(error: &Error) {
    print_buffer(|buffer| error.pretty(buffer));
}

/// An error of ours, in the shape of the compiler's.
pub fn print_own_error(title: &str, text: &str) {
    print_buffer(|buffer| {
        let _ = buffer.set_color(ColorSpec::new().set_bold(true).set_fg(Some(Color::Red)));
        let _ = write!(buffer, "error");
        let _ = buffer.set_color(ColorSpec::new().set_bold(true));
        let _ = write!(buffer, ": {title}");
        let _ = buffer.set_color(&ColorSpec::new());
        let _ = writeln!(buffer, "\n\n{text}\n");
    });
}

fn progress(word: &str, text: &str) {
    print_buffer(|buffer| {
        let _ = buffer.set_color(ColorSpec::new().set_intense(true).set_fg(Some(Color::Magenta)));
        let _ = write!(buffer, "{word: >11}");
        let _ = buffer.set_color(&ColorSpec::new());
        let _ = writeln!(buffer, " {text}");
    });
}

fn seconds(duration: Duration) -> String {
    format!("{:.2}s", duration.as_millis() as f32 / 1000.)
}

/// Prints progress lines as `gleam` does.
#[derive(Debug)]
pub struct Reporter;

impl Telemetry for Reporter {
    fn waiting_for_build_directory_lock(&self) {
        progress("Waiting", "for build directory lock");
    }
    fn running(&self, name: &str) {
        progress("Running", name);
    }
    fn resolving_package_versions(&self) {
        progress("Resolving", "versions");
    }
    fn resolved_package_versions(&self, changes: &PackageChanges) {
        let mut added: Vec<_> = changes.added.iter().collect();
        added.sort();
        for (name, version) in added {
            progress("Added", &format!("{name} v{version}"));
        }
        let mut changed: Vec<_> = changes.changed.iter().collect();
        changed.sort_by_key(|change| &change.name);
        for change in changed {
            progress("Changed", &format!("{} v{} -> v{}", change.name, change.old, change.new));
        }
        let mut removed: Vec<_> = changes.removed.iter().collect();
        removed.sort();
        for name in removed {
            progress("Removed", name);
        }
    }
    // Nothing is ever downloaded here.
    fn downloading_package(&self, _name: &str) {}
    fn packages_downloaded(&self, _start: Instant, _count: usize) {}
    fn compiled_package(&self, duration: Duration) {
        progress("Compiled", &format!("in {}", seconds(duration)));
    }
    fn compiling_package(&self, name: &str) {
        progress("Compiling", name);
    }
    fn checked_package(&self, duration: Duration) {
        progress("Checked", &format!("in {}", seconds(duration)));
    }
    fn checking_package(&self, name: &str) {
        progress("Checking", name);
    }
}

#[derive(Debug)]
pub struct ConsoleWarnings;

impl WarningEmitterIO for ConsoleWarnings {
    fn emit_warning(&self, warning: Warning) {
        print_buffer(|buffer| warning.pretty(buffer));
    }
}
