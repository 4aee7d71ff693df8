//! A summary table and the findings by page, as a comment on a pull request or the summary of a build.
//!
//! Text from pages stands in code spans or is escaped, so it cannot draw, link or mention anybody.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::io;

use super::{ReportFormat, lines, worst};
use crate::finding::{Finding, Severity};
use crate::locale::Locale;
use crate::message::Message;
use crate::write::Options;
use crate::write::coverage::State;
use crate::write::overview::Overview;
use crate::write::shape::Rounded;
use crate::write::summary::Summary;
use crate::write::tame::{markdown, markdown_code};

/// The format's entry.
pub const FORMAT: ReportFormat =
    ReportFormat { name: "markdown", about: "a comment for a pull request", write, ..ReportFormat::TEXT };

/// How many findings are written out at most; nobody reads more in a comment.
const FINDINGS: usize = 120;

/// How many mended ones are listed: good news may be short.
const MENDED: usize = 20;

/// How long the findings may get, in bytes: a comment on GitHub holds 65,536 characters.
const BYTES: usize = 60_000;

fn write(overview: &Overview, findings: &[Finding], options: Options, out: &mut dyn io::Write) -> io::Result<()> {
    let summary = Summary::of(overview, findings);
    let locale = options.locale;
    writeln!(out, "## korrektur: {}", summary.headline(locale))?;
    if let Some(from) = options.fails_from {
        let failing = findings.iter().filter(|finding| finding.severity >= from).count();
        writeln!(out, "\n{}", locale.text(&Message::new("fails").with("number", failing)))?;
    }
    if !findings.is_empty() {
        write!(out, "\n{}", table(findings, locale))?;
    }
    if let Some(coverage) = &summary.coverage {
        write!(out, "\n| {} |", locale.word("column-language"))?;
        State::ALL.iter().try_for_each(|state| write!(out, " {} |", locale.word(state.name())))?;
        writeln!(out, "\n| --- | ---: | ---: | ---: | ---: | ---: |")?;
        for (language, states) in &coverage.languages {
            let count = |state: &State| states.get(state.name()).copied().unwrap_or_default();
            write!(out, "| {language} |")?;
            State::ALL.iter().try_for_each(|state| write!(out, " {} |", count(state)))?;
            writeln!(out)?;
        }
    }
    let (mut text, mut shown, mut page) = (String::new(), 0, None);
    for finding in worst(findings, FINDINGS) {
        let mut entry = String::new();
        if page != Some(finding.page_index) {
            let _ = write!(entry, "\n### {}\n\n", markdown(&finding.page));
        }
        let _ = write_finding(finding, locale, &mut entry);
        if text.len() + entry.len() > BYTES {
            break;
        }
        page = Some(finding.page_index);
        text.push_str(&entry);
        shown += 1;
    }
    out.write_all(text.as_bytes())?;
    let left_out = findings.len() - shown;
    if left_out > 0 {
        writeln!(out, "\n{}", locale.text(&Message::new("left-out").with("number", left_out)))?;
    }
    write_mended(&overview.mended, locale, out)?;
    out.flush()
}

fn write_mended(mended: &[Finding], locale: Locale, out: &mut dyn io::Write) -> io::Result<()> {
    if mended.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### {}\n", locale.word("mended-since"))?;
    for Finding { rule, page, place, message, .. } in mended.iter().take(MENDED) {
        writeln!(out, "- {rule}, {}, {}: {}", markdown_code(page), lines(*place, locale), markdown(message))?;
    }
    let left_out = mended.len().saturating_sub(MENDED);
    if left_out > 0 {
        writeln!(out, "\n{}.", locale.text(&Message::new("more").with("count", left_out)))
    } else {
        Ok(())
    }
}

/// Counts the findings by rule, the worst rules first.
fn table(findings: &[Finding], locale: Locale) -> String {
    let mut by_rule: BTreeMap<(std::cmp::Reverse<Severity>, &str), usize> = BTreeMap::new();
    for finding in findings {
        *by_rule.entry((std::cmp::Reverse(finding.severity), finding.rule)).or_default() += 1;
    }
    let heads = ["column-rule", "column-severity", "column-findings"].map(|column| locale.word(column));
    let mut table = format!("| {} |\n| --- | --- | ---: |\n", heads.join(" | "));
    for ((severity, rule), count) in by_rule {
        let _ = writeln!(table, "| {rule} | {} | {count} |", locale.word(severity.0.name()));
    }
    table
}

