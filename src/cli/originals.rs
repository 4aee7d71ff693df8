//! The originals that the pages of a run are held against: read first, and kept as skeletons.

use crate::cli::job::Job;
use crate::error::Error;
use crate::flow;
use crate::pair::{Originals, Pairs};
use crate::read::{self, Inputs};

/// Reads the originals, where the job names some. After [`Job::go_to_inputs`].
pub(super) fn read(job: &Job) -> Result<Option<Pairs>, Error> {
    let Some(folder) = &job.original else { return Ok(None) };
    let root = folder.to_string_lossy().into_owned();
    let documents = read::documents(&Inputs { arguments: vec![root.clone()], files_from: None }, &job.settings)?;
    let mut originals = Originals::default();
    flow::originals(documents, &job.settings, job.jobs, |page| originals.add(&page, &read::root(&root)))?;
    let roots = job.inputs.arguments.iter().map(|argument| read::root(argument)).collect();
    Ok(Some(Pairs::new(originals, roots)))
}
