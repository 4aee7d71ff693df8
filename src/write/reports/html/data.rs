//! What the report's script is given, spelt in one place: findings, pages, parts of the site, words. What stands on the
//! pages is not in here; [`views`](crate::write::views) gives it page by page, and the script reads a page when it is opened.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::Serialize;

use super::areas::{Area, areas};
use super::matrix::Matrix;
use super::words;
use crate::finding::{Finding, Fingerprint, Related, Seen, Severity};
use crate::language::Tag;
use crate::page::Kind;
use crate::write::overview::{BlockDate, Overview, PageEntry, RecordEntry};
use crate::write::reports::worst;
use crate::write::shape::{Rounded, Shown};
use crate::write::{Options, baseline};

/// How many findings are listed, the worst: twice what the list is measured with. The rest is in the tables.
pub(super) const FINDINGS: usize = 20_000;

/// How many pages are listed, those of the listed findings first.
pub(super) const PAGES: usize = 20_000;

/// All that the script is given at once.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    version: &'static str,
    /// Under what the browser remembers what the editor decided about this report.
    id: Shown<Fingerprint>,
    locale: &'static str,
    words: BTreeMap<&'static str, String>,
    /// Pages by state.
    states: BTreeMap<&'static str, usize>,
    /// The day that dates count from, where one is given for all pages.
    now: Option<i64>,
    rules: Vec<Rule>,
    helps: Vec<&'a str>,
    areas: Vec<Area>,
    pages: Vec<Row<'a>>,
    findings: Vec<Item<'a>>,
    /// What of the originals is translated, where pages were held against such.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) coverage: Option<Matrix>,
    more_pages: usize,
    more_findings: usize,
    /// The places in the run of the pages that are listed: what a view is asked for by.
    #[serde(skip)]
    pub(super) listed: Vec<usize>,
    /// The listed pages in the order in which they are to be shown as long as there is room: by [`Data::listed`].
    #[serde(skip)]
    pub(super) wanted: Vec<usize>,
}

/// A rule that found something.
#[derive(Serialize)]
struct Rule {
    name: &'static str,
    /// Errors, warnings, notes.
    found: [usize; 3],
}

/// A page.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    state: &'static str,
    /// Errors, warnings, notes.
    found: [usize; 3],
    expected: Option<Shown<Tag>>,
    detected: Option<Shown<Tag>>,
    /// The day that its dates count from, where none is given for all pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<i64>,
    /// Block (0-based), first and last day, counted from 1970-01-01.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dates: Vec<(usize, i64, i64)>,
}

/// A finding. `page`, `rule` and `help` are places in the lists above.
#[derive(Serialize)]
struct Item<'a> {
    id: Shown<Fingerprint>,
    /// As in a baseline: what knows the finding again where its page has another name, and where a part of it is mended.
    content: Shown<Fingerprint>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<String>,
    rule: usize,
    severity: &'static str,
    page: usize,
    block: Option<&'a str>,
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    sections: &'a [String],
    message: &'a str,
    help: usize,
    excerpt: &'a str,
    expected: Option<Shown<Tag>>,
    found: Option<Shown<Tag>>,
    confidence: Option<Rounded>,
    /// What an archive knows of it, where one was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<&'static str>,
    line: usize,
    end_line: usize,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Other<'a>>,
    #[serde(skip_serializing_if = "is_none")]
    related_more: usize,
}

/// Another place of a duplicate: on a listed page, or on a page known by name alone.
#[derive(Serialize)]
struct Other<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    block: &'a str,
    section: Option<&'a str>,
    line: usize,
    /// None where it is the original in another language.
    #[serde(skip_serializing_if = "Option::is_none")]
    similarity: Option<Rounded>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

