//! Pages and findings to records and reports. The contract's JSON is spelt here, in [`shape`], and nowhere else.
//!
//! *Records* ([`records`]) are written page by page, as the pages come. *Reports* ([`reports`]) are pure functions of an
//! [`Overview`](overview::Overview), which is gathered as the pages come, and of the sorted findings, which are known at the
//! end. [`folder`] writes all of them at once, as `run` needs it, and [`atomic`] one file; both leave what stood under the
//! final name alone until the new content is complete. Untrusted text passes [`tame`] on its way to a terminal or a
//! spreadsheet, and the template's escaping on its way to a web page.

pub mod atomic;
pub mod baseline;
mod building;
pub mod coverage;
mod disk;
mod escape;
pub mod explanation;
pub mod folder;
mod hidden;
pub mod likeness;
pub mod overview;
pub mod pages;
pub mod pairs;
mod parquet;
pub mod records;
pub mod reports;
mod rows;
#[cfg(test)]
mod sample;
pub mod shape;
pub mod sheet;
pub mod signatures;
pub mod summary;
pub mod table;
pub mod tame;
pub mod views;

use crate::locale::Locale;

use crate::finding::Severity;

/// What a writer may be asked for. Each writer looks at what concerns it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Records keep `other` blocks.
    pub include_other: bool,
    /// Text for people may hold ANSI colour codes.
    pub colour: bool,
    /// When the pages were printed, where a flag or the pipeline file says so: what is old, and what lies in the future.
    pub now: Option<jiff::Timestamp>,
    /// The language of what reports for people say.
    pub locale: Locale,
    /// The lowest severity that makes the run fail: what a test report calls a failure. `None` where nothing does.
    pub fails_from: Option<Severity>,
}
