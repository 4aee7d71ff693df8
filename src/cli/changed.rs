//! What has changed since a commit: asks git which files, and of containers with a record a line which lines.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use crate::error::Error;
use crate::finding::Finding;
use crate::spot::Folders;

/// The files that differ from a commit.
pub(super) struct Changed {
    revision: String,
    root: PathBuf,
    tracked: BTreeSet<String>,
    untracked: BTreeSet<String>,
    /// Lines that have changed, of the files that were asked for so far.
    lines: RefCell<BTreeMap<String, Rc<Lines>>>,
}

/// The lines of a file that have changed.
enum Lines {
    /// Any: the file is new, or git takes it for binary.
    All,
    /// These, 1-based.
    Some(Vec<RangeInclusive<usize>>),
}

impl Changed {
    /// Asks git about the repository of the working folder. Files that git does not know and does not ignore have changed.
    pub(super) fn since(revision: &str) -> Result<Self, Error> {
        let here = Path::new(".");
        let commit = format!("{revision}^{{commit}}");
        let root = git(here, revision, &["rev-parse", "--show-toplevel"])?;
        git(here, revision, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        let root = PathBuf::from(root.trim_end_matches(['\n', '\r']));
        let names = |text: String| text.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let tracked = git(
            &root,
            revision,
            &["diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", "--end-of-options", revision, "--"],
        )?;
        let untracked = git(&root, revision, &["ls-files", "--others", "--exclude-standard", "-z"])?;
        Ok(Self {
            revision: revision.to_owned(),
            root: root.canonicalize().unwrap_or(root),
            tracked: names(tracked),
            untracked: names(untracked),
            lines: RefCell::default(),
        })
    }

    /// Gives the findings that stand on a changed page, or on one that repeats it or that it repeats.
    pub(super) fn concerned(&self, findings: Vec<Finding>, folders: &Folders) -> Result<Vec<Finding>, Error> {
        let inputs = folders.inputs.canonicalize().unwrap_or_else(|_| folders.inputs.clone());
        let folders = Folders { root: self.root.clone(), inputs };
        let mut concerned = Vec::new();
        for finding in findings {
            let own = (finding.page.as_str(), finding.place.container_line);
            let others = finding.related.iter().map(|other| (other.page.as_str(), other.place.container_line));
            let mut is_concerned = false;
            for (page, line) in std::iter::once(own).chain(others) {
                is_concerned = is_concerned || self.is_changed(&folders.path(page), line)?;
            }
            if is_concerned {
                concerned.push(finding);
            }
        }
        Ok(concerned)
    }

    fn is_changed(&self, path: &str, line: Option<usize>) -> Result<bool, Error> {
        if self.untracked.contains(path) {
            return Ok(true);
        }
        if !self.tracked.contains(path) {
            return Ok(false);
        }
        let Some(line) = line else { return Ok(true) };
        Ok(match self.lines_of(path)?.as_ref() {
            Lines::All => true,
            Lines::Some(ranges) => {
                let after = ranges.partition_point(|range| *range.start() <= line);
                after.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|range| range.contains(&line))
            }
        })
    }

    /// Gives the lines of a file that have changed; git is asked once.
    fn lines_of(&self, path: &str) -> Result<Rc<Lines>, Error> {
        if let Some(lines) = self.lines.borrow().get(path) {
            return Ok(Rc::clone(lines));
        }
        let plain = ["diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-renames", "--end-of-options"];
        let diff = git(&self.root, &self.revision, &[&plain[..], &[&self.revision, "--", path]].concat())?;
        let lines = Rc::new(changed_lines(&diff));
        self.lines.borrow_mut().insert(path.to_owned(), Rc::clone(&lines));
        Ok(lines)
    }
}

/// Reads the hunks of a diff without context: `@@ -3,2 +4,5 @@` has changed lines 4 to 8.
fn changed_lines(diff: &str) -> Lines {
    let mut ranges = Vec::new();
    for line in diff.lines() {
        if line.starts_with("Binary files ") {
            return Lines::All;
        }
        let Some(new) = line.strip_prefix("@@ ").and_then(|hunk| hunk.split(' ').nth(1)) else { continue };
        let (start, count) = new.trim_start_matches('+').split_once(',').unwrap_or((new.trim_start_matches('+'), "1"));
        let (Ok(start), Ok(count)) = (start.parse::<usize>(), count.parse::<usize>()) else { continue };
        if count > 0 {
            ranges.push(start..=start + count - 1);
        }
    }
    Lines::Some(ranges)
}

/// Runs git and gives what it printed.
fn git(folder: &Path, revision: &str, arguments: &[&str]) -> Result<String, Error> {
    let failed = |reason: String, help: &str| Error::Flag {
        flag: format!("--changed-since {revision}"),
        reason,
        help: help.to_owned(),
    };
    // File names as they are, whatever the user's settings.
    let run = Command::new("git").arg("-C").arg(folder).args(["-c", "core.quotePath=false"]).args(arguments).output();
    let output =
        run.map_err(|error| failed(format!("cannot run git: {error}"), "install git, or leave the flag out"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said
            .trim()
            .lines()
            .next()
            .unwrap_or("there is no such commit here")
            .trim_start_matches("fatal: ")
            .to_owned();
        return Err(failed(
            format!("git says: {said}"),
            "name a commit of the repository that the pages are in; a CI job that fetches one commit only must fetch more",
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_tell_the_lines_that_are_new() {
        let diff = "--- a/x\n+++ b/x\n@@ -1 +1 @@ @@ -9 +9 @@\n-a\n+b\n@@ -3,2 +4,5 @@\n@@ -20,4 +22,0 @@\n";
        let Lines::Some(ranges) = changed_lines(diff) else { panic!("it is text") };
        assert_eq!(ranges, [1..=1, 4..=8]);
        assert!(matches!(changed_lines("Binary files a/x and b/x differ\n"), Lines::All));
    }
}
