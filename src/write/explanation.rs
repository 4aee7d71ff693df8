//! Why a page was split as it was, for people: every line with its block, what it is there, and what speaks for it.
//!
//! No line begins with input text, and input text is shown with `tame::visible`.

use std::fmt::{self, Write as _};

use super::tame::visible;
use crate::finding::shorten;
use crate::outline::{Line, Mark, Outline};
use crate::page::{Block, Kind, Page, block_id};
use crate::span::Span;
use crate::why::{Account, Claim, Explained, List, Part, Presented, Pull, Told, Why};

/// How many characters of a line's text are shown.
const TEXT: usize = 60;

/// What stands before a reason: as much as the columns before the text take.
const INDENT: &str = "                ";

/// Says why each line of a page went where it did.
pub fn explanation(explained: &Explained) -> String {
    let Explained { page, outline, account } = explained;
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = header(page, outline, account, &mut text);
    let _ = lists(account, &mut text);
    let _ = lines(page, outline, account, &mut text);
    text
}

const KINDS: [Kind; 4] = [Kind::Article, Kind::Profile, Kind::Teaser, Kind::Other];

fn header(page: &Page, outline: &Outline, account: &Account, text: &mut String) -> fmt::Result {
    writeln!(text, "# {}", visible(&page.name))?;
    let of_article =
        page.blocks.iter().find(|block| block.kind == Kind::Article).and_then(|block| block.title.as_ref());
    if let Some(title) = of_article.map(|title| &title.text).or(outline.about.title.as_ref()) {
        writeln!(text, "title: {}", visible(&shorten(title, TEXT)))?;
    }
    write!(text, "{}", Counted(outline.lines().len(), "line"))?;
    for kind in KINDS {
        let blocks: Vec<&Block> = page.blocks.iter().filter(|block| block.kind == kind).collect();
        if !blocks.is_empty() {
            let lines = blocks.iter().map(|block| block.lines.len()).sum();
            write!(text, "; {} {}: {}", blocks.len(), kind.name(), Counted(lines, "line"))?;
        }
    }
    writeln!(text)?;
    let is_chosen = account.reasons.iter().flatten().any(|why| *why == Why::Marked(Mark::Article));
    match &account.labels {
        _ if is_chosen => writeln!(text, "The article is chosen by the pipeline file."),
        Some(labels) => writeln!(
            text,
            "The article takes lines with a probability (`p`) of {:.2} or more. Below a line: what pulls its log-odds up (+) or\n\
             down (-), measured by putting the page's median in the place of that one signal.",
            labels.threshold
        ),
        None => writeln!(text, "The page has no markup by which lines could be labelled."),
    }?;
    writeln!(text, "A line without a reason has the one above it.")
}

struct Counted(usize, &'static str);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.0, self.1, if self.0 == 1 { "" } else { "s" })
    }
}

/// The lists that lines below speak of.
fn lists(account: &Account, text: &mut String) -> fmt::Result {
    let is_told = |number: usize| {
        let speaks = |why: &Why| matches!(why, Why::Listed(list) | Why::Unlike(list) if *list == number);
        account.reasons.iter().flatten().any(speaks)
    };
    for (number, list) in account.lists.iter().enumerate().filter(|(number, _)| is_told(*number)) {
        let List { cards, score, least, pulls } = list;
        let verdict = if score >= least { "teasers" } else { "no teasers" };
        writeln!(
            text,
            "\nlist {}, {} from line {}: {verdict}, score {score:.2} where {least:.2} is enough",
            number + 1,
            Counted(cards.len(), "card"),
            cards.first().map_or(0, |lines| lines.start) + 1
        )?;
        told_pulls(pulls, "mean of lists", "  ", text)?;
    }
    Ok(())
}

fn told_pulls(pulls: &[Pull], usual: &str, indent: &str, text: &mut String) -> fmt::Result {
    for Pull { signal, value, usual: of_others, pull } in pulls {
        writeln!(text, "{indent}{pull:+.2} {signal}: {value} ({usual} {of_others})")?;
    }
    Ok(())
}

