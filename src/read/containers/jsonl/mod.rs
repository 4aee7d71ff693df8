//! JSONL: one record a line, each a page with what came with it (`dump.jsonl!/ID`).
//!
//! A line that is broken, too long or without a page is reported with its number and byte; the next one is read.

mod record;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{BufRead, Read};
use std::rc::Rc;

use crate::document::{Format, Unreadable};
use crate::read::binary;
use crate::read::containers::{Container, Entries, Entry};
use crate::read::limits::{self, PAGE_LIMIT};
use crate::read::stream::Stream;
use crate::settings::FieldNames;

/// Recognised by its extension, else by a first line that is a JSON object.
pub(super) const JSONL: Container =
    Container { name: "JSONL", extensions: &["jsonl", "ndjson", "jsonlines"], is_compression: false, recognise, open };

fn recognise(stream: &Stream) -> bool {
    let extension = stream.extension().unwrap_or_default();
    let has_extension = JSONL.extensions.iter().chain(&["json"]).any(|known| extension.eq_ignore_ascii_case(known));
    let is_object = without_mark(stream.head()).trim_ascii_start().starts_with(b"{");
    if stream.head().is_empty() || (!is_object && binary::kind(stream.head()).is_some()) {
        return false;
    }
    has_extension || (Format::of_extension(extension).is_none() && starts_with_object(stream.head()))
}

/// Tells whether the first line is a JSON object, or begins as one where it is longer than the bytes at hand.
fn starts_with_object(head: &[u8]) -> bool {
    let text = without_mark(head);
    let mut lines = text.splitn(2, |&byte| byte == b'\n');
    let first = lines.next().unwrap_or_default().trim_ascii();
    let is_whole = lines.next().is_some();
    first.starts_with(b"{")
        && (serde_json::from_slice::<record::Object>(first).is_ok()
            || !is_whole && {
                first.get(1..).unwrap_or_default().trim_ascii_start().starts_with(b"\"")
                    && memchr::memmem::find(first, b"\":").is_some()
            })
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

fn open(stream: Stream, fields: &Rc<FieldNames>) -> Entries {
    if let Some(reason) = refusal(stream.head()) {
        return Box::new(std::iter::once(Err(stream.unreadable(reason.into()))));
    }
    Box::new(Records {
        name: stream.name.clone(),
        reader: stream.into_reader(),
        fields: Rc::clone(fields),
        line: 0,
        is_over: false,
        is_language_reported: false,
        waiting: VecDeque::new(),
    })
}

/// Says why a file cannot be read line by line at all.
fn refusal(head: &[u8]) -> Option<&'static str> {
    let text = without_mark(head).trim_ascii_start();
    let is_spread = text.strip_prefix(b"{").is_some_and(|rest| {
        let end_of_line = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
        end_of_line.is_some_and(|at| rest.get(at) == Some(&b'\n'))
    });
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head.get(1) == Some(&0) {
        Some("is JSON in UTF-16; save it as UTF-8, which JSON asks for")
    } else if text.starts_with(b"[") {
        Some("holds one JSON array, not one record a line; convert it with `jq -c '.[]'`")
    } else if is_spread {
        Some("holds JSON records spread over several lines; put one on each line with `jq -c .`")
    } else {
        None
    }
}

/// The records of one file.
struct Records<R> {
    name: String,
    reader: R,
    fields: Rc<FieldNames>,
    /// Number of the line read last, 1-based.
    line: usize,
    is_over: bool,
    /// A field that cannot be used is the same in every record, so it is reported once.
    is_language_reported: bool,
    waiting: VecDeque<Result<Entry, Unreadable>>,
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Entry, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.waiting.is_empty() && !self.is_over {
            self.read_line();
        }
        self.waiting.pop_front()
    }
}

