//! The versions of files in a Git repository: when each changed, and what it said then. Asks `git`, which is there where a
//! repository is; where it is not, or the files are in none, nothing is known and nothing is said.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::document::{Content, Declared, Document, History};

/// The files of some folders, with the commits that changed them, newest first.
#[derive(Debug, Default)]
pub(super) struct Repositories {
    files: BTreeMap<PathBuf, Vec<Commit>>,
    roots: BTreeMap<PathBuf, PathBuf>,
    /// Those of which only the last commits are here.
    pub(super) shallow: Vec<PathBuf>,
    /// What reads earlier versions of each; none where `git` could not be started.
    readers: RefCell<BTreeMap<PathBuf, Option<Reader>>>,
}

#[derive(Clone, Debug)]
struct Commit {
    /// Its identifier.
    id: String,
    /// When it was made: seconds since 1970, then its place among the commits of the repository, so that two of one second, as a
    /// rebase makes them, keep their order.
    moment: i64,
}

/// How many bits of a moment are the place of the commit.
const PLACE_BITS: u32 = 24;

impl Repositories {
    /// Reads which commits changed the files of these folders.
    pub(super) fn of<'a>(folders: impl Iterator<Item = &'a Path>) -> Self {
        let mut by_top: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
        for folder in folders {
            let top = git(folder, ["rev-parse", "--show-toplevel"]);
            if let (Some(top), Ok(folder)) = (top, folder.canonicalize()) {
                by_top.entry(PathBuf::from(top.trim_end())).or_default().insert(folder);
            }
        }
        let mut known = Self::default();
        for (top, folders) in by_top {
            let log = ["-c", "core.quotePath=false", "log", "--format=%x01%H %ct", "--name-only", "--no-renames", "--"];
            let log = log.into_iter().map(OsStr::new).chain(folders.iter().map(|folder| folder.as_os_str()));
            let Some(log) = git(&top, log) else { continue };
            known.read(&top, &log);
            if git(&top, ["rev-parse", "--is-shallow-repository"]).is_some_and(|said| said.trim_end() == "true") {
                known.shallow.push(top);
            }
        }
        known
    }

    fn read(&mut self, top: &Path, log: &str) {
        let entries: Vec<&str> = log.split('\u{1}').skip(1).collect();
        for (after, entry) in entries.iter().enumerate() {
            let place = i64::try_from(entries.len() - after).unwrap_or(i64::MAX);
            let mut lines = entry.lines();
            let Some((id, time)) = lines.next().and_then(|line| line.split_once(' ')) else { continue };
            let Ok(time) = time.parse::<i64>() else { continue };
            let moment = time << PLACE_BITS | place.min((1 << PLACE_BITS) - 1);
            for name in lines.filter(|line| !line.is_empty()) {
                let path = top.join(name);
                let commits = self.files.entry(path.clone()).or_default();
                if commits.last().is_none_or(|commit| commit.id != id) {
                    commits.push(Commit { id: id.to_owned(), moment });
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
        self.find(page).map(|(_, commits)| commits.iter().map(|commit| commit.moment).collect()).unwrap_or_default()
    }

    fn document(&self, page: &str, moment: i64) -> Option<Document> {
        let (path, commits) = self.find(page)?;
        let commit = commits.iter().find(|commit| commit.moment == moment)?;
        let top = self.roots.get(&path)?;
        let name = path.strip_prefix(top).ok()?.to_str()?.replace('\\', "/");
        let mut readers = self.readers.borrow_mut();
        let reader = readers.entry(top.clone()).or_insert_with(|| Reader::start(top).ok());
        let content = reader.as_mut()?.read(&format!("{}:{name}", commit.id)).ok().flatten()?;
        Some(Document {
            name: page.to_owned(),
            content: Content::Bytes(content),
            format: None,
            declared: Declared::default(),
            container_line: None,
        })
    }
}

/// A `git` that is asked for one version after another: starting it anew takes longer than all that it does.
#[derive(Debug)]
struct Reader {
    process: Child,
    /// Closed, it ends.
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Reader {
    fn start(top: &Path) -> io::Result<Self> {
        let mut command = command(top);
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn()?;
        let questions = process.stdin.take();
        let answers = process.stdout.take().map(BufReader::new).ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self { process, questions, answers })
    }

    /// Reads a file as it was at a commit, named `COMMIT:PATH`; nothing where it was none.
    fn read(&mut self, name: &str) -> io::Result<Option<Vec<u8>>> {
        // A question is a line.
        let Some(questions) = self.questions.as_mut().filter(|_| !name.contains('\n')) else { return Ok(None) };
        writeln!(questions, "{name}")?;
        questions.flush()?;
        // Identifier, kind and size; or what was asked, and that it is missing.
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        let mut words = answer.trim_end().rsplit(' ');
        let Some(size) = words.next().and_then(|size| size.parse::<u64>().ok()) else { return Ok(None) };
        let is_file = words.next() == Some("blob");
        let mut content = Vec::new();
        (&mut self.answers).take(size).read_to_end(&mut content)?;
        self.answers.read_exact(&mut [0])?;
        Ok(is_file.then_some(content))
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.questions = None;
        // Nothing is left to do for who cannot be waited for.
        let _ = self.process.wait();
    }
}

/// Runs `git` in a folder and gives what it says, where it succeeds.
fn git(folder: &Path, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Option<String> {
    let output = command(folder).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A `git` that asks nobody anything and runs nothing that the repository names.
fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "core.fsmonitor=false", "-c", "log.showSignature=false"]);
    command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0");
    // A hook is run with the repository that it belongs to; the one of the folder is asked.
    for variable in
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"]
    {
        command.env_remove(variable);
    }
    command
}
