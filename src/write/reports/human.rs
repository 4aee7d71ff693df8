//! Findings for a person at a terminal or reading a CI log: rule, place, the text in question underlined, what was expected
//! and found, how to mend it; one line of totals at the end.
//!
//! No line begins with input text, and input text is shown with `tame::visible`: a page cannot steer the terminal, forge a
//! line of ours, or hide one.

use std::fmt::{self, Write as _};

use super::ReportFormat;
use crate::finding::{Finding, Related, Seen, Severity, shorten};
use crate::language::Tag;
use crate::locale::Locale;
use crate::message::Message;
use crate::write::shape::Rounded;
use crate::write::summary::Summary;
use crate::write::tame::{columns, visible};

/// The format's entry.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "human",
    about: "for reading: each finding with its text underlined",
    write: |overview, findings, options, out| {
        for finding in findings {
            write!(out, "{}", Shown { finding, paint: Paint(options.colour), locale: options.locale })?;
        }
        for finding in &overview.mended {
            write!(out, "{}", Mended { finding, paint: Paint(options.colour), locale: options.locale })?;
        }
        writeln!(out, "{}", Summary::of(overview, findings).headline(options.locale))?;
        out.flush()
    },
    ..ReportFormat::TEXT
};

/// How many characters of the excerpt fit beside the gutter into a terminal of 80 columns.
const EXCERPT: usize = 72;

/// How many other places of a duplicate are named; the rest is counted.
const RELATED: usize = 3;

/// A finding as lines of text.
struct Shown<'a> {
    finding: &'a Finding,
    paint: Paint,
    locale: Locale,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { finding, paint, locale } = self;
        let severity_colour = match finding.severity {
            Severity::Error => Colour::Red,
            Severity::Warning => Colour::Yellow,
            Severity::Info => Colour::Cyan,
        };
        let line = finding.place.line.to_string();
        let margin = " ".repeat(line.len());
        let bar = paint.text(Colour::Blue, "|");

        let title = format!("{}[{}]", locale.word(finding.severity.name()), finding.rule);
        let message = format!("{}", visible(&finding.message));
        writeln!(f, "{}: {}", paint.text(severity_colour, &title), paint.text(Colour::Bold, &message))?;
        writeln!(f, "{margin}{} {}", paint.text(Colour::Blue, "-->"), Location(finding, *locale))?;
        let excerpt = visible(&shorten(&finding.excerpt, EXCERPT)).to_string();
        // A section that is missing has no text of the page to be shown.
        let is_point = finding.place.span.is_empty();
        let mark = if is_point { String::new() } else { "^".repeat(columns(&excerpt)) };
        if !mark.is_empty() {
            writeln!(f, "{margin} {bar}")?;
            writeln!(f, "{} {bar} {excerpt}", paint.text(Colour::Blue, &line))?;
            writeln!(f, "{margin} {bar} {}", paint.text(severity_colour, &mark))?;
        }
        let mut note = |label: &'static str, text: &dyn fmt::Display| {
            let label = &locale.word(label);
            writeln!(f, "{margin} {} {}: {text}", paint.text(Colour::Blue, "="), paint.text(Colour::Bold, label))
        };
        if let Some(languages) = languages(finding, *locale) {
            note("label-language", &languages)?;
        }
        for related in finding.related.iter().take(RELATED) {
            note("label-also", &OtherPlace(related, *locale))?;
        }
        let unnamed = finding.related_total.saturating_sub(finding.related.len().min(RELATED));
        if unnamed > 0 {
            note("label-also", &locale.text(&Message::new("more").with("count", unnamed)))?;
        }
        if let Some(seen) = finding.seen {
            note("label-seen", &history(seen, *locale))?;
        }
        note("label-help", &visible(&finding.help))?;
        writeln!(f)
    }
}

/// A finding that is gone, as lines of text.
struct Mended<'a> {
    finding: &'a Finding,
    paint: Paint,
    locale: Locale,
}

impl fmt::Display for Mended<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { finding, paint, locale } = self;
        let title = format!("{}[{}]", locale.word("mended"), finding.rule);
        let message = format!("{}", visible(&finding.message));
        writeln!(f, "{}: {}", paint.text(Colour::Green, &title), paint.text(Colour::Bold, &message))?;
        let arrow = paint.text(Colour::Blue, "-->");
        writeln!(f, " {arrow} {} {}", Location(finding, *locale), locale.word("as-it-was"))?;
        let excerpt = visible(&shorten(&finding.excerpt, EXCERPT)).to_string();
        if !excerpt.is_empty() {
            writeln!(f, "  {} {excerpt}", paint.text(Colour::Blue, "|"))?;
        }
        writeln!(f)
    }
}

/// Says `new`, or `known since 2024-11-01`.
fn history(seen: Seen, locale: Locale) -> String {
    let since = seen.since().map(|since| since.strftime("%Y-%m-%d").to_string());
    let history = Message::new("history").with("seen", if since.is_some() { "since" } else { seen.name() });
    locale.text(&history.with("since", since.unwrap_or_default()))
}

