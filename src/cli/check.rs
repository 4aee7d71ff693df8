//! `korrektur check`: findings, and an exit status that says whether there are any.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use crate::check::ignore::Account;
use crate::check::rules;
use crate::cli::archive;
use crate::cli::args::{Check, FailOn};
use crate::cli::exchange::Exchange;
use crate::cli::explaining::Explaining;
use crate::cli::gate::{Gate, folders, repository_root};
use crate::cli::job::{Job, absolute, pipeline_file};
use crate::cli::originals;
use crate::cli::output::Output;
use crate::cli::terminal::Terminal;
use crate::cli::watch::Watch;
use crate::cli::{Status, show};
use crate::corpus::Corpus;
use crate::digest::Matches;
use crate::document::Unreadable;
use crate::error::Error;
use crate::finding::Finding;
use crate::flow::{self, Listener};
use crate::page::Page;
use crate::settings::Settings;
use crate::write::Options;
use crate::write::overview::Overview;
use crate::write::reports::{human, worst};
use crate::write::summary::Summary;

/// Reports on all pages, once all are read.
pub(super) fn check(arguments: &Check, terminal: &Terminal) -> Result<Status, Error> {
    let Check {
        input,
        pipeline,
        format,
        also,
        output,
        reporting,
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
    let mut job = Job::new(pipeline_file(pipeline).as_deref(), input, language, work)?;
    job.set_rules(chosen);
    job.set_gate(gate);
    job.set_reporting(reporting);
    job.set_archive(duplicates.archive.as_deref());
    if pipeline.show_settings {
        Output::stdout().print(&show::settings(&job))?;
        return Ok(Status::Good);
    }
    if chosen.list {
        Output::stdout().print(&list(&job.settings))?;
        return Ok(Status::Good);
    }
    let output = output.output.as_deref().map(absolute);
    let others: Vec<_> = also.iter().map(|(format, path)| (*format, absolute(path))).collect();
    let written = [&gate.write_baseline, &duplicates.write_signatures, &duplicates.write_groups];
    let written = written.into_iter().flatten().map(|path| absolute(path));
    apart(output.iter().cloned().chain(others.iter().map(|(_, path)| path.clone())).chain(written))?;
    let exchange = Exchange::open(duplicates, &job.settings)?;
    let archive = archive::to_read(job.archive.as_deref())?;
    let root = repository_root();
    let gate = Gate::open(gate, &job)?;
    job.go_to_inputs()?;
    let documents = job.documents(job.folder.as_deref())?;
    if format.is_binary {
        Output::refuse_terminal(output.as_deref(), format.name)?;
    }
    let mut held = originals::read(&job, true)?;
    let mut output = Output::open(output.as_deref())?;
    let others = others.into_iter().map(|(format, path)| Ok((format, Output::open(Some(&path))?)));
    let others = others.collect::<Result<Vec<_>, Error>>()?;
    let mut overview = Overview::for_reports(others.iter().map(|(format, _)| *format).chain([*format]));
    overview.rules =
        rules::RULES.iter().filter(|rule| rule.severity(&job.settings).is_some()).map(|rule| rule.card()).collect();
    overview.folders = folders(&root);
    let explaining = explain_pairs.as_deref().map(Explaining::new);
    let mut gathering = Gathering { overview, watch: Watch::new(terminal), exchange, explaining, gate, terminal };
    let pairs = held.as_mut().map(originals::Held::originals);
    let findings = flow::corpus(documents, &job.settings, pairs, job.jobs, archive.as_ref(), &mut gathering)?;
    if let Some(held) = held {
        held.say_gaps(&job, terminal);
    }
    let Gathering { mut overview, watch, exchange, explaining, gate, .. } = gathering;
    if let Some(explaining) = explaining {
        output.print(&explaining.told()?)?;
        return Ok(watch.end(Status::Good));
    }
    if let Some(explanation) = exchange.close()? {
        output.print(&explanation)?;
        return Ok(watch.end(Status::Good));
    }
    overview.originals(&findings);
    let (mut findings, unreported) = gate.settle(findings, &overview, &job.settings, terminal)?;
    overview.unreported = unreported;
    let status = watch.end(gate_status(&findings, job.fail_on));
    if let Some(limit) = chosen.max_findings.filter(|&limit| limit < findings.len()) {
        overview.unreported.over_limit = findings.len() - limit;
        findings = worst(&findings, limit).into_iter().cloned().collect();
    }
    let is_stdout = output.is_stdout();
    let options = Options {
        include_other: job.settings.include_other,
        colour: is_stdout && terminal.stdout_has_color(),
        now: job.settings.now,
        locale: job.settings.locale,
        fails_from: job.fail_on.lowest(),
    };
    (format.write)(&overview, &findings, options, &mut output).map_err(|error| Error::output(output.name(), error))?;
    output.commit()?;
    for (format, mut output) in others {
        let options = Options { colour: false, ..options };
        let written = (format.write)(&overview, &findings, options, &mut output);
        written.map_err(|error| Error::output(output.name(), error))?;
        output.commit()?;
    }
    // The report for people ends with this line itself.
    if !(is_stdout && format.name == human::FORMAT.name) {
        terminal.closing(&Summary::of(&overview, &findings).headline(job.settings.locale));
    }
    Ok(status)
}

/// Refuses outputs that would take each other's place.
fn apart(outputs: impl Iterator<Item = PathBuf>) -> Result<(), Error> {
    let mut seen = BTreeSet::new();
    // Devices take what they are given.
    for output in outputs.filter(|output| !output.starts_with("/dev")) {
        if let Some(twice) = seen.replace(output) {
            return Err(Error::Flag {
                flag: twice.display().to_string(),
                reason: "two outputs of this run would be written there".to_owned(),
                help: "give each a file of its own".to_owned(),
            });
        }
    }
    Ok(())
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
    gate: Gate,
    terminal: &'a Terminal,
}

impl Listener for Gathering<'_> {
    fn page(&mut self, page: &Page, findings: &[Finding]) -> Result<(), Error> {
        self.watch.page(page, Some(findings));
        self.overview.page(page, findings);
        if let Some(explaining) = &mut self.explaining {
            explaining.page(page);
        }
        self.overview.record(page)
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

    fn checked(&mut self, _: &Corpus, _: &[Finding], mended: Vec<Finding>) -> Result<(), Error> {
        self.overview.mended = mended;
        Ok(())
    }

    fn ignored(&mut self, account: &Account<'_>) {
        self.gate.ignored(account, self.terminal);
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
