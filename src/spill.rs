//! What is too much for memory: kept there up to a bound, then in a file without a name in the system's folder for
//! temporary files (`TMPDIR`), which is gone when the program ends, however it ends.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::marker::PhantomData;
use std::ops::Range;

use crate::error::Error;

/// How many bytes stay in memory before a file is made.
const IN_MEMORY: usize = 64 << 20;

/// How many bits the numbers of rows have.
pub const BITS: u32 = PART_BITS + u32::BITS;

/// How many of these, the uppermost, choose the file that [`Parted`] keeps a number in.
const PART_BITS: u32 = 4;

const PARTS: usize = 1 << PART_BITS;

/// How many bytes are written, or read in a row, at once.
const CHUNK: usize = 1 << 20;

/// Bytes that are only added to.
#[derive(Debug)]
pub struct Spill {
    room: usize,
    file: Option<File>,
    /// How many bytes are in the file; those after them are in `tail`.
    written: u64,
    tail: Vec<u8>,
}

impl Default for Spill {
    fn default() -> Self {
        Self::with_room(IN_MEMORY)
    }
}

impl Spill {
    /// Starts one that keeps this many bytes in memory before it makes its file.
    pub fn with_room(room: usize) -> Self {
        Self { room, file: None, written: 0, tail: Vec::new() }
    }

    /// Adds bytes and gives where they start.
    ///
    /// # Errors
    /// [`Error::Temporary`] where the file cannot be written.
    pub fn push(&mut self, bytes: &[u8]) -> Result<u64, Error> {
        let start = self.len();
        self.tail.extend_from_slice(bytes);
        if self.tail.len() >= if self.file.is_some() { CHUNK } else { self.room } {
            self.write_out().map_err(Error::Temporary)?;
        }
        Ok(start)
    }

    fn write_out(&mut self) -> io::Result<()> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => tempfile::tempfile()?,
        };
        file.seek(SeekFrom::Start(self.written))?;
        file.write_all(&self.tail)?;
        self.file = Some(file);
        self.written += self.tail.len() as u64;
        self.tail = Vec::new();
        Ok(())
    }

    /// Gives how many bytes there are.
    pub fn len(&self) -> u64 {
        self.written + self.tail.len() as u64
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads bytes that were added before into `bytes`, in place of what it holds.
    ///
    /// # Errors
    /// [`Error::Temporary`] where the file cannot be read.
    pub fn read(&self, range: Range<u64>, bytes: &mut Vec<u8>) -> Result<(), Error> {
        bytes.clear();
        let in_file = range.start.min(self.written)..range.end.min(self.written);
        if let (Some(mut file), false) = (self.file.as_ref(), in_file.is_empty()) {
            bytes.resize((in_file.end - in_file.start) as usize, 0);
            let read = file.seek(SeekFrom::Start(in_file.start)).and_then(|_| file.read_exact(bytes));
            read.map_err(Error::Temporary)?;
        }
        let in_tail = range.start.max(self.written) - self.written..range.end.max(self.written) - self.written;
        bytes.extend_from_slice(self.tail.get(in_tail.start as usize..in_tail.end as usize).unwrap_or_default());
        Ok(())
    }
}

/// Rows of numbers of different lengths, end to end.
#[derive(Debug)]
pub struct Rows<N> {
    values: Spill,
    /// Where each row ends, in numbers.
    ends: Vec<u64>,
    bytes: Vec<u8>,
    of: PhantomData<N>,
}

/// A number of [`Rows`].
pub trait Number: Copy {
    /// How many bytes of it are kept.
    const WIDTH: usize;
    /// Adds these.
    fn write(self, bytes: &mut Vec<u8>);
    /// Reads these.
    fn read(bytes: &[u8]) -> Self;
}

impl Number for u32 {
    const WIDTH: usize = size_of::<Self>();

    fn write(self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(&self.to_le_bytes());
    }

    fn read(bytes: &[u8]) -> Self {
        bytes.try_into().map(Self::from_le_bytes).unwrap_or_default()
    }
}

/// A number below 2^[`BITS`].
impl Number for u64 {
    const WIDTH: usize = BITS.div_ceil(8) as usize;

    fn write(self, bytes: &mut Vec<u8>) {
        let [first, second, third, fourth, fifth, ..] = self.to_le_bytes();
        bytes.extend_from_slice(&[first, second, third, fourth, fifth]);
    }

    fn read(bytes: &[u8]) -> Self {
        match *bytes {
            [first, second, third, fourth, fifth] => {
                Self::from_le_bytes([first, second, third, fourth, fifth, 0, 0, 0])
            }
            _ => 0,
        }
    }
}

impl<N> Default for Rows<N> {
    fn default() -> Self {
        Self::with_room(IN_MEMORY)
    }
}

