//! What is ignored, and whether anything was: comments in pages and entries of the pipeline file, held against findings.
//!
//! A comment stands before what it is about: the block, the section or the paragraph whose text comes next. What it says
//! has to be right and to have a reason, else it is without effect, and that is said; so is one that nothing comes of.

use std::collections::{BTreeMap, BTreeSet};

use super::rules;
use crate::document::Format;
use crate::finding::{Finding, Fingerprint};
use crate::ignore::Ignore;
use crate::page::{Block, Page};
use crate::settings::Settings;
use crate::span::{Source, Span};

/// How a comment for us starts, after `<!--` and white space.
const MARK: &str = "korrektur:";

/// What was ignored in a run, and what was to be and was not.
#[derive(Debug)]
pub struct Account<'a> {
    settings: &'a Settings,
    /// What was ignored, by place of the page and fingerprint.
    ignored: BTreeSet<(usize, Fingerprint)>,
    /// How many findings were ignored.
    pub count: usize,
    /// Pages with comments, by their places in the order of the input.
    pages: BTreeMap<usize, Commented>,
    /// For each entry of the pipeline file, whether anything came of it.
    is_used: Vec<bool>,
}

/// A page with comments, and for each of their rules whether anything came of it.
#[derive(Debug)]
struct Commented {
    name: String,
    ignores: Vec<(Ignore, Vec<bool>)>,
}

/// Something to be said of what was to be ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The page, `None` for the pipeline file.
    pub page: Option<String>,
    /// The 1-based line in it.
    pub line: usize,
    /// What is wrong.
    pub text: String,
}

impl<'a> Account<'a> {
    /// Starts the account of a run.
    pub fn new(settings: &'a Settings) -> Self {
        Self {
            settings,
            ignored: BTreeSet::new(),
            count: 0,
            pages: BTreeMap::new(),
            is_used: vec![false; settings.ignores.len()],
        }
    }

    /// Checks one page with every page rule, what is ignored left out.
    pub fn page(&mut self, page: &Page, index: usize) -> Vec<Finding> {
        let findings = super::page(page, index, self.settings);
        if page.ignores.is_empty() {
            return self.sift(findings);
        }
        // What a comment parts in two was there before it, so whether it has an effect shows only without it.
        let bare = super::page(&Page { ignores: Vec::new(), ..page.clone() }, index, self.settings);
        let is_met = |ignore: &Ignore, rule: &str| {
            let meets = |span: Span| span.start < ignore.target.end && ignore.target.start < span.end;
            bare.iter().any(|finding| {
                finding.rule == rule && (meets(finding.place.span) || ignore.covers(rule, finding.place.span))
            })
        };
        let ignores = page.ignores.iter().map(|ignore| {
            let is_used = ignore.rules.iter().map(|rule| is_met(ignore, rule)).collect();
            (ignore.clone(), is_used)
        });
        self.pages.insert(index, Commented { name: page.name.clone(), ignores: ignores.collect() });
        self.count += bare.len().saturating_sub(findings.len());
        let kept: BTreeSet<Fingerprint> = findings.iter().map(|finding| finding.fingerprint).collect();
        let left_out = bare.iter().map(|finding| finding.fingerprint).filter(|fingerprint| !kept.contains(fingerprint));
        self.ignored.extend(left_out.map(|fingerprint| (index, fingerprint)));
        self.sift(findings)
    }

    /// Leaves out what is ignored.
    pub fn sift(&mut self, findings: impl IntoIterator<Item = Finding>) -> Vec<Finding> {
        let kept: Vec<Finding> = findings.into_iter().filter(|finding| !self.is_ignored(finding)).collect();
        kept
    }

    fn is_ignored(&mut self, finding: &Finding) -> bool {
        let mut is_ignored = false;
        if let Some(page) = self.pages.get_mut(&finding.page_index) {
            for (ignore, is_used) in &mut page.ignores {
                if ignore.covers(finding.rule, finding.place.span) {
                    is_ignored = true;
                    let named = ignore.rules.iter().zip(is_used).filter(|(rule, _)| **rule == finding.rule);
                    named.for_each(|(_, is_used)| *is_used = true);
                }
            }
        }
        for (ignore, is_used) in self.settings.ignores.iter().zip(&mut self.is_used) {
            if ignore.covers(finding.rule, &finding.page) {
                (is_ignored, *is_used) = (true, true);
            }
        }
        if is_ignored {
            self.count += 1;
            self.ignored.insert((finding.page_index, finding.fingerprint));
        }
        is_ignored
    }

    /// Tells whether a finding was ignored in this run.
    pub fn has(&self, finding: &Finding) -> bool {
        self.ignored.contains(&(finding.page_index, finding.fingerprint))
    }