impl<'a> Data<'a> {
    pub(super) fn of(overview: &'a Overview, findings: &'a [Finding], options: Options) -> Self {
        let kept = worst(findings, FINDINGS);
        let by_name = names(overview, &kept);
        let of_findings = wanted(&kept, &by_name);
        let listed = listed(overview, &of_findings);
        let rows = Rows { overview, options, found: found(findings, |finding| finding.page_index) };
        let rules = rules(findings);
        let mut helps = Table::default();
        let items = kept.iter().filter_map(|finding| {
            let page = listed.binary_search(&finding.page_index).ok()?;
            let kind = kind(overview, finding).map(Kind::name);
            let of = |other: &'a Related| {
                let index = by_name.get(other.page.as_str());
                Other::of(other, index.and_then(|index| listed.binary_search(index).ok()))
            };
            Some(Item {
                id: Shown(finding.fingerprint),
                content: Shown(finding.content_fingerprint),
                parts: baseline::parts(&finding.parts),
                rule: rules.binary_search_by(|rule| rule.name.cmp(finding.rule)).ok()?,
                severity: finding.severity.name(),
                page,
                block: finding.block.as_deref(),
                kind,
                sections: &finding.sections,
                message: &finding.message,
                help: helps.place(finding.help.as_str()),
                excerpt: &finding.excerpt,
                expected: finding.expected.map(Shown),
                found: finding.found.map(Shown),
                confidence: finding.confidence.map(Rounded),
                seen: finding.seen.map(Seen::name),
                line: finding.place.line,
                end_line: finding.place.end_line,
                start: finding.place.span.start,
                end: finding.place.span.end,
                related: finding.related.iter().map(of).collect(),
                related_more: finding.related_total.saturating_sub(finding.related.len()),
            })
        });
        let items: Vec<Item<'a>> = items.collect();
        let place = |index: &usize| listed.binary_search(index).ok();
        let mut wanted: Vec<usize> = of_findings.iter().filter_map(place).collect();
        let seen: BTreeSet<usize> = wanted.iter().copied().collect();
        wanted.extend((0..listed.len()).filter(|place| !seen.contains(place)));
        Self {
            version: env!("CARGO_PKG_VERSION"),
            id: Shown(identity(overview, findings)),
            locale: options.locale.name(),
            words: words::words(options.locale),
            states: states(overview, &rows.found),
            now: options.now.map(day),
            pages: listed.iter().filter_map(|&index| rows.row(index)).collect(),
            areas: areas(&overview.pages),
            coverage: Matrix::of(overview, findings, &listed),
            rules,
            helps: helps.values,
            more_pages: overview.pages.len() - listed.len(),
            more_findings: findings.len() - items.len(),
            findings: items,
            listed,
            wanted,
        }
    }
}

/// Values by their place, each once.
#[derive(Default)]
struct Table<'a> {
    values: Vec<&'a str>,
    places: BTreeMap<&'a str, usize>,
}

impl<'a> Table<'a> {
    fn place(&mut self, value: &'a str) -> usize {
        *self.places.entry(value).or_insert_with(|| {
            self.values.push(value);
            self.values.len() - 1
        })
    }
}

/// The first page of each name, where findings name pages at all.
fn names<'a>(overview: &'a Overview, findings: &[&Finding]) -> BTreeMap<&'a str, usize> {
    if findings.iter().all(|finding| finding.related.is_empty()) {
        return BTreeMap::new();
    }
    let pages = overview.pages.iter().enumerate().rev();
    pages.map(|(index, page)| (page.name.as_str(), index)).collect()
}

/// The pages that findings are about and those they are compared with, the worst findings first; each page once.
fn wanted(findings: &[&Finding], by_name: &BTreeMap<&str, usize>) -> Vec<usize> {
    let mut order: Vec<&&Finding> = findings.iter().collect();
    order.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let mut seen = BTreeSet::new();
    let mut wanted = Vec::new();
    // Before a finding's third page comes the next finding's first.
    let originals = |finding: &&&Finding| Some(*by_name.get(finding.related.first()?.page.as_str())?);
    let pairs = order.iter().flat_map(|finding| [Some(finding.page_index), originals(finding)]);
    let others = order.iter().flat_map(|finding| finding.related.iter().skip(1));
    let others = others.map(|other| by_name.get(other.page.as_str()).copied());
    wanted.extend(pairs.chain(others).flatten().filter(|&index| seen.insert(index)));
    wanted
}

