//! A workbook: a sheet for pages, articles, teasers, profiles and findings each, to be sorted and filtered in Excel and its
//! like. The columns are those of the CSV tables.
//!
//! Every text is written as a text, so that none is ever a formula, also not after a click into its cell. A date is a real
//! date where its day is known, shown as finely as it is known and no finer; a year, a month or a week is text, since a
//! spreadsheet's date always has a day. The bounds beside it are real dates. Addresses are links where they are of the web.

use std::borrow::Cow;
use std::io::{self, Seek as _};

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, IgnoreError, Url, Workbook, Worksheet, XlsxError};

use super::{ReportFormat, csv};
use crate::finding::{Finding, Severity};
use crate::write::overview::{Overview, PageEntry};
use crate::write::sheet::Cell;
use crate::write::tame;

/// The format's entry.
pub const FORMAT: ReportFormat = ReportFormat {
    name: "xlsx",
    about: "a workbook of pages, articles, teasers, profiles and findings",
    needs_records: true,
    is_binary: true,
    write: |overview, findings, _, out| write(overview, findings, EXCEL, out),
    ..ReportFormat::TEXT
};

/// How much goes into a sheet.
#[derive(Clone, Copy)]
struct Limits {
    /// Rows, the header among them.
    rows: u32,
    /// UTF-16 units of a cell.
    units: usize,
    /// Links.
    links: usize,
}

/// "Excel specifications and limits" of Microsoft's support pages.
const EXCEL: Limits = Limits { rows: 1_048_576, units: 32_767, links: 65_530 };

/// Longest address that Excel takes for a link, in UTF-16 units.
const LONGEST_LINK: usize = 2_079;

fn write(overview: &Overview, findings: &[Finding], limits: Limits, out: &mut dyn io::Write) -> io::Result<()> {
    let mut book = Book::new(limits)?;
    book.sheet("Pages", &mut PAGE_COLUMNS.into_iter(), |grid| {
        let mut rest = findings;
        for (index, page) in overview.pages.iter().enumerate() {
            // Findings are sorted by page.
            let (of_page, after) = rest.split_at(rest.partition_point(|finding| finding.page_index <= index));
            rest = after;
            grid.row(&mut page_row(page, of_page).into_iter())?;
        }
        Ok(())
    })?;
    for (name, table, rows) in overview.records() {
        book.sheet(name, &mut table.header(), |grid| rows.scan(|cells| grid.row(cells)))?;
    }
    let header = csv::HEADER.into_iter().flat_map(|name| if name == "page" { vec![name, "url"] } else { vec![name] });
    book.sheet("Findings", &mut header.into_iter(), |grid| {
        let url_column = csv::HEADER.iter().position(|&name| name == "page").map_or(0, |page| page + 1);
        for finding in findings.iter().chain(&overview.mended) {
            let record = overview.pages.get(finding.page_index).and_then(|page| page.record.as_ref());
            let url = record.and_then(|record| record.url.as_deref()).map_or(Cell::Empty, Cell::Link);
            let cells = csv::row(finding);
            let (before, after) = cells.split_at(url_column);
            grid.row(&mut before.iter().cloned().chain([url]).chain(after.iter().cloned()))?;
        }
        Ok(())
    })?;
    book.save(out)
}

const PAGE_COLUMNS: [&str; 13] = [
    "page", "url", "state", "expected", "detected", "articles", "profiles", "teasers", "other", "sections", "errors",
    "warnings", "infos",
];

fn page_row<'a>(page: &'a PageEntry, findings: &[Finding]) -> Vec<Cell<'a>> {
    let state = match (&page.record, findings) {
        (None, _) if !page.is_original => "unreadable",
        (_, []) => "clean",
        (_, _) => "findings",
    };
    let mut row: Vec<Cell> = vec![page.name.as_str().into()];
    match &page.record {
        None => row.extend([Cell::Empty, state.into()].into_iter().chain((0..7).map(|_| Cell::Empty))),
        Some(record) => {
            row.push(record.url.as_deref().map_or(Cell::Empty, Cell::Link));
            row.push(state.into());
            row.push(record.expected.map(|tag| tag.to_string()).into());
            row.push(record.detected.to_string().into());
            let count = |kind| record.kinds.iter().filter(|&&each| each == kind).count() as u64;
            row.extend(Overview::KINDS.map(|kind| Cell::Count(count(kind))));
            row.push(Cell::Count(record.sections as u64));
        }
    }
    row.extend(
        [Severity::Error, Severity::Warning, Severity::Info]
            .map(|severity| Cell::Count(findings.iter().filter(|finding| finding.severity == severity).count() as u64)),
    );
    row
}

