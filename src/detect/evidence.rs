//! What a text says of its language: a log-likelihood for every language in question.

use std::borrow::Cow;

use super::grams;
use super::known::{self, Id};
use super::layout::UNITS;
use super::looks::{self, CAPITAL_WEIGHT};
use super::model::{self, Weights};
use super::script::Script;
use super::tokens::{self, Look, Word};
use super::trigrams;
use crate::language::{Language, Tag};

/// What the word of `whatlang` is worth at most, in nats.
const SECOND_OPINION: f32 = 2.0;
/// Languages further than this behind the first, in nats, are no longer in question for a second opinion.
const IN_QUESTION: f32 = 3.0;
/// How many languages a second opinion may choose from; it costs time for each.
const OPINION_CANDIDATES: usize = 5;
/// A second opinion is asked of texts of so many letters or more: `whatlang` ranks trigrams, and a word has few.
const OPINION_LETTERS: usize = 20;
/// How many characters a second opinion reads.
const OPINION_CHARACTERS: usize = 300;
/// By how much log-likelihoods are flattened before they become probabilities, because words of a text depend on one
/// another: by this for a word or two …
const TEMPERATURE: f64 = 1.7;
/// … and by one more for every so many words. Both fitted so that confidences mean what they say on development lines.
const WORDS_A_DEGREE: f64 = 20.0;
/// A word of so many letters or fewer, alone beside a number, may be a unit of measure or of money.
const LONGEST_UNIT: usize = 3;
const SOFT_HYPHEN: char = '\u{AD}';
/// Of a text of more words, so many are read, evenly spread: more do not change a decision (measured on paragraphs).
const ENOUGH_WORDS: usize = 48;
/// Words are read in rounds, every eighth first, so that each round runs from end to end of the text …
const ROUNDS: [usize; 8] = [0, 4, 2, 6, 1, 5, 3, 7];
/// … and no more rounds once so many words are read …
const DECIDED_WORDS: usize = 8;
/// … and the likeliest language leads by so many units: 25 nats before they are flattened.
const DECIDED: i16 = 25 * UNITS as i16;
/// So many units behind the likeliest by whole words, a language may still turn out to be the one: 4 nats before they are
/// flattened. With this, as many foreign sentences inside paragraphs are found as where every one is read (F1 0.996).
const CLOSE: i16 = 4 * UNITS as i16;
/// A language so far behind the likeliest, in nats, does not change a confidence that is told in hundredths.
const OUT_OF_SIGHT: f64 = -15.0;
/// Below this probability a decision would more often be wrong than right.
const LEAST_CONFIDENCE: f64 = 0.5;
/// The same for a text that may be a name: none of its words is written small, or known to be an ordinary word. On the pages
/// of `docs/quality.md` nothing changes from 0.8 to 0.97; of lines that have no language, 0.8 leaves nine in ten undecided.
const LEAST_CONFIDENCE_OF_NAMES: f64 = 0.8;
/// Log-probability of an ordinary word of one script on a page whose language is written in another, against the likeliest
/// language of its own: of a Latin one, since English words stand everywhere (of -1.3, -2.5 and -3.5, the one that found most
/// English paragraphs on Japanese, Korean, Chinese and Ukrainian pages; none raised a false alarm) …
const LATIN_ELSEWHERE: f32 = -3.5;
/// … and of any other.
const OTHER_SCRIPT_ELSEWHERE: f32 = -4.0;

/// What a text says of its language. Log-likelihoods are in nats, known up to a constant.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    scores: Vec<(Id, f32)>,
    /// The score of a language that is written in another script: all it can say is that the text holds names.
    other_script: f32,
    words: usize,
    letters: usize,
    is_name_like: bool,
}