fn lines(page: &Page, outline: &Outline, account: &Account, text: &mut String) -> fmt::Result {
    let mut owners: Vec<Option<usize>> = vec![None; outline.lines().len()];
    for (index, block) in page.blocks.iter().enumerate() {
        for &line in &block.lines {
            if let Some(owner) = owners.get_mut(line as usize) {
                *owner = Some(index);
            }
        }
    }
    writeln!(text, "\n line source  block          p  text")?;
    let none = Vec::new();
    let threshold = account.labels.as_ref().map_or(0.0, |labels| labels.threshold);
    let mut before: Option<(Option<usize>, &[Why])> = None;
    for (number, (line, owner)) in outline.lines().iter().zip(owners).enumerate() {
        let block = owner.and_then(|owner| page.blocks.get(owner));
        let id = owner.map_or_else(|| "-".to_owned(), block_id);
        let kind = block.map_or("-", |block| block.kind.name());
        let probability = account.labels.as_ref().and_then(|labels| labels.probabilities.get(number));
        let probability = probability.map_or_else(|| "    ".to_owned(), |it| format!("{it:.2}"));
        let field = block.map(|block| fields(block, line)).unwrap_or_default();
        let field = if field.is_empty() { field } else { format!("[{field}] ") };
        writeln!(
            text,
            "{:5} {:6}  {id:>3} {kind:<7} {probability}  {field}{}",
            number + 1,
            page.source.line(line.span.start),
            visible(&shorten(outline.text(line), TEXT))
        )?;
        let reasons = account.reasons.get(number).unwrap_or(&none);
        let weighs = |why: &Why| matches!(why, Why::Likely | Why::Unlikely | Why::Elsewhere | Why::Content(..));
        let pulls = account.labels.as_ref().filter(|_| reasons.iter().any(weighs));
        if pulls.is_none() && before == Some((owner, reasons.as_slice())) {
            continue;
        }
        before = Some((owner, reasons));
        if reasons.is_empty() {
            writeln!(text, "{INDENT}left over: nothing asked for it")?;
        }
        for why in reasons {
            writeln!(text, "{INDENT}{}", Reason { why, threshold })?;
        }
        if let Some(pulls) = pulls.and_then(|labels| labels.pulls.get(number)) {
            told_pulls(pulls, "median", &format!("{INDENT}  "), text)?;
        }
    }
    writeln!(text)
}

/// Gives the fields of its block that stand in a line, and whether it heads a section.
fn fields(block: &Block, line: &Line) -> String {
    let field = |name, span: Option<Span>| span.filter(|span| line.span.contains(*span)).map(|_| name);
    let of = |found: &Option<crate::page::Field>| found.as_ref().and_then(|found| found.span);
    let heads = |span: Option<Span>| field("heading", span);
    let all = [
        field("title", of(&block.title)),
        block.title_repeats.iter().find_map(|span| field("title again", Some(*span))),
        field("category", of(&block.category)),
        field("author", of(&block.author)),
        field("date", block.date.as_ref().and_then(|date| date.span)),
        block.sections.iter().find_map(|section| heads(of(&section.heading))),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// One reason of one line, in words.
struct Reason<'a> {
    why: &'a Why,
    threshold: f32,
}

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { why, threshold } = self;
        match why {
            Why::Marked(mark) => write!(f, "chosen by the `{}` of the pipeline file", key(*mark)),
            Why::Listed(list) => write!(f, "a card of list {}", list + 1),
            Why::Unlike(list) => write!(f, "in list {}, which does not look like teasers", list + 1),
            Why::Dated => f.write_str("a card of a list with dates at a steady distance"),
            Why::Lead => f.write_str("the large card that opens a front page: its title leads to the article"),
            Why::Presents(how) => f.write_str(match how {
                Presented::Marked => "a profile, chosen by the pipeline file",
                Presented::Box => "a profile: a box that is named after an author and tells of somebody",
                Presented::Greeting => "a profile: a greeting that names the speaker, and prose",
                Presented::Author => "a profile: the name of an author, and prose about its bearer",
                Presented::Name => "a profile: one of several names with prose about its bearer",
            }),
            Why::Again => f.write_str("a profile that stands on the page already"),
            Why::Content(claim, share) => {
                let claim = match claim {
                    Claim::Cards => "cards",
                    Claim::Profile => "a profile",
                };
                write!(f, "looks like {claim}, but {:.0} % of it is probably text of the article", 100.0 * share)
            }
            Why::Head(part) => f.write_str(match part {
                Part::Title => "the title of the article",
                Part::TitleAgain => "the title of the article, repeated",
                Part::Category => "the category of the article",
                Part::Author => "the author of the article",
                Part::Date => "the date of the article",
                Part::Other => "read together with the head of the article",
            }),
            Why::Likely => write!(f, "text of the article: {threshold:.2} is enough"),
            Why::Unlikely => write!(f, "no text of the article: less than {threshold:.2}"),
            Why::Elsewhere => {
                f.write_str("among comments, in a menu or in a footer, and not sure enough to be text of the article")
            }
            Why::BeforeTitle => f.write_str("no text of the article: before its title, in another part of the page"),
            Why::Ruled => f.write_str("text of the article, by the rules for pages without markup"),
            Why::Listing(others, units) => write!(
                f,
                "no article: the page lists {} and has {units:.0} words of running text beside them",
                Counted(*others, "other")
            ),
            Why::Told(Told { label, first, second, lead }) => {
                write!(f, "looks like {first}, then like {second} ({lead:.2} behind)")?;
                if label == first { Ok(()) } else { write!(f, "; beside its neighbours it is {label}") }
            }
            Why::Titled => f.write_str("a teaser: a title with its fields"),
        }
    }
}

fn key(mark: Mark) -> &'static str {
    match mark {
        Mark::Article => "article",
        Mark::Profile => "profile",
        Mark::Teaser => "teaser",
        Mark::Drop => "drop",
        Mark::Title => "title",
        Mark::Author => "author",
        Mark::Date => "date",
        Mark::Category => "category",
    }
}
