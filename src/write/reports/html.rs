//! The report that editors open: one file without script and without network, to be read, printed and mailed.
//!
//! All text is escaped by the template; the page's own policy forbids scripts, images and connections, so that even a hole
//! there would lead nowhere. Filters are radio buttons and CSS. What the template shows is prepared here, so that the
//! template holds no logic but loops.

use std::collections::BTreeMap;
use std::io;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde::Serialize;

use super::{ReportFormat, lines, worst};
use crate::finding::{EXCERPT_CHARACTERS, Finding, Fingerprint, Related, Severity, shorten};
use crate::language::Tag;
use crate::write::overview::{Overview, PageEntry, Passage};
use crate::write::shape::{Rounded, Shown};
use crate::write::summary::{Counted, Summary};
use crate::write::tame::visible;

/// The format's entry.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "html",
    about: "a page for editors, in one file",
    needs_contexts: true,
    write: |overview, findings, _, out| {
        render(&Report::of(overview, findings), &mut *out).map_err(into_io)?;
        out.flush()
    },
    ..ReportFormat::TEXT
};

/// How many findings are written out. Browsers stay quick up to some ten thousand paragraphs; the rest is in the tables.
const FINDINGS: usize = 2_000;

/// How many pages the table of pages lists.
const PAGES: usize = 2_000;

/// How many languages are named; the rest is counted together.
const LANGUAGES: usize = 8;

fn render(report: &Report<'_>, out: &mut dyn io::Write) -> Result<(), minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    // The name's ending switches escaping on.
    environment.add_template("report.html", include_str!("report.html.jinja"))?;
    let context = context! { report => Serde(report), style => include_str!("report.css") };
    environment.get_template("report.html")?.render_captured_to(context, out)?;
    Ok(())
}

/// Gives the reason of a failed rendering: nearly always what the output returned.
fn into_io(error: minijinja::Error) -> io::Error {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(cause) = source {
        if let Some(failed) = cause.downcast_ref::<io::Error>() {
            return io::Error::new(failed.kind(), failed.to_string());
        }
        source = cause.source();
    }
    io::Error::other(error)
}

/// All that the template shows.
#[derive(Serialize)]
struct Report<'a> {
    version: &'static str,
    headline: String,
    pages: Vec<(&'static str, usize)>,
    severities: Vec<Tally>,
    rules: Vec<Tally>,
    blocks: Vec<Share>,
    detected: Vec<Share>,
    groups: Vec<Group<'a>>,
    findings_left_out: Option<String>,
    rows: Vec<Row<'a>>,
    rows_left_out: Option<String>,
}

/// How many findings a filter shows.
#[derive(Serialize)]
struct Tally {
    /// The CSS class of its findings.
    class: &'static str,
    label: &'static str,
    severity: &'static str,
    count: usize,
}

/// A part of a whole.
#[derive(Serialize)]
struct Share {
    label: String,
    count: usize,
    /// Of 100.
    percent: usize,
}

/// A page with its findings.
#[derive(Serialize)]
struct Group<'a> {
    index: usize,
    page: PageHead<'a>,
    findings: Vec<Item>,
}

#[derive(Serialize)]
struct PageHead<'a> {
    name: String,
    /// The address, where it is one that a browser may safely be sent to.
    link: Option<&'a str>,
    expected: Option<Shown<Tag>>,
    detected: Option<Shown<Tag>>,
}

#[derive(Serialize)]
struct Item {
    rule: &'static str,
    severity: &'static str,
    severity_word: &'static str,
    place: String,
    message: String,
    help: String,
    title: Option<String>,
    passages: Vec<Quote>,
    passages_more: Option<String>,
    expected: Option<Shown<Tag>>,
    found: Option<Shown<Tag>>,
    percent: Option<usize>,
    related: Vec<Other>,
    related_more: usize,
    fingerprint: Shown<Fingerprint>,
}

#[derive(Serialize)]
struct Quote {
    text: String,
    /// Empty where the language is not known.
    lang: String,
    is_heading: bool,
    is_marked: bool,
}

