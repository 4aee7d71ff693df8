//! The order in which the parts of a page are asked for, and the one place where lines are handed out: each once, with the
//! reason where somebody wants to know.

use std::borrow::Cow;
use std::ops::Range;

use super::article::{self, Article};
use super::cards::{self, Group};
use super::features::{self, Features};
use super::head::{self, Head};
use super::profile::{self, Profile};
use super::{anchors, blocks, dump, labels, rest, sequence, slots, written};
use crate::outline::{ContainerKind, Hints, Mark, Outline};
use crate::page::{Block, Kind};
use crate::span::Span;
use crate::why::{Account, Claim, Labels, Part, Presented, Why};

/// A page with at least this many teasers and less running text than [`LISTING_UNITS`] lists articles and is none.
const LISTING_TEASERS: usize = 4;
/// See [`LISTING_TEASERS`]; in units of running text outside cards.
const LISTING_UNITS: f32 = 25.0;

/// So many cards with a category show that the page's labels are categories.
const FEWEST_CATEGORIES: usize = 2;

/// The card that opens a front page says no more than this, in units of running text, …
const LEAD_UNITS: f32 = 90.0;
/// … on no more lines than this.
const LEAD_LINES: usize = 10;

/// What cards have to overcome to be the article's: the labeller's log-odds, over the units of their lines, against those of the
/// list's being teasers. Between 0 and 1, with weights from 0.3 to 1, F1 on large pages stays within 0.0005; the upper ends keep
/// the few cards of small pages, of which the labeller has seen fewer.
const CARDS_BIAS: f32 = 1.0;
/// See [`CARDS_BIAS`].
const CARDS_WEIGHT: f32 = 1.0;

/// A lone card on a page without lists is one only where the labeller's log-odds are below this.
const LONE_ODDS: f32 = -0.5;

/// What starts with the author's name is a part of the article from these log-odds on. On the development pages
/// people are at a probability of 0.8 and less, what only looks like it at 0.9 and more.
const STORY_ODDS: f32 = 2.0;

/// So many articles may be marked on a page; more are one. Bounds the work: the head of each is sought in the whole page.
const MOST_ARTICLES: usize = 50;

