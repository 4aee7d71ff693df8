//! Passages: where a paragraph changes language. One English sentence in a Danish paragraph, or a translated label before a
//! body that was left in English, is nothing to the paragraph's majority.
//!
//! A paragraph is cut into sentences, and labels off what they announce. Each piece says how much likelier another language makes
//! it than the expected one; the likeliest way through them (Viterbi) pays for every change, so that what says little goes
//! with its neighbours.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use super::outlook::Outlook;
use crate::detect::{self, Evidence};
use crate::language::{Language, Tag};

/// A part of a paragraph in another language than the expected one.
pub(super) struct Found {
    /// Its bytes in the paragraph's text.
    pub(super) text: Range<usize>,
    pub(super) language: Language,
}

/// What every change of language inside a paragraph costs, in nats: such changes are rare.
const CHANGE: f64 = 2.0;
/// So many ordinary words make a passage: fewer are a term, a name, a title of something.
const LEAST_WORDS: usize = 4;
/// What it costs behind a label: what pages are filled with stands there.
const CHANGE_AT_LABEL: f64 = 0.0;
/// A piece of so many ordinary words may bring a language into question by itself.
const SPEAKS: usize = 5;
/// What a piece can say at most, in nats: one sentence is never proof against all around it.
const MOST: f64 = 30.0;
/// A label before a colon has no more words than this; a colon behind more stands in a sentence.
const LONGEST_LABEL: usize = 4;

/// Finds the passages of a paragraph (its text without what is set apart) on a page that should be in `expected`.
pub(super) fn passages(text: &str, expected: Tag, outlook: &Outlook) -> Vec<Found> {
    let (pieces, labels) = pieces(text);
    let texts = || pieces.iter().map(|piece| text.get(piece.clone()).unwrap_or_default());
    if pieces.len() < 2 || texts().all(|piece| detect::may_be(piece, expected)) {
        return Vec::new();
    }
    let read: Vec<Evidence> = texts().map(Evidence::of).collect();
    let in_question = in_question(&read, expected, outlook);
    if in_question.is_empty() {
        return Vec::new();
    }
    let path = path(&read, &labels, &in_question, expected, outlook);
    let mut found = Vec::new();
    let mut at = 0;
    for run in path.chunk_by(|a, b| a == b) {
        let own = at..at + run.len();
        at = own.end;
        if let Some(tag) = run.first().copied().flatten() {
            found.extend(passage(text, &pieces, &read, own, tag, expected, outlook));
        }
    }
    found
}

/// Gives the languages that some piece is more likely to be in than in the expected one.
fn in_question(read: &[Evidence], expected: Tag, outlook: &Outlook) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    for evidence in read.iter().filter(|evidence| evidence.words() >= SPEAKS) {
        let Some((tag, _)) = evidence.likelihoods().max_by(|a, b| a.1.total_cmp(&b.1)) else { continue };
        let gain = evidence.ratio(tag, expected) + outlook.prior(tag) - outlook.prior(expected);
        if !tag.same_language(expected) && gain > 0.0 && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let english = Tag::of("en");
    if !expected.same_language(english) && !tags.contains(&english) {
        tags.push(english);
    }
    tags
}

/// What a piece says for `tag` against the expected language.
fn gain(evidence: &Evidence, tag: Tag, expected: Tag) -> f64 {
    if evidence.words() == 0 { 0.0 } else { evidence.ratio(tag, expected).clamp(-MOST, MOST) }
}

/// A way through the pieces so far: how likely it is, and where in the row before it came from.
#[derive(Clone, Copy)]
struct Way {
    score: f64,
    from: usize,
}

/// Gives the likeliest language of every piece, `None` for the expected one.
fn path(read: &[Evidence], labels: &[bool], in_question: &[Tag], expected: Tag, outlook: &Outlook) -> Vec<Option<Tag>> {
    let states: Vec<Option<Tag>> = std::iter::once(None).chain(in_question.iter().copied().map(Some)).collect();
    let entry = |state: Option<Tag>| state.map_or(0.0, |tag| outlook.prior(tag) - outlook.prior(expected));
    let says = |evidence: &Evidence, state: Option<Tag>| state.map_or(0.0, |tag| gain(evidence, tag, expected));
    let mut rows: Vec<Vec<Way>> = Vec::with_capacity(read.len());
    for (number, evidence) in read.iter().enumerate() {
        let follows_label = number.checked_sub(1).and_then(|label| labels.get(label)).copied().unwrap_or_default();
        let change_cost = if follows_label { CHANGE_AT_LABEL } else { CHANGE };
        let before = rows.last().map(Vec::as_slice).unwrap_or_default();
        let best = likeliest(before);
        let way = |(index, &state): (usize, &Option<Tag>)| {
            let stay = before.get(index).map_or_else(|| entry(state), |way| way.score);
            let change = before.get(best).map_or(f64::MIN, |way| way.score + entry(state) - change_cost);
            let (score, from) = if change > stay { (change, best) } else { (stay, index) };
            Way { score: score + says(evidence, state), from }
        };
        rows.push(states.iter().enumerate().map(way).collect());
    }
    let mut at = rows.last().map(|row| likeliest(row)).unwrap_or_default();
    let mut path: Vec<Option<Tag>> = Vec::with_capacity(rows.len());
    for row in rows.iter().rev() {
        path.push(states.get(at).copied().flatten());
        at = row.get(at).map_or(at, |way| way.from);
    }
    path.reverse();
    path
}