fn write_finding(finding: &Finding, locale: Locale, out: &mut String) -> fmt::Result {
    let Finding { severity, rule, place, message, excerpt, help, .. } = finding;
    let (severity, lines) = (locale.word(severity.name()), lines(*place, locale));
    let seen = finding.seen.map(|seen| locale.text(&Message::new("history").with("seen", seen.name())));
    let seen = seen.map(|seen| format!(" ({seen})")).unwrap_or_default();
    writeln!(out, "- **{severity}** {rule}, {lines}{seen}: {}", markdown(message))?;
    if !excerpt.is_empty() {
        writeln!(out, "  - {}: {}", locale.word("label-text"), markdown_code(excerpt))?;
    }
    if let (Some(expected), Some(found)) = (finding.expected, finding.found) {
        let languages = Message::new("languages").with("which", "both");
        let languages = languages.with("expected", expected.to_string()).with("found", found.to_string());
        writeln!(out, "  - {}", locale.text(&languages))?;
    }
    if let Some(first) = finding.related.first() {
        let similarity = format!("{:.2}", Rounded(first.similarity).value());
        let relation = match &first.original {
            Some(_) => locale.word("original"),
            None => locale.text(&Message::new("alike").with("similarity", similarity)),
        };
        let also = Message::new("also-in")
            .with("page", markdown_code(&first.page))
            .with("line", first.place.line)
            .with("relation", relation)
            .with("others", finding.related_total.saturating_sub(1));
        writeln!(out, "  - {}", locale.text(&also))?;
    }
    writeln!(out, "  - {}: {}", locale.word("label-help"), markdown(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample;

    #[test]
    fn findings_are_counted_and_grouped_by_page() {
        let page = sample::page("da/x_y.html");
        let mut overview = Overview::default();
        overview.page(&page, &[]);
        let mut out = Vec::new();
        write(
            &overview,
            &[sample::finding(&page, 0), sample::duplicate(&page, 0)],
            Options { fails_from: Some(Severity::Error), ..Options::default() },
            &mut out,
        )
        .unwrap();
        let text = String::from_utf8(out).unwrap();
        let start = "## korrektur: 1 error, 1 warning in 1 of 1 page\n\n**1 of these findings fails the build.**\n\n";
        assert!(text.starts_with(&format!("{start}| rule | severity | findings |\n")), "{text}");
        assert!(text.contains("| untranslated-section | error | 1 |\n| duplicate-section | warning | 1 |\n"), "{text}");
        assert!(text.contains("\n\n### da/x\\_y\\.html\n\n- **error** untranslated-section, lines 7–13: "));
        assert!(text.contains("\n  - text: `Cooperation helps.`\n"));
        assert!(text.contains(" (0.97 alike) and 21 more\n"));
    }

    #[test]
    fn a_page_cannot_draw_link_or_mention() {
        let (page, finding) = sample::filled(sample::HOSTILE);
        let mut overview = Overview::default();
        overview.page(&page, &[]);
        let mut out = Vec::new();
        write(&overview, &[finding], Options::default(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        // Without code spans and escaped characters, no sign of markup is left.
        let outside: String = text.split("````").step_by(2).collect();
        let bare = ["\\<", "\\[", "\\]", "\\("].iter().fold(outside, |text, escaped| text.replace(escaped, ""));
        for markup in ["<", "[", "](", "@everyone"] {
            assert!(!bare.contains(markup), "{markup} in {bare}");
        }
        assert!(!text.contains(|character: char| character.is_control() && character != '\n'));
    }

    #[test]
    fn a_comment_is_never_longer_than_its_host_takes() {
        let page = sample::page("x");
        let findings: Vec<Finding> =
            (0..500).map(|index| Finding { excerpt: "ø".repeat(600), ..sample::finding(&page, index) }).collect();
        let mut overview = Overview::default();
        (0..500).for_each(|_| overview.page(&page, &[]));
        let mut out = Vec::new();
        write(&overview, &findings, Options::default(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!((50_000..65_536).contains(&text.len()), "{}", text.len());
        let shown = text.matches("\n### ").count();
        assert!(text.ends_with(&format!("\n{} more findings not shown here.\n", 500 - shown)), "{shown}");
    }
}