#[derive(Serialize)]
struct Other {
    page: String,
    /// The page's place, where its findings are written out and can be linked to.
    group: Option<usize>,
    line: usize,
    percent: usize,
}

/// A page in the table of all pages.
#[derive(Serialize)]
struct Row<'a> {
    index: usize,
    page: PageHead<'a>,
    /// The CSS class.
    state: &'static str,
    state_word: String,
    /// Whether its findings are written out above.
    has_group: bool,
    blocks: Option<usize>,
}

impl<'a> Report<'a> {
    fn of(overview: &'a Overview, findings: &'a [Finding]) -> Self {
        let summary = Summary::of(overview, findings);
        let groups = groups(overview, worst(findings, FINDINGS));
        let left_out = |count: usize, limit: usize, noun| {
            Some(count.saturating_sub(limit)).filter(|&count| count > 0).map(|count| Counted(count, noun).to_string())
        };
        Self {
            version: summary.version,
            headline: summary.to_string(),
            pages: vec![
                ("pages read", summary.pages.records),
                ("unreadable", summary.pages.unreadable),
                ("clean", summary.pages.clean),
                ("with findings", summary.pages.with_findings),
            ],
            severities: severities(&summary),
            rules: rules(findings),
            blocks: shares(summary.blocks.iter().map(|(kind, &count)| ((*kind).to_owned(), count)).collect()),
            detected: shares(summary.detected.iter().map(|(tag, &count)| (tag.clone(), count)).collect()),
            findings_left_out: left_out(findings.len(), FINDINGS, "more finding"),
            rows: rows(overview, findings, &groups),
            rows_left_out: left_out(overview.pages.len(), PAGES, "more page"),
            groups,
        }
    }
}

fn severities(summary: &Summary) -> Vec<Tally> {
    let words = [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Info, "Notes")];
    words
        .into_iter()
        .map(|(severity, label)| Tally {
            class: severity.name(),
            label,
            severity: severity.name(),
            count: summary.findings.of_severity(severity),
        })
        .collect()
}

/// Counts findings by rule, the worst and most frequent rules first.
fn rules(findings: &[Finding]) -> Vec<Tally> {
    let mut by_rule: BTreeMap<&'static str, (Severity, usize)> = BTreeMap::new();
    for finding in findings {
        let (severity, count) = by_rule.entry(finding.rule).or_insert((finding.severity, 0));
        *severity = finding.severity.max(*severity);
        *count += 1;
    }
    let mut rules: Vec<_> = by_rule.into_iter().collect();
    rules.sort_by_key(|&(_, worst_and_most)| std::cmp::Reverse(worst_and_most));
    rules
        .into_iter()
        .map(|(rule, (severity, count))| Tally { class: rule, label: rule, severity: severity.name(), count })
        .collect()
}

/// Turns counts into shares of their sum, largest first, the small ones together.
fn shares(mut counts: Vec<(String, usize)>) -> Vec<Share> {
    let total = counts.iter().map(|(_, count)| count).sum::<usize>().max(1);
    counts.sort_by(|(a_label, a), (b_label, b)| b.cmp(a).then_with(|| a_label.cmp(b_label)));
    let rest: usize = counts.iter().skip(LANGUAGES).map(|(_, count)| count).sum();
    counts.truncate(LANGUAGES);
    if rest > 0 {
        counts.push(("others".into(), rest));
    }
    counts.into_iter().map(|(label, count)| Share { label, count, percent: count * 100 / total }).collect()
}

fn groups<'a>(overview: &'a Overview, findings: Vec<&'a Finding>) -> Vec<Group<'a>> {
    let by_name: BTreeMap<&str, usize> =
        findings.iter().map(|finding| (finding.page.as_str(), finding.page_index)).collect();
    let mut groups: Vec<Group<'a>> = Vec::new();
    for finding in findings {
        let index = finding.page_index;
        let item = Item::of(finding, overview, &by_name);
        match groups.last_mut().filter(|group| group.index == index) {
            Some(group) => group.findings.push(item),
            None => {
                groups.push(Group {
                    index,
                    page: head(&finding.page, overview.pages.get(index)),
                    findings: vec![item],
                });
            }
        }
    }
    groups
}