/// Says `expected da, found en (0.99)`, as far as the finding knows.
fn languages(finding: &Finding, locale: Locale) -> Option<String> {
    let which = match (finding.expected, finding.found) {
        (Some(_), Some(_)) => "both",
        (Some(_), None) => "expected",
        (None, Some(_)) => "found",
        (None, None) => return None,
    };
    let tag = |tag: Option<Tag>| tag.unwrap_or_default().to_string();
    let languages = Message::new("languages").with("which", which);
    let languages = languages.with("expected", tag(finding.expected)).with("found", tag(finding.found));
    let mut text = locale.text(&languages);
    if let Some(confidence) = finding.confidence {
        let _ = write!(text, " ({:.2})", Rounded(confidence).value());
    }
    Some(text)
}

/// `page:line`, `page:line-line`, and the line of the record in its container.
struct Location<'a>(&'a Finding, Locale);

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Finding { page, place, .. } = self.0;
        write!(f, "{}:{}", visible(page), place.line)?;
        if place.end_line > place.line {
            write!(f, "-{}", place.end_line)?;
        }
        match place.container_line {
            Some(line) => write!(f, " ({})", self.1.text(&Message::new("record-line").with("line", line))),
            None => Ok(()),
        }
    }
}

/// Another place of a duplicate, with how alike it is.
struct OtherPlace<'a>(&'a Related, Locale);

impl fmt::Display for OtherPlace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Related { page, place, similarity, original, .. } = self.0;
        if let Some(heading) = original {
            let word = self.1.word("original");
            return write!(f, "{}:{} ({word}) {}", visible(page), place.line, visible(heading));
        }
        let similarity = format!("{:.2}", Rounded(*similarity).value());
        let alike = self.1.text(&Message::new("alike").with("similarity", similarity));
        write!(f, "{}:{} ({alike})", visible(page), place.line)
    }
}

/// Colours text, or leaves it alone.
#[derive(Clone, Copy)]
struct Paint(bool);

/// What a text means, by SGR parameters; colours of the basic palette, which the user's terminal theme keeps readable.
#[derive(Clone, Copy)]
enum Colour {
    Bold,
    Red,
    Green,
    Yellow,
    Blue,
    Cyan,
}

impl Paint {
    fn text(self, colour: Colour, text: &str) -> Painted<'_> {
        Painted { colour: self.0.then_some(colour), text }
    }
}

struct Painted<'a> {
    colour: Option<Colour>,
    text: &'a str,
}

impl fmt::Display for Painted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters = match self.colour {
            None => return f.write_str(self.text),
            Some(Colour::Bold) => "1",
            Some(Colour::Red) => "1;31",
            Some(Colour::Green) => "1;32",
            Some(Colour::Yellow) => "1;33",
            Some(Colour::Blue) => "1;34",
            Some(Colour::Cyan) => "1;36",
        };
        write!(f, "\x1b[{parameters}m{}\x1b[0m", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::Options;
    use crate::write::overview::Overview;
    use crate::write::sample;

    fn written(page: &crate::page::Page, findings: &[Finding], colour: bool) -> String {
        let mut overview = Overview::default();
        overview.page(page, findings);
        let mut out = Vec::new();
        (FORMAT.write)(&overview, findings, Options { colour, ..Options::default() }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_finding_reads_like_a_compiler_message() {
        let page = sample::page("da/x.html");
        let mut finding = sample::finding(&page, 0);
        finding.excerpt = "漢字 e\u{301}n".into();
        assert_eq!(
            written(&page, &[finding], false),
            "\
error[untranslated-section]: 2 sections are in English, the page should be in Danish
 --> da/x.html:7-13
  |
7 | 漢字 e\u{301}n
  | ^^^^^^^
  = language: expected da, found en (0.99)
  = help: translate the sections, or mark them with lang=\"en\" where they are meant to be English

1 error in 1 of 1 page
"
        );
    }

    #[test]
    fn other_places_are_named_or_counted() {
        let page = sample::page("x");
        let text = written(&page, &[sample::duplicate(&page, 0)], false);
        assert!(text.contains("  = also: dump/da/1.html:7 (0.97 alike)\n"));
        assert!(text.contains("  = also: 19 more\n"), "{text}");
    }

    #[test]
    fn a_page_can_neither_steer_the_terminal_nor_forge_a_line() {
        let (page, finding) = sample::filled(sample::HOSTILE);
        for colour in [false, true] {
            let text = written(&page, std::slice::from_ref(&finding), colour);
            let plain = ["0", "1", "1;31", "1;33", "1;34", "1;36"]
                .iter()
                .fold(text, |text, code| text.replace(&format!("\x1b[{code}m"), ""));
            assert!(!plain.contains(|character: char| character.is_control() && character != '\n'));
            assert!(!plain.contains('\u{202e}'));
            for line in plain.lines().filter(|line| !line.is_empty()) {
                assert!(line.starts_with([' ', '7', '1']) || line.starts_with("warning"), "{line}");
            }
        }
    }
}