impl<R: BufRead> Records<R> {
    fn read_line(&mut self) {
        let mut bytes = Vec::new();
        self.line += 1;
        let limited = Read::take(&mut self.reader, PAGE_LIMIT as u64 + 1).read_until(b'\n', &mut bytes);
        match limited {
            Ok(0) => self.is_over = true,
            Ok(_) if bytes.len() > PAGE_LIMIT => {
                let length =
                    format!("the line is longer than {} MiB, the most that is read of one page", PAGE_LIMIT >> 20);
                self.fail(None, format!("{length}; split it"), None);
                if bytes.last() != Some(&b'\n')
                    && let Err(fault) = self.reader.skip_until(b'\n')
                {
                    self.stop(&fault);
                }
            }
            Ok(_) => self.take(&bytes),
            Err(fault) => self.stop(&fault),
        }
    }

    /// Reports that the file cannot be read any further.
    fn stop(&mut self, fault: &std::io::Error) {
        let advice = if limits::is_refusal(fault) { "" } else { "; fetch the file again" };
        let fault = limits::fault_sentence(fault);
        let reason = format!("{fault}{advice}; line {} and all after it are missing", self.line);
        self.waiting.push_back(Err(Unreadable {
            name: self.name.clone(),
            reason,
            offset: None,
            line: Some(self.line),
        }));
        self.is_over = true;
    }

    fn fail(&mut self, id: Option<&str>, reason: String, offset: Option<usize>) {
        let name = self.page_name(id);
        self.waiting.push_back(Err(Unreadable { name, reason, offset, line: Some(self.line) }));
    }

    fn page_name(&self, id: Option<&str>) -> String {
        match id {
            Some(id) => format!("{}!/{id}", self.name),
            None => format!("{}!/{}", self.name, self.line),
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        let bytes = if self.line == 1 { without_mark(bytes) } else { bytes };
        if bytes.trim_ascii().is_empty() {
            return;
        }
        let text = String::from_utf8_lossy(bytes);
        let replaced = match text {
            Cow::Borrowed(_) => 0,
            Cow::Owned(_) => bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count(),
        };
        let object = match serde_json::from_str::<record::Object>(text.trim_end()) {
            Ok(object) => object,
            Err(fault) => {
                let (reason, offset) = explain(&fault, &text, self.line);
                return self.fail(None, reason, Some(offset));
            }
        };
        let record = record::Record::of(object, &self.fields);
        let id = record.id.as_deref();
        match record.page {
            Ok(page) => {
                let document = page.document(self.page_name(id), self.line);
                self.waiting.push_back(Ok(Entry::Page(Box::new(document))));
            }
            Err(reason) => self.fail(id, format!("line {}: {reason}", self.line), None),
        }
        if replaced > 0 {
            let places = if replaced == 1 { "1 place".to_owned() } else { format!("{replaced} places") };
            let reason =
                format!("line {} is not UTF-8 in {places}, replaced by U+FFFD; write the file as UTF-8", self.line);
            self.fail(id, reason, None);
        }
        if let Some(fault) = record.fetched_at_fault {
            self.fail(id, format!("line {}: {fault}; the page was read without it", self.line), None);
        }
        if let Some(fault) = record.language_fault
            && !self.is_language_reported
        {
            self.is_language_reported = true;
            let more =
                "the page was read without it, and so are others of this file, which are not reported one by one";
            self.fail(id, format!("line {}: {fault}; {more}", self.line), None);
        }
    }
}

/// Says where a line stops being a JSON object, and gives that byte of the line.
fn explain(fault: &serde_json::Error, text: &str, line: usize) -> (String, usize) {
    let offset = fault.column().saturating_sub(1).min(text.len());
    let message = fault.to_string();
    let cause = message.rsplit_once(" at line ").map_or(message.as_str(), |(cause, _)| cause);
    let reason = if text.trim_start().starts_with('{') {
        format!("line {line}, byte {offset}: is not valid JSON ({cause}); mend or remove the line")
    } else {
        format!("line {line}, byte {offset}: is no JSON object; each line must be one record in braces")
    };
    (reason, offset)
}