impl<N> Rows<N> {
    /// Starts some that keep this many bytes in memory before they make their file.
    pub fn with_room(room: usize) -> Self {
        Self { values: Spill::with_room(room), ends: Vec::new(), bytes: Vec::new(), of: PhantomData }
    }

    /// Gives how many rows there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Gives how many numbers a row has.
    pub fn size(&self, row: usize) -> usize {
        (self.start(row + 1) - self.start(row)) as usize
    }

    /// Gives how many numbers all rows have together.
    pub fn numbers(&self) -> usize {
        self.ends.last().copied().unwrap_or(0) as usize
    }

    fn start(&self, row: usize) -> u64 {
        row.checked_sub(1).and_then(|before| self.ends.get(before).or(self.ends.last())).copied().unwrap_or(0)
    }
}

impl<N: Number> Rows<N> {
    /// Adds a row.
    ///
    /// # Errors
    /// As [`Spill::push`].
    pub fn push(&mut self, row: &[N]) -> Result<(), Error> {
        self.bytes.clear();
        for number in row {
            number.write(&mut self.bytes);
        }
        self.values.push(&self.bytes)?;
        self.ends.push(self.values.len() / N::WIDTH as u64);
        Ok(())
    }

    /// Gives the numbers of some rows, end to end.
    ///
    /// # Errors
    /// As [`Spill::read`].
    pub fn get(&self, rows: Range<usize>) -> Result<Vec<N>, Error> {
        let mut bytes = Vec::new();
        self.read(rows, &mut bytes)?;
        Ok(numbers(&bytes).collect())
    }

    /// Calls `each` with all rows in order.
    ///
    /// # Errors
    /// As [`Spill::read`], and what `each` gives.
    pub fn scan(&self, mut each: impl FnMut(usize, &[N]) -> Result<(), Error>) -> Result<(), Error> {
        let (mut bytes, mut values): (Vec<u8>, Vec<N>) = (Vec::new(), Vec::new());
        let mut row = 0;
        while row < self.len() {
            let first = self.start(row);
            let last = first + (CHUNK / N::WIDTH) as u64;
            let end = self.ends.partition_point(|&end| end <= last).max(row + 1);
            self.read(row..end, &mut bytes)?;
            values.clear();
            values.extend(numbers::<N>(&bytes));
            for row in row..end {
                let range = (self.start(row) - first) as usize..(self.start(row + 1) - first) as usize;
                each(row, values.get(range).unwrap_or_default())?;
            }
            row = end;
        }
        Ok(())
    }

    fn read(&self, rows: Range<usize>, bytes: &mut Vec<u8>) -> Result<(), Error> {
        let width = N::WIDTH as u64;
        self.values.read(self.start(rows.start) * width..self.start(rows.end) * width, bytes)
    }
}

fn numbers<N: Number>(bytes: &[u8]) -> impl Iterator<Item = N> {
    bytes.chunks_exact(N::WIDTH).map(N::read)
}

/// Rows of ascending numbers, of which one sixteenth of all numbers is read at a time, for all rows. The upper bits of a
/// number are the number of its part, and are not kept.
#[derive(Debug)]
pub struct Parted {
    /// In each, for each row, how many of its numbers belong here, and these.
    parts: Vec<Spill>,
    /// How many numbers each part has.
    numbers: Vec<usize>,
    /// How many numbers each row has.
    sizes: Vec<u32>,
    bytes: Vec<u8>,
}

impl Default for Parted {
    fn default() -> Self {
        let parts = (0..PARTS).map(|_| Spill::with_room(IN_MEMORY / PARTS)).collect();
        Self { parts, numbers: vec![0; PARTS], sizes: Vec::new(), bytes: Vec::new() }
    }
}

impl Parted {
    /// Adds a row of ascending numbers below 2^[`BITS`].
    ///
    /// # Errors
    /// As [`Spill::push`].
    pub fn push(&mut self, mut row: &[u64]) -> Result<(), Error> {
        self.sizes.push(row.len() as u32);
        for (part, (spill, numbers)) in (0_u64..).zip(self.parts.iter_mut().zip(&mut self.numbers)) {
            let (here, rest) = row.split_at(row.iter().take_while(|&&number| number >> u32::BITS == part).count());
            row = rest;
            *numbers += here.len();
            self.bytes.clear();
            self.bytes.extend_from_slice(&(here.len() as u32).to_le_bytes());
            self.bytes.extend(here.iter().flat_map(|&number| (number as u32).to_le_bytes()));
            spill.push(&self.bytes)?;
        }
        Ok(())
    }

    /// Gives how many rows there are.
    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// Gives how many numbers a row has.
    pub fn size(&self, row: usize) -> usize {
        self.sizes.get(row).copied().unwrap_or(0) as usize
    }

    /// Gives the parts: how many numbers each has.
    pub fn parts(&self) -> &[usize] {
        &self.numbers
    }