fn head<'a>(name: &str, entry: Option<&'a PageEntry>) -> PageHead<'a> {
    let record = entry.and_then(|page| page.record.as_ref());
    PageHead {
        name: visible(name).to_string(),
        link: record.and_then(|record| record.url.as_deref()).filter(|url| is_web_address(url)),
        expected: record.and_then(|record| record.expected).map(Shown),
        detected: record.map(|record| Shown(record.detected)),
    }
}

/// Tells whether a link leads to the web. Anything else (`javascript:`, `data:`, `file:`) is shown as text at most.
fn is_web_address(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme).unwrap_or_default();
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

impl Item {
    /// `groups` knows the pages whose findings are written out, by name.
    fn of(finding: &Finding, overview: &Overview, groups: &BTreeMap<&str, usize>) -> Self {
        let context = overview.context(finding);
        let passages = context.map(|context| context.passages.as_slice()).unwrap_or_default();
        let quotes = match passages {
            [] => vec![Quote::excerpt(finding)],
            passages => passages.iter().map(Quote::of).collect(),
        };
        Self {
            rule: finding.rule,
            severity: finding.severity.name(),
            severity_word: match finding.severity {
                Severity::Error => "Error",
                Severity::Warning => "Warning",
                Severity::Info => "Note",
            },
            place: place(finding),
            message: visible(&finding.message).to_string(),
            help: visible(&finding.help).to_string(),
            // An excerpt may be the title itself.
            title: context
                .filter(|context| !context.passages.is_empty())
                .and_then(|context| context.title.as_deref())
                .map(|title| visible(title).to_string()),
            passages: quotes.into_iter().filter(|quote| !quote.text.is_empty()).collect(),
            passages_more: context
                .map(|context| Counted(context.more_marked, "more passage"))
                .filter(|more| more.0 > 0)
                .map(|more| more.to_string()),
            expected: finding.expected.map(Shown),
            found: finding.found.map(Shown),
            percent: finding.confidence.map(percent),
            related: finding.related.iter().map(|related| Other::of(related, groups)).collect(),
            related_more: finding.related_total.saturating_sub(finding.related.len()),
            fingerprint: Shown(finding.fingerprint),
        }
    }
}

/// Says where on the page, in the words of an editor: `lines 14–20, block 1, sections 1.3 to 1.4`.
fn place(finding: &Finding) -> String {
    let lines = lines(finding.place);
    match (finding.sections.as_slice(), &finding.block) {
        ([], None) => lines,
        ([], Some(block)) => format!("{lines}, block {block}"),
        ([section], _) => format!("{lines}, section {section}"),
        ([first, .., last], _) => format!("{lines}, sections {first} to {last}"),
    }
}

impl Quote {
    fn of(passage: &Passage) -> Self {
        Self {
            text: visible(&passage.text).to_string(),
            lang: language_attribute(Some(passage.language)),
            is_heading: passage.is_heading,
            is_marked: passage.is_marked,
        }
    }

    fn excerpt(finding: &Finding) -> Self {
        Self {
            text: visible(&shorten(&finding.excerpt, EXCERPT_CHARACTERS)).to_string(),
            lang: language_attribute(finding.found),
            is_heading: false,
            is_marked: true,
        }
    }
}

/// Gives the value of an HTML `lang` attribute, by which browsers hyphenate and screen readers pronounce.
fn language_attribute(tag: Option<Tag>) -> String {
    tag.filter(|tag| !tag.is_und()).map(|tag| tag.to_string()).unwrap_or_default()
}

impl Other {
    fn of(related: &Related, groups: &BTreeMap<&str, usize>) -> Self {
        Self {
            page: visible(&related.page).to_string(),
            group: groups.get(related.page.as_str()).copied(),
            line: related.place.line,
            percent: percent(related.similarity),
        }
    }
}

