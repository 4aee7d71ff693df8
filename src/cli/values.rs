//! Values that flags and the pipeline file share: how each is read, and what is said where it cannot be.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::check::rules;
use crate::cli::args::Now;
use crate::language::Tag;
use crate::write::records::{self, RecordFormat};
use crate::write::reports::{self, ReportFormat};

/// How alike two names must be (Jaro similarity, 0 to 1) for one to be proposed for the other; clap's own threshold.
const ALIKE: f64 = 0.7;

/// The most threads a user may ask for: more only costs memory, and a slip of the finger should not ask for a million.
const MOST_JOBS: usize = 1024;

/// Reads a language tag.
pub(super) fn tag(text: &str) -> Result<Tag, String> {
    Tag::parse(text).ok_or_else(|| "no BCP 47 language tag; tags look like da, pt-BR or zh-Hant".to_owned())
}

/// Reads the tag of a language that a page can be in.
pub(super) fn language(text: &str) -> Result<Tag, String> {
    match tag(text)? {
        Tag::UND => {
            Err("`und` is no language a page could be in; leave it out to have it told from the pages".to_owned())
        }
        tag => Ok(tag),
    }
}

/// Reads an instant: RFC 3339, or a day or a time without zone, taken as UTC.
pub(super) fn instant(text: &str) -> Result<Timestamp, String> {
    let text = text.trim();
    let in_utc = |time: DateTime| TimeZone::UTC.to_timestamp(time).ok();
    text.parse::<Timestamp>()
        .ok()
        .or_else(|| text.parse::<Date>().ok().and_then(|day| in_utc(day.into())))
        .or_else(|| text.parse::<DateTime>().ok().and_then(in_utc))
        .ok_or_else(|| "no instant; write 2024-11-01T00:00:00Z, or a day, 2024-11-01".to_owned())
}

/// Reads what anchors relative dates: an instant, or the word `modified`.
pub(super) fn now(text: &str) -> Result<Now, String> {
    if text == "modified" {
        return Ok(Now::Modified);
    }
    instant(text).map(Now::At).map_err(|reason| format!("{reason}, or `modified` for each file's modification time"))
}

/// Reads the IANA name of a time zone. The zones are part of the program, so that a run is the same on every machine.
pub(super) fn time_zone(text: &str) -> Result<TimeZone, String> {
    TimeZone::get(text.trim())
        .map_err(|_| "no time zone; write an IANA name such as Europe/Copenhagen, or UTC".to_owned())
}

/// Reads a number of threads.
pub(super) fn jobs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(jobs) if (1..=MOST_JOBS).contains(&jobs) => Ok(jobs),
        _ => Err(format!("give a number from 1 to {MOST_JOBS}")),
    }
}

/// Reads the name of a rule.
pub(super) fn rule() -> PossibleValuesParser {
    PossibleValuesParser::new(rules::names())
}

/// Reads the name of a form of records.
pub(super) fn record_format() -> impl TypedValueParser<Value = &'static RecordFormat> {
    const FORMATS: &[RecordFormat] = &records::FORMATS;
    let names = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    PossibleValuesParser::new(names)
        .try_map(|name| FORMATS.iter().find(|format| format.name == name).ok_or("no such form"))
}

/// Reads a form of reports and the file that is to hold one.
pub(super) fn report_file(text: &str) -> Result<(&'static ReportFormat, PathBuf), String> {
    const FORMATS: &[ReportFormat] = &reports::FORMATS;
    let (name, file) = text.split_once('=').filter(|(_, file)| !["", "-"].contains(file)).ok_or("write FORMAT=FILE")?;
    let format = FORMATS.iter().find(|format| format.name == name).ok_or_else(|| {
        let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        format!("there is no form `{name}`; there are {}", names.join(", "))
    })?;
    Ok((format, PathBuf::from(file)))
}

/// Reads the name of a form of reports.
pub(super) fn report_format() -> impl TypedValueParser<Value = &'static ReportFormat> {
    const FORMATS: &[ReportFormat] = &reports::FORMATS;
    let names = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    PossibleValuesParser::new(names)
        .try_map(|name| FORMATS.iter().find(|format| format.name == name).ok_or("no such form"))
}

/// Gives the name that `name` most likely was meant to be.
pub(super) fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |candidate: &str| strsim::jaro(name, candidate);
    names.into_iter().filter(|candidate| likeness(candidate) > ALIKE).max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_rfc_3339_or_a_day_or_a_time_in_utc() {
        for text in ["2024-11-01T00:00:00Z", "2024-11-01", "2024-11-01T00:00", "2024-11-01T01:00:00+01:00"] {
            assert_eq!(instant(text).map(|at| at.to_string()).as_deref(), Ok("2024-11-01T00:00:00Z"), "{text}");
        }
        for text in ["", "yesterday", "2024-13-01", "01-11-2024", "1730419200"] {
            assert!(instant(text).is_err(), "{text}");
        }
        assert_eq!(now("modified"), Ok(Now::Modified));
    }

    #[test]
    fn a_misspelt_name_finds_its_neighbour_and_nonsense_finds_none() {
        let names = ["fail-on", "folder", "csv-bom"];
        assert_eq!(nearest("fodler", names), Some("folder"));
        assert_eq!(nearest("failon", names), Some("fail-on"));
        assert_eq!(nearest("xyzzy", names), None);
    }
}
