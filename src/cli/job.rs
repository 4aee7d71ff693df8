//! What the flags and the pipeline file mean together: flags over pipeline over defaults. Built once, before any page is
//! read.

use std::env;
use std::path::{Component, Path, PathBuf};

use crate::check::rules;
use crate::cli::args::{FailOn, Gate, Input, LanguageAndDates, Now, Records, Rules, Work};
use crate::cli::pipeline::Pipeline;
use crate::engine;
use crate::error::Error;
use crate::language::{Expected, ExpectedFrom, Tag};
use crate::read::Inputs;
use crate::settings::Settings;

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
    /// Whether CSV is for Excel.
    pub(super) excel: bool,
    /// The output folder that the pipeline file names.
    pub(super) folder: Option<PathBuf>,
    /// The folder of the originals.
    pub(super) original: Option<PathBuf>,
    /// The language of the originals among the pages.
    pub(super) original_language: Option<Tag>,
    /// Where the pipeline's inputs count from, if they are the ones to read.
    base: Option<PathBuf>,
}

impl Job {
    /// Reads the pipeline file, if there is one, and lays the flags over it.
    pub(super) fn new(
        pipeline: Option<&Path>,
        input: &Input,
        language: &LanguageAndDates,
        work: &Work,
    ) -> Result<Self, Error> {
        let pipeline = pipeline.map(Pipeline::read).transpose()?.unwrap_or_default();
        let mut settings = pipeline.settings;
        if let Some(tag) = language.expect_language {
            settings.expected = Some(Expected { tag, from: ExpectedFrom::Flag });
        }
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
        let inputs = Inputs { arguments, files_from: input.files_from.clone() };
        Ok(Self {
            settings,
            inputs,
            jobs: work.jobs.unwrap_or_else(engine::default_jobs),
            fail_on: pipeline.fail_on.unwrap_or_default(),
            excel: pipeline.excel,
            folder: pipeline.folder.map(|folder| resolved(&pipeline.base, &folder)),
            original,
            original_language,
            base: (!are_typed).then_some(pipeline.base),
        })
    }

    /// Lays the flags about records over the pipeline.
    pub(super) fn set_records(&mut self, records: &Records) {
        self.settings.include_other =
            switch(records.include_other, records.no_include_other, self.settings.include_other);
        self.set_excel(records.excel, records.no_excel);
    }

    /// Lays the switch about CSV over the pipeline.
    pub(super) fn set_excel(&mut self, excel: bool, no_excel: bool) {
        self.excel = switch(excel, no_excel, self.excel);
    }

    /// Lays the flag about the exit status over the pipeline.
    pub(super) fn set_gate(&mut self, gate: &Gate) {
        self.fail_on = gate.fail_on.unwrap_or(self.fail_on);
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
            }
        }
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