fn likeliest(row: &[Way]) -> usize {
    let best = row.iter().enumerate().max_by(|a, b| a.1.score.total_cmp(&b.1.score));
    best.map(|(index, _)| index).unwrap_or_default()
}

fn passage(
    text: &str,
    pieces: &[Range<usize>],
    read: &[Evidence],
    run: Range<usize>,
    tag: Tag,
    expected: Tag,
    outlook: &Outlook,
) -> Option<Found> {
    let own = read.get(run.clone())?;
    let words: usize = own.iter().map(Evidence::words).sum();
    let whole = pieces.get(run.start)?.start..pieces.get(run.end.checked_sub(1)?)?.end;
    let inner = text.get(whole.clone())?;
    let start = whole.start + inner.len() - inner.trim_start().len();
    let range = start..start + inner.trim().len();
    if words < LEAST_WORDS || !has_small_words(inner) || is_quoted(text, &range) {
        return None;
    }
    let sum: f64 = own.iter().map(|evidence| gain(evidence, tag, expected)).sum();
    let odds = sum + outlook.prior(tag) - outlook.prior(expected) - CHANGE;
    Some(Found { text: range, language: Language { tag, confidence: 1.0 / (1.0 + (-odds).exp()) } })
}

/// Tells a sentence from a list of names, in scripts with capitals: two words of it or more are written small.
fn has_small_words(text: &str) -> bool {
    let starts = || text.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next());
    starts().filter(|first| first.is_lowercase()).count() >= 2 || !starts().any(char::is_uppercase)
}

/// Tells whether a passage stands in quotation marks, its own or those around it.
fn is_quoted(text: &str, range: &Range<usize>) -> bool {
    const OPENING: &[char] = &['"', '“', '„', '«', '»', '‘', '「', '『', '”'];
    const CLOSING: &[char] = &['"', '”', '“', '»', '«', '’', '」', '』'];
    const STOPS: &[char] = &['.', ',', '!', '?', '…', '。', ' '];
    let inner = text.get(range.clone()).unwrap_or_default();
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let opens = inner.starts_with(OPENING) || before.ends_with(OPENING);
    let closes =
        inner.trim_end_matches(STOPS).ends_with(CLOSING) || after.trim_start_matches(STOPS).starts_with(CLOSING);
    opens && closes
}

/// Cuts a text into sentences, at line breaks, and behind labels; tells which pieces are labels.
fn pieces(text: &str) -> (Vec<Range<usize>>, Vec<bool>) {
    let (mut pieces, mut labels) = (Vec::new(), Vec::new());
    for (start, sentence) in text.split_sentence_bound_indices() {
        let label = label_end(sentence).unwrap_or_default();
        if label > 0 {
            pieces.push(start..start + label);
            labels.push(true);
        }
        if label < sentence.len() {
            pieces.push(start + label..start + sentence.len());
            labels.push(false);
        }
    }
    (pieces, labels)
}

/// Gives the end of the label that a sentence starts with: `Forventet: `.
fn label_end(sentence: &str) -> Option<usize> {
    let colon = sentence.find([':', '：'])?;
    let label = sentence.get(..colon)?;
    let rest = sentence.get(colon..)?;
    let width = rest.chars().next()?.len_utf8();
    let is_parted = rest.starts_with('：') || rest.chars().nth(1).is_some_and(char::is_whitespace);
    let is_short = label.split_whitespace().count() <= LONGEST_LABEL && label.chars().any(char::is_alphabetic);
    (is_parted && is_short).then_some(colon + width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::Terms;

    fn foreign<'a>(text: &'a str, expected: &str) -> Vec<&'a str> {
        let terms = Terms::default();
        let tag = Tag::of(expected);
        let found = passages(text, tag, &Outlook::of(Some(tag), &terms));
        found.into_iter().filter_map(|it| text.get(it.text)).collect()
    }

    #[test]
    fn a_sentence_is_found_wherever_it_stands() {
        let english = "You can also pay with a card at the counter.";
        for text in [
            format!("{english} Vi har åbent hver dag fra ni til sytten, også i ferien."),
            format!("Vi har åbent hver dag fra ni til sytten. {english} Ring, hvis du er i tvivl om noget."),
            format!("Vi har åbent hver dag fra ni til sytten, også i ferien. {english}"),
        ] {
            assert_eq!(foreign(&text, "da"), [english], "{text}");
        }
        assert_eq!(
            foreign("Мы открыты каждый день. You can pay with a card. Звоните нам.", "ru"),
            ["You can pay with a card."]
        );
    }

    #[test]
    fn what_follows_a_translated_label_is_found() {
        let found = foreign("Resultado esperado: All of the files have been copied to the new folder.", "es");
        assert_eq!(found, ["All of the files have been copied to the new folder."]);
    }

    #[test]
    fn one_language_throughout_quotations_and_terms_are_no_passages() {
        for text in [
            "Vi har åbent hver dag. Ring, hvis du er i tvivl om noget. Vi svarer inden for en time.",
            "Hun sagde det sådan: “You never know what the next day will bring.” Så gik hun hjem.",
            "Skriv til os. Open source. Vi læser alt, hvad der kommer ind, og svarer samme dag.",
            "",
        ] {
            assert!(foreign(text, "da").is_empty(), "{text}");
        }
    }
}
