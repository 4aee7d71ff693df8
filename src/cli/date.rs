//! `korrektur date`: the date in each line.

use crate::cli::args::{Date, LineFormat};
use crate::cli::terminal::Terminal;
use crate::cli::{Status, lines};
use crate::date;
use crate::date_value::{Anchor, DateValue};
use crate::error::Error;
use crate::write::{shape, tame};

/// Reads the date in each line of standard input.
pub(super) fn date(arguments: &Date, terminal: &Terminal) -> Result<Status, Error> {
    let Date { now, language, time_zone, format, explain, jobs } = arguments;
    let anchor = Anchor { now: *now, language: *language, zone: time_zone.clone() };
    lines::map(*jobs, terminal, |line, out| {
        let value = date::date(line, &anchor);
        let explanation = if *explain { date::explain(line, &anchor) } else { Vec::new() };
        match format {
            LineFormat::Text => {
                out.extend_from_slice(text(value.as_ref()).as_bytes());
                for step in explanation {
                    out.extend_from_slice(format!("  {}\n", tame::visible(&step)).as_bytes());
                }
            }
            LineFormat::Jsonl => {
                let date = value.as_ref().map_or_else(shape::Date::absent, shape::Date::of);
                lines::json(out, &shape::Date { explanation, ..date });
            }
        }
    })
}

/// Value, precision and bounds with tabs between; `-` without a date, `-` and the reason where it cannot be resolved.
fn text(value: Option<&DateValue>) -> String {
    match value.map(|value| &value.reading) {
        None => "-\n".to_owned(),
        Some(Err(unresolved)) => format!("-\t{}\n", unresolved.reason()),
        Some(Ok(interval)) => {
            format!("{}\t{}\t{}\t{}\n", interval.value, interval.precision.name(), interval.earliest, interval.latest)
        }
    }
}
