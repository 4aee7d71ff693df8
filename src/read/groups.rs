//! Groups of sections that another engine takes for alike: a JSON object a line, `{"sections": [{"page": …, "section": …}, …]}`.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use serde::Deserialize;

use crate::error::Error;

/// Sections that may be alike.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Group {
    /// Where they stand. Other fields of the line are passed over.
    pub sections: Vec<Place>,
}

/// A section, as findings and signatures name it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Place {
    /// The page's name.
    pub page: String,
    /// The section's identifier.
    pub section: String,
}

/// The largest group that is taken in: each section of a group is compared with each other one.
pub const LARGEST: usize = 1000;

/// Reads a file of groups.
///
/// # Errors
/// [`Error::Input`] where it cannot be read, or a line is no group or too large a one.
pub fn groups(path: &Path) -> Result<Vec<Group>, Error> {
    let failed = |line: usize, reason: String, help: &str| Error::Input {
        input: if line == 0 { path.display().to_string() } else { format!("{}:{line}", path.display()) },
        reason,
        help: help.to_owned(),
    };
    let file = File::open(path).map_err(|error| failed(0, error.to_string(), "name a file of groups with --groups"))?;
    let mut groups = Vec::new();
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line.map_err(|error| failed(number, error.to_string(), "the file must be UTF-8"))?;
        if line.trim().is_empty() {
            continue;
        }
        let group: Group = serde_json::from_str(&line).map_err(|error| {
            let help = r#"each line is {"sections": [{"page": "…", "section": "1.2"}, …]}"#;
            failed(number, format!("no group: {error}"), help)
        })?;
        if group.sections.len() > LARGEST {
            let reason = format!("a group of {} sections; {LARGEST} are the most", group.sections.len());
            return Err(failed(number, reason, "write smaller groups, or pairs"));
        }
        groups.push(group);
    }
    Ok(groups)
}
