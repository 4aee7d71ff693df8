//! Whether a card says what its article says, field by field.
//!
//! Cards are written for their own place: titles are shortened and sharpened, texts are summed up, an article is filed under
//! several categories. So a field that merely reads otherwise is not at fault by itself; see [`super::custom`] for what makes
//! it so. The bars below were chosen on 1,327 pages of 1,100 sites: what a page tells social networks it is called, and how it
//! describes itself, is what an editor writes for a card, and another page's of the same language is what no card should
//! have (docs/quality.md).

use super::kept::{Card, Face, Moment};
use super::stems::{RUN, Stem, content, holds, is_number, long_words, overlap, runs};

/// Fewest words of a title, numbers left out, that have to be the same for a changed number to be the difference.
const FRAME_WORDS: usize = 2;

/// Fewest longer words of a title of which none is in the article, nor in its address. Of 266 titles for social networks that are worded
/// otherwise than the headline none is so foreign to its page, of other pages' 0.36.
const FOREIGN_WORDS: usize = 3;

/// An article of fewer words may never say what its title says.
const TELLING_WORDS: usize = 60;

/// Fewest longer words of an excerpt that tell whether it is of the same things as an article.
const TELLING_EXCERPT: usize = 6;

/// Share of these that an article has at least, if the excerpt is about it. Of 1,121 descriptions 0.005 have less, all of
/// them of the site and not of the page; of other pages' 0.39.
const SHARED: f64 = 0.2;

/// Share of the runs of three words of an excerpt that stand in the article if it was taken from there.
const TAKEN: f64 = 0.9;

/// How many runs may be missing in a short one: where two sentences were joined, or a word of a sentence was cut.
const SEAMS: usize = 3;

/// Share of the runs above which an excerpt is not another article's.
const OWN: f64 = 0.3;

/// Fewest runs around a changed number.
const NUMBER_RUNS: usize = 5;

/// Zones of clocks differ by up to 26 hours.
const ZONES: i64 = 26 * 3600;

/// One day may be the next one where card and article are printed by two clocks; half a day tells the next from the one after it.
const NEXT_DAY: i64 = 12 * 3600;

/// What came of holding one field of a card against its article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// One of them has no such field, or they cannot be compared.
    #[default]
    Silent,
    /// It is the same.
    Agrees,
    /// It is something else, and may be meant to be.
    Differs,
    /// It is at fault unless cards of the site usually differ so.
    Wrong,
    /// It is at fault.
    Surely,
}

/// The fields of a card that are held against its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Language,
    Title,
    Category,
    Date,
    Excerpt,
}

impl Part {
    pub(super) const ALL: [Self; 5] = [Self::Language, Self::Title, Self::Category, Self::Date, Self::Excerpt];
}

/// What came of all of them, in the order of [`Part::ALL`].
pub(super) type Verdicts = [Verdict; Part::ALL.len()];

/// An article, made ready for cards to be held against it.
pub(super) struct Article<'a> {
    face: &'a Face,
    /// Ascending, as those below.
    runs: Vec<u64>,
    content: Vec<u64>,
    words: Vec<Stem>,
}

/// What is known of the other pages.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Elsewhere {
    /// Whether the title of the card is that of one other article.
    pub(super) has_title: bool,
    /// Whether its category is one that articles are filed under.
    pub(super) has_category: bool,
    /// Whether its excerpt begins as one other article, or what that says of itself.
    pub(super) has_excerpt: bool,
}

impl<'a> Article<'a> {
    pub(super) fn new(face: &'a Face) -> Self {
        let parts = || face.titles.iter().chain([&face.text]);
        let words = parts().flatten().chain(&face.labels).copied();
        // What stands beside a label says nothing.
        let about = parts().flat_map(|part| content(part)).chain(long_words(&face.labels));
        let runs = parts().flat_map(|part| runs(part)).map(|(run, _)| run);
        Self { face, runs: sorted(runs), content: sorted(about), words: sorted(words) }
    }

    /// Holds a card against the article.
    pub(super) fn judge(&self, card: &Card, elsewhere: Elsewhere) -> Verdicts {
        let language = self.language(card);
        if language == Verdict::Surely {
            return [language, Verdict::Silent, Verdict::Silent, self.date(card), Verdict::Silent];
        }
        let (title, excerpt) = (self.title(card, elsewhere), self.excerpt(card, elsewhere));
        [language, title, self.category(card, elsewhere), self.date(card), excerpt]
    }

    fn language(&self, card: &Card) -> Verdict {
        match card.language {
            Some(_) if self.face.languages.is_empty() => Verdict::Silent,
            Some(language) if self.face.languages.iter().any(|&other| language.same_language(other)) => Verdict::Agrees,
            // What the article has word for word is in its language, whatever a short text looks like.
            Some(_) if self.shares(&card.title) || self.shares(&card.excerpt) => Verdict::Agrees,
            Some(_) => Verdict::Surely,
            None => Verdict::Silent,
        }
    }

    /// Tells whether much of a text stands in the article.
    fn shares(&self, text: &[Stem]) -> bool {
        let (all, there) = runs(text)
            .fold((0_usize, 0_usize), |(all, there), (run, _)| (all + 1, there + usize::from(self.has_run(run))));
        there > 0 && there as f64 >= OWN * all as f64
    }

