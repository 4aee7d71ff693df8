//! The originals that the pages of a run are held against: read first, and kept as skeletons.

use std::path::Path;

use crate::check::rules;
use crate::cli::history::Repositories;
use crate::cli::job::Job;
use crate::cli::terminal::Terminal;
use crate::document::History;
use crate::error::Error;
use crate::flow;
use crate::pair::{Mapped, Originals, Pairs};
use crate::read::{self, Inputs};

/// What pages are held against.
pub(super) struct Held {
    pairs: Pairs,
    history: Option<Repositories>,
}

impl Held {
    /// Gives it as the flow takes it.
    pub(super) fn originals(&mut self) -> flow::Originals<'_> {
        flow::Originals {
            pairs: &mut self.pairs,
            history: self.history.as_ref().map(|history| history as &dyn History),
        }
    }

    /// Says which repositories are not whole, and which entries of the map came to nothing, once all pages are held. An entry that fits no page of a run over some
    /// of the pages may fit others.
    pub(super) fn say_gaps(&self, job: &Job, terminal: &Terminal) {
        for top in self.history.iter().flat_map(|history| &history.shallow) {
            let told = "only its last commits are here, so `stale-translation` knows no older change; fetch all of them \
                (`git fetch --unshallow`, `fetch-depth: 0`)";
            terminal.warning(&top.display().to_string(), None, told);
        }
        let Some(pipeline) = &job.pipeline else { return };
        for Mapped { line, pages, astray, first } in self.pairs.mapped() {
            let warn = |text: &str| terminal.warning(&pipeline.display().to_string(), Some(*line), text);
            if let Some((page, original)) = first {
                let others = if *astray > 1 { &format!(", and {} more have none either", astray - 1) } else { "" };
                warn(&format!("the original of {page} should be {original}, which is none of the originals{others}"));
            } else if *pages == 0 && job.reads_its_own_inputs() {
                warn("this `[[translation.map]]` fits no page; mend it, or delete it");
            }
        }
    }
}

/// Gives the folder of an input: itself, or the one that it lies in.
fn folder_of(input: &Path) -> &Path {
    let parent = || input.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if input.is_dir() { input } else { parent() }
}

/// Reads the originals, where the job names some, and their history, where a rule that looks is in it. After
/// [`Job::go_to_inputs`].
pub(super) fn read(job: &Job, are_checked: bool) -> Result<Option<Held>, Error> {
    let wants_history = are_checked && rules::stale_translation::RULE.looks(&job.settings);
    let mut originals = Originals::new(job.map.clone());
    if let Some(folder) = &job.original {
        let root = folder.to_string_lossy().into_owned();
        let inputs = Inputs { arguments: vec![root.clone()], files_from: None };
        let (documents, root) = (read::documents(&inputs, &job.settings)?, read::root(&root));
        flow::originals(documents, &job.settings, None, job.jobs, |page, _| originals.add(&page, &root))?;
        let is_folder = |argument: &&String| Path::new(argument).is_dir();
        let roots = job.inputs.arguments.iter().filter(is_folder).map(|argument| read::root(argument)).collect();
        let folders = job.inputs.arguments.iter().map(Path::new).map(folder_of).chain([folder.as_path()]);
        let history = wants_history.then(|| Repositories::of(folders));
        return Ok(Some(Held { pairs: Pairs::new(originals, roots), history }));
    }
    let Some(language) = job.original_language else { return Ok(None) };
    if job.inputs.arguments.iter().any(|argument| argument == "-") || job.inputs.files_from.as_deref() == Some("-") {
        return Err(Error::Flag {
            flag: format!("--original-language {language}"),
            reason: "standard input cannot be read twice".to_owned(),
            help: "name files or folders, or give the originals in a folder of their own with --original".to_owned(),
        });
    }
    let documents = read::documents(&job.inputs, &job.settings)?;
    flow::originals(documents, &job.settings, Some(language), job.jobs, |page, other| match other {
        Some(other) => originals.add_translation(&page, other),
        None => originals.add(&page, ""),
    })?;
    originals.settle()?;
    let folders = job.inputs.arguments.iter().map(Path::new).map(folder_of);
    let history = wants_history.then(|| Repositories::of(folders));
    Ok(Some(Held { pairs: Pairs::among(originals, language), history }))
}
