//! What `detect` and `date` share: one line of standard input in, one line of standard output out, in order.

use std::io::{self, BufRead, Write};

use serde::Serialize;

use crate::cli::Status;
use crate::cli::output::Output;
use crate::cli::terminal::Terminal;
use crate::engine;
use crate::error::Error;
use crate::write::shape;

/// How much of standard input is read at once, in bytes. A batch is what has come by then, cut at a line end: large where a
/// file is read, one line where a program at the other end waits for each answer.
const BATCH: usize = 1 << 16;

/// Maps each line of standard input, without its line end, to a line of standard output. Bytes that are no UTF-8 are
/// replaced. `answer` writes the answer with its line end.
pub(super) fn map(
    jobs: Option<usize>,
    terminal: &Terminal,
    answer: impl Fn(&str, &mut Vec<u8>) + Sync,
) -> Result<Status, Error> {
    terminal.keyboard_hint();
    let mut output = Output::stdout();
    let mut batches =
        Batches { input: io::BufReader::with_capacity(BATCH, io::stdin().lock()), failure: None, is_first: true };
    let name = output.name().to_owned();
    engine::map_ordered(
        batches.by_ref().map(|batch| ((), batch)),
        jobs.unwrap_or_else(engine::default_jobs),
        Vec::len,
        |batch| answers(&batch, &answer),
        |(), answers| {
            let answers = answers.map_err(|panic| stopped(&panic))?;
            output.write_all(&answers).and_then(|()| output.flush()).map_err(|error| Error::output(&name, error))
        },
    )?;
    if let Some(error) = batches.failure {
        return Err(Error::Input {
            input: "standard input".to_owned(),
            reason: format!("cannot read on: {error}"),
            help: "the lines up to here are answered".to_owned(),
        });
    }
    output.commit()?;
    Ok(Status::Good)
}

/// Writes an answer as a line of JSON.
pub(super) fn json(out: &mut Vec<u8>, answer: &impl Serialize) {
    // Writing to memory does not fail, and the answers have no keys that are not strings.
    let _ = shape::write_line(out, answer);
}

fn answers(batch: &[u8], answer: &impl Fn(&str, &mut Vec<u8>)) -> Vec<u8> {
    let mut answers = Vec::with_capacity(batch.len());
    let text = String::from_utf8_lossy(batch);
    for line in text.lines() {
        answer(line, &mut answers);
    }
    answers
}

/// A fault of ours on some line; one line of output for one of input cannot be kept up, so the run stops.
fn stopped(panic: &str) -> Error {
    Error::Input {
        input: "standard input".to_owned(),
        reason: format!("a line stopped the program ({panic})"),
        help: "please report it with the lines that came after those answered".to_owned(),
    }
}

/// Standard input in batches of whole lines.
struct Batches<R> {
    input: R,
    failure: Option<io::Error>,
    is_first: bool,
}

impl<R: BufRead> Batches<R> {
    fn batch(&mut self) -> io::Result<Vec<u8>> {
        let arrived = loop {
            match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        let whole = memchr::memrchr(b'\n', arrived).map_or(arrived.len(), |end| end + 1);
        let mut batch = arrived.get(..whole).unwrap_or_default().to_vec();
        self.input.consume(whole);
        if !batch.is_empty() && !batch.ends_with(b"\n") {
            self.input.read_until(b'\n', &mut batch)?;
        }
        if std::mem::take(&mut self.is_first) && batch.starts_with(BYTE_ORDER_MARK) {
            batch.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(batch)
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl<R: BufRead> Iterator for Batches<R> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        match self.batch() {
            Ok(batch) if batch.is_empty() => None,
            Ok(batch) => Some(batch),
            Err(error) => {
                self.failure = Some(error);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_hold_whole_lines_whatever_the_buffer() {
        let text = "\u{feff}en\nto\r\n\n a line that is longer than the buffer of the reader\nlast";
        for capacity in [1, 2, 3, 7, 100] {
            let input = io::BufReader::with_capacity(capacity, text.as_bytes());
            let batches = Batches { input, failure: None, is_first: true };
            let lines: Vec<String> = batches
                .flat_map(|batch| {
                    let answers = answers(&batch, &|line: &str, out: &mut Vec<u8>| {
                        out.extend(format!("<{line}>\n").bytes());
                    });
                    String::from_utf8(answers).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
                })
                .collect();
            let expected = ["<en>", "<to>", "<>", "< a line that is longer than the buffer of the reader>", "<last>"];
            assert_eq!(lines, expected, "{capacity}");
        }
    }
}
