//! What the flags and the pipeline file mean together: flags over pipeline over defaults. Built once, before any page is
//! read.

use std::collections::BTreeMap;
use std::env;
use std::path::{Component, Path, PathBuf};

use crate::check::rules;
use crate::cli::args::gate::{self, Gate, Rules};
use crate::cli::args::{FailOn, Input, LanguageAndDates, Now, Records, Reporting, Work};
use crate::cli::pipeline::Pipeline;
use crate::document::{Document, Unreadable};
use crate::engine;
use crate::error::Error;
use crate::language::{Expected, ExpectedFrom, Tag};
use crate::page_map::PageMap;
use crate::read::{self, Inputs};
use crate::settings::Settings;
use crate::spot::Folders;
use crate::write::folder::FolderFormat;

/// A batch of pages to work through, and how.
pub(super) struct Job {
    /// What the steps need to know.
    pub(super) settings: Settings,
    /// Where the pages are.
    pub(super) inputs: Inputs,
    /// Threads.
    pub(super) jobs: usize,
    /// When the exit status is 1.
    pub(super) fail_on: FailOn,
    /// What the output folder is to hold.
    pub(super) formats: Vec<&'static FolderFormat>,
    /// The output folder that the pipeline file names.
    pub(super) folder: Option<PathBuf>,
    /// The archive to check against.
    pub(super) archive: Option<PathBuf>,
    /// The baseline that the pipeline file names.
    pub(super) baseline: Option<PathBuf>,
    /// The pipeline file.
    pub(super) pipeline: Option<PathBuf>,
    /// The lines of what it sets, by dotted keys.
    pub(super) lines: BTreeMap<String, usize>,
    /// What flags set instead, by the same keys, with the flags.
    pub(super) flags: BTreeMap<String, &'static str>,
    /// The folder of the originals.
    pub(super) original: Option<PathBuf>,
    /// The language of the originals among the pages.
    pub(super) original_language: Option<Tag>,
    /// Which page is the original of which.
    pub(super) map: PageMap,
    /// Where the pipeline's inputs count from, if they are the ones to read.
    base: Option<PathBuf>,
}

/// The name of the pipeline file that is looked for.
pub(super) const PIPELINE_FILE: &str = "korrektur.toml";

/// Gives the pipeline file that the flags name, else the nearest: in the working folder or above it, up to the root of the
/// repository. What lies above that is not the project's business.
pub(super) fn pipeline_file(flags: &gate::Pipeline) -> Option<PathBuf> {
    if flags.file.is_some() || flags.isolated {
        return flags.file.clone();
    }
    let here = working_folder();
    let mut folders = Vec::new();
    for folder in here.ancestors() {
        folders.push(folder);
        if folder.join(".git").exists() {
            break;
        }
    }
    folders.into_iter().map(|folder| folder.join(PIPELINE_FILE)).find(|file| file.is_file()).map(|file| shortest(&file))
}

/// Writes a path above or in the working folder as a person would type it.
fn shortest(path: &Path) -> PathBuf {
    let here = working_folder();
    let mut up = PathBuf::new();
    for folder in here.ancestors() {
        if let Ok(rest) = path.strip_prefix(folder) {
            return up.join(rest);
        }
        up.push("..");
    }
    path.to_owned()
}

