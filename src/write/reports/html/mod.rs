//! The report that editors open: one file that needs no network. Its text, data and script come in this order, so that the
//! first is on the screen before the last is read:
//!
//! 1. the page with its summary, from a template that escapes; without script, the worst findings are listed there;
//! 2. `data`: findings, pages and words, as JSON that cannot end its element;
//! 3. the scripts beside this file, as they stand there;
//! 4. [what stands on each page](crate::write::views), an element a page, as long as there is room.
//!
//! The page's own policy allows the scripts and the style by their hashes and nothing else. The scripts make text nodes of
//! all text, never markup. So what a page says would have to get past three locks.

mod areas;
mod data;
mod matrix;
mod words;

use std::collections::BTreeMap;
use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use self::data::Data;
use self::matrix::Matrix;
use super::{ReportFormat, lines, worst};
use crate::finding::{Finding, Severity};
use crate::locale::Locale;
use crate::write::Options;
use crate::write::coverage::State;
use crate::write::overview::Overview;
use crate::write::summary::Summary;
use crate::write::tame::{script_data, visible};

/// The format's entry.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "html",
    about: "a page for editors, in one file",
    needs_contexts: true,
    write,
    ..ReportFormat::TEXT
};

/// The style sheet.
const STYLE: &str = include_str!("report.css");

/// The scripts, in the order in which they build on one another.
const SCRIPTS: [&str; 11] = [
    include_str!("script/base.js"),
    include_str!("script/query.js"),
    include_str!("script/list.js"),
    include_str!("script/diff.js"),
    include_str!("script/charts.js"),
    include_str!("script/coverage.js"),
    include_str!("script/text.js"),
    include_str!("script/decisions.js"),
    include_str!("script/finding.js"),
    include_str!("script/pages.js"),
    include_str!("script/app.js"),
];

/// How large the report may become, in bytes, before pages are shown without their text. Browsers take a second to read so
/// much, and mail hosts take attachments of 25 MB.
const SIZE: u64 = 22 << 20;

/// How many findings are listed where no script runs.
const PLAIN_FINDINGS: usize = 40;

fn write(overview: &Overview, findings: &[Finding], options: Options, out: &mut dyn Write) -> io::Result<()> {
    let data = Data::of(overview, findings, options);
    let json = script_data(&serde_json::to_string(&data)?);
    shell(overview, findings, &data, options.locale, &mut *out).map_err(into_io)?;
    writeln!(out, "<script type=\"application/json\" id=\"data\">{json}</script>")?;
    for script in SCRIPTS {
        writeln!(out, "<script>{script}</script>")?;
    }
    pages(overview, &data, SIZE.saturating_sub(json.len() as u64), out)?;
    out.write_all(b"</body>\n</html>\n")?;
    out.flush()
}

/// Writes what stands on the pages that are wanted most, in the order of the run.
fn pages(overview: &Overview, data: &Data<'_>, room: u64, out: &mut dyn Write) -> io::Result<()> {
    let Some(views) = &overview.views else { return Ok(()) };
    let mut left = room;
    let mut chosen: Vec<usize> = Vec::new();
    for &place in &data.wanted {
        let length = data.listed.get(place).map_or(0, |&index| views.length(index));
        if length > 0 && length <= left {
            left -= length;
            chosen.push(place);
        }
    }
    chosen.sort_unstable();
    let mut json = Vec::new();
    for place in chosen {
        views.read(data.listed.get(place).copied().unwrap_or_default(), &mut json)?;
        write!(out, "<script type=\"application/json\" id=\"page-{place}\">")?;
        out.write_all(&json)?;
        out.write_all(b"</script>\n")?;
    }
    Ok(())
}

/// A finding for those who run no script.
#[derive(Serialize)]
struct Plain {
    severity: String,
    rule: &'static str,
    page: String,
    lines: String,
    message: String,
    excerpt: String,
}

