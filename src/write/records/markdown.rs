//! A Markdown file a page, with front matter, as content management systems take pages in.
//!
//! It holds what the page is about: its articles, of a page without one its profiles, of one with neither its teasers; with
//! `other` blocks asked for, all blocks. The first block's fields are the front matter. Headings, lists and code are those
//! that the record knows; text is escaped so that it reads as itself.

use std::fmt::Write as _;
use std::io;

use super::{RecordFormat, RecordWriter};
use crate::outline::Role;
use crate::page::{Block, Field, Kind, Page, Paragraph};
use crate::write::Options;
use crate::write::escape::{markdown_block, markdown_heading, yaml};
use crate::write::shape::Date;

/// The format's entry.
pub const FORMAT: RecordFormat = RecordFormat {
    name: "markdown",
    about: "a Markdown file a page, with front matter; --output names a folder",
    fills_folder: true,
    open: |out, options| Box::new(Markdown { out, options, documents: String::new() }),
    ..RecordFormat::TEXT
};

/// Holds what it writes until the end: whoever finds that there is another page than the one has written nothing yet.
struct Markdown<'a> {
    out: Box<dyn io::Write + 'a>,
    options: Options,
    documents: String,
}

impl RecordWriter for Markdown<'_> {
    fn page(&mut self, page: &Page) -> io::Result<()> {
        self.documents.push_str(&document(page, self.options.include_other));
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(self.documents.as_bytes())?;
        self.out.flush()
    }
}

/// Gives the file of a page.
pub fn document(page: &Page, include_other: bool) -> String {
    let about = [Kind::Article, Kind::Profile, Kind::Teaser];
    let subject = about.into_iter().find(|kind| page.blocks.iter().any(|block| block.kind == *kind));
    let blocks: Vec<&Block> = page.blocks.iter().filter(|block| include_other || Some(block.kind) == subject).collect();
    let first = blocks.iter().position(|block| Some(block.kind) == subject);
    let mut text = front_matter(page, first.and_then(|first| blocks.get(first).copied()));
    for (index, block) in blocks.into_iter().enumerate() {
        if Some(index) != first {
            head(block, &mut text);
        }
        body(block, &mut text);
    }
    text
}

fn front_matter(page: &Page, block: Option<&Block>) -> String {
    let mut text = String::from("---\n");
    let add = |key: &str, value: Option<&str>, text: &mut String| {
        if let Some(value) = value {
            let _ = writeln!(text, "{key}: {}", yaml(value));
        }
    };
    add("title", block.and_then(|block| text_of(block.title.as_ref())), &mut text);
    let date = block.and_then(|block| Some(Date::of(&block.date.as_ref()?.value)));
    let value = date.as_ref().and_then(|date| date.value);
    // A day alone is what YAML takes for a date; a month or an hour is text.
    let is_day = |value: &str| value.len() == "2023-12-03".len() && value.parse::<jiff::civil::Date>().is_ok();
    match value {
        Some(day) if is_day(day) => text.extend(["date: ", day, "\n"]),
        _ => add("date", value, &mut text),
    }
    // A date that is no value is worth its words: somebody may know when they were written.
    add("date_text", date.filter(|date| date.value.is_none()).and_then(|date| date.text), &mut text);
    add("author", block.and_then(|block| text_of(block.author.as_ref())), &mut text);
    add("category", block.and_then(|block| text_of(block.category.as_ref())), &mut text);
    let language = block.map_or(page.detected.tag, |block| block.language.tag);
    add("language", Some(language.to_string().as_str()).filter(|_| !language.is_und()), &mut text);
    add("source", page.url.as_deref(), &mut text);
    add("page", Some(&page.name), &mut text);
    text.push_str("---\n");
    text
}

/// Writes what stands in the front matter for the first block: title, author, category, date.
fn head(block: &Block, text: &mut String) {
    if let Some(title) = text_of(block.title.as_ref()) {
        paragraph_break(text);
        text.push_str("# ");
        let title = markdown_heading(title);
        match block.link.as_deref().filter(|link| is_plain(link)) {
            Some(link) => text.extend(["[", &title, "](", link, ")\n"]),
            None => text.extend([&title, "\n"]),
        }
    }
    let date = block.date.as_ref().map(|dated| dated.value.text.as_str());
    let fields = [text_of(block.author.as_ref()), text_of(block.category.as_ref()), date];
    let line: Vec<&str> = fields.into_iter().flatten().collect();
    if !line.is_empty() {
        paragraph_break(text);
        text.extend([&markdown_block(&line.join(" · "), ""), "\n"]);
    }
}

/// Tells whether an address is one inside the parentheses of a link, and leads to a page.
fn is_plain(link: &str) -> bool {
    let is_safe = |character: char| character.is_ascii_alphanumeric() || "/-_.~%?&=#:+,;@!$'".contains(character);
    let scheme = link.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(scheme, _)| scheme);
    let is_web = scheme.is_none_or(|scheme| ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web)));
    is_web && !link.is_empty() && link.chars().all(is_safe)
}

fn body(block: &Block, text: &mut String) {
    for (index, section) in block.sections.iter().enumerate() {
        match &section.heading {
            Some(heading) => {
                paragraph_break(text);
                let level = usize::from(section.level.clamp(1, 6));
                text.extend([&"#".repeat(level), " ", &markdown_heading(&heading.text), "\n"]);
            }
            // Posts of a thread, and what a wide gap parts: here again a rule and a gap do.
            None if index > 0 => {
                paragraph_break(text);
                text.push_str("---\n\n");
            }
            None => {}
        }
        paragraphs(&section.paragraphs, text);
    }
}

fn paragraphs(paragraphs: &[Paragraph], text: &mut String) {
    let mut rest = paragraphs;
    let mut before = None;
    while let Some(first) = rest.first() {
        let alike = rest.iter().take_while(|next| next.role == first.role).count();
        let (here, after) = rest.split_at(if first.role == Role::Code { alike } else { 1 });
        rest = after;
        // The items of a list stand close, all else is parted by a blank line.
        if !(first.role == Role::Item && before == Some(Role::Item)) {
            paragraph_break(text);
        }
        before = Some(first.role);
        match first.role {
            Role::Code => code(here, text),
            Role::Item => text.extend(["- ", &markdown_block(&first.text, "  "), "\n"]),
            _ => text.extend([&markdown_block(&first.text, ""), "\n"]),
        }
    }
}

/// Writes code as a block of its own. Pieces of it that follow one another are one: what parts them was a blank line.
fn code(pieces: &[Paragraph], text: &mut String) {
    let pieces: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let code: String = pieces.join("\n\n").chars().filter(|letter| !letter.is_control() || *letter == '\n').collect();
    let longest = code.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    text.extend([&fence, "\n", &code, "\n", &fence, "\n"]);
}

fn paragraph_break(text: &mut String) {
    text.push('\n');
}

fn text_of(field: Option<&Field>) -> Option<&str> {
    field.map(|field| field.text.as_str())
}