/// A workbook under construction. Rows go to disk as they come.
struct Book {
    workbook: Workbook,
    styles: Styles,
    limits: Limits,
    /// What did not go in: the sheet, what, and how often.
    left_out: Vec<(&'static str, &'static str, u64)>,
}

struct Styles {
    header: Format,
    /// Text that would be a formula if it were typed.
    quoted: Format,
    ratio: Format,
    day: Format,
    hour: Format,
    minute: Format,
    second: Format,
}

impl Styles {
    /// Gives the moment that a date stands for, and the style that shows what is known of it; `None` where not even its day
    /// is.
    fn moment(&self, value: &str) -> Option<(ExcelDateTime, &Format)> {
        let (day, time) = value.split_once('T').unwrap_or((value, ""));
        let (whole, style) = match time.len() {
            0 => (Cow::Borrowed("00:00:00"), &self.day),
            2 => (Cow::Owned(format!("{time}:00:00")), &self.hour),
            5 => (Cow::Owned(format!("{time}:00")), &self.minute),
            8 => (Cow::Borrowed(time), &self.second),
            _ => return None,
        };
        // `2023-W48` and `2023-12` are no days.
        if day.len() != "2023-12-03".len() {
            return None;
        }
        Some((excel_time(day.parse::<Date>().ok()?.to_datetime(whole.parse().ok()?))?, style))
    }
}

impl Book {
    fn new(limits: Limits) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        // The same findings give the same bytes: no clock.
        let created = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        workbook.set_properties(&DocProperties::new().set_author("korrektur").set_creation_datetime(&created));
        let shown_as = |code: &str| Format::new().set_num_format(code);
        let styles = Styles {
            header: Format::new().set_bold(),
            quoted: Format::new().set_quote_prefix(),
            ratio: shown_as("0.00"),
            day: shown_as("yyyy-mm-dd"),
            hour: shown_as("yyyy-mm-dd hh\"h\""),
            minute: shown_as("yyyy-mm-dd hh:mm"),
            second: shown_as("yyyy-mm-dd hh:mm:ss"),
        };
        Ok(Self { workbook, styles, limits, left_out: Vec::new() })
    }

    /// Adds a sheet: a header that stays, a filter a column, and the rows that `fill` writes.
    fn sheet(
        &mut self,
        name: &'static str,
        header: &mut dyn Iterator<Item = &str>,
        fill: impl FnOnce(&mut Grid) -> io::Result<()>,
    ) -> io::Result<()> {
        let sheet = self.workbook.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(name).and_then(|sheet| sheet.set_freeze_panes(1, 0)).map_err(failed)?;
        let mut columns = 0;
        for name in header {
            sheet
                .set_column_width(columns, width(name))
                .and_then(|sheet| sheet.write_string_with_format(0, columns, name, &self.styles.header))
                .map_err(failed)?;
            columns += 1;
        }
        let mut grid = Grid {
            sheet,
            styles: &self.styles,
            limits: self.limits,
            next: 1,
            links: 0,
            beyond: 0,
            cut: 0,
            unlinked: 0,
        };
        fill(&mut grid)?;
        let last = (grid.next - 1, columns.saturating_sub(1));
        // Identifiers of digits are texts on purpose: no mark in each of their cells.
        let filtered = grid.sheet.autofilter(0, 0, last.0, last.1);
        filtered
            .and_then(|sheet| sheet.ignore_error_range(0, 0, last.0, last.1, IgnoreError::NumberStoredAsText))
            .map_err(failed)?;
        let left_out = [
            ("rows left out: a sheet holds 1,048,576; the CSV tables have all", grid.beyond),
            ("texts cut: a cell holds 32,767 characters; the records have all", grid.cut),
            ("addresses that are no links: a sheet holds 65,530 links, of 2,079 characters", grid.unlinked),
        ];
        self.left_out
            .extend(left_out.into_iter().filter(|(_, count)| *count > 0).map(|(what, count)| (name, what, count)));
        Ok(())
    }

    /// Says what was left out, and writes the file.
    fn save(mut self, out: &mut dyn io::Write) -> io::Result<()> {
        let left_out = std::mem::take(&mut self.left_out);
        if !left_out.is_empty() {
            self.limits = EXCEL;
            self.sheet("Left out", &mut ["sheet", "count", "what"].into_iter(), |grid| {
                left_out.iter().try_for_each(|&(sheet, what, count)| {
                    grid.row(&mut [sheet.into(), Cell::Count(count), what.into()].into_iter())
                })
            })?;
        }
        let mut file = tempfile::tempfile()?;
        self.workbook.save_to_writer(&file).map_err(failed)?;
        file.rewind()?;
        io::copy(&mut file, out)?;
        out.flush()
    }
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

