//! What is said to a person: standard error, its colours and its progress line. Records and reports go to standard output
//! and know nothing of this.

use std::env;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use clap::builder::styling::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::args::{Color, General};
use crate::error::Error;
use crate::finding::{Finding, Severity};
use crate::page::{Kind, Page};
use crate::write::summary::Counted;
use crate::write::tame::visible;

/// How often the progress line is redrawn on its own.
const TICK: Duration = Duration::from_millis(120);

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const CYAN: Style = AnsiColor::Cyan.on_default();

/// Standard error, and what is known of both output streams.
pub(super) struct Terminal {
    verbosity: Verbosity,
    stderr_has_color: bool,
    stdout_has_color: bool,
}

/// How much is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verbosity {
    Quiet,
    Normal,
    Verbose,
}

impl Terminal {
    /// Looks at flags, environment and streams.
    pub(super) fn new(general: &General) -> Self {
        let verbosity = match (general.quiet, general.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        };
        Self {
            verbosity,
            stderr_has_color: has_color(general.color, io::stderr().is_terminal()),
            stdout_has_color: has_color(general.color, io::stdout().is_terminal()),
        }
    }

    /// The terminal of a command line that could not be read.
    pub(super) fn unknown() -> Self {
        Self::new(&General { color: Color::Auto, quiet: false, verbose: false })
    }

    /// Tells whether text for people on standard output may be coloured.
    pub(super) fn stdout_has_color(&self) -> bool {
        self.stdout_has_color
    }

    /// Says what stops the run. Said even with `--quiet`: an exit status alone helps nobody.
    pub(super) fn error(&self, error: &Error) {
        let text = error.to_string();
        match text.rsplit_once(HELP) {
            Some((what, help)) => {
                let label = self.styled(CYAN, "help:");
                line(&format_args!("{} {}\n  {label} {}", self.styled(RED, "error:"), visible(what), visible(help)));
            }
            None => line(&format_args!("{} {}", self.styled(RED, "error:"), visible(&text))),
        }
    }

    /// Says that the command line could not be read; `text` may have several lines.
    pub(super) fn usage_error(&self, text: &str) {
        let text = text.trim_end();
        let body = text.strip_prefix("error: ").unwrap_or(text);
        let shown: Vec<String> = body.lines().map(|line| visible(line).to_string()).collect();
        line(&format_args!("{} {}", self.styled(RED, "error:"), shown.join("\n")));
    }

    /// Says that something is wrong with a page, perhaps in the line of this number, that does not stop the run.
    pub(super) fn warning(&self, page: &str, number: Option<usize>, text: &str) {
        if self.verbosity != Verbosity::Quiet {
            let number = number.map(|number| format!(":{number}")).unwrap_or_default();
            let label = self.styled(YELLOW, "warning:");
            line(&format_args!("{label} {}{number}: {}", visible(page), visible(text)));
        }
    }

    /// Says how the run ended.
    pub(super) fn closing(&self, text: &impl Display) {
        if self.verbosity != Verbosity::Quiet {
            line(&format_args!("{}", visible(&text.to_string())));
        }
    }

    /// Says what a page gave, with `--verbose`.
    pub(super) fn page(&self, page: &Page, findings: Option<&[Finding]>) {
        if self.verbosity == Verbosity::Verbose {
            line(&format_args!("{}: {}", visible(&page.name), visible(&account(page, findings))));
        }
    }

    /// Says where standard input comes from, where that is a keyboard and the program would seem to hang.
    pub(super) fn keyboard_hint(&self) {
        if self.verbosity != Verbosity::Quiet && io::stdin().is_terminal() && io::stderr().is_terminal() {
            line(&"reading from the keyboard; end with Ctrl-D");
        }
    }

    /// Starts the progress line: only where a person looks at standard error.
    pub(super) fn progress(&self) -> Progress {
        let in_ci = env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
        let is_wanted = self.verbosity == Verbosity::Normal && !in_ci && io::stderr().is_terminal() && !is_dumb();
        let Some(style) =
            is_wanted.then(|| ProgressStyle::with_template("{spinner} {human_pos} pages in {elapsed}").ok()).flatten()
        else {
            return Progress(None);
        };
        let bar = ProgressBar::new_spinner().with_style(style);
        bar.enable_steady_tick(TICK);
        Progress(Some(bar))
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if self.stderr_has_color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// How [`Error`] sets off what would help.
const HELP: &str = "\n  help: ";

/// The progress line, or nothing where nobody looks. Gone when dropped.
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    /// Counts a page.
    pub(super) fn page(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    /// Runs `say` with the line out of the way.
    pub(super) fn aside(&self, say: impl FnOnce()) {
        match &self.0 {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// Decides about colour: the flag, then `NO_COLOR`, then `CLICOLOR_FORCE`, then what the stream is.
/// Sources: no-color.org, bixense.com/clicolors.
fn has_color(color: Color, is_terminal: bool) -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if is_set("NO_COLOR") => false,
        Color::Auto if env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0") => true,
        Color::Auto => is_terminal && !is_dumb(),
    }
}

fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Writes one line. A standard error that is gone cannot be complained about.
fn line(text: &dyn Display) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// One line on a page: `2 articles, 5 teasers; da expected (chrome), en found; 1 error`.
fn account(page: &Page, findings: Option<&[Finding]>) -> String {
    let blocks = [Kind::Article, Kind::Profile, Kind::Teaser, Kind::Other].into_iter().filter_map(|kind| {
        let count = page.blocks.iter().filter(|block| block.kind == kind).count();
        (count > 0).then(|| {
            if kind == Kind::Other { format!("{count} other") } else { Counted(count, kind.name()).to_string() }
        })
    });
    let expected = page.expected.map_or("no language expected".to_owned(), |expected| {
        format!("{} expected ({})", expected.tag, expected.from.name())
    });
    let mut parts = vec![listed(blocks, "no blocks"), format!("{expected}, {} found", page.detected.tag)];
    if let Some(findings) = findings {
        let faults = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "note")];
        let faults = faults.into_iter().filter_map(|(severity, noun)| {
            let count = findings.iter().filter(|finding| finding.severity == severity).count();
            (count > 0).then(|| Counted(count, noun).to_string())
        });
        parts.push(listed(faults, "no findings"));
    }
    parts.join("; ")
}

fn listed(items: impl Iterator<Item = String>, none: &str) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { none.to_owned() } else { items.join(", ") }
}