impl Job {
    /// Reads the pipeline file, if there is one, and lays the flags over it.
    pub(super) fn new(
        pipeline: Option<&Path>,
        input: &Input,
        language: &LanguageAndDates,
        work: &Work,
    ) -> Result<Self, Error> {
        let file = pipeline.map(Path::to_owned);
        let pipeline = pipeline.map(Pipeline::read).transpose()?.unwrap_or_default();
        let mut settings = pipeline.settings;
        let mut flags = BTreeMap::new();
        let mut flag = |is_given: bool, key: &str, name| is_given.then(|| flags.insert(key.to_owned(), name));
        flag(language.expect_language.is_some(), "pages.language", "--expect-language");
        flag(language.now.is_some(), "pages.now", "--now");
        flag(language.time_zone.is_some(), "dates.time-zone", "--time-zone");
        flag(language.original.is_some(), "translation.originals", "--original");
        flag(language.original_language.is_some(), "translation.original-language", "--original-language");
        flag(input.format.is_some(), "input.format", "--input-format");
        flag(!input.inputs.is_empty(), "input.paths", "command line");
        flag(input.files_from.is_some(), "input.paths", "--files-from");
        if let Some(tag) = language.expect_language {
            settings.expected = Some(Expected { tag, from: ExpectedFrom::Flag });
        }
        settings.zone = language.time_zone.clone().or(settings.zone);
        match language.now {
            Some(Now::At(now)) => (settings.now, settings.anchor_at_modification) = (Some(now), false),
            Some(Now::Modified) => (settings.now, settings.anchor_at_modification) = (None, true),
            None => {}
        }
        if let Some(format) = input.format {
            settings.input_format = Some(format.into());
        }
        let are_typed = !input.inputs.is_empty() || input.files_from.is_some();
        let arguments = if are_typed { input.inputs.clone() } else { pipeline.inputs };
        // What is typed stands before the pipeline; a path of the pipeline counts from its folder, where the run goes to if
        // the inputs are the pipeline's too.
        let typed = language.original.as_ref().map(|folder| if are_typed { folder.clone() } else { absolute(folder) });
        let named = || {
            pipeline.original.as_ref().map(|folder| if are_typed { pipeline.base.join(folder) } else { folder.clone() })
        };
        let (original, original_language) = match (typed, language.original_language) {
            (None, None) => (named(), pipeline.original_language),
            typed => typed,
        };
        settings.pairs = original.is_some() || original_language.is_some();
        if let (false, Some(entry), Some(file)) = (settings.pairs, pipeline.map.entries.first(), &file) {
            return Err(Error::Pipeline {
                path: file.display().to_string(),
                line: entry.line,
                column: 1,
                reason: "`[[translation.map]]` names originals that nobody reads".to_owned(),
                help: "say under `[translation]` where they are, with `originals` or `original-language`, or give --original"
                    .to_owned(),
            });
        }
        let inputs = Inputs { arguments, files_from: input.files_from.clone() };
        let base = working_folder().join(&pipeline.base);
        let from = if are_typed { working_folder() } else { base.clone() };
        for ignore in &mut settings.ignores {
            ignore.folders = Folders::new(&base, &from);
        }
        Ok(Self {
            settings,
            inputs,
            jobs: work.jobs.unwrap_or_else(engine::default_jobs),
            fail_on: pipeline.fail_on.unwrap_or_default(),
            formats: pipeline.formats,
            folder: pipeline.folder.map(|folder| resolved(&pipeline.base, &folder)),
            archive: pipeline.archive.map(|archive| resolved(&pipeline.base, &archive)),
            baseline: pipeline.baseline.map(|baseline| resolved(&pipeline.base, &baseline)),
            pipeline: file,
            lines: pipeline.lines,
            flags,
            original,
            original_language,
            map: PageMap { folders: Folders::new(&base, &from), ..pipeline.map },
            base: (!are_typed).then_some(pipeline.base),
        })
    }

    /// Lays the flags about records over the pipeline.
    pub(super) fn set_records(&mut self, records: &Records) {
        self.settings.include_other =
            switch(records.include_other, records.no_include_other, self.settings.include_other);
        self.flag(records.include_other || records.no_include_other, "output.include-other", "--include-other");
    }

    fn flag(&mut self, is_given: bool, key: &str, name: &'static str) {
        if is_given {
            self.flags.insert(key.to_owned(), name);
        }
    }

    /// Lays the flags about the exit status and what is known over the pipeline.
    pub(super) fn set_gate(&mut self, gate: &Gate) {
        self.fail_on = gate.fail_on.unwrap_or(self.fail_on);
        self.baseline = gate.baseline.as_deref().map(absolute).or(self.baseline.take());
        self.flag(gate.fail_on.is_some(), "check.fail-on", "--fail-on");
        self.flag(gate.baseline.is_some(), "check.baseline", "--baseline");
    }

    /// Lays the flag about the language of reports over the pipeline.
    pub(super) fn set_reporting(&mut self, reporting: &Reporting) {
        self.settings.locale = reporting.locale.map_or(self.settings.locale, Into::into);
        self.flag(reporting.locale.is_some(), "output.locale", "--locale");
    }

