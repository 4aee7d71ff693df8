//! `--explain-pairs`: which section of the original each section of a page was taken for, and what spoke for it.

use std::fmt::Write as _;

use super::summary::Counted;
use super::tame::visible;
use crate::finding::shorten;
use crate::page::{Page, section_id};
use crate::paired::{Account, Paired, Pairing, Part};

/// How much of a heading is shown, in characters.
const TEXT: usize = 40;

/// Puts into words what a page was taken for.
pub fn pairs(page: &Page) -> String {
    let mut text = format!("{}\n", visible(&page.name));
    // Writing to a String cannot fail.
    let _ = match &page.pairing {
        Pairing::NotAsked => writeln!(text, "held against nothing: name the originals with --original"),
        Pairing::Original => writeln!(text, "an original itself"),
        Pairing::Orphan => writeln!(text, "no original found"),
        Pairing::Paired(paired) => write_paired(paired, &mut text),
    };
    text
}

fn write_paired(paired: &Paired, text: &mut String) -> std::fmt::Result {
    let Paired { original, accounts, .. } = paired;
    writeln!(text, "original: {} (found by {})\n", visible(&original.page), original.found_by.name())?;
    writeln!(text, "section  line  original  line   facts words depth length  id    sum  headings")?;
    for account in accounts {
        let Account { part, original, is_moved, evidence } = account;
        let place = |part: &Option<Part>| match part {
            Some(part) => format!("{:7} {:5}", section_id(part.block, part.section), part.head.line),
            None => format!("{:7} {:5}", "-", ""),
        };
        write!(text, "{}  {}  ", place(part), place(original))?;
        let heading = |part: &Part| visible(&shorten(&part.heading, TEXT)).to_string();
        match (part, original) {
            (Some(part), Some(original)) => {
                let parts = [evidence.facts, evidence.cognates, evidence.level, evidence.length, evidence.id];
                for value in parts {
                    write!(text, "{value:+6.1}")?;
                }
                let moved = if *is_moved { "  out of order:" } else { "" };
                writeln!(text, " {:+6.1} {moved} {} = {}", evidence.sum(), heading(part), heading(original))?;
            }
            (Some(part), None) => writeln!(text, "not in the original: {}", heading(part))?,
            (None, Some(original)) => writeln!(text, "missing: {}", heading(original))?,
            (None, None) => writeln!(text)?,
        }
    }
    let count = |is: fn(&Account) -> bool| accounts.iter().filter(|account| is(account)).count();
    let pairs = count(|account| account.part.is_some() && account.original.is_some());
    writeln!(
        text,
        "\n{}, {} missing, {} not in the original, {} out of order",
        Counted(pairs, "pair"),
        count(|account| account.part.is_none()),
        count(|account| account.original.is_none()),
        count(|account| account.is_moved)
    )
}
