//! `korrektur check`: findings, and an exit status that says whether there are any.

use std::fmt::Write as _;

use crate::check::rules;
use crate::cli::Status;
use crate::cli::args::{Check, FailOn};
use crate::cli::exchange::Exchange;
use crate::cli::explaining::Explaining;
use crate::cli::job::{Job, absolute};
use crate::cli::originals;
use crate::cli::output::Output;
use crate::cli::terminal::Terminal;
use crate::cli::watch::Watch;
use crate::corpus::Corpus;
use crate::digest::Matches;
use crate::document::Unreadable;
use crate::error::Error;
use crate::finding::Finding;
use crate::flow::{self, Listener};
use crate::page::Page;
use crate::read;
use crate::settings::Settings;
use crate::write::Options;
use crate::write::overview::Overview;
use crate::write::reports::human;
use crate::write::summary::Summary;

/// Reports on all pages, once all are read.
pub(super) fn check(arguments: &Check, terminal: &Terminal) -> Result<Status, Error> {
    let Check {
        input,
        pipeline,
        format,
        output,
        excel,
        no_excel,
        duplicates,
        explain_pairs,
        gate,
        rules: chosen,
        language,
        work,
    } = arguments;
    if let Some(rule) = chosen.explain.as_deref().and_then(rules::find) {
        Output::stdout().print(&format!("{}\n", rule.explanation().trim_end()))?;
        return Ok(Status::Good);
    }
    let mut job = Job::new(pipeline.pipeline.as_deref(), input, language, work)?;
    job.set_rules(chosen);
    job.set_gate(gate);
    job.set_excel(*excel, *no_excel);
    if chosen.list {
        Output::stdout().print(&list(&job.settings))?;
        return Ok(Status::Good);
    }
    let output = output.output.as_deref().map(absolute);
    let exchange = Exchange::open(duplicates, &job.settings)?;
    job.go_to_inputs()?;
    let documents = read::documents(&job.inputs, &job.settings)?;
    let mut held = originals::read(&job)?;
    let mut output = Output::open(output.as_deref())?;
    let overview = if format.needs_contexts { Overview::with_contexts() } else { Overview::default() };
    let explaining = explain_pairs.as_deref().map(Explaining::new);
    let mut gathering = Gathering { overview, watch: Watch::new(terminal), exchange, explaining };
    let findings = flow::corpus(
        documents,
        &job.settings,
        held.as_mut().map(originals::Held::originals),
        job.jobs,
        &mut gathering,
    )?;
    let Gathering { overview, watch, exchange, explaining } = gathering;
    if let Some(explaining) = explaining {
        output.print(&explaining.told()?)?;
        return Ok(watch.end(Status::Good));
    }
    if let Some(explanation) = exchange.close()? {
        output.print(&explanation)?;
        return Ok(watch.end(Status::Good));
    }
    let status = watch.end(gate_status(&findings, job.fail_on));
    let is_stdout = output.is_stdout();
    let options = Options {
        include_other: job.settings.include_other,
        excel: job.excel,
        colour: is_stdout && terminal.stdout_has_color(),
    };
    (format.write)(&overview, &findings, options, &mut output).map_err(|error| Error::output(output.name(), error))?;
    output.commit()?;
    // The report for people ends with this line itself.
    if !(is_stdout && format.name == human::FORMAT.name) {
        terminal.closing(&Summary::of(&overview, &findings));
    }
    Ok(status)
}

/// Tells whether the findings make the run fail.
pub(super) fn gate_status(findings: &[Finding], fail_on: FailOn) -> Status {
    if findings.iter().any(|finding| fail_on.is_reached_by(finding.severity)) { Status::Findings } else { Status::Good }
}

/// Gathers what reports need, under the eyes of a watch.
struct Gathering<'a> {
    overview: Overview,
    watch: Watch<'a>,
    exchange: Exchange<'a>,
    explaining: Option<Explaining<'a>>,
}

impl Listener for Gathering<'_> {
    fn page(&mut self, page: &Page, findings: &[Finding]) -> Result<(), Error> {
        self.watch.page(page, Some(findings));
        self.overview.page(page, findings);
        if let Some(explaining) = &mut self.explaining {
            explaining.page(page);
        }
        Ok(())
    }

    fn unreadable(&mut self, input: &Unreadable) -> Result<(), Error> {
        self.watch.unreadable();
        self.overview.unreadable(input);
        Ok(())
    }

    fn digested(&mut self, corpus: &Corpus) -> Result<Option<Vec<Vec<usize>>>, Error> {
        self.exchange.digested(corpus)
    }

    fn compared(&mut self, corpus: &Corpus, matches: &Matches) -> Result<(), Error> {
        self.exchange.compared(corpus, matches)
    }
}

/// Lists the rules: name, severity under these settings, what it finds.
fn list(settings: &Settings) -> String {
    let width = rules::names().map(str::len).max().unwrap_or_default();
    let mut text = String::new();
    for rule in rules::RULES {
        let severity = rule.severity(settings).map_or("off", crate::finding::Severity::name);
        let _ = writeln!(text, "{:width$}  {severity:7}  {}", rule.name, rule.summary);
    }
    text
}
