//! Pages and findings to records and reports. The contract's JSON is spelt here, in [`shape`], and nowhere else.
//!
//! *Records* ([`records`]) are written page by page, as the pages come. *Reports* ([`reports`]) are pure functions of an
//! [`Overview`](overview::Overview), which is gathered as the pages come, and of the sorted findings, which are known at the
//! end. [`folder`] writes all of them at once, as `run` needs it, and [`atomic`] one file; both leave what stood under the
//! final name alone until the new content is complete. Untrusted text passes [`tame`] on its way to a terminal or a
//! spreadsheet, and the template's escaping on its way to a web page.

pub mod atomic;
pub mod coverage;
mod disk;
pub mod explanation;
pub mod folder;
mod hidden;
pub mod likeness;
pub mod overview;
pub mod pairs;
pub mod records;
pub mod reports;
#[cfg(test)]
mod sample;
pub mod shape;
mod sheet;
pub mod signatures;
pub mod summary;
pub mod tame;

/// What a writer may be asked for. Each writer looks at what concerns it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Records keep `other` blocks.
    pub include_other: bool,
    /// CSV is for a spreadsheet rather than for a program: a byte order mark, CRLF, and no line that a spreadsheet with
    /// another separator could take for a formula.
    pub excel: bool,
    /// Text for people may hold ANSI colour codes.
    pub colour: bool,
}
