//! Tidy tables, a block or a section a row, in two dialects: see [`Dialect`].

use std::io;

use super::{RecordFormat, RecordWriter};
use crate::page::Page;
use crate::write::Options;
use crate::write::sheet::{Cell, Dialect, Sheet};
use crate::write::table::Table;

/// The format's entry: for programs.
pub const FORMAT: RecordFormat = RecordFormat {
    name: Dialect::Plain.name(),
    about: "a table with one row a block",
    open: |out, options| Box::new(TableWriter::new(Table::BLOCKS, Dialect::Plain, out, options)),
    ..RecordFormat::TEXT
};

/// The format's entry: for Excel.
pub const EXCEL: RecordFormat = RecordFormat {
    name: Dialect::Excel.name(),
    about: "the same for Excel: byte-order mark, `;`, CRLF",
    open: |out, options| Box::new(TableWriter::new(Table::BLOCKS, Dialect::Excel, out, options)),
    ..RecordFormat::TEXT
};

/// Writes the rows of one table.
#[derive(Debug)]
pub struct TableWriter<W: io::Write> {
    table: Table,
    options: Options,
    sheet: Sheet<W>,
    has_header: bool,
}

impl<W: io::Write> TableWriter<W> {
    /// Starts writing a table to an output.
    pub fn new(table: Table, dialect: Dialect, out: W, options: Options) -> Self {
        Self { table, options, sheet: Sheet::new(out, dialect), has_header: false }
    }

    fn header(&mut self) -> io::Result<()> {
        if !self.has_header {
            self.has_header = true;
            self.sheet.row(&mut self.table.header().map(Cell::from))?;
        }
        Ok(())
    }
}

impl<W: io::Write> RecordWriter for TableWriter<W> {
    fn page(&mut self, page: &Page) -> io::Result<()> {
        self.header()?;
        self.table.rows(page, self.options.include_other, |row| self.sheet.row(row))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.header()?;
        self.sheet.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::sample;

    fn written(table: Table, dialect: Dialect, page: &Page) -> String {
        let mut out = Vec::new();
        let mut writer = TableWriter::new(table, dialect, &mut out, Options::default());
        writer.page(page).unwrap();
        writer.finish().unwrap();
        drop(writer);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_block_is_a_row_and_a_paragraph_break_stays_in_its_cell() {
        let text = written(Table::BLOCKS, Dialect::Plain, &sample::page("da/x.html"));
        assert_eq!(
            text,
            "page,url,block,kind,title,category,author,date_text,date_value,date_precision,date_earliest,date_latest,\
             date_kind,date_unresolved,language,confidence,expected,link,words,text,start,end,line\n\
             da/x.html,https://example.dk/da/samarbejde,2,article,Teamwork,,Bo Dam,for 11 måneder siden,2023-12,month,\
             2023-11-01T00:00:00Z,2023-12-26T00:00:00Z,relative,,en,0.99,da,,9,\"Cooperation helps.\n\nIt really does.\n\n\
             1. Trust\n\nTrust grows.\",9,101,3\n\
             da/x.html,https://example.dk/da/samarbejde,3,teaser,Læs mere,,,,,,,,,,und,1,da,/da/mere,0,,103,112,15\n"
        );
    }

    #[test]
    fn an_empty_table_has_its_header() {
        let page = Page { blocks: Vec::new(), ..sample::page("x") };
        for table in [Table::BLOCKS, Table::ARTICLES, Table::PROFILES, Table::TEASERS, Table::SECTIONS] {
            assert_eq!(written(table, Dialect::Plain, &page).lines().count(), 1);
        }
    }

    #[test]
    fn excel_gets_its_byte_order_mark_and_separators() {
        let text = written(Table::SECTIONS, Dialect::Excel, &sample::page("x"));
        assert!(text.starts_with("\u{feff}page;url;block;section;"));
        assert_eq!(text.matches("\r\n").count(), 3);
        assert!(text.contains("2.2;article;1. Trust;2;en;0.99;da;2;Trust grows.;79;101;11\r\n"));
    }

    #[test]
    fn no_cell_from_a_page_is_a_formula() {
        let (page, _) = sample::filled(sample::HOSTILE);
        for (dialect, delimiter) in [(Dialect::Plain, b','), (Dialect::Excel, b';'), (Dialect::Excel, b',')] {
            let text = written(Table::BLOCKS, dialect, &page);
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
            let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
            assert!(rows.len() >= 2);
            for cell in rows.iter().flatten() {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']), "{cell}");
            }
            assert!(rows[0][0].starts_with("'=cmd|"));
        }
    }
}