/// How wide a column is shown, in characters.
fn width(column: &str) -> f64 {
    match column {
        "text" | "message" | "excerpt" | "help" | "what" => 60.0,
        "page" | "url" | "title" | "heading" | "name" | "link" | "related" => 36.0,
        "rule" | "author" | "category" | "date_text" | "date_earliest" | "date_latest" | "date_value" => 22.0,
        _ => 12.0,
    }
}

/// A sheet under construction.
struct Grid<'a> {
    sheet: &'a mut Worksheet,
    styles: &'a Styles,
    limits: Limits,
    /// The next row.
    next: u32,
    links: usize,
    beyond: u64,
    cut: u64,
    unlinked: u64,
}

impl Grid<'_> {
    fn row(&mut self, cells: &mut dyn Iterator<Item = Cell<'_>>) -> io::Result<()> {
        if self.next >= self.limits.rows {
            self.beyond += 1;
            return Ok(());
        }
        for (column, cell) in (0..).zip(cells) {
            self.cell(column, cell).map_err(failed)?;
        }
        self.next += 1;
        Ok(())
    }

    fn cell(&mut self, column: u16, cell: Cell<'_>) -> Result<(), XlsxError> {
        let (row, styles) = (self.next, self.styles);
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => self.text(column, &text)?,
            Cell::Link(address) if !is_of_web(address) => self.text(column, address)?,
            Cell::Link(address) => {
                if self.links < self.limits.links && address.encode_utf16().count() <= LONGEST_LINK {
                    self.links += 1;
                    self.sheet.write_url(row, column, Url::new(address))?;
                } else {
                    self.unlinked += 1;
                    self.text(column, address)?;
                }
            }
            Cell::Date(value) => match styles.moment(value) {
                Some((at, style)) => drop(self.sheet.write_datetime_with_format(row, column, at, style)?),
                None => self.text(column, value)?,
            },
            Cell::Moment(at) => match excel_time(TimeZone::UTC.to_datetime(at)) {
                Some(time) => drop(self.sheet.write_datetime_with_format(row, column, time, &styles.second)?),
                None => self.text(column, &at.to_string())?,
            },
            Cell::Count(count) => drop(self.sheet.write_number(row, column, count as f64)?),
            Cell::Ratio(ratio) => drop(self.sheet.write_number_with_format(row, column, ratio, &styles.ratio)?),
        }
        Ok(())
    }

    fn text(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        let text = cut(text, self.limits.units);
        self.cut += u64::from(matches!(text, Cow::Owned(_)));
        if tame::is_formula(&text) {
            self.sheet.write_string_with_format(self.next, column, text.as_ref(), &self.styles.quoted)?;
        } else {
            self.sheet.write_string(self.next, column, text.as_ref())?;
        }
        Ok(())
    }
}