impl Plain {
    fn of(finding: &Finding, words: &BTreeMap<&'static str, String>, locale: Locale) -> Self {
        let text = |text: &str| visible(text).to_string();
        let severity = match finding.severity {
            Severity::Error => "severity-error",
            Severity::Warning => "severity-warning",
            Severity::Info => "severity-info",
        };
        Self {
            severity: words.get(severity).cloned().unwrap_or_default(),
            rule: finding.rule,
            page: text(&finding.page),
            lines: lines(finding.place, locale),
            message: text(&finding.message),
            excerpt: text(&finding.excerpt),
        }
    }
}

fn shell(
    overview: &Overview,
    findings: &[Finding],
    data: &Data<'_>,
    locale: Locale,
    out: &mut dyn Write,
) -> Result<(), minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    // The name's ending switches escaping on.
    environment.add_template("report.html", include_str!("report.html.jinja"))?;
    let summary = Summary::of(overview, findings);
    let words = words::words(locale);
    let mut plain = worst(findings, PLAIN_FINDINGS);
    plain.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let plain: Vec<Plain> = plain.into_iter().map(|finding| Plain::of(finding, &words, locale)).collect();
    let states = State::ALL.map(|state| words.get(format!("coverage-{}", state.name()).as_str()).cloned());
    let context = context! {
        version => summary.version,
        headline => summary.headline(locale),
        locale => locale.name(),
        words => words,
        findings => Serde(plain),
        coverage => Serde(data.coverage.as_ref().map(Matrix::by_language)),
        states => states,
        style => STYLE,
        style_hash => source(STYLE),
        scripts => SCRIPTS.map(source).join(" "),
    };
    environment.get_template("report.html")?.render_captured_to(context, out)?;
    Ok(())
}

