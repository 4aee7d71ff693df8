//! The originals that the pages of a run are held against: read first, and kept as skeletons.

use crate::cli::job::Job;
use crate::error::Error;
use crate::flow;
use crate::pair::{Originals, Pairs};
use crate::read::{self, Inputs};

/// Reads the originals, where the job names some. After [`Job::go_to_inputs`].
pub(super) fn read(job: &Job) -> Result<Option<Pairs>, Error> {
    let mut originals = Originals::default();
    if let Some(folder) = &job.original {
        let root = folder.to_string_lossy().into_owned();
        let inputs = Inputs { arguments: vec![root.clone()], files_from: None };
        let (documents, root) = (read::documents(&inputs, &job.settings)?, read::root(&root));
        flow::originals(documents, &job.settings, None, job.jobs, |page| originals.add(&page, &root))?;
        let is_folder = |argument: &&String| std::path::Path::new(argument).is_dir();
        let roots = job.inputs.arguments.iter().filter(is_folder).map(|argument| read::root(argument)).collect();
        return Ok(Some(Pairs::new(originals, roots)));
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
    flow::originals(documents, &job.settings, Some(language), job.jobs, |page| originals.add(&page, ""))?;
    Ok(Some(Pairs::among(originals)))
}
