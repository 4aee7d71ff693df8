//! Flags, terminal, exit status. The only module that knows them.
//!
//! `args` is what was typed, `pipeline` what a pipeline file says, `job` what both mean together; then there is one
//! file a command, which opens the inputs, sends them through `flow` and hands what comes out to `write`.

mod archive;
mod args;
mod changed;
mod check;
mod date;
mod detect;
mod dump;
mod exchange;
mod explaining;
mod extract;
mod gate;
mod history;
mod init;
mod job;
mod lines;
mod originals;
mod output;
mod pipeline;
mod run;
mod shell;
mod show;
mod terminal;
mod values;
mod watch;

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use clap::Parser as _;

use crate::error::Error;
use args::{Arguments, Command};
use output::Output;
use terminal::Terminal;

/// How a run ended that could be finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// Nothing to complain about.
    Good,
    /// Findings at or above `--fail-on`.
    Findings,
    /// Everything was written, but nothing could be read.
    NothingRead,
}

/// Exit status of findings at or above `--fail-on`.
const FINDINGS: u8 = 1;

/// Exit status of a command line, a pipeline file, an input or an output that could not be used.
const UNUSABLE: u8 = 2;

/// Runs the program: parses, dispatches, says what went wrong, gives the exit status.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return unparsed(&error),
    };
    let terminal = Terminal::new(&arguments.general);
    // A panic in a page step becomes a finding of its page; the default hook would print it past the progress line.
    panic::set_hook(Box::new(|_| {}));
    let result = panic::catch_unwind(AssertUnwindSafe(|| dispatch(arguments.command, &terminal)));
    let _ = panic::take_hook();
    match result {
        Ok(Ok(status)) => {
            if status == Status::NothingRead {
                terminal.usage_error("none of the inputs could be read");
            }
            status.into()
        }
        Ok(Err(error)) => failed(&terminal, &error),
        Err(payload) => {
            terminal.usage_error(&format!(
                "korrektur stopped on a fault of its own: {}\nplease report it",
                told(&*payload)
            ));
            ExitCode::from(UNUSABLE)
        }
    }
}

fn dispatch(command: Command, terminal: &Terminal) -> Result<Status, Error> {
    match command {
        Command::Run(arguments) => run::run(&arguments, terminal),
        Command::Extract(arguments) => extract::extract(&arguments, terminal),
        Command::Check(arguments) => check::check(&arguments, terminal),
        Command::Detect(arguments) => detect::detect(&arguments, terminal),
        Command::Date(arguments) => date::date(&arguments, terminal),
        Command::Archive(arguments) => archive::archive(&arguments, terminal),
        Command::Init(arguments) => init::init(&arguments, terminal),
        Command::Completions(arguments) => shell::completions(&arguments),
        Command::Man(arguments) => shell::man(&arguments),
        Command::Schema => Output::stdout().print(&pipeline::schema()).map(|()| Status::Good),
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        match status {
            Status::Good => Self::SUCCESS,
            Status::Findings => Self::from(FINDINGS),
            Status::NothingRead => Self::from(UNUSABLE),
        }
    }
}

/// Says an error once; a reader that went away is none.
fn failed(terminal: &Terminal, error: &Error) -> ExitCode {
    if matches!(error, Error::ClosedPipe) {
        return ExitCode::SUCCESS;
    }
    terminal.error(error);
    ExitCode::from(UNUSABLE)
}

/// Prints the help that was asked for, or says why the command line could not be read.
fn unparsed(error: &clap::Error) -> ExitCode {
    let terminal = Terminal::unknown();
    if error.use_stderr() {
        terminal.usage_error(&error.render().to_string());
        return ExitCode::from(UNUSABLE);
    }
    let text = error.render();
    let text = if terminal.stdout_has_color() { text.ansi().to_string() } else { text.to_string() };
    match Output::stdout().print(&text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&terminal, &error),
    }
}

fn told(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}
