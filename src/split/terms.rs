//! What the labellers look at, in words: the names of their numbers for people who ask why. A name that is not in the
//! tables is shown as it is.

/// Numbers that are what they are called.
const PLAIN: &[(&str, &str)] = &[
    ("after_title", "below the title"),
    ("alike", "alike neighbours of its container"),
    ("anchors", "share of its links that stay on the page"),
    ("capitals", "share of words with a capital"),
    ("copies", "copies of it on the page"),
    ("copies_before", "copies of it further up"),
    ("date_share", "share that is a date"),
    ("dates_since", "dates since the title"),
    ("depth", "depth of containers"),
    ("digits", "share of digits"),
    ("ends_like_prose", "ends like running text"),
    ("gap", "blank lines before it"),
    ("has_price", "shows a price"),
    ("heading", "level as a heading"),
    ("heading_above", "level of the heading above"),
    ("heading_links", "share of links in the heading above"),
    ("inline_author", "markup named after an author"),
    ("inline_date", "markup named after a date"),
    ("inline_summary", "markup named after a summary"),
    ("inline_title", "markup named after a title"),
    ("is_caption", "is a caption"),
    ("is_cell", "is a cell of a table"),
    ("is_code", "is code"),
    ("is_control", "is a button or label"),
    ("is_hidden", "is hidden"),
    ("is_item", "is an item of a list"),
    ("is_menu", "is a row of labels"),
    ("is_sentence", "holds a sentence"),
    ("link_share", "share of links"),
    ("links", "links"),
    ("outward", "share of its links that leave the site"),
    ("own_prose_before", "running text above that is no comment"),
    ("path_parts", "parts of the page's address"),
    ("position", "place on the page, 0 at the top and 1 at the end"),
    ("prose_after", "share of the running text below it"),
    ("prose_before", "share of the running text above it"),
    ("punctuation", "punctuation marks a word"),
    ("runs", "stretches of inline markup"),
    ("shared_prose", "share of the running text in the container that it shares with the title"),
    ("shared_with_title", "share of the page in the container that it shares with the title"),
    ("slug_words", "words in the last part of the page's address"),
    ("symbols", "share of symbols"),
    ("title_share", "share of the title's words"),
    ("title_words", "words of the title in it"),
    ("titles_since", "lines like the title since the title"),
    ("to_heading", "lines since the heading above"),
    ("to_prose_after", "lines to the running text below"),
    ("to_prose_before", "lines since the running text above"),
    ("to_title", "lines since the title"),
    ("units", "words"),
    ("units_before", "share of the page above it"),
    ("units_since_heading", "words since the heading above"),
    ("word_length", "letters a word"),
];

/// Places that several numbers are of.
const PLACES: &[(&str, &str)] = &[
    ("above", "the line above"),
    ("above2", "the second line above"),
    ("after", "the 15 lines below"),
    ("alike", "its alike neighbours"),
    ("before", "the 15 lines above"),
    ("below", "the line below"),
    ("below2", "the second line below"),
    ("frame", "the outermost container around it"),
    ("inner", "its container"),
    ("near", "the lines next to it"),
    ("next_section", "the next section"),
    ("outer", "the container around its own"),
    ("page", "the page"),
    ("part", "its part of the page"),
    ("same", "all lines of its markup"),
    ("section", "its section"),
    ("wide", "the 15 lines on each side"),
];

/// What is said of places.
const MATTERS: &[(&str, &str)] = &[
    ("article", "share of running text in <article>"),
    ("cells", "share of cells"),
    ("comment_prose", "words in comments"),
    ("comments", "share of comments"),
    ("count", "lines"),
    ("dated", "share of dates"),
    ("h1", "headings of level 1"),
    ("h2", "headings of level 2 and 3"),
    ("heading", "level as a heading"),
    ("hidden", "share of hidden lines"),
    ("images", "images"),
    ("index", "place among them"),
    ("is_article", "says that it is an article"),
    ("is_product", "says that it is a product"),
    ("is_site", "says that it is a site"),
    ("items", "share of items of lists"),
    ("levels", "levels up"),
    ("lines", "lines"),
    ("links", "share of links"),
    ("median", "words in a usual line"),
    ("own_prose", "words of running text that is no comment"),
    ("prices", "share of prices"),
    ("products", "share of products"),
    ("prose", "share of running text"),
    ("same", "in the same container"),
    ("share", "share of the page"),
    ("unique", "share of different texts"),
    ("units", "words"),
];

