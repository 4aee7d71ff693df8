//! What a text says of its language: a log-likelihood for every language in question.

use super::known::{self, Id};
use super::script::{self, Script};
use super::table;
use super::tokens::{self, Look, Word};
use super::trigrams;
use crate::language::{Language, Tag};

/// How much a listed word with a capital inside a sentence counts: it may be a name that is spelt like a word.
const CAPITAL_WEIGHT: f32 = 0.4;
/// How much a word of one letter counts: it is as often a label, a unit or a variable.
const SINGLE_LETTER_WEIGHT: f32 = 0.5;
/// What the word of `whatlang` is worth at most, in nats.
const SECOND_OPINION: f32 = 2.5;
/// Languages further than this behind the first, in nats, are no longer in question for a second opinion.
const IN_QUESTION: f32 = 5.0;
/// How many languages a second opinion may choose from; it costs time for each.
const OPINION_CANDIDATES: usize = 10;
/// How many characters a second opinion reads.
const OPINION_CHARACTERS: usize = 300;
/// By how much log-likelihoods are flattened before they become probabilities, because words of a text depend on one
/// another: by this for a word or two …
const TEMPERATURE: f64 = 1.0;
/// … and by one more for every so many words. Both fitted so that confidences mean what they say on development lines.
const WORDS_A_DEGREE: f64 = 40.0;
/// Below this probability the text is `und`: a guess would more often be wrong than right.
const LEAST_CONFIDENCE: f64 = 0.5;
/// Log-probability that a Japanese text has one more Han character in a row and no kana.
const HAN_ALONE_IN_JAPANESE: f32 = -0.35;
/// Log-probability of an ordinary word of one script on a page whose language is written in another: of a Latin one, since
/// English words stand everywhere …
const LATIN_ELSEWHERE: f32 = -0.7;
/// … and of any other.
const OTHER_SCRIPT_ELSEWHERE: f32 = -1.5;
/// Letters of another script than Latin outweigh so many Latin ones: Latin letters stand in texts of every language.
const OTHER_SCRIPT_WEIGHT: f32 = 2.0;
/// A Han character, a syllable of Hangul, carries about as much as so many letters.
const SYLLABLE_WEIGHT: f32 = 2.5;

/// What a text says of its language. Log-likelihoods are in nats, known up to a constant.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    scores: Vec<(Id, f32)>,
    /// The score of a language that is written in another script: all it can say is that the text holds names.
    other_script: f32,
    words: usize,
    letters: usize,
}