/// The pages that are listed, in the order of the run.
fn listed(overview: &Overview, of_findings: &[usize]) -> Vec<usize> {
    let known = |&index: &usize| index < overview.pages.len();
    let mut listed: BTreeSet<usize> = of_findings.iter().copied().filter(known).take(PAGES).collect();
    let rest = (0..overview.pages.len()).take(PAGES);
    for index in rest {
        if listed.len() >= PAGES {
            break;
        }
        listed.insert(index);
    }
    listed.into_iter().collect()
}

/// How many errors, warnings and notes there are by a key of the finding.
fn found<K: Ord>(findings: &[Finding], key: impl Fn(&Finding) -> K) -> BTreeMap<K, [usize; 3]> {
    let mut found: BTreeMap<K, [usize; 3]> = BTreeMap::new();
    for finding in findings {
        let [errors, warnings, notes] = found.entry(key(finding)).or_default();
        *match finding.severity {
            Severity::Error => errors,
            Severity::Warning => warnings,
            Severity::Info => notes,
        } += 1;
    }
    found
}

/// The rules that found something, by name.
fn rules(findings: &[Finding]) -> Vec<Rule> {
    let found = found(findings, |finding| finding.rule);
    found.into_iter().map(|(name, found)| Rule { name, found }).collect()
}

fn states(overview: &Overview, found: &BTreeMap<usize, [usize; 3]>) -> BTreeMap<&'static str, usize> {
    let mut states = BTreeMap::new();
    for (index, page) in overview.pages.iter().enumerate() {
        *states.entry(state(page, found.get(&index).copied().unwrap_or_default())).or_default() += 1;
    }
    states
}

/// The kind of the block that a finding is in.
fn kind(overview: &Overview, finding: &Finding) -> Option<Kind> {
    let block: usize = finding.block.as_deref()?.parse().ok()?;
    let record = overview.pages.get(finding.page_index)?.record.as_ref()?;
    record.kinds.get(block.checked_sub(1)?).copied()
}

/// Names what the report says, whoever writes it and when.
fn identity(overview: &Overview, findings: &[Finding]) -> Fingerprint {
    let pages = overview.pages.first().map_or("", |page| page.name.as_str());
    let findings: Vec<String> = findings.iter().map(|finding| finding.fingerprint.to_string()).collect();
    Fingerprint::of(&[pages, &overview.pages.len().to_string(), &findings.concat()])
}

/// The day of an instant, counted from 1970-01-01.
fn day(instant: Timestamp) -> i64 {
    const SECONDS: i64 = 24 * 60 * 60;
    instant.as_second().div_euclid(SECONDS)
}

impl<'a> Other<'a> {
    fn of(other: &'a Related, page: Option<usize>) -> Self {
        Self {
            page,
            name: Some(other.page.as_str()).filter(|_| page.is_none()),
            block: &other.block,
            section: other.section.as_deref(),
            line: other.place.line,
            similarity: other.original.is_none().then_some(Rounded(other.similarity)),
        }
    }
}

/// Makes the rows of pages.
struct Rows<'a> {
    overview: &'a Overview,
    options: Options,
    found: BTreeMap<usize, [usize; 3]>,
}

