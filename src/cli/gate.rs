//! Which findings count: those that no baseline knows, on pages that have changed. Shared by `check` and `run`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::baseline::{Baseline, Entry, Sifted};
use crate::check::ignore::Account;
use crate::check::rules;
use crate::cli::args::gate::Gate as Flags;
use crate::cli::changed::Changed;
use crate::cli::job::{Job, absolute, from_here, working_folder};
use crate::cli::terminal::Terminal;
use crate::error::Error;
use crate::finding::Finding;
use crate::read;
use crate::settings::Settings;
use crate::spot::Folders;
use crate::write::atomic::AtomicFile;
use crate::write::baseline;
use crate::write::overview::{Overview, Unreported};
use crate::write::summary::Counted;

/// How many entries of a baseline that are left over are named one by one.
const NAMED: usize = 5;

/// What findings are held against.
pub(super) struct Gate {
    baseline: Option<(PathBuf, Baseline)>,
    writes_to: Option<PathBuf>,
    changed: Option<Changed>,
    pipeline: Option<PathBuf>,
    /// Whether the inputs are those that the pipeline file names, so that all of its entries ought to fit something.
    is_whole: bool,
    ignored: usize,
    /// The folder that names of files are shown from.
    started_in: PathBuf,
}

impl Gate {
    /// Reads the baseline and asks git, before the first page is read. Goes before [`Job::go_to_inputs`].
    pub(super) fn open(flags: &Flags, job: &Job) -> Result<Self, Error> {
        let known = job.baseline.clone();
        // The first baseline is written to where the pipeline file will look for it.
        let known = known.filter(|path| flags.baseline.is_some() || flags.write_baseline.is_none() || path.exists());
        let baseline =
            known.map(|path| Ok::<_, Error>((from_here(&path), read::baseline::baseline(&from_here(&path))?)));
        Ok(Self {
            baseline: baseline.transpose()?,
            writes_to: flags.write_baseline.as_deref().map(absolute),
            changed: flags.changed_since.as_deref().map(Changed::since).transpose()?,
            pipeline: job.pipeline.clone(),
            is_whole: job.reads_its_own_inputs(),
            ignored: 0,
            started_in: working_folder(),
        })
    }

    /// Hears what was ignored, and says what of it came to nothing.
    pub(super) fn ignored(&mut self, account: &Account<'_>, terminal: &Terminal) {
        self.ignored = account.count;
        for note in account.notes() {
            match (&note.page, &self.pipeline) {
                (Some(page), _) => terminal.warning(page, Some(note.line), &note.text),
                (None, Some(path)) if self.is_whole => {
                    terminal.warning(&path.display().to_string(), Some(note.line), &note.text);
                }
                (None, _) => {}
            }
        }
    }

    /// Gives the findings that count, writes the new baseline, and says what came of the old one.
    pub(super) fn settle(
        self,
        findings: Vec<Finding>,
        overview: &Overview,
        settings: &Settings,
        terminal: &Terminal,
    ) -> Result<(Vec<Finding>, Unreported), Error> {
        let mut unreported = Unreported { ignored: self.ignored, ..Unreported::default() };
        if let Some(path) = &self.writes_to {
            let all = Baseline::of(&findings);
            let shown = path.strip_prefix(&self.started_in).unwrap_or(path);
            let mut file = AtomicFile::create(path)?;
            baseline::write(&all, &mut file).map_err(|error| Error::output(path, error))?;
            file.commit()?;
            let count = Counted(all.entries.len(), "finding");
            terminal.closing(&format_args!("{}: {count} written, known from now on", shown.display()));
            if self.baseline.is_none() {
                let shown = shown.display();
                terminal.closing(&format_args!(
                    "next: --baseline {shown}, or `baseline = \"{shown}\"` under `[check]` in the pipeline file"
                ));
            }
            unreported.known = all.entries.len();
            return Ok((Vec::new(), unreported));
        }
        let mut findings = findings;
        if let Some((path, baseline)) = &self.baseline {
            let Sifted { new, known, left } = baseline.sift(findings);
            (findings, unreported.known) = (new, known);
            say_left(path, &left, overview, settings, terminal);
        }
        if let Some(changed) = &self.changed {
            let total = findings.len();
            findings = changed.concerned(findings, &overview.folders)?;
            unreported.unchanged = total - findings.len();
        }
        Ok((findings, unreported))
    }
}

/// Says which entries of a baseline no finding took: mended, it is to be hoped. Those of pages that were not read may still
/// stand, and those of rules that did not look.
fn say_left(path: &Path, left: &[Entry], overview: &Overview, settings: &Settings, terminal: &Terminal) {
    let is_on = |name: &str| rules::find(name).is_none_or(|rule| rule.looks(settings));
    let read: BTreeSet<&str> = overview.pages.iter().map(|page| page.name.as_str()).collect();
    let (left, unread): (Vec<&Entry>, Vec<&Entry>) =
        left.iter().filter(|entry| is_on(&entry.rule)).partition(|entry| read.contains(entry.page.as_str()));
    let name = path.display().to_string();
    if !left.is_empty() {
        let entries = if left.len() == 1 { "1 entry fits" } else { &format!("{} entries fit", left.len()) };
        let text = format!("{entries} no finding any more; --write-baseline writes the file anew");
        terminal.warning(&name, None, &text);
        for Entry { page, rule, excerpt, .. } in left.iter().take(NAMED) {
            terminal.closing(&format_args!("  {page}: {rule}: {excerpt}"));
        }
        if left.len() > NAMED {
            terminal.closing(&format_args!("  and {} more", left.len() - NAMED));
        }
    }
    if !unread.is_empty() {
        let entries = if unread.len() == 1 { "1 entry is" } else { &format!("{} entries are", unread.len()) };
        let text = format!("{entries} about pages that were not read: renamed, deleted, or not among the inputs");
        terminal.warning(&name, None, &text);
    }
}

/// Gives the folders that lead from page names to paths in the repository; `root` as [`repository_root`] gave it before the
/// job went to its inputs.
pub(super) fn folders(root: &Path) -> Folders {
    Folders::new(root, &working_folder())
}

/// Gives the folder that paths in reports count from: the root of the repository, without one the working folder.
pub(super) fn repository_root() -> PathBuf {
    let here = working_folder();
    here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&here).to_owned()
}
