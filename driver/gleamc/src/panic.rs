// SPDX-License-Identifier: Apache-2.0
//! A panic of the compiler library is reported in the words that Gleam's users know, and ends us with 101.

use std::io::Write;
use std::panic::PanicHookInfo;

use gleam_core::version::COMPILER_VERSION;
use termcolor::{Color, ColorSpec, WriteColor};

use crate::console;

pub fn report_panics() {
    std::panic::set_hook(Box::new(report));
}

fn report(info: &PanicHookInfo<'_>) {
    let message = info.payload_as_str().unwrap_or("unknown error");
    let location =
        info.location().map(|place| format!("{}:{}\n\t", place.file(), place.line())).unwrap_or_default();
    console::print_buffer(|buffer| {
        let _ = buffer.set_color(ColorSpec::new().set_bold(true).set_fg(Some(Color::Red)));
        let _ = write!(buffer, "error");
        let _ = buffer.set_color(ColorSpec::new().set_bold(true));
        let _ = write!(buffer, ": Fatal compiler bug!\n\n");
        let _ = buffer.set_color(&ColorSpec::new());
        let _ = writeln!(
            buffer,
            "This is a bug in the Gleam compiler or in gleamc, sorry!\n\nPanic: {location}{message}\n\
             Gleam version: {COMPILER_VERSION} (gleamc of gleamr)\nOperating system: {}\n",
            std::env::consts::OS
        );
    });
}
