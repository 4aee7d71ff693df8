//! The numbers of a run: `summary.json`, and the totals that every report for people shows.

use std::collections::{BTreeMap, BTreeSet};
use std::{fmt, iter};

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Seen, Severity};
use crate::locale::Locale;
use crate::message::Message;
use crate::write::coverage::Coverage;
use crate::write::overview::{Overview, Unreported};

/// The numbers of a run. `pages.in = pages.records + pages.unreadable`, and
/// `pages.in = pages.clean + pages.with_findings`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the fields are those of summary.json, explained in docs/records.md")]
pub struct Summary {
    #[serde(flatten)]
    pub marker: Marker,
    pub version: &'static str,
    pub pages: PageCounts,
    /// Blocks by kind.
    pub blocks: BTreeMap<&'static str, usize>,
    pub sections: usize,
    /// Pages by the language that they should be in; those that nothing is expected of under `und`.
    pub expected: BTreeMap<String, usize>,
    /// Pages by the language that they are in.
    pub detected: BTreeMap<String, usize>,
    pub findings: FindingCounts,
    /// What was found and is not reported.
    pub unreported: Unreported,
    /// Only where pages are held against their originals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
}

/// By what korrektur knows a folder that it wrote: its own name and the files it put there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the fields are those of summary.json, explained in docs/records.md")]
pub struct Marker {
    pub tool: String,
    #[serde(default)]
    pub files: Vec<String>,
}

/// What became of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the fields are those of summary.json, explained in docs/records.md")]
pub struct PageCounts {
    #[serde(rename = "in")]
    pub total: usize,
    pub records: usize,
    pub unreadable: usize,
    pub clean: usize,
    pub with_findings: usize,
}

/// How many findings there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the fields are those of summary.json, explained in docs/records.md")]
pub struct FindingCounts {
    pub total: usize,
    pub by_severity: BTreeMap<&'static str, usize>,
    pub by_rule: BTreeMap<&'static str, usize>,
    /// Only where an archive was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen: Option<SeenCounts>,
}

/// How many findings are new, known, and gone since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the fields are those of summary.json, explained in docs/records.md")]
pub struct SeenCounts {
    pub new: usize,
    pub known: usize,
    pub mended: usize,
}

impl SeenCounts {
    /// Counts.
    pub fn of(all: impl IntoIterator<Item = Seen>) -> Self {
        let mut counts = Self::default();
        for seen in all {
            *match seen {
                Seen::New => &mut counts.new,
                Seen::Known(_) => &mut counts.known,
                Seen::Mended(_) => &mut counts.mended,
            } += 1;
        }
        counts
    }
}

/// `1 new, 12 known, 3 mended`.
impl Summary {
    /// The program's name in summaries.
    pub const TOOL: &'static str = env!("CARGO_PKG_NAME");

    /// Counts.
    pub fn of(overview: &Overview, findings: &[Finding]) -> Self {
        let mut blocks: BTreeMap<&'static str, usize> = Overview::KINDS.map(|kind| (kind.name(), 0)).into();
        let (mut expected, mut detected) = (BTreeMap::new(), BTreeMap::new());
        let (mut sections, mut records) = (0, 0);
        for record in overview.pages.iter().filter_map(|page| page.record.as_ref()) {
            records += 1;
            sections += record.sections;
            for kind in &record.kinds {
                *blocks.entry(kind.name()).or_default() += 1;
            }
            *expected.entry(record.expected.unwrap_or_default().to_string()).or_default() += 1;
            *detected.entry(record.detected.to_string()).or_default() += 1;
        }
        let total = overview.pages.iter().filter(|page| !page.is_original).count();
        // An original that is no page of the run has findings, but is not counted among the pages.
        let places: BTreeSet<usize> = findings.iter().map(|finding| finding.page_index).collect();
        let with_findings = places.into_iter().filter(|&place| place < total).count();
        Self {
            marker: Marker { tool: Self::TOOL.into(), files: Vec::new() },
            version: env!("CARGO_PKG_VERSION"),
            pages: PageCounts {
                total,
                records,
                unreadable: total - records,
                clean: total.saturating_sub(with_findings),
                with_findings,
            },
            blocks,
            sections,
            expected,
            detected,
            findings: FindingCounts::of(findings, &overview.mended),
            unreported: overview.unreported,
            coverage: Coverage::of(overview, findings),
        }
    }
}