/// Traits of lists of links.
const TRAITS: &[(&str, &str)] = &[
    ("at", "place of the list on the page"),
    ("block", "links around whole blocks"),
    ("capitalised", "link texts with a capital on every word"),
    ("card.units", "words a card"),
    ("cell", "links in cells of a table"),
    ("compact", "how close the cards stand"),
    ("control", "links on buttons"),
    ("dated", "cards with a date"),
    ("distinct.addresses", "different addresses"),
    ("distinct.headlines", "different link texts"),
    ("foreign", "links in another language"),
    ("headed", "links in headings"),
    ("headline.long", "link texts of 4 words or more"),
    ("headline.share", "the link text's share of its card"),
    ("headline.spread", "how much the lengths of link texts differ"),
    ("headline.units", "words a link text"),
    ("hidden", "hidden links"),
    ("item", "links in items of lists"),
    ("lines", "lines a card"),
    ("link.share", "the links' share of their lines"),
    ("linked.elsewhere", "share of a card that links elsewhere"),
    ("links", "different links a card"),
    ("names", "link texts that are names of people"),
    ("numbered", "addresses with a number"),
    ("offsite", "links to other sites"),
    ("other.heading", "cards with a heading"),
    ("path.depth", "depth of the addresses"),
    ("pictured", "cards with an image"),
    ("plain", "words a card beside links"),
    ("prose", "cards with much running text"),
    ("prose.after", "running text of the page below the list"),
    ("prose.before", "running text of the page above the list"),
    ("prose.beside", "running text right beside the list"),
    ("prose.units", "running text a card, in words"),
    ("punctuated", "link texts with punctuation"),
    ("queried", "addresses with a query or a mark"),
    ("repeated", "addresses that the page links again"),
    ("rooted", "cards that are containers"),
    ("row.count", "links in the list"),
    ("row.kin", "links of this make on the page"),
    ("slug.words", "words in the addresses"),
    ("titled", "markup named after a title"),
    ("unspaced", "link texts in scripts without spaces"),
    ("with.digits", "link texts with digits"),
];

/// Levels up to a container that is not there.
const NO_LEVEL: f32 = 12.0;

/// Distances are cut here.
const FAR: f32 = 60.0;

/// Gives a number of a line in words.
pub(super) fn of_line(name: &str) -> String {
    if let Some(words) = find(PLAIN, name) {
        return words.to_owned();
    }
    // `next_section_units` is of the next section, not of what is next.
    for (at, _) in name.rmatch_indices('_') {
        let (place, matter) = (name.get(..at).unwrap_or_default(), name.get(at + 1..).unwrap_or_default());
        if let Some((place, matter)) = find(PLACES, place).zip(find(MATTERS, matter)) {
            return format!("{place}: {matter}");
        }
    }
    match name.strip_prefix("near_") {
        Some(kind) => format!("levels up to the nearest `{kind}`"),
        None => name.replace('_', " "),
    }
}

/// Gives a trait of a list in words.
pub(super) fn of_list(name: &str) -> String {
    if let Some(words) = find(TRAITS, name) {
        return words.to_owned();
    }
    match name.split_once('.') {
        Some(("in", landmark)) => format!("in <{landmark}>"),
        Some(("near", hint)) => format!("in what is named after `{hint}`"),
        Some(("of", hint)) => format!("links named after `{hint}`"),
        _ => name.to_owned(),
    }
}

/// Gives a number of a line as people would write it: lengths are kept as logarithms, distances are cut.
pub(super) fn value_of_line(name: &str, value: f32) -> String {
    let is_logarithm = name.ends_with("units")
        || name.ends_with("_lines")
        || matches!(
            name,
            "same_count"
                | "title_words"
                | "units_since_heading"
                | "own_prose_before"
                | "page_own_prose"
                | "page_comment_prose"
                | "page_median"
        );
    let is_level = name.starts_with("near_") && !matches!(name, "near_units" | "near_links" | "near_prose");
    if (is_level || name.ends_with("_levels")) && value >= NO_LEVEL {
        return "none".to_owned();
    }
    if name.starts_with("to_") && value.abs() >= FAR {
        return "far".to_owned();
    }
    if value < 0.0 && (is_logarithm || name.ends_with("_links")) {
        return "none".to_owned();
    }
    number(if is_logarithm { value.exp_m1() } else { value })
}

/// Gives a trait of a list as people would write it.
pub(super) fn value_of_list(name: &str, value: f32) -> String {
    number(if matches!(name, "row.count" | "row.kin") { value.exp() } else { value })
}

/// Large numbers do not need their decimals.
fn number(value: f32) -> String {
    let text = if value.abs() >= 10.0 { format!("{value:.0}") } else { format!("{value:.2}") };
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn find(table: &'static [(&str, &str)], name: &str) -> Option<&'static str> {
    table.binary_search_by_key(&name, |(known, _)| known).ok().and_then(|at| table.get(at)).map(|(_, words)| *words)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::{labels, weights};
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        for table in [PLAIN, PLACES, MATTERS, TRAITS] {
            assert!(table.is_sorted_by_key(|(name, _)| *name), "{:?}", table.first());
        }
    }

    #[test]
    fn every_number_has_words_of_its_own() {
        let lines: HashSet<String> = labels::NAMES.iter().map(|name| of_line(name)).collect();
        assert_eq!(lines.len(), labels::NAMES.len());
        let lists: HashSet<String> = weights::WEIGHTS.iter().map(|(name, ..)| of_list(name)).collect();
        assert_eq!(lists.len(), weights::WEIGHTS.len());
    }

    #[test]
    fn numbers_are_shown_as_people_write_them() {
        assert_eq!(of_line("next_section_units"), "the next section: words");
        assert_eq!(of_line("near_prose"), "the lines next to it: share of running text");
        assert_eq!(of_line("near_footer"), "levels up to the nearest `footer`");
        assert_eq!(value_of_line("units", 31f32.ln()), "30");
        assert_eq!(value_of_line("link_share", 0.5), "0.5");
        assert_eq!(value_of_line("near_footer", 12.0), "none");
        assert_eq!(value_of_list("row.count", 3f32.ln()), "3");
    }
}
