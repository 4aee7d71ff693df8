//! What the sections of a page are like, for people. No line begins with input text, and input text is shown with
//! `tame::visible`.

use std::fmt::{self, Write as _};

use super::tame::visible;
use crate::finding::shorten;
use crate::likes::{Like, Seen};

/// How many characters of a section are shown.
const TEXT: usize = 60;

/// Says what the sections of a page are like, and why that is or is no fault.
pub fn likeness(page: &str, sections: &[Seen]) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = page_of(page, sections, &mut text);
    text
}

fn page_of(page: &str, sections: &[Seen], text: &mut String) -> fmt::Result {
    writeln!(text, "# {}", visible(page))?;
    if sections.is_empty() {
        writeln!(text, "no article and no profile with text: nothing is compared")?;
    }
    for seen in sections {
        let Seen { section, excerpt, words, left_out, is_too_short, likes, total } = seen;
        writeln!(text, "\n{section}  {}", visible(&shorten(excerpt, TEXT)))?;
        write!(text, "     {words} words compared")?;
        if *left_out > 0 {
            write!(text, ", {left_out} lines left out that the site repeats, or that are teasers")?;
        }
        writeln!(text)?;
        if *is_too_short {
            writeln!(text, "     too short to be compared: see [thresholds] duplicate-words")?;
        } else if likes.is_empty() {
            writeln!(text, "     like no other section")?;
        }
        for like in likes {
            one(like, text)?;
        }
        if *total > likes.len() {
            writeln!(text, "     and like {} more", total - likes.len())?;
        }
    }
    Ok(())
}

fn one(like: &Like, text: &mut String) -> fmt::Result {
    let Like { page, section, similarity, containment, reason } = like;
    if *similarity >= 1.0 {
        write!(text, "     word for word")?;
    } else {
        write!(text, "     {similarity:.2} alike, {containment:.2} of the shorter")?;
    }
    write!(text, ": {section} of {}: ", visible(page))?;
    match reason {
        Some(reason) => writeln!(text, "no fault, {reason}"),
        None => writeln!(text, "a copy"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_texts_cannot_steer_the_terminal() {
        let like = Like {
            page: "b\n# c".into(),
            section: "1.2".into(),
            similarity: 0.5,
            containment: 0.75,
            reason: Some("a teaser beside its article"),
        };
        let seen = Seen {
            section: "1.1".into(),
            excerpt: "\u{1b}[31mred".into(),
            words: 40,
            left_out: 2,
            is_too_short: false,
            likes: vec![like],
            total: 3,
        };
        assert_eq!(
            likeness("a", &[seen]),
            "# a\n\n1.1  ␛[31mred\n     40 words compared, 2 lines left out that the site repeats, or that are teasers\n     \
             0.50 alike, 0.75 of the shorter: 1.2 of b␊# c: no fault, a teaser beside its article\n     and like 2 more\n"
        );
    }
}
