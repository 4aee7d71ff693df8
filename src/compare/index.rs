//! Which shingles stand in which texts. What stands in one text alone is only counted: it is most of all there is, and no
//! two texts share it. So a text is left with a row of the shingles that others have too, and rows are short.

use crate::digest::Digests;
use crate::error::Error;
use crate::spill::{Rows, Spill};

/// How many shingles are sorted at once, 16 bytes each.
const PASS: usize = 1 << 23;

/// A shingle of more texts than this leads to no candidate. It bounds the work: a text looks at no more than this many
/// others for each shingle. What is lost are pairs that share nothing rarer, which are copies of a frame and no fault.
pub(super) const COMMON: usize = 100;

/// How many bytes of rows stay in memory before they go to disk: those of four million texts of ninety words.
const ROOM: usize = 1 << 28;

/// How many numbers of rows are put in place at once.
const TURNED: usize = 1 << 25;

/// The shingles of some texts, those in one text alone left out. Texts are numbered in the order they were given in.
#[derive(Debug)]
pub struct Index {
    /// How many distinct shingles each text has.
    sizes: Vec<u32>,
    /// The numbers of the shingles of each text, ascending.
    rows: Rows<u32>,
    /// The texts of each shingle, ascending, shingle after shingle; none for those of more than [`COMMON`] texts.
    texts: Vec<u32>,
    text_ends: Vec<u32>,
}

/// The texts of the shingles that more than [`COMMON`] have: only counted out, never led by, so on disk.
#[derive(Default)]
struct Common {
    texts: Spill,
    /// Each of these shingles, and where its texts end.
    ends: Vec<(u32, u64)>,
}

impl Common {
    fn push(&mut self, shingle: u32, texts: impl Iterator<Item = u32>) -> Result<(), Error> {
        let bytes: Vec<u8> = texts.flat_map(u32::to_le_bytes).collect();
        self.texts.push(&bytes)?;
        self.ends.push((shingle, self.texts.len()));
        Ok(())
    }

    fn each(&self, mut each: impl FnMut(u32, u32)) -> Result<(), Error> {
        let mut bytes = Vec::new();
        let mut start = 0;
        for &(shingle, end) in &self.ends {
            self.texts.read(start..end, &mut bytes)?;
            for text in bytes.chunks_exact(4) {
                each(shingle, text.try_into().map(u32::from_le_bytes).unwrap_or_default());
            }
            start = end;
        }
        Ok(())
    }
}

impl Index {
    /// Takes in the shingles of `texts`, given as ascending numbers of digests.
    pub(super) fn of(digests: &Digests, texts: &[usize]) -> Result<Self, Error> {
        let sizes: Vec<u32> = texts.iter().map(|&digest| digests.shingle_count(digest) as u32).collect();
        let mut index = Self { sizes, rows: Rows::with_room(ROOM), texts: Vec::new(), text_ends: Vec::new() };
        let (mut postings, mut spare): (Vec<u64>, Vec<u64>) = (Vec::new(), Vec::new());
        let mut common = Common::default();
        for (part, &numbers) in digests.shingles().parts().iter().enumerate() {
            let passes = numbers.div_ceil(PASS).max(1) as u64;
            let width = (1_u64 << u32::BITS).div_ceil(passes);
            for pass in 0..passes {
                let within = pass * width..(pass + 1) * width;
                postings.clear();
                let mut numbered = (0_u64..).zip(texts).peekable();
                digests.shingles().scan(part, |digest, shingles| {
                    let Some((text, _)) = numbered.next_if(|&(_, &next)| next == digest) else { return };
                    let here = shingles.iter().filter(|&&shingle| within.contains(&u64::from(shingle)));
                    postings.extend(here.map(|&shingle| u64::from(shingle) << 32 | text));
                })?;
                sort(&mut postings, &mut spare);
                for same in postings.chunk_by(|a, b| a >> 32 == b >> 32).filter(|same| same.len() > 1) {
                    let texts = same.iter().map(|&posting| posting as u32);
                    if same.len() > COMMON {
                        common.push(index.text_ends.len() as u32, texts)?;
                    } else {
                        index.texts.extend(texts);
                    }
                    index.text_ends.push(index.texts.len() as u32);
                }
            }
        }
        drop((postings, spare));
        index.turn(&common)?;
        Ok(index)
    }