/// Gives a moment as spreadsheets know them: not before March 1900, since Excel holds that year for a leap year.
fn excel_time(at: DateTime) -> Option<ExcelDateTime> {
    const FIRST: Date = jiff::civil::date(1900, 3, 1);
    let year = u16::try_from(at.year()).ok()?;
    let [month, day, minute, second] = [at.month(), at.day(), at.minute(), at.second()].map(i8::unsigned_abs);
    let time = ExcelDateTime::from_ymd(year, month, day).ok()?;
    let hour = u16::from(at.hour().unsigned_abs());
    (at.date() >= FIRST).then(|| time.and_hms(hour, minute, f64::from(second)).ok()).flatten()
}

/// Tells whether an address may become a link: a click opens a web page and runs nothing.
fn is_of_web(address: &str) -> bool {
    let has_scheme = |scheme: &str| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && address.len() > scheme.len()
    };
    (has_scheme("http://") || has_scheme("https://"))
        && !address.chars().any(|character| character.is_control() || character.is_whitespace())
}

/// Cuts a text to what a cell holds.
fn cut(text: &str, units: usize) -> Cow<'_, str> {
    // A byte is at least a unit.
    if text.len() <= units || text.encode_utf16().count() <= units {
        return Cow::Borrowed(text);
    }
    let mut used = 1;
    let fits = |character: &char| {
        used += character.len_utf16();
        used <= units
    };
    Cow::Owned(text.chars().take_while(fits).chain(['…']).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::write::sample;
    use calamine::{Data, Range, Reader as _, Xlsx};

    fn written(pages: &[Page], findings: &[Finding], limits: Limits) -> Vec<u8> {
        let mut overview = Overview::for_reports([&FORMAT]);
        for page in pages {
            overview.page(page, findings);
            overview.record(page).unwrap();
        }
        let mut bytes = Vec::new();
        write(&overview, findings, limits, &mut bytes).unwrap();
        bytes
    }

    /// Reads a sheet with a reader that is not by the writer's author.
    fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
        let mut book = Xlsx::new(io::Cursor::new(bytes)).unwrap();
        assert!(book.worksheet_formula(name).unwrap().is_empty(), "{name} has a formula");
        book.worksheet_range(name).unwrap()
    }

    fn cell<'a>(sheet: &'a Range<Data>, row: usize, column: &str) -> &'a Data {
        let at = sheet.rows().next().unwrap().iter().position(|name| name == column).unwrap();
        &sheet[(row, at)]
    }

    fn moment(data: &Data) -> String {
        let Data::DateTime(at) = data else { panic!("{data:?} is no date") };
        let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
        format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }

    #[test]
    fn another_program_finds_every_sheet_with_its_rows() {
        let page = sample::page("da/x.html");
        let findings = [sample::finding(&page, 0), sample::duplicate(&page, 0)];
        let bytes = written(&[page], &findings, EXCEL);
        assert_eq!(
            Xlsx::new(io::Cursor::new(&bytes)).unwrap().sheet_names(),
            ["Pages", "Articles", "Teasers", "Profiles", "Findings"]
        );
        let pages = sheet(&bytes, "Pages");
        assert_eq!((cell(&pages, 1, "state"), cell(&pages, 1, "errors")), (&"findings".to_owned().into(), &1.0.into()));
        let articles = sheet(&bytes, "Articles");
        assert_eq!(cell(&articles, 1, "title"), "Teamwork");
        assert_eq!(cell(&articles, 1, "text"), "Cooperation helps.\n\nIt really does.\n\n1. Trust\n\nTrust grows.");
        assert_eq!(moment(cell(&articles, 1, "date_earliest")), "2023-11-01T00:00:00");
        assert_eq!(cell(&sheet(&bytes, "Teasers"), 1, "link"), "/da/mere");
        assert_eq!(sheet(&bytes, "Profiles").height(), 1);
        let found = sheet(&bytes, "Findings");
        assert_eq!(found.height(), 3);
        assert_eq!(cell(&found, 1, "url"), "https://example.dk/da/samarbejde");
        assert_eq!(cell(&found, 2, "related_total"), &Data::Float(22.0));
    }

    #[test]
    fn dates_are_real_and_no_finer_than_they_are_known() {
        for (value, shown) in [
            ("2023-12-03", Some("2023-12-03T00:00:00")),
            ("2023-12-03T10", Some("2023-12-03T10:00:00")),
            ("2023-12-03T10:15", Some("2023-12-03T10:15:00")),
            ("2023-12-03T10:15:59", Some("2023-12-03T10:15:59")),
            ("2023-12", None),
            ("2023-W48", None),
            ("2023", None),
            ("1900-02-28", None),
            ("1848-06-05", None),
        ] {
            let mut page = sample::page("x");
            let date = page.blocks[1].date.as_mut().unwrap();
            date.value.reading.as_mut().unwrap().value = value.into();
            let articles = sheet(&written(&[page], &[], EXCEL), "Articles");
            let written = cell(&articles, 1, "date_value");
            match shown {
                Some(shown) => assert_eq!(moment(written), shown),
                None => assert_eq!(written, value),
            }
        }
    }

    #[test]
    fn the_same_pages_give_the_same_bytes() {
        let page = sample::page("x");
        let findings = [sample::finding(&page, 0)];
        let one = written(std::slice::from_ref(&page), &findings, EXCEL);
        assert!(one == written(&[page], &findings, EXCEL));
    }

    #[test]
    fn text_is_text_whatever_it_looks_like() {
        for text in
            [sample::HOSTILE, "=1+1", "_x0041_", "\u{1}\u{fffe}\u{ffff}\u{0}]]>&lt;", "\r\n\u{feff}x", "1e5", "TRUE"]
        {
            let (page, finding) = sample::filled(text);
            let bytes = written(&[page], &[finding], EXCEL);
            let articles = sheet(&bytes, "Articles");
            for column in ["title", "author", "page"] {
                let Data::String(read) = cell(&articles, 1, column) else { panic!("{text:?} is no text") };
                // What XML cannot hold is escaped by the format's own rule or replaced.
                assert!(
                    read.starts_with(text.split(|c: char| c.is_control() || c == '\u{fffe}').next().unwrap()),
                    "{read:?}"
                );
            }
            assert!(matches!(cell(&sheet(&bytes, "Findings"), 1, "message"), Data::String(_)));
        }
    }

    #[test]
    fn what_a_sheet_cannot_hold_is_left_out_and_said() {
        let pages = [sample::page("a"), sample::page("b"), sample::page("c")];
        let bytes = written(&pages, &[], Limits { rows: 3, units: 12, links: 1 });
        assert_eq!(sheet(&bytes, "Articles").height(), 3);
        assert_eq!(cell(&sheet(&bytes, "Articles"), 1, "text"), "Cooperation…");
        let left_out: Vec<(String, u32)> = sheet(&bytes, "Left out")
            .rows()
            .skip(1)
            .map(|row| {
                (format!("{}: {}", row[0], row[2]).split(':').take(2).collect(), row[1].to_string().parse().unwrap())
            })
            .collect();
        assert!(
            left_out.iter().any(|(what, count)| what.starts_with("Articles rows left out") && *count == 1),
            "{left_out:?}"
        );
        assert!(
            left_out.iter().any(|(what, count)| what.starts_with("Articles texts cut") && *count > 0),
            "{left_out:?}"
        );
        assert!(
            left_out.iter().any(|(what, count)| what.starts_with("Articles addresses") && *count == 1),
            "{left_out:?}"
        );
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        assert!(is_of_web("https://example.dk/a?b=c#d") && is_of_web("HTTP://example.dk"));
        for other in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "/da/mere",
            "https://",
            "http://a b",
            "internal:A1",
            "http://a\nb",
        ] {
            assert!(!is_of_web(other), "{other}");
        }
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
        assert_eq!(cut("😀😀", 4), "😀😀");
        assert_eq!(cut("😀😀😀", 4), "😀…");
        assert_eq!(cut("æøå", 3), "æøå");
    }
}
