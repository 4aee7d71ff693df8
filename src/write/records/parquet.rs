//! Columns for `DuckDB`, pandas and Spark: a row a block, with its page beside it and its sections nested in it.

use std::io;

use super::{RecordFormat, RecordWriter};
use crate::page::Page;
use crate::write::Options;
use crate::write::parquet::{Columns, List, Parquet};
use crate::write::table::Table;

/// The format's entry.
pub const FORMAT: RecordFormat = RecordFormat {
    name: "parquet",
    about: "columns for DuckDB, pandas and Spark, one row a block",
    is_binary: true,
    open: |out, options| Box::new(Blocks { out: Some(out), file: None, options }),
    ..RecordFormat::TEXT
};

/// The file starts with its first page, or at the end where there is none: opening it may fail.
struct Blocks<'a> {
    out: Option<Box<dyn io::Write + 'a>>,
    file: Option<Parquet<Box<dyn io::Write + 'a>>>,
    options: Options,
}

impl<'a> Blocks<'a> {
    fn file(&mut self) -> io::Result<Option<&mut Parquet<Box<dyn io::Write + 'a>>>> {
        if let Some(out) = self.out.take() {
            let sections = Table::OF_BLOCK.columns().map(|(name, holds)| (Some(name), holds));
            let list = List { name: "sections", of: sections.collect() };
            self.file = Some(Parquet::new(out, &Columns { flat: Table::WIDE.columns().collect(), list })?);
        }
        Ok(self.file.as_mut())
    }
}

impl RecordWriter for Blocks<'_> {
    fn page(&mut self, page: &Page) -> io::Result<()> {
        let include_other = self.options.include_other;
        let Some(file) = self.file()? else { return Ok(()) };
        for block in Table::WIDE.blocks(page, include_other) {
            let sections = block.sections().map(|section| Table::OF_BLOCK.cells(section));
            file.row(Table::WIDE.cells(block), sections)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.file()?;
        self.file.take().map_or(Ok(()), Parquet::finish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Block;
    use crate::write::sample;
    use ::parquet::file::reader::{FileReader as _, SerializedFileReader};
    use ::parquet::record::{Field, Row, RowAccessor as _};

    fn written(pages: &[Page]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut writer = (FORMAT.open)(Box::new(&mut out), Options::default());
        for page in pages {
            writer.page(page).unwrap();
        }
        writer.finish().unwrap();
        drop(writer);
        out
    }

    fn read(bytes: Vec<u8>) -> Vec<Row> {
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
    }

    fn field<'a>(row: &'a Row, name: &str) -> &'a Field {
        row.get_column_iter().find(|(column, _)| *column == name).unwrap().1
    }

    #[test]
    fn a_block_is_a_row_with_its_sections_in_it() {
        let rows = read(written(&[sample::page("da/x.html"), sample::page("da/y.html")]));
        assert_eq!(rows.len(), 4);
        let text = |row: usize, name: &str| field(&rows[row], name).to_string();
        assert_eq!(
            (text(0, "page"), text(0, "block"), text(0, "kind")),
            (r#""da/x.html""#.into(), r#""2""#.into(), r#""article""#.into())
        );
        assert_eq!((text(3, "page"), text(3, "link")), (r#""da/y.html""#.into(), r#""/da/mere""#.into()));
        assert_eq!(text(0, "date_value"), r#""2023-12""#);
        assert_eq!(text(0, "date_earliest"), "2023-11-01 00:00:00.000000 +00:00");
        assert_eq!(text(0, "confidence"), "0.99");
        assert_eq!(*field(&rows[1], "date_value"), Field::Null);
        let Field::ListInternal(sections) = field(&rows[0], "sections") else { panic!("no list") };
        let Field::Group(second) = &sections.elements()[1] else { panic!("no section") };
        assert_eq!(
            (second.get_string(0).unwrap().as_str(), second.get_string(1).unwrap().as_str()),
            ("2.2", "1. Trust")
        );
        assert_eq!(second.get_long(2).unwrap(), 2);
        let Field::ListInternal(none) = field(&rows[1], "sections") else { panic!("no list") };
        assert!(none.elements().is_empty());
    }

    #[test]
    fn a_file_without_rows_has_its_columns() {
        let page = Page { blocks: Vec::<Block>::new(), ..sample::page("x") };
        for pages in [&[][..], &[page]] {
            let bytes = bytes::Bytes::from(written(pages));
            let reader = SerializedFileReader::new(bytes).unwrap();
            assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
            assert_eq!(reader.metadata().file_metadata().schema().get_fields().len(), 28);
        }
    }

    #[test]
    fn the_same_pages_give_the_same_bytes() {
        assert!(written(&[sample::page("x")]) == written(&[sample::page("x")]));
    }
}