impl Evidence {
    /// Reads a text.
    pub fn of(text: &str) -> Self {
        let words = tokens::words(text);
        let Some(script) = main_script(&words) else { return Self::default() };
        match script {
            Script::Han => han_or_kana(&words),
            _ => of_words(&words, script),
        }
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
    /// `also` is a language in question whatever the script of the text.
    pub fn decide(&self, also: Option<Tag>, prior: impl Fn(Tag) -> Option<f64>) -> Language {
        if self.words == 0 {
            return Language { tag: Tag::UND, confidence: 1.0 };
        }
        let also = also.map(Tag::language).filter(|&tag| self.scores.iter().all(|(id, _)| id.tag() != tag));
        let also = also.map(|tag| (tag, f64::from(self.other_script) / self.temperature()));
        let mut weighed: Vec<(Tag, f64)> = Vec::with_capacity(self.scores.len() + 1);
        let all = self.likelihoods().chain(also);
        weighed.extend(all.filter_map(|(tag, score)| prior(tag).map(|prior| (tag, score + prior))));
        let Some(&(tag, best)) = weighed.iter().max_by(|a, b| a.1.total_cmp(&b.1)) else {
            return Language { tag: Tag::UND, confidence: 1.0 };
        };
        let total: f64 = weighed.iter().map(|&(_, score)| (score - best).exp()).sum();
        let confidence = (1.0 / total).clamp(0.0, 1.0);
        if confidence < LEAST_CONFIDENCE {
            return Language { tag: Tag::UND, confidence: 1.0 - confidence };
        }
        Language { tag, confidence }
    }
}

/// Finds the script that the ordinary words are in.
fn main_script(words: &[Word]) -> Option<Script> {
    let mut weights = [0.0f32; script::COUNT];
    for word in words {
        let letters = word.text.chars().count() as f32;
        let weight = match word.script {
            Script::Latin => 1.0,
            Script::Han | Script::Kana | Script::Hangul => SYLLABLE_WEIGHT * OTHER_SCRIPT_WEIGHT,
            _ => OTHER_SCRIPT_WEIGHT,
        };
        let is_name = word.look == Look::Capital && word.script == Script::Latin;
        if let Some(sum) = weights.get_mut(joined(word.script) as usize) {
            *sum += if is_name { letters * weight / 2.0 } else { letters * weight };
        }
    }
    let weight = |script: Script| weights.get(script as usize).copied().unwrap_or_default();
    let in_order = words.iter().map(|word| joined(word.script));
    in_order.max_by(|&a, &b| weight(a).total_cmp(&weight(b)))
}

/// Counts kana as Han: Japanese mixes them.
fn joined(script: Script) -> Script {
    if script == Script::Kana { Script::Han } else { script }
}

/// Kana makes a text Japanese; Han characters alone make it Chinese, the more of them the surer.
fn han_or_kana(words: &[Word]) -> Evidence {
    let count = |script: Script| -> usize {
        let own = words.iter().filter(|word| word.script.is_unspaced());
        own.flat_map(|word| word.text.chars()).filter(|&c| Script::of(c) == Some(script)).count()
    };
    let (han, kana) = (count(Script::Han), count(Script::Kana));
    let is_japanese = kana * 12 > han;
    let japanese = if is_japanese { 0.0 } else { HAN_ALONE_IN_JAPANESE * han as f32 };
    let chinese = if is_japanese { -3.0 * kana as f32 } else { 0.0 };
    let scores = [("ja", japanese), ("zh", chinese)];
    let scores = scores.iter().filter_map(|&(tag, score)| Some((known::find(Tag::of(tag), Script::Han)?, score)));
    let words = (han + kana).div_ceil(2);
    Evidence {
        scores: scores.collect(),
        other_script: OTHER_SCRIPT_ELSEWHERE * words as f32,
        words,
        letters: han + kana,
    }
}

fn of_words(words: &[Word], script: Script) -> Evidence {
    let own: Vec<&Word> = words.iter().filter(|word| word.script == script).collect();
    let letters: usize = own.iter().map(|word| word.text.chars().count()).sum();
    let mut scores: Vec<(Id, f32)> = known::of_script(script).iter().map(|&id| (id, 0.0)).collect();
    if scores.len() == 1 {
        let words = if script.is_unspaced() { letters.div_ceil(4) } else { own.len() };
        return Evidence { scores, other_script: OTHER_SCRIPT_ELSEWHERE * words as f32, words, letters };
    }
    let mut sums = [0.0f32; known::COUNT];
    let mut letter_rows: Vec<&table::Row> = Vec::with_capacity(letters);
    let is_title = is_title_case(&own);
    let mut ordinary = 0;
    let mut doubtful = 0;
    let mut for_opinion = String::with_capacity(OPINION_CHARACTERS + OPINION_CHARACTERS / 4);
    for word in &own {
        let weights = table::word(&word.text);
        let is_listed = !weights.is_empty();
        let share = match word.look {
            Look::Capital if !is_title => CAPITAL_WEIGHT,
            _ if word.text.chars().nth(1).is_none() => SINGLE_LETTER_WEIGHT,
            _ => 1.0,
        };
        for &(id, weight) in weights {
            if let Some(sum) = sums.get_mut(id.index()) {
                *sum += weight * share;
            }
        }
        match (word.look, is_listed) {
            (Look::Small, _) | (Look::Opening, true) => ordinary += 1,
            (Look::Capital, true) if is_title => ordinary += 1,
            _ => doubtful += 1,
        }
        if word.look != Look::Capital || is_title {
            letter_rows.extend(word.text.chars().filter_map(|letter| table::letter(letter, script)));
            if for_opinion.len() < OPINION_CHARACTERS {
                for_opinion.push_str(&word.text);
                for_opinion.push(' ');
            }
        }
    }
    if ordinary == 0 {
        return Evidence::default();
    }
    if own.first().is_some_and(|word| word.look == Look::Opening) && doubtful > 0 {
        ordinary += usize::from(own.first().is_some_and(|word| table::word(&word.text).is_empty()));
    }
    let of_letters = table::sum(&letter_rows);
    for (id, score) in &mut scores {
        *score = sums.get(id.index()).copied().unwrap_or_default() + table::at(&of_letters, *id);
    }
    ask_for_second_opinion(&mut scores, &for_opinion);
    let likeliest = scores.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|&(id, _)| id);
    let elsewhere = if script == Script::Latin { LATIN_ELSEWHERE } else { OTHER_SCRIPT_ELSEWHERE };
    let other_script = likeliest.map_or(0.0, |id| table::at(&of_letters, id)) + elsewhere * ordinary as f32;
    Evidence { scores, other_script, words: ordinary, letters }
}

/// Tells a title in which every word but the small ones has a capital.
fn is_title_case(words: &[&Word]) -> bool {
    let capitals = words.iter().filter(|word| word.look == Look::Capital).count();
    let long_small = words.iter().filter(|word| word.look == Look::Small && word.text.chars().count() >= 5).count();
    capitals >= 2 && long_small * 4 <= capitals
}

fn ask_for_second_opinion(scores: &mut [(Id, f32)], text: &str) {
    scores.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let Some(&(_, best)) = scores.first() else { return };
    let open: Vec<Id> = scores
        .iter()
        .take_while(|(_, score)| best - score < IN_QUESTION)
        .take(OPINION_CANDIDATES)
        .map(|&(id, _)| id)
        .collect();
    let Some((winner, confidence)) = trigrams::opinion(text, &open) else { return };
    for (id, score) in scores.iter_mut() {
        if *id == winner {
            *score += SECOND_OPINION * confidence as f32;
        } else if !trigrams::knows(*id) {
            *score += SECOND_OPINION * confidence as f32 / 2.0;
        }
    }
}
