//! Parquet: tables in columns, with one column of lists. Rows are held until they fill a row group, so memory has an end.

use std::io;
use std::mem;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::write::sheet::Cell;
use crate::write::table::Type;

/// How many bytes of values are held before they are written. Readers work a row group a thread, so few large ones are
/// better than many; two or three times as much is in memory while one is written.
const ROW_GROUP: usize = 32 << 20;

/// What a cell costs beside its text, in bytes: its levels and its handle.
const CELL: usize = 16;

/// What a file has.
pub(super) struct Columns {
    /// Its columns with one value a row.
    pub(super) flat: Vec<(&'static str, Type)>,
    /// The last column: a list a row.
    pub(super) list: List,
}

/// A column of lists.
pub(super) struct List {
    pub(super) name: &'static str,
    /// What an element has: fields with names, or one value without.
    pub(super) of: Vec<(Option<&'static str>, Type)>,
}

impl Columns {
    /// Gives the schema in Parquet's own notation. Every value may be unknown; a list never is, but may be empty.
    fn schema(&self) -> String {
        let value = |name: &str, holds: Type| {
            let (stored, meant) = match holds {
                Type::Text => ("BYTE_ARRAY", " (STRING)"),
                Type::Moment => ("INT64", " (TIMESTAMP(MICROS,true))"),
                Type::Count => ("INT64", ""),
                Type::Ratio => ("DOUBLE", ""),
            };
            format!("OPTIONAL {stored} {name}{meant};\n")
        };
        let flat: String = self.flat.iter().map(|&(name, holds)| value(name, holds)).collect();
        let list = self.list.name;
        let element: String = match self.list.of.as_slice() {
            [(None, holds)] => value("element", *holds),
            fields => {
                let fields: String =
                    fields.iter().map(|&(name, holds)| value(name.unwrap_or("element"), holds)).collect();
                format!("REQUIRED GROUP element {{ {fields} }}\n")
            }
        };
        format!("message korrektur {{ {flat} REQUIRED GROUP {list} (LIST) {{ REPEATED GROUP list {{ {element} }} }} }}")
    }
}

/// A file under construction.
pub(super) struct Parquet<W> {
    out: W,
    /// Writes into memory, from where `out` gets each row group: it asks for an output that may go to another thread.
    file: SerializedFileWriter<Vec<u8>>,
    flat: Vec<Leaf>,
    list: Vec<Leaf>,
    held: usize,
}

impl<W: io::Write> Parquet<W> {
    /// Starts a file.
    pub(super) fn new(out: W, columns: &Columns) -> io::Result<Self> {
        let schema = parse_message_type(&columns.schema()).map_err(failed)?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        Ok(Self {
            out,
            file: SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties)).map_err(failed)?,
            flat: columns.flat.iter().map(|&(_, holds)| Leaf::new(holds)).collect(),
            list: columns.list.of.iter().map(|&(_, holds)| Leaf::new(holds)).collect(),
            held: 0,
        })
    }

    /// Adds a row: a cell a column, and the cells of each element of its list.
    pub(super) fn row<'a, E: Iterator<Item = Cell<'a>>>(
        &mut self,
        cells: impl Iterator<Item = Cell<'a>>,
        list: impl Iterator<Item = E>,
    ) -> io::Result<()> {
        for (leaf, cell) in self.flat.iter_mut().zip(cells) {
            let is_known = leaf.values.push(cell, &mut self.held);
            leaf.definitions.push(i16::from(is_known));
        }
        let mut repetition = 0;
        for element in list {
            for (leaf, cell) in self.list.iter_mut().zip(element) {
                let is_known = leaf.values.push(cell, &mut self.held);
                leaf.definitions.push(1 + i16::from(is_known));
                leaf.repetitions.push(repetition);
            }
            repetition = 1;
        }
        if repetition == 0 {
            for leaf in &mut self.list {
                leaf.definitions.push(0);
                leaf.repetitions.push(0);
            }
        }
        if self.held >= ROW_GROUP { self.row_group() } else { Ok(()) }
    }

    /// Writes the rows that are held, and the end of the file.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.row_group()?;
        let rest = self.file.into_inner().map_err(failed)?;
        self.out.write_all(&rest)?;
        self.out.flush()
    }

    fn row_group(&mut self) -> io::Result<()> {
        if mem::take(&mut self.held) == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group().map_err(failed)?;
        for leaf in self.flat.iter_mut().chain(&mut self.list) {
            if let Some(mut column) = group.next_column().map_err(failed)? {
                leaf.write(column.untyped()).map_err(failed)?;
                column.close().map_err(failed)?;
            }
        }
        group.close().map_err(failed)?;
        self.file.flush()?;
        self.out.write_all(&mem::take(self.file.inner_mut()))
    }
}

/// The values of a column that are held, and how they lie in rows and lists: Dremel's definition and repetition levels.
struct Leaf {
    values: Values,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
}

enum Values {
    Texts(Vec<ByteArray>),
    Moments(Vec<i64>),
    Counts(Vec<i64>),
    Ratios(Vec<f64>),
}

impl Leaf {
    fn new(holds: Type) -> Self {
        let values = match holds {
            Type::Text => Values::Texts(Vec::new()),
            Type::Moment => Values::Moments(Vec::new()),
            Type::Count => Values::Counts(Vec::new()),
            Type::Ratio => Values::Ratios(Vec::new()),
        };
        Self { values, definitions: Vec::new(), repetitions: Vec::new() }
    }

    fn write(&mut self, column: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let definitions = mem::take(&mut self.definitions);
        let repetitions = mem::take(&mut self.repetitions);
        // A column of single values has none of the latter.
        let repetitions = Some(repetitions.as_slice()).filter(|levels| !levels.is_empty());
        let definitions = Some(definitions.as_slice());
        match (&mut self.values, column) {
            (Values::Texts(texts), ColumnWriter::ByteArrayColumnWriter(column)) => {
                column.write_batch(&mem::take(texts), definitions, repetitions)?;
            }
            (Values::Moments(numbers) | Values::Counts(numbers), ColumnWriter::Int64ColumnWriter(column)) => {
                column.write_batch(&mem::take(numbers), definitions, repetitions)?;
            }
            (Values::Ratios(numbers), ColumnWriter::DoubleColumnWriter(column)) => {
                column.write_batch(&mem::take(numbers), definitions, repetitions)?;
            }
            _ => return Err(ParquetError::General("a column is of another type than its schema".to_owned())),
        }
        Ok(())
    }
}

impl Values {
    /// Takes the value of a cell, and tells whether it has one.
    fn push(&mut self, cell: Cell<'_>, held: &mut usize) -> bool {
        *held += CELL;
        match (self, cell) {
            (Self::Texts(texts), Cell::Text(text)) => {
                *held += text.len();
                texts.push(ByteArray::from(text.into_owned().into_bytes()));
            }
            (Self::Texts(texts), Cell::Link(text) | Cell::Date(text)) => {
                *held += text.len();
                texts.push(ByteArray::from(text));
            }
            (Self::Moments(moments), Cell::Moment(at)) => moments.push(at.as_microsecond()),
            (Self::Counts(counts), Cell::Count(count)) => counts.push(count.cast_signed()),
            (Self::Ratios(ratios), Cell::Ratio(ratio)) => ratios.push(ratio),
            _ => return false,
        }
        true
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