/// A page on its way from lines to blocks.
pub(super) struct Splitter<'a> {
    pub(super) outline: &'a Outline,
    pub(super) features: Vec<Features>,
    /// The lines that no block has yet.
    free: Vec<bool>,
    /// The lines that the pipeline file drops.
    dropped: Vec<bool>,
    /// The probability of each line to be of the article, where the page has markup that the labeller can judge by.
    probabilities: Option<Vec<f32>>,
    /// How the profiles so far start: a page may show one author's box twice.
    gists: Vec<String>,
    blocks: Vec<Block>,
    /// Why each line went where it did; `None` where nobody asks.
    account: Option<Account>,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(outline: &'a Outline, account: Option<Account>) -> Self {
        let features = features::features(outline);
        let is_judged = has_landmarks(outline);
        let dropped: Vec<bool> = (0..outline.lines().len()).map(|line| cards::is_dropped(outline, line)).collect();
        let mut splitter = Self {
            outline,
            free: dropped.iter().map(|is_dropped| !is_dropped).collect(),
            dropped,
            probabilities: is_judged.then(|| labels::probabilities(outline, &features)),
            features,
            gists: Vec::new(),
            blocks: Vec::new(),
            account,
        };
        if let Some(account) = &mut splitter.account {
            account.reasons = vec![Vec::new(); outline.lines().len()];
            account.lists = cards::lists(outline, &splitter.features);
            let marked: Vec<usize> =
                (0..).zip(&splitter.dropped).filter(|(_, it)| **it).map(|(line, _)| line).collect();
            splitter.note(marked, &Why::Marked(Mark::Drop));
        }
        splitter
    }

    /// Splits the page.
    pub(super) fn split(mut self) -> (Vec<Block>, Option<Account>) {
        if dump::is_dump(self.outline) {
            dump::split(&mut self);
        } else {
            self.marked();
            self.cards();
            self.boxes();
            self.dated();
            self.presentations();
            self.articles();
        }
        self.rest();
        self.blocks.sort_by_key(|block| block.lines.first().copied());
        (self.blocks, self.account)
    }

    pub(super) fn is_free(&self, line: usize) -> bool {
        self.free.get(line).copied().unwrap_or(false)
    }

    /// The lines that no block has yet.
    pub(super) fn free(&self) -> &[bool] {
        &self.free
    }

    pub(super) fn has_blocks(&self) -> bool {
        !self.blocks.is_empty()
    }

    pub(super) fn is_asked_why(&self) -> bool {
        self.account.is_some()
    }

    /// Says something of lines, where somebody asks.
    pub(super) fn note(&mut self, lines: impl IntoIterator<Item = usize>, why: &Why) {
        let Some(account) = &mut self.account else { return };
        for line in lines {
            if let Some(reasons) = account.reasons.get_mut(line)
                && reasons.last() != Some(why)
            {
                reasons.push(why.clone());
            }
        }
    }

    /// Takes lines out of the free ones; gives those that were free.
    fn take(&mut self, lines: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let mut taken = Vec::new();
        for line in lines {
            if let Some(slot) = self.free.get_mut(line)
                && std::mem::take(slot)
            {
                taken.push(line);
            }
        }
        taken
    }

    /// Takes lines for a block, if any of them is free.
    pub(super) fn give(
        &mut self,
        lines: impl IntoIterator<Item = usize>,
        why: &Why,
        block: impl FnOnce(&Outline, &[Features], &[usize]) -> Block,
    ) {
        let lines = self.take(lines);
        if !lines.is_empty() {
            self.note(lines.iter().copied(), why);
            self.blocks.push(block(self.outline, &self.features, &lines));
        }
    }

    /// Tells whether lines that look like something else are the article's: whether the labeller's log-odds are above `odds`.
    fn is_content(&mut self, lines: impl Iterator<Item = usize> + Clone, claim: Claim, odds: f32) -> bool {
        let Some(probabilities) = &self.probabilities else { return false };
        let (mut mass, mut whole) = (0.0, 0.0);
        for line in lines.clone() {
            let units = self.features.get(line).map_or(0.0, |f| f.units);
            mass += units * probabilities.get(line).copied().unwrap_or(0.0);
            whole += units;
        }
        let is_content = mass > labels::trees::probability(odds) * whole;
        if is_content {
            self.note(lines, &Why::Content(claim, mass / whole));
        }
        is_content
    }

    /// What the pipeline file says; nothing else is asked. The article waits: it takes what the others leave.
    fn marked(&mut self) {
        if let Some(group) = cards::marked(self.outline) {
            self.teasers(&group);
        }
        for profile in profile::marked(self.outline) {
            self.profile(profile);
        }
    }

    /// Lists of links.
    fn cards(&mut self) {
        let taken = self.free.iter().zip(&self.dropped).map(|(is_free, is_dropped)| !is_free && !is_dropped).collect();
        for group in cards::groups(self.outline, &self.features, taken) {
            self.group(&group);
        }
    }

    /// Lists of dated lines.
    fn dated(&mut self) {
        // Comments are dated too.
        let is_talk = |line: usize| self.features.get(line).is_some_and(|seen| seen.around.any(Hints::COMMENT));
        let groups = sequence::groups(self.outline, &self.features, |line| self.is_free(line) && !is_talk(line));
        for group in groups {
            self.group(&group);
        }
    }

    /// Takes the cards of a group unless they are the article's.
    fn group(&mut self, group: &Group) {
        let is_alone = group.cards.len() == 1 && !self.has_blocks();
        let odds = if is_alone { LONE_ODDS } else { CARDS_BIAS + CARDS_WEIGHT * group.score };
        if !self.is_content(group.cards.iter().cloned().flatten(), Claim::Cards, odds) {
            self.teasers(group);
        }
    }

    fn teasers(&mut self, group: &Group) {
        let group = &self.without_taken(group);
        let all = slots::fields(self.outline, &self.features, group);
        for (card, fields) in group.cards.iter().zip(all) {
            self.give(card.clone(), &group.why, |outline, _, lines| blocks::teaser(outline, fields, lines));
        }
    }

    /// Cuts the cards of a group at lines that another block has, so that no line is told twice: groups are found
    /// independently of one another.
    fn without_taken<'g>(&self, group: &'g Group) -> Cow<'g, Group> {
        let is_open = |line: &usize| self.is_free(*line) || self.dropped.get(*line).copied().unwrap_or(false);
        if group.cards.iter().cloned().flatten().all(|line| is_open(&line)) {
            return Cow::Borrowed(group);
        }
        let mut left = Group { cards: Vec::new(), heads: Vec::new(), score: group.score, why: group.why.clone() };
        for (number, card) in group.cards.iter().enumerate() {
            let head = group.heads.get(number);
            let start =
                card.clone().find(|line| is_open(line) && head.is_none_or(|(head, _)| head == line || line < head));
            let Some(start) = start else { continue };
            let end = (start..card.end).take_while(is_open).last().unwrap_or(start) + 1;
            if head.is_none_or(|(head, _)| (start..end).contains(head)) {
                left.cards.push(start..end);
                left.heads.extend(head);
            }
        }
        Cow::Owned(left)
    }

    /// People presented in boxes of their own.
    fn boxes(&mut self) {
        for profile in profile::boxes(self.outline, &self.features, |line| self.is_free(line)) {
            self.profile(profile);
        }
    }

    /// People presented among other lines.
    fn presentations(&mut self) {
        let hearsay = profile::Hearsay { closes: &|_, _| false, body: 0..0 };
        for profile in profile::flat(self.outline, &self.features, |line| self.is_free(line), &hearsay) {
            let is_told = profile.how == Presented::Author;
            if !is_told || !self.is_content(profile.lines.clone(), Claim::Profile, STORY_ODDS) {
                self.profile(profile);
            }
        }
    }

    pub(super) fn profile(&mut self, profile: Profile) {
        let gist = profile::gist(self.outline, &self.features, &profile);
        let why = match profile.how {
            Presented::Marked => Why::Marked(Mark::Profile),
            how => Why::Presents(how),
        };
        if self.gists.contains(&gist) {
            self.give(profile.lines, &Why::Again, |outline, _, lines| blocks::other_as_one(outline, lines));
        } else if profile.lines.clone().any(|line| self.is_free(line)) {
            self.gists.push(gist);
            self.give(profile.lines, &why, blocks::profile);
        }
    }

    /// What the page is about. Of several articles that the pipeline file marks, each is sought among its own lines.
    fn articles(&mut self) {
        self.judge();
        let marked = article::marked(self.outline);
        if (2..=MOST_ARTICLES).contains(&marked.len()) {
            for lines in &marked {
                self.within(lines, Self::one_article);
            }
        } else {
            self.one_article();
        }
        if marked.is_empty() {
            self.note_unlikely();
        }
    }

    /// Does something with only these lines free.
    fn within(&mut self, lines: &Range<usize>, work: impl FnOnce(&mut Self)) {
        let before = self.free.clone();
        for (line, is_free) in self.free.iter_mut().enumerate() {
            *is_free &= lines.contains(&line);
        }
        work(self);
        for (line, (is_free, was_free)) in self.free.iter_mut().zip(before).enumerate() {
            *is_free |= was_free && !lines.contains(&line);
        }
    }

    fn one_article(&mut self) {
        let (outline, features, free) = (self.outline, &self.features, &self.free);
        let article = match &self.probabilities {
            Some(probabilities) => article::labelled(outline, features, probabilities, free),
            None if written::is_written(outline) => written::article(outline, features, free),
            None => article::article(outline, features, free),
        };
        self.article(&article, None);
    }

    /// Keeps what the labeller said, where somebody asks.
    fn judge(&mut self) {
        let (Some(account), Some(probabilities)) = (&mut self.account, &self.probabilities) else { return };
        let threshold = article::threshold(&self.features, probabilities, &self.free);
        let pulls = labels::pulls(self.outline, &self.features);
        account.labels = Some(Labels { probabilities: probabilities.clone(), threshold, pulls });
    }

    /// Says of what is left why it is no text of the article: what is probable enough stands where texts are
    /// about something else.
    fn note_unlikely(&mut self) {
        let Some(labels) = self.account.as_ref().and_then(|account| account.labels.as_ref()) else { return };
        let left = labels.probabilities.iter().enumerate().filter(|(line, _)| self.is_free(*line));
        let (unlikely, probable): (Vec<_>, Vec<_>) =
            left.partition(|(_, probability)| **probability < labels.threshold);
        let lines = |all: Vec<(usize, &f32)>| all.into_iter().map(|(line, _)| line).collect::<Vec<usize>>();
        let (unlikely, mut elsewhere) = (lines(unlikely), lines(probable));
        let is_told = |line: &usize| {
            self.account.as_ref().is_some_and(|it| it.reasons.get(*line).is_some_and(|told| !told.is_empty()))
        };
        elsewhere.retain(|line| !is_told(line));
        self.note(unlikely, &Why::Unlikely);
        self.note(elsewhere, &Why::Elsewhere);
    }

    fn is_article_marked(&self) -> bool {
        self.outline.containers().iter().any(|container| container.mark == Some(Mark::Article))
    }

    /// Takes the article and its head, unless the page only lists others.
    pub(super) fn article(&mut self, article: &Article, title: Option<usize>) {
        let is_marked = self.is_article_marked();
        let count = |kind: Kind| self.blocks.iter().filter(|block| block.kind == kind).count();
        let (teasers, people) = (count(Kind::Teaser), count(Kind::Profile));
        let lists = teasers >= LISTING_TEASERS || people > 1;
        let is_listing = lists && article.prose < LISTING_UNITS || teasers > 1 && article.prose <= 0.0;
        if article.lines.is_empty() {
            return;
        }
        if !is_marked && is_listing {
            self.note(article.lines.iter().copied(), &Why::Listing(teasers + people, article.prose));
            return;
        }
        let filed = self.blocks.iter().filter(|block| block.kind == Kind::Teaser && block.category.is_some()).count();
        let head =
            head::head(self.outline, &self.features, &self.free, &article.lines, title, filed >= FEWEST_CATEGORIES);
        let span = head.title.as_ref().and_then(|title| title.span);
        if !is_marked
            && lists
            && article.prose < LEAD_UNITS
            && let Some(card) = self.lead_card(span)
        {
            self.teasers(&Group { cards: vec![card], heads: Vec::new(), score: 0.0, why: Why::Lead });
            return;
        }
        let title_line = span.and_then(|span| {
            head.lines
                .iter()
                .copied()
                .find(|&line| self.outline.lines().get(line).is_some_and(|line| line.span == span))
        });
        let (body, before): (Vec<usize>, Vec<usize>) =
            article.lines.iter().copied().filter(|line| !head.lines.contains(line)).partition(|&line| {
                is_marked || article.is_whole || keeps_before_title(&self.features, line, title_line)
            });
        self.note(before, &Why::BeforeTitle);
        let mut all: Vec<usize> = body.iter().chain(&head.lines).copied().collect();
        all.sort_unstable();
        all.dedup();
        let why = if is_marked {
            Why::Marked(Mark::Article)
        } else if article.is_labelled {
            Why::Likely
        } else {
            Why::Ruled
        };
        self.note(body.iter().copied(), &why);
        self.note_head(&head);
        let lines = self.take(all);
        let block = blocks::article(self.outline, &self.features, head, &body, &lines);
        self.blocks.push(block);
    }

    /// Says of what is left in which list of links it stands, if that is why it was left: the likeliest, of several.
    fn note_lists(&mut self) {
        let Some(account) = &self.account else { return };
        let mut lists: Vec<Option<(f32, usize)>> = vec![None; self.free.len()];
        for (number, list) in account.lists.iter().enumerate().filter(|(_, list)| list.score < list.least) {
            for line in list.cards.iter().filter(|_| list.cards.len() > 1).cloned().flatten() {
                if let Some(slot) = lists.get_mut(line)
                    && slot.is_none_or(|(score, _)| list.score > score)
                {
                    *slot = Some((list.score, number));
                }
            }
        }
        for (line, list) in lists.into_iter().enumerate() {
            if let Some((_, list)) = list.filter(|_| self.is_free(line)) {
                self.note([line], &Why::Unlike(list));
            }
        }
    }

    fn note_head(&mut self, head: &Head) {
        if self.account.is_none() {
            return;
        }
        let found = |part, found: &Option<head::Found>| found.as_ref().and_then(|it| Some((part, it.span?)));
        let date = head.date.as_ref().and_then(|(_, span)| Some((Part::Date, (*span)?)));
        let mut parts: Vec<(Part, Span)> = [
            found(Part::Title, &head.title),
            found(Part::Category, &head.category),
            found(Part::Author, &head.author),
            date,
        ]
        .into_iter()
        .flatten()
        .collect();
        parts.extend(head.repeats.iter().map(|span| (Part::TitleAgain, *span)));
        for &number in &head.lines {
            let Some(line) = self.outline.lines().get(number) else { continue };
            let told = parts.iter().filter(|(_, span)| line.span.contains(*span)).map(|(part, _)| *part);
            let mut told: Vec<Part> = told.collect();
            if told.is_empty() {
                told.push(Part::Other);
            }
            for part in told {
                let mark = match part {
                    Part::Title => Some(Mark::Title),
                    Part::Category => Some(Mark::Category),
                    Part::Author => Some(Mark::Author),
                    Part::Date => Some(Mark::Date),
                    Part::TitleAgain | Part::Other => None,
                };
                let chosen = mark.filter(|mark| head::chosen(self.outline, line, *mark).is_some());
                self.note([number], &chosen.map_or(Why::Head(part), Why::Marked));
            }
        }
    }

    /// The card that opens a front page is larger than the others and of a make of its own. It is one all the same: its
    /// title links to the article. Gives its lines.
    fn lead_card(&self, title: Option<Span>) -> Option<Range<usize>> {
        let (title, outline) = (title?, self.outline);
        let (number, line) = outline.lines().iter().enumerate().find(|(_, line)| line.span == title)?;
        let is_content = |link: u32| anchors::leads_to_content(outline.link(link));
        if !outline.runs(line).iter().any(|run| run.link.is_some_and(is_content))
            || self.features.get(number)?.link_share < 0.8
        {
            return None;
        }
        let card = outline.around(line).find(|container| container.lines.len() > 1)?;
        let lines = card.lines.start as usize..card.lines.end as usize;
        (lines.len() <= LEAD_LINES && lines.clone().all(|line| self.is_free(line))).then_some(lines)
    }

    /// What nothing asked for, and what the pipeline file drops.
    fn rest(&mut self) {
        self.note_lists();
        let is_left = |line: usize| self.is_free(line) || self.dropped.get(line).copied().unwrap_or(false);
        for lines in rest::stretches(self.outline, &self.features, is_left) {
            self.blocks.push(blocks::other(self.outline, &self.features, &lines));
        }
    }
}

/// Tells whether a page has markup that the labeller can judge by: more than the lists, quotes and tables of running text.
pub(super) fn has_landmarks(outline: &Outline) -> bool {
    use ContainerKind::{Item, List, Quote, Root, Row, Table};
    outline.containers().iter().any(|it| !matches!(it.kind, Root | List | Item | Quote | Table | Row))
}

/// Before the title stands what leads to the page, not what it says; running text in the same part of the page is a lead.
fn keeps_before_title(features: &[Features], line: usize, title: Option<usize>) -> bool {
    let Some(title) = title.filter(|&title| line < title) else { return true };
    let landmark = |line: usize| features.get(line).map(|features| features.landmark);
    features.get(line).is_some_and(Features::is_prose) && landmark(line) == landmark(title)
}