impl FindingCounts {
    /// Counts findings, and those that are gone.
    pub fn of(findings: &[Finding], mended: &[Finding]) -> Self {
        let seen = || findings.iter().chain(mended).filter_map(|finding| finding.seen);
        let mut counts = Self { total: findings.len(), ..Self::default() };
        counts.seen = seen().next().map(|_| SeenCounts::of(seen()));
        counts.by_severity = [Severity::Error, Severity::Warning, Severity::Info].map(|each| (each.name(), 0)).into();
        for finding in findings {
            *counts.by_severity.entry(finding.severity.name()).or_default() += 1;
            *counts.by_rule.entry(finding.rule).or_default() += 1;
        }
        counts
    }

    /// Gives how many findings have this severity.
    pub fn of_severity(&self, severity: Severity) -> usize {
        self.by_severity.get(severity.name()).copied().unwrap_or_default()
    }
}

impl Summary {
    /// Gives the one line that ends a report: `2 errors, 1 warning in 1 of 240 pages`.
    pub fn headline(&self, locale: Locale) -> String {
        let PageCounts { total, with_findings, unreadable, .. } = self.pages;
        let counts =
            [Severity::Error, Severity::Warning, Severity::Info].map(|each| (each, self.findings.of_severity(each)));
        let named = counts.iter().filter(|(_, count)| *count > 0);
        let named: Vec<String> = named.map(|&(severity, count)| locale.count(severity.name(), count)).collect();
        let entry = if named.is_empty() { "headline-clean" } else { "headline" };
        let headline = Message::new(entry).with("findings", named.join(", ")).with("with", with_findings);
        let headline = locale.text(&headline.with("pages", total));
        let besides =
            |what: &str, number: usize| locale.text(&Message::new("besides").with("what", what).with("number", number));
        let seen = self.findings.seen.map(|SeenCounts { new, known, mended }| {
            [("seen-new", new), ("seen-known", known), ("mended", mended)].map(|(what, count)| besides(what, count))
        });
        let Unreported { known, ignored, unchanged, over_limit } = self.unreported;
        let unreported = [
            ("unreadable", unreadable),
            ("over-limit", over_limit),
            ("known", known),
            ("ignored", ignored),
            ("unchanged", unchanged),
        ];
        let unreported = unreported.into_iter().filter(|&(_, count)| count > 0);
        let clauses = [
            seen.into_iter().flatten().collect::<Vec<_>>(),
            unreported.map(|(what, count)| besides(what, count)).collect(),
        ];
        let clauses = clauses.iter().filter(|clause| !clause.is_empty()).map(|clause| clause.join(", "));
        iter::once(headline).chain(clauses).collect::<Vec<_>>().join("; ")
    }
}

/// A number with its noun, in the plural where it needs one.
#[derive(Clone, Copy, Debug)]
pub struct Counted(pub usize, pub &'static str);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(count, noun) = *self;
        write!(f, "{count} {noun}{}", if count == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Unreadable;
    use crate::write::sample;

    #[test]
    fn the_numbers_add_up() {
        let mut overview = Overview::default();
        let page = sample::page("a");
        overview.page(&page, &[]);
        overview.unreadable(&Unreadable { name: "b".into(), reason: String::new(), offset: None, line: None });
        overview.page(&sample::page("c"), &[]);
        let unreadable = Finding { rule: "unreadable-input", ..sample::finding(&page, 1) };
        let findings = [sample::finding(&page, 0), sample::duplicate(&page, 0), unreadable];
        let summary = Summary::of(&overview, &findings);
        let PageCounts { total, records, unreadable, clean, with_findings } = summary.pages;
        assert_eq!([total, records, unreadable, clean, with_findings], [3, 2, 1, 1, 2]);
        assert_eq!(summary.blocks, [("article", 2), ("other", 2), ("profile", 0), ("teaser", 2)].into());
        assert_eq!((summary.sections, summary.detected.get("en"), summary.expected.get("da")), (4, Some(&2), Some(&2)));
        assert_eq!(summary.headline(Locale::English), "2 errors, 1 warning in 2 of 3 pages; 1 unreadable");
        assert_eq!(Summary::of(&Overview::default(), &[]).headline(Locale::English), "no findings in 0 pages");
        assert_eq!(summary.headline(Locale::Danish), "2 fejl, 1 advarsel på 2 af 3 sider; 1 kunne ikke læses");
    }
}