    /// Says what is wrong with comments and entries, and which of them nothing came of. A rule that is switched off cannot
    /// make anything of them.
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        let is_on = |name: &str| rules::find(name).is_some_and(|rule| rule.severity(self.settings).is_some());
        for page in self.pages.values() {
            for (ignore, is_used) in &page.ignores {
                let mut note =
                    |text: String| notes.push(Note { page: Some(page.name.clone()), line: ignore.line, text });
                if let Some(fault) = &ignore.fault {
                    note(format!("a comment for korrektur is without effect: {fault}"));
                }
                for (rule, _) in ignore.rules.iter().zip(is_used).filter(|(rule, is_used)| !**is_used && is_on(rule)) {
                    note(format!("the comment ignores `{rule}`, which finds nothing there; delete it"));
                }
            }
        }
        for (ignore, _) in self.settings.ignores.iter().zip(&self.is_used).filter(|(_, is_used)| !**is_used) {
            if ignore.rules.is_empty() || ignore.rules.iter().any(|rule| is_on(rule)) {
                let text = "this `[[ignore]]` fits no finding; delete it".to_owned();
                notes.push(Note { page: None, line: ignore.line, text });
            }
        }
        notes
    }
}

/// Finds the comments of a page that want something ignored.
pub fn comments(source: &Source, format: Format, blocks: &[Block]) -> Vec<Ignore> {
    let text = source.text();
    if format == Format::Text || memchr::memmem::find(text.as_bytes(), MARK.as_bytes()).is_none() {
        return Vec::new();
    }
    let items = items(blocks);
    let found = memchr::memmem::find_iter(text.as_bytes(), MARK.as_bytes());
    found.filter_map(|at| comment(source, at, &items, blocks)).collect()
}

/// A block, section or paragraph, in the order of their starts, the larger first.
fn items(blocks: &[Block]) -> Vec<Span> {
    let mut items: Vec<Span> = Vec::new();
    for block in blocks {
        items.push(block.span);
        for section in &block.sections {
            items.push(section.span);
            items.extend(section.paragraphs.iter().map(|paragraph| paragraph.span));
        }
    }
    items.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    items
}

/// Reads the comment whose mark stands at `at`. `None` where it is none: text about such comments, code.
fn comment(source: &Source, at: usize, items: &[Span], blocks: &[Block]) -> Option<Ignore> {
    let text = source.text();
    let open = text.get(..at)?.trim_end().strip_suffix("<!--")?;
    let is_code = open.ends_with('`') || is_in_code(open.len(), blocks);
    let body = text.get(at + MARK.len()..)?;
    let length = body.find("-->").filter(|_| !is_code)?;
    let end = at + MARK.len() + length + "-->".len();
    let (is_page, rules, fault) = match read(body.get(..length)?) {
        Ok((is_page, rules)) => (is_page, rules, None),
        Err(fault) => (false, Vec::new(), Some(fault)),
    };
    let ignore = |target, fault| Ignore { rules: rules.clone(), target, line: source.line(open.len()), fault };
    if is_page {
        return Some(ignore(Span::new(0, text.len()), fault));
    }
    let first = items.partition_point(|item| item.start < end);
    let Some(item) = items.get(first) else {
        let nothing = "no text follows it; put it before the text that it is about".to_owned();
        return Some(Ignore { rules: Vec::new(), ..ignore(Span::default(), fault.or(Some(nothing))) });
    };
    // The markup around the text belongs to it: findings may take it in.
    let after = items.partition_point(|next| next.start < item.end);
    let until = items.get(after).map_or(text.len(), |next| next.start);
    Some(ignore(Span::new(end, until), fault))
}

fn is_in_code(at: usize, blocks: &[Block]) -> bool {
    let paragraphs = blocks.iter().flat_map(|block| &block.sections).flat_map(|section| &section.paragraphs);
    paragraphs.into_iter().any(|paragraph| !paragraph.is_prose && paragraph.span.start <= at && at < paragraph.span.end)
}

/// Reads what a comment says: whether it is about the whole page, and about which rules.
fn read(body: &str) -> Result<(bool, Vec<&'static str>), String> {
    const FORM: &str = "write `ignore RULE: reason`, or `ignore-page RULE: reason`";
    let (verb, rest) = body.trim().split_once(char::is_whitespace).ok_or_else(|| FORM.to_owned())?;
    let is_page = match verb {
        "ignore" => false,
        "ignore-page" => true,
        _ => return Err(format!("`{verb}` is no instruction; {FORM}")),
    };
    let (names, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let rules = names.split(',').map(|name| {
        let name = name.trim();
        let rule = rules::find(name)
            .ok_or_else(|| format!("there is no rule `{name}`; `korrektur check --list-rules` lists all"))?;
        Ok(rule.name)
    });
    let rules = rules.collect::<Result<Vec<&'static str>, String>>()?;
    if reason.trim().is_empty() {
        return Err("it gives no reason; write it after a colon".to_owned());
    }
    Ok((is_page, rules))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_read_or_said_to_be_wrong() {
        let rules = vec!["repeated-title", "untranslated-section"];
        assert_eq!(read(" ignore repeated-title , untranslated-section: a poem "), Ok((false, rules)));
        assert_eq!(read("ignore-page repeated-title:\n a poem"), Ok((true, vec!["repeated-title"])));
        for (body, fault) in [
            ("ignore repeated-title", "no reason"),
            ("ignore repeated-title: ", "no reason"),
            ("ignore title: x", "there is no rule `title`"),
            ("ignore: x", "no instruction"),
            ("skip repeated-title: x", "`skip` is no instruction"),
            ("", "write `ignore RULE"),
        ] {
            assert!(read(body).is_err_and(|said| said.contains(fault)), "{body:?}: {:?}", read(body));
        }
    }
}
