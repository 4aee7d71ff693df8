//! What the words of a line say without being understood: whether they are the title's, and where its links lead.

use super::{Row, log, share};
use crate::outline::{Line, Outline};
use crate::split::features::is_unspaced;

/// Shorter words than this, in bytes, are mostly grammar.
const SHORTEST_TITLE_WORD: usize = 4;

/// The words of the title, and of what the page calls itself, that may say what the page is about.
pub(super) fn title_words(outline: &Outline, title: Option<usize>) -> Vec<u64> {
    let about = &outline.about;
    let line = title.and_then(|title| outline.lines().get(title)).map(|line| outline.text(line));
    let text = line.or(about.headline.as_deref()).or(about.social_title.as_deref()).or(about.title.as_deref());
    let mut words: Vec<u64> = Vec::new();
    each_word(text.unwrap_or_default(), |word| words.push(word));
    words.sort_unstable();
    words.dedup();
    words
}

/// Calls `hear` with a hash of each word; a character of a script without spaces is a word together with the next one.
fn each_word(text: &str, mut hear: impl FnMut(u64)) {
    let mix = |hash: u64, character: char| (hash ^ u64::from(u32::from(character))).wrapping_mul(0x0100_0000_01b3);
    let (mut hash, mut length) = (0xcbf2_9ce4_8422_2325, 0);
    let mut previous: Option<char> = None;
    let mut end = |hash: &mut u64, length: &mut usize| {
        if *length >= SHORTEST_TITLE_WORD {
            hear(*hash);
        }
        (*hash, *length) = (0xcbf2_9ce4_8422_2325, 0);
    };
    for character in text.chars() {
        if is_unspaced(character) {
            end(&mut hash, &mut length);
            if let Some(previous) = previous {
                let (mut pair, mut whole) = (mix(mix(hash, previous), character), SHORTEST_TITLE_WORD);
                end(&mut pair, &mut whole);
            }
            previous = Some(character);
            continue;
        }
        previous = None;
        if character.is_alphanumeric() {
            for lower in character.to_lowercase() {
                hash = mix(hash, lower);
            }
            length += character.len_utf8();
        } else {
            end(&mut hash, &mut length);
        }
    }
    end(&mut hash, &mut length);
}

/// Gives the host of a whole address.
pub(super) fn host(address: &str) -> Option<&str> {
    address.split_once("://").and_then(|(_, rest)| rest.split('/').next())
}

/// Fills in what a line's words and links say.
pub(super) fn of_words(outline: &Outline, line: &Line, title_words: &[u64], own: Option<&str>, row: &mut Row) {
    let mut hits = 0.0;
    each_word(outline.text(line), |word| hits += f32::from(u8::from(title_words.binary_search(&word).is_ok())));
    row.title_words = log(hits);
    row.title_share = share(hits, title_words.len() as f32).min(2.0);
    let links: Vec<&str> =
        outline.runs(line).iter().filter_map(|run| run.link).map(|link| outline.link(link)).collect();
    let anchors = links.iter().filter(|link| link.starts_with('#')).count() as f32;
    let outward =
        links.iter().filter(|link| own.is_some() && host(link).is_some_and(|host| Some(host) != own)).count() as f32;
    row.anchors = share(anchors, links.len() as f32);
    row.outward = share(outward, links.len() as f32);
}
