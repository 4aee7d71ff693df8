//! JUnit XML, for test reports: a case a page, so that a page that is right is seen too. What makes the run fail is the
//! case's failure, milder findings are its output.
//!
//! There is no standard; written is what Jenkins, GitLab and their like read in common: `testsuites`, `testsuite` a folder,
//! `testcase`, one `failure` or `error` a case.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use super::{ReportFormat, lines};
use crate::finding::{Finding, Severity};
use crate::locale::Locale;
use crate::spot::IN_CONTAINER;
use crate::write::Options;
use crate::write::overview::{Overview, PageEntry};
use crate::write::summary::{Counted, Summary};
use crate::write::tame::xml;

/// The format's entry.
pub const FORMAT: ReportFormat =
    ReportFormat { name: "junit", about: "JUnit XML: a test case a page", write, ..ReportFormat::TEXT };

/// How many findings of a page are written out; a page with more is wrong as a whole.
const FINDINGS: usize = 50;

/// A page with what was found on it.
struct Case<'a> {
    page: &'a PageEntry,
    failing: Vec<&'a Finding>,
    mild: Vec<&'a Finding>,
}

impl Case<'_> {
    fn is_error(&self) -> bool {
        self.is_unreadable() && !self.failing.is_empty()
    }

    fn is_failure(&self) -> bool {
        !self.is_unreadable() && !self.failing.is_empty()
    }

    fn is_unreadable(&self) -> bool {
        self.page.record.is_none() && !self.page.is_original
    }
}

fn write(overview: &Overview, findings: &[Finding], options: Options, out: &mut dyn io::Write) -> io::Result<()> {
    let suites = suites(overview, findings, options.fails_from);
    let all: Vec<&Case<'_>> = suites.values().flatten().collect();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="{}" {}>"#, Summary::TOOL, counts(&all))?;
    for (folder, cases) in &suites {
        let cases: Vec<&Case<'_>> = cases.iter().collect();
        writeln!(out, r#"  <testsuite name="{}" {}>"#, xml(folder), counts(&cases))?;
        for case in cases {
            write_case(overview, folder, case, out)?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")?;
    out.flush()
}

/// Sorts the pages of the run into a suite a folder, in the order of the folders' names.
fn suites<'a>(
    overview: &'a Overview,
    findings: &'a [Finding],
    fails_from: Option<Severity>,
) -> BTreeMap<&'a str, Vec<Case<'a>>> {
    let mut by_page: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_page.entry(finding.page_index).or_default().push(finding);
    }
    let mut suites: BTreeMap<&str, Vec<Case<'_>>> = BTreeMap::new();
    for (index, page) in overview.pages.iter().enumerate() {
        let of_page = by_page.remove(&index).unwrap_or_default();
        let fails = |finding: &&Finding| fails_from.is_some_and(|from| finding.severity >= from);
        let (failing, mild) = of_page.into_iter().partition(fails);
        suites.entry(folder(&page.name)).or_default().push(Case { page, failing, mild });
    }
    suites
}

/// The folder of a page, or the container that holds it.
fn folder(name: &str) -> &str {
    let folder =
        name.split_once(IN_CONTAINER).map(|(file, _)| file).or(name.rsplit_once('/').map(|(folder, _)| folder));
    folder.filter(|folder| !folder.is_empty()).unwrap_or(".")
}

fn counts(cases: &[&Case<'_>]) -> String {
    let failures = cases.iter().filter(|case| case.is_failure()).count();
    let errors = cases.iter().filter(|case| case.is_error()).count();
    format!(r#"tests="{}" failures="{failures}" errors="{errors}""#, cases.len())
}

fn write_case(overview: &Overview, folder: &str, case: &Case<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let Case { page, failing, mild } = case;
    let file = overview.folders.path(&page.name);
    let line = failing.iter().chain(mild).next().map_or(1, |first| overview.folders.spot(&page.name, first.place).line);
    let (name, class) = (xml(&page.name), xml(folder));
    write!(out, r#"    <testcase name="{name}" classname="{class}" file="{}" line="{line}""#, xml(&file))?;
    let Some(worst) = failing.first() else {
        if mild.is_empty() {
            return writeln!(out, "/>");
        }
        writeln!(out, ">")?;
        writeln!(out, "      <system-out>{}</system-out>", text(mild))?;
        return writeln!(out, "    </testcase>");
    };
    let element = if case.is_error() { "error" } else { "failure" };
    let message = match failing.len() {
        1 => worst.message.clone(),
        count => format!("{}: {}, …", Counted(count, "finding"), worst.message),
    };
    writeln!(out, ">")?;
    writeln!(
        out,
        r#"      <{element} message="{}" type="{}">{}</{element}>"#,
        xml(&message),
        worst.rule,
        text(failing)
    )?;
    if !mild.is_empty() {
        writeln!(out, "      <system-out>{}</system-out>", text(mild))?;
    }
    writeln!(out, "    </testcase>")
}

/// Writes findings as lines of text.
fn text(findings: &[&Finding]) -> String {
    let mut text = String::new();
    for finding in findings.iter().take(FINDINGS) {
        let Finding { severity, rule, place, message, excerpt, help, .. } = finding;
        let _ = write!(text, "{}[{rule}] {}: {}", severity.name(), lines(*place, Locale::English), xml(message));
        if !excerpt.is_empty() {
            let _ = write!(text, "\n  {}", xml(excerpt));
        }
        let _ = writeln!(text, "\n  help: {}", xml(help));
    }
    let more = findings.len().saturating_sub(FINDINGS);
    if more > 0 {
        let _ = writeln!(text, "and {more} more");
    }
    text
}