impl Evidence {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        let text = without_soft_hyphens(text);
        let tokens = tokens::read(&text);
        if tokens.is_code() {
            return Self::default();
        }
        let has_numbers = tokens.has_numbers();
        let words = tokens.words;
        let Some(script) = looks::main_script(&words) else { return Self::default() };
        if has_numbers && is_unit(&words) {
            return Self::default();
        }
        of_words(&words, script)
    }

    /// Gives the number of ordinary words; two characters count as one where words are not parted.
    pub fn words(&self) -> usize {
        self.words
    }

    /// Gives the number of letters of the ordinary words.
    pub fn letters(&self) -> usize {
        self.letters
    }

    /// Gives the log-likelihood ratio of `tag` against `other`, in nats, flattened like [`Evidence::likelihoods`].
    pub fn ratio(&self, tag: Tag, other: Tag) -> f64 {
        f64::from(self.score(tag) - self.score(other)) / self.temperature()
    }

    fn score(&self, tag: Tag) -> f32 {
        let tag = tag.language();
        self.scores.iter().find(|(id, _)| id.tag() == tag).map_or(self.other_script, |&(_, score)| score)
    }

    /// Gives every language in question with its log-likelihood, flattened so that it is calibrated.
    pub fn likelihoods(&self) -> impl Iterator<Item = (Tag, f64)> {
        let temperature = self.temperature();
        self.scores.iter().map(move |&(id, score)| (id.tag(), f64::from(score) / temperature))
    }

    fn temperature(&self) -> f64 {
        TEMPERATURE + self.words as f64 / WORDS_A_DEGREE
    }

    /// Decides from this evidence and a prior (log-probability of each language, up to a constant; `None` rules it out).
    /// `also` is a language in question whatever the script of the text. Where no language is likelier than not, it is `und`.
    pub fn decide(&self, also: Option<Tag>, prior: impl Fn(Tag) -> Option<f64>) -> Language {
        let also = also.map(Tag::language).filter(|&tag| self.scores.iter().all(|(id, _)| id.tag() != tag));
        let also = also.and_then(|tag| Some((tag, f64::from(self.other_script) / self.temperature() + prior(tag)?)));
        self.likeliest(LEAST_CONFIDENCE, also, |id| prior(id.tag()))
    }

    /// Decides like [`Evidence::decide`] with a prior by row of `known`, and another probability below which a text is `und`.
    pub(super) fn decide_alone(&self, least: f64, prior: impl Fn(Id) -> Option<f64>) -> Language {
        self.likeliest(least, None, prior)
    }

    fn likeliest(&self, least: f64, also: Option<(Tag, f64)>, prior: impl Fn(Id) -> Option<f64>) -> Language {
        let und = |confidence| Language { tag: Tag::UND, confidence };
        if self.words == 0 {
            return und(1.0);
        }
        let temperature = self.temperature();
        let mut weighed: Vec<(Tag, f64)> = Vec::with_capacity(self.scores.len() + 1);
        let own = self.scores.iter().filter_map(|&(id, score)| Some((id, f64::from(score) / temperature + prior(id)?)));
        weighed.extend(own.map(|(id, score)| (id.tag(), score)).chain(also));
        let Some(&(tag, best)) = weighed.iter().max_by(|a, b| a.1.total_cmp(&b.1)) else { return und(1.0) };
        let rivals = weighed.iter().map(|&(_, score)| score - best).filter(|&behind| behind > OUT_OF_SIGHT);
        let confidence = (1.0 / rivals.map(f64::exp).sum::<f64>()).clamp(0.0, 1.0);
        let least = if self.is_name_like { least.max(LEAST_CONFIDENCE_OF_NAMES) } else { least };
        if confidence < least { und(1.0 - confidence) } else { Language { tag, confidence } }
    }
}

/// The sums of the weights of words, in units, by the place of a language among those of the script. Half as wide as the
/// processor's integers, so that it adds up twice as many at a time; they end at 2,048 nats, where nothing is open any more.
struct Sums([i16; known::MOST_OF_A_SCRIPT]);

impl Sums {
    const NONE: Self = Self([0; known::MOST_OF_A_SCRIPT]);

    /// Gives how far the largest sum is ahead of the next.
    fn lead(&self) -> i16 {
        let (first, second) =
            self.0.iter().fold(
                (i16::MIN, i16::MIN),
                |(first, second), &sum| {
                    if sum > first { (sum, first) } else { (first, second.max(sum)) }
                },
            );
        first.saturating_sub(second)
    }

    fn add(&mut self, weights: Weights) {
        match weights {
            Weights::Some(pairs) => {
                for &[place, units] in pairs {
                    if let Some(sum) = self.0.get_mut(usize::from(place)) {
                        *sum = sum.saturating_add(i16::from(units.cast_signed()));
                    }
                }
            }
            Weights::All(units) => {
                for (sum, units) in self.0.iter_mut().zip(units) {
                    *sum = sum.saturating_add(i16::from(units.cast_signed()));
                }
            }
        }
    }
}