fn percent(share: f64) -> usize {
    (Rounded(share).value().clamp(0.0, 1.0) * 100.0).round() as usize
}

fn rows<'a>(overview: &'a Overview, findings: &[Finding], groups: &[Group<'_>]) -> Vec<Row<'a>> {
    let mut counts: BTreeMap<usize, BTreeMap<Severity, usize>> = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.page_index).or_default().entry(finding.severity).or_default() += 1;
    }
    let pages = overview.pages.iter().enumerate().take(PAGES);
    pages
        .map(|(index, page)| {
            let (state, state_word) = state(page, counts.get(&index));
            Row {
                index,
                page: head(&page.name, Some(page)),
                state,
                state_word,
                has_group: groups.binary_search_by_key(&index, |group| group.index).is_ok(),
                blocks: page.record.as_ref().map(|record| record.blocks.iter().sum()),
            }
        })
        .collect()
}

/// Gives the CSS class and the words for what became of a page.
fn state(page: &PageEntry, counts: Option<&BTreeMap<Severity, usize>>) -> (&'static str, String) {
    if page.record.is_none() {
        return ("error", "unreadable".into());
    }
    let Some((worst, _)) = counts.and_then(BTreeMap::last_key_value) else { return ("clean", "clean".into()) };
    let noun = |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let words: Vec<String> = counts
        .into_iter()
        .flat_map(|counts| counts.iter().rev())
        .map(|(&severity, &count)| Counted(count, noun(severity)).to_string())
        .collect();
    (worst.name(), words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::Options;
    use crate::write::sample;

    fn rendered(overview: &Overview, findings: &[Finding]) -> String {
        let mut out = Vec::new();
        (FORMAT.write)(overview, findings, Options::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_editor_sees_the_text_in_question_in_its_place() {
        let page = sample::page("da/x.html");
        let finding = sample::finding(&page, 0);
        let mut overview = Overview::with_contexts();
        overview.page(&page, std::slice::from_ref(&finding));
        let html = rendered(&overview, &[finding, sample::duplicate(&page, 0)]);
        for part in [
            "<h1>1 error, 1 warning in 1 of 1 page</h1>",
            r#"<p class="title" dir="auto">Teamwork</p>"#,
            r#"<p lang="en" dir="auto"><mark>Cooperation helps.</mark></p>"#,
            r#"<p lang="en" dir="auto" class="heading"><mark>1. Trust</mark></p>"#,
            "<b>en</b>, 99 % sure",
            "lines 7–13, sections 2.1 to 2.2",
            "<li>and 2 more</li>",
            r#"href="https:&#x2f;&#x2f;example.dk&#x2f;da&#x2f;samarbejde""#,
            "body:has(#only-duplicate-section:checked)",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
    }

    #[test]
    fn a_clean_run_says_so() {
        let mut overview = Overview::with_contexts();
        overview.page(&sample::page("x"), &[]);
        let html = rendered(&overview, &[]);
        assert!(html.contains("Nothing to mend.") && html.contains(r#"<span class="state clean">clean</span>"#));
    }

    #[test]
    fn nothing_from_a_page_becomes_markup() {
        let of = |text| {
            let (page, finding) = sample::filled(text);
            let mut overview = Overview::with_contexts();
            overview.page(&page, std::slice::from_ref(&finding));
            rendered(&overview, &[finding])
        };
        let (hostile, harmless) = (of(sample::HOSTILE), of("x"));
        for sign in ['<', '>', '"', '\''] {
            assert_eq!(hostile.matches(sign).count(), harmless.matches(sign).count(), "{sign}");
        }
        assert!(!hostile.contains(['\u{1b}', '\u{202e}', '\r']) && !hostile.contains("href=\"javascript"));
        assert!(hostile.contains("{{ 7*7 }}"), "text is no template");
        for fetching in [" src=", "@import", "url(", "<link", "<script"] {
            assert!(!harmless.contains(fetching), "{fetching}");
        }
        assert!(harmless.contains("default-src 'none'; style-src 'unsafe-inline'"));
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
