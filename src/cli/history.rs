//! The versions of files in a Git repository: when each changed, and what it said then. Asks `git`, which is there where a
//! repository is; where it is not, or the files are in none, nothing is known and nothing is said.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::document::{Content, Declared, Document, History};

/// The files of some folders, with the commits that changed them, newest first.
#[derive(Debug, Default)]
pub(super) struct Repositories {
    files: BTreeMap<PathBuf, Vec<Commit>>,
    roots: BTreeMap<PathBuf, PathBuf>,
}

#[derive(Clone, Debug)]
struct Commit {
    /// Its identifier.
    id: String,
    /// When it was made, in seconds since 1970.
    time: i64,
}

impl Repositories {
    /// Reads which commits changed the files of these folders.
    pub(super) fn of<'a>(folders: impl Iterator<Item = &'a Path>) -> Self {
        let mut known = Self::default();
        for folder in folders {
            let Some(top) = git(folder, &["rev-parse", "--show-toplevel"]) else { continue };
            let top = PathBuf::from(top.trim_end());
            let log = ["log", "--format=%x01%H %ct", "--name-only", "--no-renames", "--", "."];
            let Some(log) = git(folder, &["-c", "core.quotePath=false"].into_iter().chain(log).collect::<Vec<_>>())
            else {
                continue;
            };
            known.read(&top, &log);
        }
        known
    }

    fn read(&mut self, top: &Path, log: &str) {
        for entry in log.split('\u{1}').skip(1) {
            let mut lines = entry.lines();
            let Some((id, time)) = lines.next().and_then(|line| line.split_once(' ')) else { continue };
            let Ok(time) = time.parse() else { continue };
            for name in lines.filter(|line| !line.is_empty()) {
                let path = top.join(name);
                let commits = self.files.entry(path.clone()).or_default();
                if commits.iter().all(|commit| commit.id != id) {
                    commits.push(Commit { id: id.to_owned(), time });
                }
                self.roots.entry(path).or_insert_with(|| top.to_owned());
            }
        }
    }

    fn find(&self, page: &str) -> Option<(PathBuf, &[Commit])> {
        let path = Path::new(page).canonicalize().ok()?;
        let commits = self.files.get(&path)?;
        Some((path, commits))
    }
}

impl History for Repositories {
    fn times(&self, page: &str) -> Vec<i64> {
        self.find(page).map(|(_, commits)| commits.iter().map(|commit| commit.time).collect()).unwrap_or_default()
    }

    fn document(&self, page: &str, time: i64) -> Option<Document> {
        let (path, commits) = self.find(page)?;
        let commit = commits.iter().find(|commit| commit.time == time)?;
        let top = self.roots.get(&path)?;
        let name = path.strip_prefix(top).ok()?.to_str()?.replace('\\', "/");
        let output = command(top).args(["cat-file", "blob", &format!("{}:{name}", commit.id)]).output().ok()?;
        output.status.success().then(|| Document {
            name: page.to_owned(),
            content: Content::Bytes(output.stdout),
            format: None,
            declared: Declared::default(),
            container_line: None,
        })
    }
}

/// Runs `git` in a folder and gives what it says, where it succeeds.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = command(folder).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A `git` that asks nobody anything and runs nothing that the repository names.
fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "core.fsmonitor=false", "-c", "log.showSignature=false"]);
    command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0");
    command
}
