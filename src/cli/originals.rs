//! The originals that the pages of a run are held against: read first, and kept as skeletons.

use std::path::Path;

use crate::cli::history::Repositories;
use crate::cli::job::Job;
use crate::error::Error;
use crate::flow;
use crate::pair::{Originals, Pairs};
use crate::read::{self, Inputs};

/// What pages are held against.
pub(super) struct Held {
    pairs: Pairs,
    history: Repositories,
}

impl Held {
    /// Gives it as the flow takes it.
    pub(super) fn originals(&mut self) -> flow::Originals<'_> {
        flow::Originals { pairs: &mut self.pairs, history: Some(&self.history) }
    }
}

/// Gives the folder of an input: itself, or the one that it lies in.
fn folder_of(input: &Path) -> &Path {
    let parent = || input.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if input.is_dir() { input } else { parent() }
}

/// Reads the originals, where the job names some. After [`Job::go_to_inputs`].
pub(super) fn read(job: &Job) -> Result<Option<Held>, Error> {
    let mut originals = Originals::default();
    if let Some(folder) = &job.original {
        let root = folder.to_string_lossy().into_owned();
        let inputs = Inputs { arguments: vec![root.clone()], files_from: None };
        let (documents, root) = (read::documents(&inputs, &job.settings)?, read::root(&root));
        flow::originals(documents, &job.settings, None, job.jobs, |page, _| originals.add(&page, &root))?;
        let is_folder = |argument: &&String| Path::new(argument).is_dir();
        let roots = job.inputs.arguments.iter().filter(is_folder).map(|argument| read::root(argument)).collect();
        let folders = job.inputs.arguments.iter().map(Path::new).map(folder_of).chain([folder.as_path()]);
        return Ok(Some(Held { pairs: Pairs::new(originals, roots), history: Repositories::of(folders) }));
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
        Some(other) => originals.add_other(&page, other),
        None => originals.add(&page, ""),
    })?;
    originals.settle()?;
    let folders = job.inputs.arguments.iter().map(Path::new).map(folder_of);
    Ok(Some(Held { pairs: Pairs::among(originals, language), history: Repositories::of(folders) }))
}
