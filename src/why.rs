//! Why each line of a page went where it did: what `split` tells where somebody asks, and `write` puts into words.

use std::ops::Range;

use crate::outline::{Mark, Outline};
use crate::page::Page;

/// A page with what was weighed on it.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The page.
    pub page: Page,
    /// Its lines.
    pub outline: Outline,
    /// Why they went where they did.
    pub account: Account,
}

/// What was weighed on one page.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// For each line what was said of it, in the order in which it was asked; the last word decided.
    pub reasons: Vec<Vec<Why>>,
    /// What the labeller of lines said; `None` on pages that have no markup to judge by.
    pub labels: Option<Labels>,
    /// The lists of links, by [`Why::Listed`] and [`Why::Unlike`].
    pub lists: Vec<List>,
}

/// One thing that was said of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// A selector of the pipeline file chose it.
    Marked(Mark),
    /// In a card of a list of links; an index into [`Account::lists`].
    Listed(usize),
    /// In a list of links that does not look like teasers; an index into [`Account::lists`].
    Unlike(usize),
    /// In a list of lines with dates at a steady distance.
    Dated,
    /// In the large card that opens a front page.
    Lead,
    /// In what presents somebody.
    Presents(Presented),
    /// In a profile that stands on the page already.
    Again,
    /// It looks like something else, but its lines are more likely the article's by this share.
    Content(Claim, f32),
    /// It heads the article.
    Head(Part),
    /// As probable as the threshold asks, or more.
    Likely,
    /// Less probable than the threshold asks.
    Unlikely,
    /// Probable enough, but where more is asked: among comments below an article, in a menu, in a footer.
    Elsewhere,
    /// Before the title of the article, where no running text of its part of the page stands.
    BeforeTitle,
    /// By the rules for pages without markup.
    Ruled,
    /// It would be the article, but the page lists so many others, and its running text is as short as this, in units.
    Listing(usize, f32),
    /// What the labeller of text dumps took it for.
    Told(Told),
    /// A teaser in a text dump: a title with its fields.
    Titled,
}

/// How somebody is presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presented {
    /// Chosen by a selector of the pipeline file.
    Marked,
    /// In a box that is named after an author or a biography.
    Box,
    /// By a greeting that names the speaker.
    Greeting,
    /// By an author's name over prose about them.
    Author,
    /// By one of several names, each over prose about its bearer.
    Name,
}

/// What lines were taken for before the labeller of lines took them back for the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Claim {
    Cards,
    Profile,
}

/// Which part of an article's head a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of the fields")]
pub enum Part {
    Title,
    TitleAgain,
    Category,
    Author,
    Date,
    /// None of them by itself, but read together with one.
    Other,
}

/// How the labeller of text dumps decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What the line is, its neighbours heard.
    pub label: &'static str,
    /// What it is by itself.
    pub first: &'static str,
    /// What it is nearly.
    pub second: &'static str,
    /// How far the second is behind, in nats.
    pub lead: f32,
}

/// What the labeller of lines said.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// The probability of each line to be of the article.
    pub probabilities: Vec<f32>,
    /// From which probability on the article takes lines.
    pub threshold: f32,
    /// What pulls hardest on each line, the strongest first.
    pub pulls: Vec<Vec<Pull>>,
}

/// A list of links.
#[derive(Clone, Debug)]
pub struct List {
    /// The lines of each card.
    pub cards: Vec<Range<usize>>,
    /// What the traits add up to.
    pub score: f32,
    /// From which score on it is a list of teasers.
    pub least: f32,
    /// What pulls hardest, the strongest first.
    pub pulls: Vec<Pull>,
}

/// How much one signal speaks for a line or a list: above 0 for it, below against it.
///
/// A trait of a list is weighed, and its pull is its part of the score. The labeller of lines is a sum of trees, in which
/// signals work together, so there the pull is what the log-odds lose where this one signal is replaced by the page's
/// median of it, all others staying as they are: what would be different if the line were usual in this respect.
#[derive(Clone, Debug, PartialEq)]
pub struct Pull {
    /// The signal, in words.
    pub signal: String,
    /// Its value here, as people write it.
    pub value: String,
    /// What it usually is: the page's median, or the mean of all lists that the weights were fitted on.
    pub usual: String,
    /// How much it pulls.
    pub pull: f32,
}

/// So many pulls of a line or a list are told.
pub const PULLS: usize = 3;

/// Gives the strongest pulls, the strongest first; what does not pull is left out.
pub fn strongest(mut pulls: Vec<Pull>) -> Vec<Pull> {
    pulls.retain(|pull| pull.pull.abs() >= LEAST_PULL);
    // Stable, so that equals stay in the order of the signals.
    pulls.sort_by(|a, b| b.pull.abs().total_cmp(&a.pull.abs()));
    pulls.truncate(PULLS);
    pulls
}

/// Less would be shown as 0.
const LEAST_PULL: f32 = 0.05;
