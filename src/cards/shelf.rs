//! Many things as lists of numbers and short texts, beyond a bound on disk.

use crate::error::Error;
use crate::spill::{Rows, Spill};

/// Parts the texts of one thing.
const BORDER: char = '\0';

/// How many bytes of numbers and of texts stay in memory each.
const ROOM: usize = 16 << 20;

/// Things in the order in which they were put there.
#[derive(Debug)]
pub(super) struct Shelf {
    rows: Rows<u32>,
    texts: Spill,
    /// Where the texts of each thing end.
    ends: Vec<u64>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { rows: Rows::with_room(ROOM), texts: Spill::with_room(ROOM), ends: Vec::new() }
    }
}

impl Shelf {
    /// Puts a thing at the end.
    ///
    /// # Errors
    /// [`Error::Temporary`] where what does not fit into memory cannot be kept on disk.
    pub(super) fn push(&mut self, lists: &[&[u32]], texts: &[&str]) -> Result<(), Error> {
        let mut row: Vec<u32> = Vec::new();
        for list in lists {
            row.push(list.len() as u32);
            row.extend_from_slice(list);
        }
        self.rows.push(&row)?;
        let texts: Vec<String> = texts.iter().map(|text| text.replace(BORDER, " ")).collect();
        self.texts.push(texts.join(&BORDER.to_string()).as_bytes())?;
        self.ends.push(self.texts.len());
        Ok(())
    }

    /// Gives how many things there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Gives the lists of a thing.
    ///
    /// # Errors
    /// [`Error::Temporary`] where they cannot be read.
    pub(super) fn lists(&self, thing: usize) -> Result<Vec<Vec<u32>>, Error> {
        let mut row = self.rows.get(thing..thing + 1)?.into_iter();
        let mut lists = Vec::new();
        while let Some(length) = row.next() {
            lists.push(row.by_ref().take(length as usize).collect());
        }
        Ok(lists)
    }

    /// Gives the texts of a thing.
    ///
    /// # Errors
    /// [`Error::Temporary`] where they cannot be read.
    pub(super) fn texts(&self, thing: usize) -> Result<Vec<String>, Error> {
        let start = thing.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(thing).copied().unwrap_or(start);
        let mut bytes = Vec::new();
        self.texts.read(start..end, &mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).split(BORDER).map(str::to_owned).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_put_there_is_found_again(things in prop::collection::vec(
            (prop::collection::vec(prop::collection::vec(any::<u32>(), 0..4), 0..4), prop::collection::vec("[a-cæ ]{0,4}", 1..4)), 0..6)
        ) {
            let mut shelf = Shelf::default();
            for (lists, texts) in &things {
                let lists: Vec<&[u32]> = lists.iter().map(Vec::as_slice).collect();
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                shelf.push(&lists, &texts).unwrap();
            }
            prop_assert_eq!(shelf.len(), things.len());
            for (number, (lists, texts)) in things.iter().enumerate() {
                prop_assert_eq!(&shelf.lists(number).unwrap(), lists);
                prop_assert_eq!(&shelf.texts(number).unwrap(), texts);
            }
        }
    }
}
