//! `korrektur extract --dump STEP`: what a step saw, for finding out why a page was split as it was. For developers; its
//! form may change with any version.

use std::fmt::Write as _;
use std::io::Write as _;

use crate::cli::Status;
use crate::cli::args::Dump;
use crate::cli::output::Output;
use crate::error::Error;
use crate::flow;
use crate::outline::{Line, Outline};
use crate::page::{Block, Field, Page, block_id, section_id};
use crate::read::Documents;
use crate::settings::Settings;
use crate::split;
use crate::write::tame::visible;

/// Writes what the step saw of each page.
pub(super) fn dump(documents: Documents, settings: &Settings, step: Dump, mut output: Output) -> Result<Status, Error> {
    let mut wrote = Ok(());
    for document in documents {
        let text = match document {
            Err(input) => format!("# {}\nunreadable: {}\n\n", visible(&input.name), visible(&input.reason)),
            Ok(document) => match step {
                Dump::Lines => {
                    let (decoded, outline) = flow::outline(document, settings);
                    format!("# {}\n{}\n", visible(&decoded.name), lines(&outline))
                }
                Dump::Cards => {
                    let (decoded, outline) = flow::outline(document, settings);
                    format!("# {}\n{}\n", visible(&decoded.name), split::lists(&outline))
                }
                Dump::Numbers => {
                    let (decoded, outline) = flow::outline(document, settings);
                    format!("# {}\n{}\n", visible(&decoded.name), numbers(&outline))
                }
                Dump::Blocks => {
                    let mut page = flow::page(document, settings);
                    flow::settle(&mut page, settings);
                    format!("# {}\n{}\n", visible(&page.name), blocks(&page))
                }
            },
        };
        wrote = output.write_all(text.as_bytes());
        if wrote.is_err() {
            break;
        }
    }
    wrote.map_err(|error| Error::output(output.name(), error))?;
    output.commit()?;
    Ok(Status::Good)
}

/// One line a line: number, bytes, block, gap, role, containers from the outside in, runs.
fn lines(outline: &Outline) -> String {
    let blocks = split::split(outline);
    let mut owner = vec![String::from("-"); outline.lines().len()];
    for (index, block) in blocks.iter().enumerate() {
        for &line in &block.lines {
            if let Some(owner) = owner.get_mut(line as usize) {
                *owner = format!("{}:{}", block_id(index), block.kind.name());
            }
        }
    }
    let mut text = format!("{:?}\n", outline.about);
    for (number, (line, owner)) in outline.lines().iter().zip(owner).enumerate() {
        let Line { span, gap, role, is_hidden, is_fixed, .. } = line;
        let hidden = if *is_hidden { " hidden" } else { "" };
        let fixed = if *is_fixed { " fixed" } else { "" };
        let language = line.language.map(|tag| format!(" lang={tag}")).unwrap_or_default();
        let _ = writeln!(
            text,
            "{number:4} {:>7}..{:<7} {owner:11} gap {gap} {role:?}{hidden}{fixed}{language} {}",
            span.start,
            span.end,
            path(outline, line)
        );
        for run in outline.runs(line) {
            let link = run.link.map(|link| format!(" -> {}", visible(outline.link(link)))).unwrap_or_default();
            let _ = writeln!(
                text,
                "     | {}  [{:04x} {:x}{link}]",
                visible(outline.run_text(run)),
                run.shape & 0xffff,
                run.hints.0
            );
        }
    }
    text
}

/// One line a line: where it starts, and its numbers.
fn numbers(outline: &Outline) -> String {
    let mut text = String::new();
    for (line, row) in outline.lines().iter().zip(split::rows_of_dump(outline)) {
        let row: Vec<String> = row.iter().map(f32::to_string).collect();
        let _ = writeln!(text, "{}\t{}", line.span.start, row.join("\t"));
    }
    text
}

/// Containers around a line, outermost first: `Root>Main>Article[hints]`.
fn path(outline: &Outline, line: &Line) -> String {
    let mut names: Vec<String> = outline
        .around(line)
        .map(|container| {
            let mark = container.mark.map(|mark| format!("={mark:?}")).unwrap_or_default();
            let hints = if container.hints.0 == 0 { String::new() } else { format!("[{:x}]", container.hints.0) };
            format!("{:?}{mark}{hints}", container.kind)
        })
        .collect();
    names.reverse();
    names.join(">")
}

fn blocks(page: &Page) -> String {
    let mut text = String::new();
    for (index, block) in page.blocks.iter().enumerate() {
        let Block { kind, title, category, author, date, link, language, sections, span, lines, .. } = block;
        let _ = writeln!(
            text,
            "{} {} {} {:.2}  {}..{}  {} lines",
            block_id(index),
            kind.name(),
            language.tag,
            language.confidence,
            span.start,
            span.end,
            lines.len()
        );
        for (name, field) in [("title", title), ("category", category), ("author", author)] {
            if let Some(Field { text: value, language, .. }) = field {
                let _ = writeln!(text, "  {name:8} {} {}", language.tag, visible(value));
            }
        }
        if let Some(dated) = date {
            let _ = writeln!(text, "  date     {} {:?}", visible(&dated.value.text), dated.value.reading);
        }
        if let Some(link) = link {
            let _ = writeln!(text, "  link     {}", visible(link));
        }
        for (number, section) in sections.iter().enumerate() {
            let heading = section.heading.as_ref().map_or("-", |heading| &heading.text);
            let _ = writeln!(
                text,
                "  {} h{} {} {:.2} {} ({} paragraphs)",
                section_id(index, number),
                section.level,
                section.language.tag,
                section.language.confidence,
                visible(heading),
                section.paragraphs.len()
            );
        }
    }
    text
}