impl<'a> Rows<'a> {
    fn row(&self, index: usize) -> Option<Row<'a>> {
        let page = self.overview.pages.get(index)?;
        let record = page.record.as_ref();
        let found = self.found.get(&index).copied().unwrap_or_default();
        let fetched = record.and_then(|record| record.fetched_at).filter(|_| self.options.now.is_none());
        Some(Row {
            name: &page.name,
            url: record.and_then(web_address),
            state: state(page, found),
            found,
            expected: record.and_then(|record| record.expected).map(Shown),
            detected: record.map(|record| Shown(record.detected)),
            now: fetched.map(day),
            dates: record.map(|record| record.dates.iter().map(days).collect()).unwrap_or_default(),
        })
    }
}

fn days(date: &BlockDate) -> (usize, i64, i64) {
    (date.block, day(date.earliest), day(date.latest))
}

/// What became of a page, worst first.
fn state(page: &PageEntry, [errors, warnings, notes]: [usize; 3]) -> &'static str {
    match () {
        () if page.record.is_none() && !page.is_original => "unreadable",
        () if errors > 0 => Severity::Error.name(),
        () if warnings > 0 => Severity::Warning.name(),
        () if notes > 0 => Severity::Info.name(),
        () => "clean",
    }
}

fn web_address(record: &RecordEntry) -> Option<&str> {
    record.url.as_deref().filter(|url| is_web_address(url))
}

/// Tells whether a link leads to the web. Anything else (`javascript:`, `data:`, `file:`) is shown as text at most.
fn is_web_address(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme).unwrap_or_default();
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Unreadable;
    use crate::write::sample;
    use serde_json::Value;

    fn value(overview: &Overview, findings: &[Finding]) -> Value {
        serde_json::to_value(Data::of(overview, findings, Options::default())).unwrap()
    }

    #[test]
    fn findings_know_their_page_kind_and_original() {
        let mut overview = Overview::with_contexts();
        overview.unreadable(&Unreadable { name: "a".into(), reason: String::new(), offset: None, line: None });
        let page = sample::page("da/x.html");
        overview.page(&page, &[]);
        overview.page(&sample::page("dump/da/3.html"), &[]);
        let data = value(&overview, &[sample::finding(&page, 1), sample::duplicate(&page, 1)]);
        let of = |key: &str| &data["findings"][1][key];
        assert_eq!((&data["rules"][0]["name"], of("rule").as_u64()), (&Value::from("duplicate-section"), Some(0)));
        assert_eq!((of("page").as_u64(), of("kind").as_str()), (Some(1), Some("article")));
        assert_eq!(data["findings"][1]["related"][2]["page"], 2);
        assert_eq!(data["findings"][1]["related"][0]["name"], "dump/da/1.html");
        assert_eq!(of("related_more").as_u64(), Some(2));
        let states: Vec<&Value> = data["pages"].as_array().unwrap().iter().map(|page| &page["state"]).collect();
        assert_eq!(states, ["unreadable", "error", "clean"]);
        assert_eq!(data["pages"][1]["found"], serde_json::json!([1, 1, 0]));
        // 2023-11-01 to 2023-12-26, counted from the day on which the page was fetched.
        assert_eq!(data["pages"][1]["dates"], serde_json::json!([[1, 19_662, 19_717]]));
        assert_eq!(data["pages"][1]["now"], 20_030);
    }

    #[test]
    fn pages_of_the_worst_findings_come_first() {
        let mut overview = Overview::with_contexts();
        let page = sample::page("x");
        (0..4).for_each(|_| overview.page(&page, &[]));
        let note = Finding { severity: Severity::Info, ..sample::finding(&page, 1) };
        let findings = [note, sample::finding(&page, 3)];
        assert_eq!(Data::of(&overview, &findings, Options::default()).wanted, [3, 1, 0, 2]);
    }

    #[test]
    fn only_web_addresses_are_linked() {
        assert!(is_web_address("https://x.dk/") && is_web_address("HTTP://x.dk"));
        for other in
            ["javascript:alert(1)//http://x", "data:text/html,x", "file:///etc", "//x.dk", "ftp://x", " https://x", ""]
        {
            assert!(!is_web_address(other), "{other}");
        }
    }
}
