//! Which findings are new, which are known, and which known ones are mended.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Archive, failed};
use crate::corpus::Corpus;
use crate::error::Error;
use crate::finding::{Finding, Fingerprint, Place, Seen, Severity};
use crate::span::Span;

impl Archive {
    /// Tells of each finding whether the archive knows it, and gives those that it knows of the same pages and that are
    /// gone. `is_on` gives the name of a rule that was looked for: what was not looked for is not mended.
    ///
    /// # Errors
    /// [`Error::Archive`] where they cannot be read.
    pub fn judge(
        &self,
        corpus: &Corpus,
        findings: &mut [Finding],
        is_on: impl Fn(&str) -> Option<&'static str>,
    ) -> Result<Vec<Finding>, Error> {
        let said = |error| failed(&self.path, &error);
        let found: BTreeSet<(usize, Fingerprint)> =
            findings.iter().map(|finding| (finding.page_index, finding.fingerprint)).collect();
        let mut known: BTreeMap<(usize, Fingerprint), Option<Timestamp>> = BTreeMap::new();
        let mut mended: Vec<Finding> = Vec::new();
        let mut kept = self
            .connection
            .prepare(
                "SELECT fingerprint, since, rule, severity, finding.block, message, excerpt, start, \"end\", line, end_line \
                 FROM finding JOIN page ON page.id = finding.page WHERE name = ?1 ORDER BY start, \"end\", rule, fingerprint",
            )
            .map_err(said)?;
        for page in corpus.pages().get(corpus.own_pages()).unwrap_or_default() {
            let mut rows = kept.query([&page.name]).map_err(said)?;
            while let Some(row) = rows.next().map_err(said)? {
                let Some(finding) = finding(row, page.index, &page.name, &is_on).map_err(said)? else { continue };
                let key = (page.index, finding.fingerprint);
                if found.contains(&key) {
                    known.insert(key, finding.seen.and_then(Seen::since));
                } else {
                    mended.push(finding);
                }
            }
        }
        for finding in findings {
            let since = known.get(&(finding.page_index, finding.fingerprint));
            finding.seen = Some(since.map_or(Seen::New, |&since| Seen::Known(since)));
        }
        Ok(mended)
    }
}

/// Reads a finding as a mended one; `None` where its rule was not looked for.
fn finding(
    row: &rusqlite::Row,
    page_index: usize,
    page: &str,
    is_on: &impl Fn(&str) -> Option<&'static str>,
) -> rusqlite::Result<Option<Finding>> {
    let rule: String = row.get(2)?;
    let Some(rule) = is_on(&rule) else { return Ok(None) };
    let fingerprint: String = row.get(0)?;
    let since: Option<String> = row.get(1)?;
    let severity: String = row.get(3)?;
    let fingerprint = Fingerprint(u64::from_str_radix(&fingerprint, 16).unwrap_or_default());
    let number = |column| row.get::<_, i64>(column).map(|number| usize::try_from(number).unwrap_or(0));
    let place = Place {
        span: Span::new(number(7)?, number(8)?.max(number(7)?)),
        line: number(9)?,
        end_line: number(10)?,
        container_line: None,
    };
    Ok(Some(Finding {
        rule,
        severity: Severity::ALL.into_iter().find(|one| one.name() == severity).unwrap_or(Severity::Info),
        page: page.to_owned(),
        page_index,
        block: row.get(4)?,
        sections: Vec::new(),
        message: row.get(5)?,
        help: String::new(),
        excerpt: row.get(6)?,
        expected: None,
        found: None,
        confidence: None,
        place,
        related: Vec::new(),
        related_total: 0,
        fingerprint,
        // Its page is here under the same name: nothing needs to know it again without.
        content_fingerprint: fingerprint,
        parts: Vec::new(),
        seen: Some(Seen::Mended(since.and_then(|since| since.parse().ok()))),
    }))
}
