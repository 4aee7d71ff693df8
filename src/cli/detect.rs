//! `korrektur detect`: the language of each line.

use crate::cli::args::{Detect, LineFormat};
use crate::cli::terminal::Terminal;
use crate::cli::{Status, lines};
use crate::detect;
use crate::error::Error;
use crate::write::shape;

/// Tells the language of each line of standard input.
pub(super) fn detect(arguments: &Detect, terminal: &Terminal) -> Result<Status, Error> {
    let Detect { candidates, format, jobs } = arguments;
    lines::map(*jobs, terminal, |line, out| {
        let language = shape::Language::of(detect::detect(line, candidates));
        match format {
            LineFormat::Text => {
                let answer = format!("{}\t{:.2}\n", language.code.0, language.confidence.value());
                out.extend_from_slice(answer.as_bytes());
            }
            LineFormat::Jsonl => lines::json(out, &language),
        }
    })
}
