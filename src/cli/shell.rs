//! What a shell wants to know of the program, made from its flags: completions and manual pages.

use clap::CommandFactory as _;

use crate::cli::Status;
use crate::cli::args::{Arguments, Completions, Man};
use crate::cli::output::Output;
use crate::error::Error;

/// Prints the completions for a shell.
pub(super) fn completions(arguments: &Completions) -> Result<Status, Error> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), env!("CARGO_PKG_NAME"), &mut script);
    Output::stdout().print(&String::from_utf8_lossy(&script)).map(|()| Status::Good)
}

/// Prints the manual page of the program, or of one of its commands.
pub(super) fn man(arguments: &Man) -> Result<Status, Error> {
    let mut program = Arguments::command();
    program.build();
    let name = arguments.command.as_deref();
    let Some(page) = name.map_or(Some(&program), |name| program.find_subcommand(name)) else {
        return Err(Error::Flag {
            flag: name.unwrap_or_default().to_owned(),
            reason: "there is no such command".to_owned(),
            help: "`korrektur --help` lists the commands".to_owned(),
        });
    };
    let mut text = Vec::new();
    let rendered = clap_mangen::Man::new(page.clone()).render(&mut text);
    rendered.map_err(|error| Error::output("manual page", error))?;
    Output::stdout().print(&String::from_utf8_lossy(&text)).map(|()| Status::Good)
}
