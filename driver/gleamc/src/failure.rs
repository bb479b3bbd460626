// SPDX-License-Identifier: Apache-2.0
//! Why a command did not succeed: an error of the compiler, or something that only `gleam` itself can do.

use gleam_core::Error;

use crate::console;

#[derive(Debug)]
pub enum Failure {
    Compiler(Box<Error>),
    OnlyGleam { title: String, text: String },
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Compiler(Box::new(error))
    }
}

impl Failure {
    pub fn needs_download(packages: &[String]) -> Self {
        let list: String = packages.iter().map(|name| format!("  - {name}\n")).collect();
        Failure::OnlyGleam {
            title: "Packages are not downloaded".into(),
            text: format!(
                "These packages are not in the project's build folder:\n\n{list}\nThe compiler that comes with gleamr \
                 does not use the network.\n\nHint: Run `gleam deps download` with Gleam itself once, then try again."
            ),
        }
    }

    pub fn print(&self) {
        match self {
            Failure::Compiler(error) => console::print_error(error),
            Failure::OnlyGleam { title, text } => console::print_own_error(title, text),
        }
    }
}