    /// Calls `each` with the lower bits of what a part has of every row, in order.
    ///
    /// # Errors
    /// As [`Spill::read`].
    pub fn scan(&self, part: usize, mut each: impl FnMut(usize, &[u32])) -> Result<(), Error> {
        let Some(spill) = self.parts.get(part) else { return Ok(()) };
        let mut cursor = Cursor::new(spill);
        let mut row: Vec<u32> = Vec::new();
        for number in 0..self.len() {
            cursor.next_row(&mut row)?;
            each(number, &row);
        }
        Ok(())
    }

    /// Calls `each` with every row, in order.
    ///
    /// # Errors
    /// As [`Spill::read`], and what `each` gives.
    pub fn rows(&self, mut each: impl FnMut(usize, &[u64]) -> Result<(), Error>) -> Result<(), Error> {
        let mut cursors: Vec<Cursor> = self.parts.iter().map(Cursor::new).collect();
        let (mut row, mut lower): (Vec<u64>, Vec<u32>) = (Vec::new(), Vec::new());
        for number in 0..self.len() {
            row.clear();
            for (part, cursor) in (0_u64..).zip(&mut cursors) {
                cursor.next_row(&mut lower)?;
                row.extend(lower.iter().map(|&lower| part << u32::BITS | u64::from(lower)));
            }
            each(number, &row)?;
        }
        Ok(())
    }
}

/// A place in bytes that are read in order, some at a time.
struct Cursor<'a> {
    spill: &'a Spill,
    /// What was read, and how much of it was used.
    bytes: Vec<u8>,
    used: usize,
    /// Where what was read ends.
    end: u64,
}

impl<'a> Cursor<'a> {
    /// How many bytes are read at once.
    const STEP: u64 = (CHUNK / PARTS) as u64;

    fn new(spill: &'a Spill) -> Self {
        Self { spill, bytes: Vec::new(), used: 0, end: 0 }
    }

    fn take(&mut self, length: usize) -> Result<&[u8], Error> {
        if self.bytes.len() - self.used < length {
            let start = self.end - (self.bytes.len() - self.used) as u64;
            self.end = (start + Self::STEP.max(length as u64)).min(self.spill.len());
            self.spill.read(start..self.end, &mut self.bytes)?;
            self.used = 0;
        }
        let taken = self.used..self.used + length;
        self.used = taken.end.min(self.bytes.len());
        Ok(self.bytes.get(taken).unwrap_or_default())
    }

    /// Reads a count and so many numbers.
    fn next_row(&mut self, row: &mut Vec<u32>) -> Result<(), Error> {
        let length = u32::read(self.take(u32::WIDTH)?) as usize;
        row.clear();
        row.extend(numbers::<u32>(self.take(length * u32::WIDTH)?));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parts_make_up_the_rows(
            rows in prop::collection::vec(prop::collection::btree_set(0..1_u64 << BITS, 0..40), 0..20),
            written_at in 0..20_usize,
        ) {
            let rows: Vec<Vec<u64>> = rows.into_iter().map(|row| row.into_iter().collect()).collect();
            let mut all = Parted::default();
            for (number, row) in rows.iter().enumerate() {
                all.push(row).unwrap();
                if number == written_at {
                    all.parts.iter_mut().for_each(|part| part.write_out().unwrap());
                }
            }
            let mut whole: Vec<Vec<u64>> = Vec::new();
            all.rows(|_, row| {
                whole.push(row.to_vec());
                Ok(())
            }).unwrap();
            prop_assert_eq!(&whole, &rows);
            let mut joined = vec![Vec::new(); rows.len()];
            for part in 0..all.parts().len() {
                let upper = (part as u64) << u32::BITS;
                all.scan(part, |number, row| joined[number].extend(row.iter().map(|&lower| upper | u64::from(lower)))).unwrap();
            }
            prop_assert_eq!(&joined, &rows);
        }

        #[test]
        fn rows_come_back_from_memory_and_from_the_file(
            rows in prop::collection::vec(prop::collection::vec(0..1_u64 << BITS, 0..9), 0..20),
            written_at in 0..20_usize,
        ) {
            let mut all = Rows::default();
            for (number, row) in rows.iter().enumerate() {
                all.push(row).unwrap();
                if number == written_at {
                    all.values.write_out().unwrap();
                }
            }
            let mut scanned: Vec<Vec<u64>> = Vec::new();
            all.scan(|number, row| {
                assert_eq!(number, scanned.len());
                scanned.push(row.to_vec());
                Ok(())
            }).unwrap();
            prop_assert_eq!(&scanned, &rows);
            for start in 0..rows.len() {
                prop_assert_eq!(all.get(start..rows.len()).unwrap(), rows[start..].concat());
                prop_assert_eq!(all.size(start), rows[start].len());
            }
        }
    }
}