    /// Makes the rows of the texts from the lists of the shingles, those of some texts at a time.
    fn turn(&mut self, common: &Common) -> Result<(), Error> {
        let mut sizes = vec![0_u32; self.sizes.len()];
        let mut count = |_, text: u32| sizes[text as usize] += 1;
        self.each_listed(&mut count);
        common.each(count)?;
        let mut start = 0;
        while start < sizes.len() {
            let (mut next, mut numbers): (Vec<usize>, usize) = (Vec::new(), 0);
            for &size in sizes.iter().skip(start) {
                if numbers >= TURNED {
                    break;
                }
                next.push(numbers);
                numbers += size as usize;
            }
            let mut turned = vec![0_u32; numbers];
            let mut add = |shingle: u32, text: u32| {
                if let Some(next) = (text as usize).checked_sub(start).and_then(|text| next.get_mut(text)) {
                    turned[*next] = shingle;
                    *next += 1;
                }
            };
            self.each_listed(&mut add);
            common.each(add)?;
            let mut from = 0;
            for end in next {
                let row = turned.get_mut(from..end).unwrap_or_default();
                // Those in many texts came last; rows are short.
                row.sort_unstable();
                self.rows.push(row)?;
                (from, start) = (end, start + 1);
            }
        }
        Ok(())
    }

    /// Calls `each` with every shingle that is listed and every text that has it.
    fn each_listed(&self, mut each: impl FnMut(u32, u32)) {
        for shingle in 0..self.text_ends.len() as u32 {
            self.texts(shingle).iter().for_each(|&text| each(shingle, text));
        }
    }

    /// Gives how many texts there are.
    pub(super) fn len(&self) -> u32 {
        self.sizes.len() as u32
    }

    /// Gives how many distinct shingles a text has.
    pub(super) fn size(&self, text: u32) -> usize {
        self.sizes.get(text as usize).copied().unwrap_or(0) as usize
    }

    /// Gives the numbers of the shingles of a text that others have too, ascending.
    pub(super) fn row(&self, text: u32) -> Result<Vec<u32>, Error> {
        self.rows.get(text as usize..text as usize + 1)
    }

    /// Calls `each` with every text and its row, in order.
    pub(super) fn each_row(&self, mut each: impl FnMut(u32, &[u32]) -> Result<(), Error>) -> Result<(), Error> {
        self.rows.scan(|text, row| each(text as u32, row))
    }

    /// Gives how many texts have a shingle; more than [`COMMON`] where that is all that matters.
    pub(super) fn frequency(&self, shingle: u32) -> usize {
        match bounds(&self.text_ends, shingle).len() {
            0 => COMMON + 1,
            texts => texts,
        }
    }

    /// Gives the texts that have a shingle, ascending; none where more than [`COMMON`] have it.
    pub(super) fn texts(&self, shingle: u32) -> &[u32] {
        self.texts.get(bounds(&self.text_ends, shingle)).unwrap_or_default()
    }
}

/// Sorts postings by shingle; those of one shingle keep their order. Digit by digit (Knuth 1998, 5.2.5): a third of the time of
/// comparing.
fn sort(postings: &mut Vec<u64>, spare: &mut Vec<u64>) {
    const DIGIT: u32 = 11;
    spare.resize(postings.len(), 0);
    for digit in 0..3 {
        let digit_of = |posting: u64| (posting >> (32 + digit * DIGIT)) as usize & ((1 << DIGIT) - 1);
        let mut next = [0_u32; 1 << DIGIT];
        for &posting in postings.iter() {
            next[digit_of(posting)] += 1;
        }
        let mut sum = 0;
        for next in &mut next {
            sum += std::mem::replace(next, sum);
        }
        for &posting in postings.iter() {
            let next = &mut next[digit_of(posting)];
            spare[*next as usize] = posting;
            *next += 1;
        }
        std::mem::swap(postings, spare);
    }
}

fn bounds(ends: &[u32], row: u32) -> std::ops::Range<usize> {
    let row = row as usize;
    let start = row.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    start as usize..ends.get(row).copied().unwrap_or(start) as usize
}