fn of_words(words: &[Word], script: Script) -> Evidence {
    let languages = known::of_script(script);
    let letters = || looks::own_words(words, script).map(|word| word.text.chars().count()).sum();
    if let [id] = languages {
        let letters: usize = letters();
        let words = if script.is_unspaced() { letters.div_ceil(4) } else { looks::own_words(words, script).count() };
        let other_script = OTHER_SCRIPT_ELSEWHERE * words as f32;
        return Evidence { scores: vec![(*id, 0.0)], other_script, words, letters, is_name_like: false };
    }
    let (mut plain, mut capital) = (Sums::NONE, Sums::NONE);
    let is_title = is_title_case(words);
    let (mut ordinary, mut doubtful) = (0, 0);
    let stride = looks::own_words(words, script).count().div_ceil(ENOUGH_WORDS);
    let own: Vec<&Word> = looks::own_words(words, script).step_by(stride.max(1)).collect();
    for first in ROUNDS {
        for word in own.iter().skip(first).step_by(ROUNDS.len()) {
            let whole = model::find(grams::whole(&word.text));
            if word.look != Look::Small && whole.is_some_and(Weights::is_name) {
                continue;
            }
            let sums = if word.look == Look::Capital { &mut capital } else { &mut plain };
            if let Some(weights) = whole {
                sums.add(weights);
            }
            grams::parts(&word.text, word.script, |_, hash| {
                let found = model::find(hash);
                if let Some(weights) = found {
                    sums.add(weights);
                }
                found.is_some()
            });
            match word.look {
                Look::Small => ordinary += 1,
                Look::Opening if whole.is_some() => ordinary += 1,
                Look::Capital if whole.is_some() && is_title => ordinary += 1,
                Look::Opening | Look::Capital => doubtful += 1,
            }
        }
        if ordinary >= DECIDED_WORDS && plain.lead() >= DECIDED {
            break;
        }
    }
    let has_small = looks::own_words(words, script).any(|word| word.look == Look::Small);
    let is_name_like = ordinary == 0 || !has_small && doubtful > 0;
    let letters: usize = letters();
    let words_read = match script {
        Script::Han => letters.div_ceil(2),
        _ if ordinary == 0 => doubtful,
        _ => ordinary,
    };
    if words_read == 0 {
        return Evidence::default();
    }
    let sums =
        plain.0.iter().zip(&capital.0).map(|(&plain, &capital)| f32::from(plain) + CAPITAL_WEIGHT * f32::from(capital));
    let all = languages.iter().zip(sums);
    let mut scores: Vec<(Id, f32)> = all.map(|(&id, sum)| (id, (f32::from(model::bias(id)) + sum) / UNITS)).collect();
    if letters >= OPINION_LETTERS {
        ask_for_second_opinion(&mut scores, words, script);
    }
    let likeliest = scores.iter().map(|&(_, score)| score).fold(f32::MIN, f32::max);
    let elsewhere = if script == Script::Latin { LATIN_ELSEWHERE } else { OTHER_SCRIPT_ELSEWHERE };
    let other_script = likeliest + elsewhere * words_read as f32;
    Evidence { scores, other_script, words: words_read, letters, is_name_like }
}

/// Tells by its whole words alone, one look-up each, whether a text may well be in `tag`: no language is far ahead of it. A text
/// whose words say nothing may be in any.
pub fn may_be(text: &str, tag: Tag) -> bool {
    let text = without_soft_hyphens(text);
    let words = tokens::read(&text).words;
    let Some(script) = looks::main_script(&words) else { return true };
    let Some(own) = known::of_script(script).iter().position(|id| id.tag() == tag) else { return false };
    let mut sums = Sums::NONE;
    for word in looks::own_words(&words, script).filter(|word| word.look != Look::Capital) {
        if let Some(weights) = model::find(grams::whole(&word.text)).filter(|weights| !weights.is_name()) {
            sums.add(weights);
        }
    }
    let most = sums.0.iter().copied().fold(i16::MIN, i16::max);
    sums.0.get(own).is_some_and(|&sum| most.saturating_sub(sum) <= CLOSE)
}

/// Takes out what only shows where a word may be parted.
fn without_soft_hyphens(text: &str) -> Cow<'_, str> {
    if text.contains(SOFT_HYPHEN) { text.replace(SOFT_HYPHEN, "").into() } else { text.into() }
}

/// Tells the words beside a number that may be its unit: `157 kr.`, `12 km`.
fn is_unit(words: &[Word]) -> bool {
    matches!(words, [word] if word.text.chars().count() <= LONGEST_UNIT && !word.script.is_unspaced())
}

/// Tells a title in which every word but the small ones has a capital.
fn is_title_case(words: &[Word]) -> bool {
    let capitals = words.iter().filter(|word| word.look == Look::Capital).count();
    let long_small = words.iter().filter(|word| word.look == Look::Small && word.text.chars().count() >= 5).count();
    capitals >= 2 && long_small * 4 <= capitals
}

fn ask_for_second_opinion(scores: &mut [(Id, f32)], words: &[Word], script: Script) {
    let best = scores.iter().map(|&(_, score)| score).fold(f32::MIN, f32::max);
    let mut open: Vec<(Id, f32)> = scores.iter().copied().filter(|(_, score)| best - score < IN_QUESTION).collect();
    if open.len() < 2 {
        return;
    }
    open.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    open.truncate(OPINION_CANDIDATES);
    let mut text = String::with_capacity(OPINION_CHARACTERS + OPINION_CHARACTERS / 4);
    for word in looks::own_words(words, script).filter(|word| word.look != Look::Capital) {
        if text.len() >= OPINION_CHARACTERS {
            break;
        }
        text.push_str(&word.text);
        text.push(' ');
    }
    let open: Vec<Id> = open.into_iter().map(|(id, _)| id).collect();
    let Some((winner, confidence)) = trigrams::opinion(&text, &open) else { return };
    for (id, score) in scores.iter_mut() {
        if *id == winner {
            *score += SECOND_OPINION * confidence as f32;
        } else if !trigrams::knows(*id) {
            *score += SECOND_OPINION * confidence as f32 / 2.0;
        }
    }
}
