//! Rows of cells that wait for the end of a run: on disk where they are many.

use std::borrow::Cow;
use std::io;

use jiff::Timestamp;

use crate::error::Error;
use crate::spill::Spill;
use crate::write::sheet::Cell;

/// Rows that are only added to, and read in order.
#[derive(Debug, Default)]
pub(super) struct Rows {
    bytes: Spill,
    /// Where each row ends.
    ends: Vec<u64>,
}

impl Rows {
    /// Adds a row.
    pub(super) fn push<'a>(&mut self, cells: impl Iterator<Item = Cell<'a>>) -> Result<(), Error> {
        let mut row = Vec::new();
        cells.for_each(|cell| encode(&cell, &mut row));
        self.bytes.push(&row)?;
        self.ends.push(self.bytes.len());
        Ok(())
    }

    /// Calls `each` with every row, in order.
    pub(super) fn scan(
        &self,
        mut each: impl FnMut(&mut dyn Iterator<Item = Cell<'_>>) -> io::Result<()>,
    ) -> io::Result<()> {
        let (mut start, mut bytes) = (0, Vec::new());
        for &end in &self.ends {
            self.bytes.read(start..end, &mut bytes).map_err(io::Error::other)?;
            let mut rest = bytes.as_slice();
            each(&mut std::iter::from_fn(|| decode(&mut rest)))?;
            start = end;
        }
        Ok(())
    }
}

const EMPTY: u8 = 0;
const TEXT: u8 = 1;
const LINK: u8 = 2;
const DATE: u8 = 3;
const MOMENT: u8 = 4;
const COUNT: u8 = 5;
const RATIO: u8 = 6;

/// Writes a cell: what it is, then its number, or its length and its text.
fn encode(cell: &Cell<'_>, row: &mut Vec<u8>) {
    let mut text = |kind: u8, text: &str| {
        row.push(kind);
        row.extend_from_slice(&(text.len() as u64).to_le_bytes());
        row.extend_from_slice(text.as_bytes());
    };
    let (kind, number) = match cell {
        Cell::Text(own) => return text(TEXT, own),
        Cell::Link(own) => return text(LINK, own),
        Cell::Date(own) => return text(DATE, own),
        Cell::Empty => (EMPTY, 0),
        // Instants are read off pages to the second.
        Cell::Moment(at) => (MOMENT, at.as_second().cast_unsigned()),
        Cell::Count(count) => (COUNT, *count),
        Cell::Ratio(ratio) => (RATIO, ratio.to_bits()),
    };
    row.push(kind);
    row.extend_from_slice(&number.to_le_bytes());
}

fn decode<'a>(rest: &mut &'a [u8]) -> Option<Cell<'a>> {
    let (&kind, after) = rest.split_first()?;
    let (number, after) = after.split_first_chunk()?;
    let number = u64::from_le_bytes(*number);
    let length = if matches!(kind, TEXT | LINK | DATE) { number as usize } else { 0 };
    let (text, after) = after.split_at_checked(length)?;
    *rest = after;
    let text = std::str::from_utf8(text).unwrap_or_default();
    Some(match kind {
        TEXT => Cell::Text(Cow::Borrowed(text)),
        LINK => Cell::Link(text),
        DATE => Cell::Date(text),
        MOMENT => Timestamp::from_second(number.cast_signed()).map_or(Cell::Empty, Cell::Moment),
        COUNT => Cell::Count(number),
        RATIO => Cell::Ratio(f64::from_bits(number)),
        _ => Cell::Empty,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were() {
        let row = [
            Cell::Empty,
            Cell::from("Grød\n=1"),
            Cell::Link("https://example.dk/ø"),
            Cell::Date("2023-W48"),
            Cell::Moment("-000044-03-15T12:00:00Z".parse().unwrap()),
            Cell::Count(u64::MAX),
            Cell::Ratio(0.97),
            Cell::from(""),
        ];
        let mut rows = Rows::default();
        for _ in 0..3 {
            rows.push(row.iter().cloned()).unwrap();
            rows.push([].into_iter()).unwrap();
        }
        let mut read = 0;
        rows.scan(|cells| {
            let cells: Vec<Cell> = cells.collect();
            assert_eq!(cells, if read % 2 == 0 { &row[..] } else { &[] });
            read += 1;
            Ok(())
        })
        .unwrap();
        assert_eq!(read, 6);
    }
}