/// Gives the source expression that lets a policy allow exactly this script or style.
fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use regex::Regex;

    use super::*;
    use crate::write::sample;

    fn rendered(overview: &Overview, findings: &[Finding]) -> String {
        let mut out = Vec::new();
        (FORMAT.write)(overview, findings, Options::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn of_sample(text: &str) -> String {
        let (page, finding) = sample::filled(text);
        let mut overview = Overview::with_contexts();
        overview.page(&page, std::slice::from_ref(&finding));
        rendered(&overview, &[finding])
    }

    /// What stands inside the elements of one name.
    fn inside<'a>(html: &'a str, start: &str, end: &str) -> Vec<&'a str> {
        html.split(start).skip(1).filter_map(|rest| Some(rest.split_once(end)?.0)).collect()
    }

    #[test]
    fn the_policy_allows_what_is_in_the_file_and_nothing_else() {
        let html = of_sample("x");
        let policy = inside(&html, "http-equiv=\"Content-Security-Policy\" content=\"", "\"")[0]
            .replace("&#x27;", "'")
            .replace("&#x2f;", "/");
        let scripts = inside(&html, "<script>", "</script>");
        assert_eq!(scripts.len(), SCRIPTS.len());
        let hashes: BTreeSet<String> =
            scripts.into_iter().chain(inside(&html, "<style>", "</style>")).map(source).collect();
        let allowed: BTreeSet<String> =
            policy.split([' ', ';']).filter(|word| word.starts_with("'sha256-")).map(String::from).collect();
        assert_eq!(allowed, hashes);
        assert!(policy.starts_with("default-src 'none'; script-src 'sha256-") && !policy.contains("unsafe"));
    }

    #[test]
    fn nothing_from_a_page_becomes_markup() {
        let (hostile, harmless) = (of_sample(sample::HOSTILE), of_sample("x"));
        for sign in ['<', '>'] {
            assert_eq!(hostile.matches(sign).count(), harmless.matches(sign).count(), "{sign}");
        }
        let data = inside(&hostile, "id=\"data\">", "</script>")[0];
        let value: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!(value["findings"][0]["message"], sample::HOSTILE);
        assert!(value["pages"][0]["url"].is_null(), "only web addresses become links");
        let (before, _) = hostile.split_once("<script").unwrap();
        assert!(!before.contains(['\u{1b}', '\u{202e}', '\r']) && before.contains("{{ 7*7 }}"));
    }

    #[test]
    fn the_file_fetches_nothing_and_its_scripts_write_no_markup() {
        let html = of_sample("x");
        for fetching in [" src=", "@import", "url(", "<link", "fetch(", "XMLHttpRequest", "import("] {
            assert!(!html.contains(fetching), "{fetching}");
        }
        for markup in
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "</script", "<!--"]
        {
            assert!(!SCRIPTS.iter().any(|script| script.contains(markup)), "{markup}");
        }
    }

    #[test]
    fn without_script_the_worst_findings_are_there() {
        let page = sample::page("da/x.html");
        let finding = sample::finding(&page, 0);
        let mut overview = Overview::with_contexts();
        overview.page(&page, std::slice::from_ref(&finding));
        let html = rendered(&overview, &[finding, sample::duplicate(&page, 0)]);
        let plain = inside(&html, "<noscript>", "</noscript>")[0];
        for part in ["<b>Error</b> <code>untranslated-section</code>", "lines 7–13", "Cooperation helps."] {
            assert!(plain.contains(part), "{part}\n{plain}");
        }
        assert!(html.contains("<h1>1 error, 1 warning in 1 of 1 page</h1>"));
    }

    #[test]
    fn text_of_pages_is_left_out_where_there_is_no_room() {
        let page = sample::page("x");
        let finding = sample::finding(&page, 1);
        let mut overview = Overview::with_contexts();
        (0..3).for_each(|_| overview.page(&page, &[]));
        let findings = [finding];
        let data = Data::of(&overview, &findings, Options::default());
        let one = overview.views.as_ref().unwrap().length(0);
        for (room, expected) in
            [(0, vec![]), (one, vec!["1"]), (2 * one, vec!["0", "1"]), (9 * one, vec!["0", "1", "2"])]
        {
            let mut out = Vec::new();
            pages(&overview, &data, room, &mut out).unwrap();
            let html = String::from_utf8(out).unwrap();
            assert_eq!(inside(&html, "id=\"page-", "\""), expected);
        }
    }

    /// Words that the script puts together from a beginning and what it finds in the data.
    const MADE: [&str; 15] = [
        "column-",
        "coverage-",
        "date-",
        "decided-",
        "filter-",
        "keys-",
        "kind-",
        "precision-",
        "seen-",
        "severity-",
        "sort-",
        "sorted-",
        "state-",
        "tab-",
        "theme-",
    ];

    #[test]
    fn every_word_is_said_and_every_said_word_is_there() {
        let said = Regex::new(r#"say\(\s*(?:[^()]*\? )?"([^"]+)"(?: : "([^"]+)")?"#).unwrap();
        let mut used: BTreeSet<&str> = SCRIPTS
            .iter()
            .flat_map(|script| said.captures_iter(script))
            .flat_map(|found| [found.get(1), found.get(2)])
            .flatten()
            .map(|found| found.as_str())
            .collect();
        used.extend(inside(include_str!("report.html.jinja"), "words.", " }}"));
        let stem = |key: &'static str| key.strip_suffix("-one").or(key.strip_suffix("-other")).unwrap_or(key);
        for locale in Locale::ALL {
            let words = words::words(locale);
            let known: BTreeSet<&str> = words.keys().flat_map(|&key| [key, stem(key)]).collect();
            let missing: Vec<&&str> = used.iter().filter(|key| !known.contains(**key)).collect();
            assert!(missing.is_empty(), "said, but not in words.rs: {missing:?}");
            let is_made = |key: &str| MADE.iter().any(|beginning| key.starts_with(beginning));
            let is_idle = |key: &&&'static str| !used.contains(stem(key)) && !used.contains(**key) && !is_made(key);
            let idle: Vec<&&str> = words.keys().filter(is_idle).collect();
            assert!(idle.is_empty(), "in words.rs, but never said: {idle:?}");
            let unworded: Vec<_> =
                words.iter().filter(|(_, text)| text.starts_with("report-") || text.contains('$')).collect();
            assert!(
                unworded.is_empty(),
                "not in the catalogue of {locale}, or with a place that nobody fills: {unworded:?}"
            );
        }
    }

    /// Colours of the style sheet that meet, and how far apart they have to be (WCAG 2.2, 1.4.3 for text, 1.4.11 for marks).
    const MEETINGS: [(&str, &[&str], f64); 5] = [
        (
            "sheet",
            &["ink", "soft", "accent", "error", "warning", "info", "clean", "article", "profile", "teaser", "other"],
            4.5,
        ),
        (
            "ground",
            &["ink", "soft", "accent", "error", "warning", "info", "clean", "article", "profile", "teaser", "other"],
            4.5,
        ),
        ("accent", &["on-accent"], 4.5),
        ("sheet", &["edge", "l0", "l1", "l2", "l3", "l4", "l5", "l6", "l7", "none", "ochre", "calm"], 3.0),
        ("ground", &["edge", "l0", "l1", "l2", "l3", "l4", "l5", "l6", "l7", "none", "ochre", "calm"], 3.0),
    ];

    /// The share of a language's colour behind a text in it, as in `.foreign` of the style sheet.
    const TINT: f64 = 0.16;

    #[test]
    fn what_is_to_be_read_can_be_read() {
        let pair = Regex::new(r"--([\w-]+): light-dark\(#(\w{6}), #(\w{6})\)").unwrap();
        let colours: BTreeMap<&str, [[f64; 3]; 2]> = pair
            .captures_iter(STYLE)
            .map(|found| (found.get(1).unwrap().as_str(), [2, 3].map(|at| rgb(&found[at]))))
            .collect();
        let mut meetings: Vec<(String, [f64; 3], [f64; 3], f64)> = Vec::new();
        for (theme, name) in ["light", "dark"].into_iter().enumerate() {
            let of = |colour: &str| colours.get(colour).unwrap_or_else(|| panic!("no colour --{colour}"))[theme];
            for (behind, before, least) in MEETINGS {
                for front in before {
                    meetings.push((format!("{front} on {behind}, {name}"), of(front), of(behind), least));
                }
            }
            for severity in ["error", "warning", "info", "clean"] {
                let ground = of(&format!("{severity}-ground"));
                meetings.push((format!("{severity} on its ground, {name}"), of(severity), ground, 4.5));
                meetings.push((format!("ink on {severity}, {name}"), of("ink"), ground, 4.5));
            }
            assert!(STYLE.contains(&format!("color-mix(in srgb, var(--hue) {:.0}%, var(--sheet))", TINT * 100.0)));
            for language in 0..=7 {
                let hue = of(&format!("l{language}"));
                let tint = [0, 1, 2].map(|at| hue[at] * TINT + of("sheet")[at] * (1.0 - TINT));
                meetings.push((format!("ink on the tint of language {language}, {name}"), of("ink"), tint, 4.5));
                meetings.push((format!("soft ink on the tint of language {language}, {name}"), of("soft"), tint, 4.5));
            }
        }
        let faint: Vec<String> = meetings
            .into_iter()
            .map(|(name, front, behind, least)| (name, contrast(front, behind), least))
            .filter(|(_, contrast, least)| contrast < least)
            .map(|(name, contrast, least)| format!("{name}: {contrast:.2}, should be {least}"))
            .collect();
        assert!(faint.is_empty(), "{faint:#?}");
    }

    fn rgb(hex: &str) -> [f64; 3] {
        [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
    }

    /// The contrast ratio of WCAG 2.2.
    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
        let luminance =
            |[red, green, blue]: [f64; 3]| 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }
}