    fn title(&self, card: &Card, elsewhere: Elsewhere) -> Verdict {
        let (title, face) = (&card.title, self.face);
        if title.is_empty() || face.titles.is_empty() {
            Verdict::Silent
        } else if face.titles.iter().any(|other| overlap(title, other)) || holds(&face.text, title) {
            Verdict::Agrees
        } else if elsewhere.has_title || face.titles.iter().any(|other| self.has_other_numbers(title, other)) {
            Verdict::Surely
        } else {
            let about = content(title);
            let is_foreign =
                about.len() >= FOREIGN_WORDS && about.iter().all(|word| self.content.binary_search(word).is_err());
            if is_foreign && face.text.len() >= TELLING_WORDS { Verdict::Wrong } else { Verdict::Differs }
        }
    }

    /// Tells whether two titles are the same but for numbers, of which the article does not have the card's.
    fn has_other_numbers(&self, title: &[Stem], other: &[Stem]) -> bool {
        let parted = |stems: &[Stem]| stems.iter().copied().partition::<Vec<Stem>, _>(|&stem| is_number(stem));
        let ((numbers, words), (others, other_words)) = (parted(title), parted(other));
        let is_new = |number: &Stem| self.words.binary_search(number).is_err();
        words.len().min(other_words.len()) >= FRAME_WORDS
            && !others.is_empty()
            && overlap(&words, &other_words)
            && numbers.iter().any(is_new)
    }

    fn category(&self, card: &Card, elsewhere: Elsewhere) -> Verdict {
        let category = &card.category;
        if category.is_empty() || self.face.categories.iter().all(Vec::is_empty) {
            Verdict::Silent
        } else if self.face.categories.iter().any(|other| !other.is_empty() && overlap(category, other)) {
            Verdict::Agrees
        } else if !elsewhere.has_category || category.iter().all(|word| self.face.labels.binary_search(word).is_ok()) {
            // A format, a series, a sponsor; or another of the article's categories.
            Verdict::Differs
        } else {
            Verdict::Wrong
        }
    }

    fn date(&self, card: &Card) -> Verdict {
        let meets = |date: &Moment| date.meets_any(&self.face.dates);
        if card.dates.is_empty() || self.face.dates.is_empty() {
            Verdict::Silent
        } else if card.dates.iter().any(meets) {
            Verdict::Agrees
        } else if card.date_words.len() > 1 && card.date_words.iter().all(|word| self.words.binary_search(word).is_ok())
        {
            // The day of an event, of a review: the page has it too.
            Verdict::Silent
        } else {
            Verdict::Wrong
        }
    }

    fn excerpt(&self, card: &Card, elsewhere: Elsewhere) -> Verdict {
        let excerpt = &card.excerpt;
        let (mut all, mut there) = (0_usize, 0_usize);
        for (run, _) in runs(excerpt) {
            all += 1;
            there += usize::from(self.has_run(run));
        }
        if all == 0 {
            Verdict::Silent
        } else if self.has_changed_number(excerpt) {
            Verdict::Surely
        } else if there as f64 >= TAKEN * all as f64 || there + SEAMS >= all && there > SEAMS {
            Verdict::Agrees
        } else if elsewhere.has_excerpt && (there as f64) < OWN * all as f64 {
            Verdict::Surely
        } else {
            let about = content(excerpt);
            let shared = about.iter().filter(|word| self.content.binary_search(word).is_ok()).count();
            let is_foreign = about.len() >= TELLING_EXCERPT && (shared as f64) < SHARED * about.len() as f64;
            if is_foreign && self.face.text.len() >= TELLING_WORDS { Verdict::Wrong } else { Verdict::Differs }
        }
    }

    /// Tells whether an excerpt was taken from the article but for a number that the article does not have.
    fn has_changed_number(&self, excerpt: &[Stem]) -> bool {
        let is_new = |stem: &Stem| is_number(*stem) && self.words.binary_search(stem).is_err();
        let taken: Vec<bool> = runs(excerpt).map(|(run, _)| self.has_run(run)).collect();
        let (mut around, mut there) = (0, 0);
        for ((_, words), is_taken) in runs(excerpt).zip(&taken).filter(|((_, words), _)| !words.iter().any(is_new)) {
            around += words.len().min(1);
            there += usize::from(*is_taken);
        }
        // In running text: what stands behind an excerpt, how long it takes to read, is no part of it.
        let is_taken = |at: Option<usize>| at.and_then(|at| taken.get(at)).is_some_and(|&is_taken| is_taken);
        let mut new = excerpt.iter().enumerate().filter(|(_, stem)| is_new(stem)).map(|(at, _)| at);
        there >= NUMBER_RUNS
            && there as f64 >= TAKEN * around as f64
            && new.any(|at| is_taken(at.checked_sub(RUN)) && is_taken(Some(at + 1)))
    }

    fn has_run(&self, run: u64) -> bool {
        self.runs.binary_search(&run).is_ok()
    }
}

impl Moment {
    /// Tells whether it may be one of the dates of an article, or lie between its publication and its last change: there may have
    /// been others.
    fn meets_any(&self, dates: &[Self]) -> bool {
        let is_before = |one: &Self, two: &Self| one.latest.saturating_add(one.slack(two)) < two.earliest;
        let (changes, published): (Vec<&Self>, Vec<&Self>) = dates.iter().partition(|date| date.is_change);
        let is_late_enough = published.iter().all(|date| !is_before(self, date));
        let is_between = is_late_enough && changes.iter().any(|change| !is_before(change, self));
        is_between || dates.iter().any(|date| !is_before(self, date) && !is_before(date, self))
    }

    fn slack(&self, other: &Self) -> i64 {
        if self.is_printed_day && other.is_printed_day { NEXT_DAY } else { ZONES }
    }
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}