    /// Lays the flag about the archive over the pipeline.
    pub(super) fn set_archive(&mut self, archive: Option<&Path>) {
        self.flag(archive.is_some(), "check.archive", "--archive");
        self.archive = archive.map(absolute).or_else(|| self.archive.take());
    }

    /// Lays the choice of rules over the pipeline. A rule that is selected by name is on, whatever the pipeline says.
    pub(super) fn set_rules(&mut self, chosen: &Rules) {
        for name in rules::names() {
            let is_named = |list: &[String]| list.iter().any(|one| one == name);
            let is_on = if is_named(&chosen.ignore) {
                Some(false)
            } else if chosen.select.is_empty() {
                None
            } else {
                Some(is_named(&chosen.select))
            };
            if is_on.is_some() {
                self.settings.rules.entry(name.to_owned()).or_default().enabled = is_on;
                let flag = if is_named(&chosen.ignore) { "--ignore" } else { "--select" };
                self.flag(true, &format!("rules.{name}.enabled"), flag);
            }
        }
    }

    /// Tells whether the inputs are those that the pipeline file names.
    pub(super) fn reads_its_own_inputs(&self) -> bool {
        self.base.is_some()
    }

    /// Opens the inputs. What `run` wrote into `folder` earlier is no page of a dump that the folder lies in.
    pub(super) fn documents(
        &self,
        folder: Option<&Path>,
    ) -> Result<impl Iterator<Item = Result<Document, Unreadable>> + use<>, Error> {
        let documents = read::documents(&self.inputs, &self.settings)?;
        let inputs = Folders::new(Path::new(""), &working_folder());
        let own = folder.map(|folder| Folders::new(folder, folder).root);
        Ok(documents.filter(move |document| {
            let name = document.as_ref().map_or_else(|input| &input.name, |document| &document.name);
            own.as_deref().is_none_or(|own| !Path::new(&inputs.path(name)).starts_with(own))
        }))
    }

    /// Makes sure that there is something to read, and goes to the folder that the inputs count from.
    ///
    /// The inputs of a pipeline count from its folder. Going there, as `make -C` does, makes the pages' names the same
    /// wherever the program is started. Relative paths of outputs must have been made absolute before.
    pub(super) fn go_to_inputs(&self) -> Result<(), Error> {
        if self.inputs.arguments.is_empty() && self.inputs.files_from.is_none() {
            return Err(Error::Flag {
                flag: "INPUT".to_owned(),
                reason: "nothing to read".to_owned(),
                help: "name files, folders or globs, `-` for standard input, or a pipeline file with `[input] paths`"
                    .to_owned(),
            });
        }
        let Some(base) = self.base.as_deref().filter(|base| !base.as_os_str().is_empty()) else { return Ok(()) };
        env::set_current_dir(base).map_err(|error| Error::Input {
            input: base.display().to_string(),
            reason: format!("cannot go to the pipeline's folder: {error}"),
            help: "the inputs of a pipeline count from its folder; check its permissions".to_owned(),
        })
    }
}

/// Gives the path that `path` means in the folder `base`, without `..` where `base` can be followed to its real place.
fn resolved(base: &Path, path: &Path) -> PathBuf {
    let here = if base.as_os_str().is_empty() { Path::new(".") } else { base };
    let Ok(mut real) = here.canonicalize() else { return base.join(path) };
    for component in path.components() {
        match component {
            Component::ParentDir => drop(real.pop()),
            Component::CurDir => {}
            other => real.push(other),
        }
    }
    real
}

/// Gives the folder that relative paths count from now.
pub(super) fn working_folder() -> PathBuf {
    env::current_dir().unwrap_or_default()
}

/// Gives a path as a person would type it: from the working folder, where it lies in there.
pub(super) fn from_here(path: &Path) -> PathBuf {
    let here = env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).to_owned()
}

/// Resolves a switch with its `--no-` form; clap lets the last one typed win.
fn switch(yes: bool, no: bool, otherwise: bool) -> bool {
    if yes || no { yes } else { otherwise }
}

/// Makes the path of an output hold after [`Job::go_to_inputs`].
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
