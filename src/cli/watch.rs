//! Follows the pages of a run on behalf of the person in front of it: progress, `--verbose`, warnings, and whether anything
//! could be read at all.

use crate::cli::Status;
use crate::cli::terminal::{Progress, Terminal};
use crate::document::Unreadable;
use crate::finding::Finding;
use crate::page::Page;

/// Counts pages, and says what is to be said of each.
pub(super) struct Watch<'a> {
    terminal: &'a Terminal,
    progress: Progress,
    /// Pages with a record.
    pub(super) read: usize,
    /// Pages without one.
    pub(super) unreadable: usize,
}

impl<'a> Watch<'a> {
    /// Starts, with a progress line where somebody looks.
    pub(super) fn new(terminal: &'a Terminal) -> Self {
        Self { terminal, progress: terminal.progress(), read: 0, unreadable: 0 }
    }

    /// Hears of a page, and of its findings where it was checked.
    pub(super) fn page(&mut self, page: &Page, findings: Option<&[Finding]>) {
        self.read += 1;
        self.progress.page();
        self.progress.aside(|| self.terminal.page(page, findings));
    }

    /// Hears of a page that could not be read.
    pub(super) fn unreadable(&mut self) {
        self.unreadable += 1;
        self.progress.page();
    }

    /// Says what is wrong with a page, for commands that make no findings of it.
    pub(super) fn warn_of_page(&self, page: &Page) {
        for problem in &page.problems {
            let line = page.source.line(problem.span.start);
            self.progress.aside(|| self.terminal.warning(&page.name, Some(line), &problem.reason));
        }
    }

    /// Says why a page could not be read, for commands that make no findings of it.
    pub(super) fn warn_of(&self, input: &Unreadable) {
        self.progress.aside(|| self.terminal.warning(&input.name, input.line, &input.reason));
    }

    /// Ends the progress line. Where nothing could be read, that is how the run ended, whatever else was found.
    pub(super) fn end(self, otherwise: Status) -> Status {
        if self.read == 0 && self.unreadable > 0 { Status::NothingRead } else { otherwise }
    }
}
