//! Class names, ids, roles and microdata to [`Hints`]: a table of words, and how names are cut into words.
//!
//! Names are cut at everything that is no letter, and at `camelCase`; words count only whole. A name is a noun phrase whose
//! last word says what the thing is (`post-title` is a title, `title-image` is none), so words for *parts* of a
//! page ([`Reach::Head`]) count at the end of a name only; words for *matters* ([`Reach::Anywhere`]) count wherever they
//! stand. English, German, French, Spanish, Italian, Portuguese, Dutch and the Nordic languages; no name of one site.

use std::sync::LazyLock;

use crate::outline::Hints;

/// Where in a name a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Anywhere,
    /// As the last word only.
    Head,
}

use Reach::{Anywhere, Head};

const AUTHOR: Hints = Hints::AUTHOR;
const BIOGRAPHY: Hints = Hints::BIOGRAPHY;
const DATE: Hints = Hints::DATE;
const CATEGORY: Hints = Hints::CATEGORY;
const TITLE: Hints = Hints::TITLE;
const SUMMARY: Hints = Hints::SUMMARY;
const COMMENT: Hints = Hints::COMMENT;
const RELATED: Hints = Hints::RELATED;
const NAVIGATION: Hints = Hints::NAVIGATION;
const SHARE: Hints = Hints::SHARE;
const NOTICE: Hints = Hints::NOTICE;
const PROMOTION: Hints = Hints::PROMOTION;
const BODY: Hints = Hints::BODY;
const CARD: Hints = Hints::CARD;
const FOOTER: Hints = Hints::FOOTER;
const SIDEBAR: Hints = Hints::SIDEBAR;
const CAPTION: Hints = Hints::CAPTION;
const THREAD: Hints = Hints::THREAD;
const PRODUCT: Hints = Hints::PRODUCT;
const CONTROL: Hints = Hints::CONTROL;
const META: Hints = Hints::META;
const UNSEEN: Hints = Hints::UNSEEN;

/// Words, sorted.
const WORDS: &[(&str, Hints, Reach)] = &[
    ("abo", NOTICE, Anywhere),
    ("abstract", SUMMARY, Head),
    ("account", CONTROL, Anywhere),
    ("ad", PROMOTION, Anywhere),
    ("ads", PROMOTION, Anywhere),
    ("adsbygoogle", PROMOTION, Anywhere),
    ("advert", PROMOTION, Anywhere),
    ("advertisement", PROMOTION, Anywhere),
    ("advertising", PROMOTION, Anywhere),
    ("adverts", PROMOTION, Anywhere),
    ("aktuelles", RELATED, Head),
    ("alert", NOTICE, Anywhere),
    ("alerts", NOTICE, Anywhere),
    ("annonce", PROMOTION, Anywhere),
    ("annons", PROMOTION, Anywhere),
    ("announcement", NOTICE, Anywhere),
    ("announcements", NOTICE, Anywhere),
    ("answer", THREAD, Anywhere),
    ("anzeige", PROMOTION, Anywhere),
    ("anzeigen", PROMOTION, Anywhere),
    ("artikelbody", BODY, Head),
    ("artikeltext", BODY, Head),
    ("artikkelitekst", BODY, Head),
    ("aside", SIDEBAR, Head),
    ("auteur", AUTHOR, Anywhere),
    ("auteurs", AUTHOR, Anywhere),
    ("author", AUTHOR, Anywhere),
    ("authored", AUTHOR, Anywhere),
    ("authors", AUTHOR, Anywhere),
    ("autor", AUTHOR, Anywhere),
    ("autora", AUTHOR, Anywhere),
    ("autore", AUTHOR, Anywhere),
    ("autoren", AUTHOR, Anywhere),
    ("autores", AUTHOR, Anywhere),
    ("autorin", AUTHOR, Anywhere),
    ("banner", PROMOTION, Head),
    ("basket", CONTROL, Anywhere),
    ("beitrag", CARD, Head),
    ("bildtext", CAPTION, Head),
    ("bildtexte", CAPTION, Head),
    ("bildunterschrift", CAPTION, Head),
    ("bio", BIOGRAPHY, Anywhere),
    ("biografia", BIOGRAPHY, Anywhere),
    ("biografie", BIOGRAPHY, Anywhere),
    ("biography", BIOGRAPHY, Anywhere),
    ("blurb", SUMMARY, Head),
    ("body", BODY, Head),
    ("borlabs", NOTICE, Anywhere),
    ("breadcrumb", NAVIGATION, Anywhere),
    ("breadcrumbs", NAVIGATION, Anywhere),
    ("brodtext", BODY, Head),
    ("brotkrumen", NAVIGATION, Anywhere),
    ("btn", CONTROL, Head),
    ("btns", CONTROL, Head),
    ("burger", NAVIGATION, Anywhere),
    ("buscador", CONTROL, Anywhere),
    ("button", CONTROL, Head),
    ("buttons", CONTROL, Head),
    ("byline", AUTHOR, Anywhere),
    ("bylines", AUTHOR, Anywhere),
    ("caption", CAPTION, Head),
    ("card", CARD, Head),
    ("cart", CONTROL, Anywhere),
    ("categoria", CATEGORY, Anywhere),
    ("categorias", CATEGORY, Anywhere),
    ("categorie", CATEGORY, Anywhere),
    ("categories", CATEGORY, Anywhere),
    ("category", CATEGORY, Anywhere),
    ("channel", CATEGORY, Head),
    ("chapeau", SUMMARY, Head),
    ("checkout", CONTROL, Anywhere),
    ("cmp", NOTICE, Anywhere),
    ("cmplz", NOTICE, Anywhere),
    ("colophon", FOOTER, Anywhere),
    ("comentario", COMMENT, Anywhere),
    ("comentarios", COMMENT, Anywhere),
    ("comment", COMMENT, Anywhere),
    ("commentaire", COMMENT, Anywhere),
    ("commentaires", COMMENT, Anywhere),
    ("commentform", COMMENT, Anywhere),
    ("commentlist", COMMENT, Anywhere),
    ("comments", COMMENT, Anywhere),
    ("compartir", SHARE, Anywhere),
    ("consent", NOTICE, Anywhere),
    ("contenido", BODY, Head),
    ("content", BODY, Head),
    ("contenu", BODY, Head),
    ("contributor", AUTHOR, Anywhere),
    ("contributors", AUTHOR, Anywhere),
    ("controls", CONTROL, Head),
    ("cookie", NOTICE, Anywhere),
    ("cookiebar", NOTICE, Anywhere),
    ("cookiebot", NOTICE, Anywhere),
    ("cookies", NOTICE, Anywhere),
    ("cookieyes", NOTICE, Anywhere),
    ("copyright", FOOTER, Anywhere),
    ("credit", CAPTION, Head),
    ("credits", CAPTION, Head),
    ("crumb", NAVIGATION, Anywhere),
    ("crumbs", NAVIGATION, Anywhere),
    ("cta", CONTROL, Head),
    ("ctas", CONTROL, Head),
    ("date", DATE, Anywhere),
    ("dateline", DATE, Anywhere),
    ("datetime", DATE, Anywhere),
    ("dato", DATE, Anywhere),
    ("datum", DATE, Anywhere),
    ("deck", SUMMARY, Head),
    ("dek", SUMMARY, Head),
    ("description", SUMMARY, Head),
    ("destacado", RELATED, Head),
    ("details", META, Head),
    ("dialog", NOTICE, Anywhere),
    ("didomi", NOTICE, Anywhere),
    ("disclaimer", FOOTER, Anywhere),
    ("disqus", COMMENT, Anywhere),
    ("drawer", NAVIGATION, Anywhere),
    ("dropdown", NAVIGATION, Anywhere),
    ("dropdowns", NAVIGATION, Anywhere),
    ("editor", AUTHOR, Head),
    ("entry", CARD, Head),
    ("excerpt", SUMMARY, Anywhere),
    ("extracto", SUMMARY, Head),
    ("extrait", SUMMARY, Head),
    ("eyebrow", CATEGORY, Anywhere),
    ("facebook", SHARE, Anywhere),
    ("facet", CONTROL, Anywhere),
    ("facets", CONTROL, Anywhere),
    ("fecha", DATE, Anywhere),
    ("figcaption", CAPTION, Head),
    ("filter", CONTROL, Head),
    ("filters", CONTROL, Anywhere),
    ("flyout", NAVIGATION, Anywhere),
    ("follow", SHARE, Anywhere),
    ("footer", FOOTER, Anywhere),
    ("forfattare", AUTHOR, Anywhere),
    ("forfatter", AUTHOR, Anywhere),
    ("form", CONTROL, Head),
    ("forum", THREAD, Anywhere),
    ("fotocredit", CAPTION, Anywhere),
    ("fusszeile", FOOTER, Anywhere),
    ("gdpr", NOTICE, Anywhere),
    ("genre", CATEGORY, Head),
    ("gform", CONTROL, Anywhere),
    ("hamburger", NAVIGATION, Anywhere),
    ("headline", TITLE, Head),
    ("impressum", FOOTER, Anywhere),
    ("info", META, Head),
    ("ingress", SUMMARY, Anywhere),
    ("inhalt", BODY, Head),
    ("input", CONTROL, Head),
    ("inputs", CONTROL, Head),
    ("instagram", SHARE, Anywhere),
    ("intro", SUMMARY, Head),
    ("introduction", SUMMARY, Head),
    ("item", CARD, Head),
    ("iubenda", NOTICE, Anywhere),
    ("journalist", AUTHOR, Anywhere),
    ("kategori", CATEGORY, Anywhere),
    ("kategorie", CATEGORY, Anywhere),
    ("kategorien", CATEGORY, Anywhere),
    ("kicker", CATEGORY, Anywhere),
    ("kirjoittaja", AUTHOR, Anywhere),
    ("klaro", NOTICE, Anywhere),
    ("kommentar", COMMENT, Anywhere),
    ("kommentare", COMMENT, Anywhere),
    ("kommentarer", COMMENT, Anywhere),
    ("kommentit", COMMENT, Anywhere),
    ("label", CATEGORY, Head),
    ("latest", RELATED, Anywhere),
    ("lead", SUMMARY, Head),
    ("legal", FOOTER, Anywhere),
    ("legende", CAPTION, Head),
    ("lightbox", NOTICE, Anywhere),
    ("linkedin", SHARE, Anywhere),
    ("links", NAVIGATION, Head),
    ("login", CONTROL, Anywhere),
    ("masthead", NAVIGATION, Head),
    ("mega", NAVIGATION, Anywhere),
    ("megamenu", NAVIGATION, Anywhere),
    ("menu", NAVIGATION, Anywhere),
    ("menus", NAVIGATION, Anywhere),
    ("meta", META, Anywhere),
    ("metadata", META, Anywhere),
    ("mobilemenu", NAVIGATION, Anywhere),
    ("modal", NOTICE, Anywhere),
    ("nav", NAVIGATION, Anywhere),
    ("navbar", NAVIGATION, Anywhere),
    ("navi", NAVIGATION, Anywhere),
    ("navigation", NAVIGATION, Anywhere),
    ("navlinks", NAVIGATION, Anywhere),
    ("newsletter", NOTICE, Anywhere),
    ("newsletters", NOTICE, Anywhere),
    ("noprint", UNSEEN, Anywhere),
    ("notice", NOTICE, Anywhere),
    ("notification", NOTICE, Anywhere),
    ("notifications", NOTICE, Anywhere),
    ("offcanvas", NAVIGATION, Anywhere),
    ("offscreen", UNSEEN, Anywhere),
    ("onetrust", NOTICE, Anywhere),
    ("osano", NOTICE, Anywhere),
    ("overline", CATEGORY, Anywhere),
    ("pager", NAVIGATION, Anywhere),
    ("paginate", NAVIGATION, Anywhere),
    ("pagination", NAVIGATION, Anywhere),
    ("partage", SHARE, Anywhere),
    ("partager", SHARE, Anywhere),
    ("paywall", NOTICE, Anywhere),
    ("photo", CAPTION, Head),
    ("photographer", CAPTION, Anywhere),
    ("pinterest", SHARE, Anywhere),
    ("popover", NOTICE, Anywhere),
    ("popular", RELATED, Anywhere),
    ("popup", NOTICE, Anywhere),
    ("post", CARD, Head),
    ("postcontent", BODY, Head),
    ("posted", DATE, Head),
    ("posttitle", TITLE, Head),
    ("prev", NAVIGATION, Anywhere),
    ("previous", NAVIGATION, Anywhere),
    ("price", PRODUCT, Anywhere),
    ("prices", PRODUCT, Anywhere),
    ("product", PRODUCT, Anywhere),
    ("products", PRODUCT, Anywhere),
    ("promo", PROMOTION, Anywhere),
    ("promos", PROMOTION, Anywhere),
    ("promoted", PROMOTION, Anywhere),
    ("promotion", PROMOTION, Anywhere),
    ("pubdate", DATE, Anywhere),
    ("publicidad", PROMOTION, Anywhere),
    ("publicite", PROMOTION, Anywhere),
    ("published", DATE, Anywhere),
    ("reactie", COMMENT, Anywhere),
    ("reacties", COMMENT, Anywhere),
    ("recent", RELATED, Anywhere),
    ("recherche", CONTROL, Anywhere),
    ("recommendation", RELATED, Anywhere),
    ("recommendations", RELATED, Anywhere),
    ("recommended", RELATED, Anywhere),
    ("redaktor", AUTHOR, Head),
    ("register", CONTROL, Anywhere),
    ("registration", CONTROL, Anywhere),
    ("reklama", PROMOTION, Anywhere),
    ("reklame", PROMOTION, Anywhere),
    ("relacionadas", RELATED, Anywhere),
    ("relacionados", RELATED, Anywhere),
    ("related", RELATED, Anywhere),
    ("relaterede", RELATED, Anywhere),
    ("relaterte", RELATED, Anywhere),
    ("replies", COMMENT, Anywhere),
    ("reply", COMMENT, Anywhere),
    ("reporter", AUTHOR, Anywhere),
    ("respond", COMMENT, Anywhere),
    ("ressort", CATEGORY, Anywhere),
    ("resumen", SUMMARY, Head),
    ("roofline", CATEGORY, Anywhere),
    ("rubrica", CATEGORY, Head),
    ("rubrik", CATEGORY, Head),
    ("rubrique", CATEGORY, Anywhere),
    ("search", CONTROL, Anywhere),
    ("seccion", CATEGORY, Head),
    ("selector", CONTROL, Head),
    ("share", SHARE, Anywhere),
    ("sharebar", SHARE, Anywhere),
    ("sharing", SHARE, Anywhere),
    ("shop", PRODUCT, Anywhere),
    ("sidebar", SIDEBAR, Anywhere),
    ("signin", CONTROL, Anywhere),
    ("signup", CONTROL, Anywhere),
    ("sitemap", NAVIGATION, Anywhere),
    ("sku", PRODUCT, Anywhere),
    ("slug", CATEGORY, Head),
    ("social", SHARE, Anywhere),
    ("socials", SHARE, Anywhere),
    ("sort", CONTROL, Anywhere),
    ("sorting", CONTROL, Anywhere),
    ("spec", PRODUCT, Head),
    ("specs", PRODUCT, Head),
    ("spitzmarke", CATEGORY, Anywhere),
    ("sponsor", PROMOTION, Anywhere),
    ("sponsored", PROMOTION, Anywhere),
    ("sponsors", PROMOTION, Anywhere),
    ("standfirst", SUMMARY, Anywhere),
    ("story", CARD, Head),
    ("subhead", SUMMARY, Head),
    ("subheading", SUMMARY, Head),
    ("submenu", NAVIGATION, Anywhere),
    ("submit", CONTROL, Anywhere),
    ("subnav", NAVIGATION, Anywhere),
    ("subscribe", NOTICE, Anywhere),
    ("subscription", NOTICE, Anywhere),
    ("subtitle", SUMMARY, Head),
    ("suche", CONTROL, Anywhere),
    ("suggested", RELATED, Anywhere),
    ("sumario", SUMMARY, Head),
    ("summary", SUMMARY, Anywhere),
    ("switcher", CONTROL, Anywhere),
    ("tabs", NAVIGATION, Head),
    ("tag", CATEGORY, Anywhere),
    ("tags", CATEGORY, Anywhere),
    ("teaser", CARD, Head),
    ("teasertext", SUMMARY, Head),
    ("termly", NOTICE, Anywhere),
    ("thread", THREAD, Anywhere),
    ("tile", CARD, Head),
    ("time", DATE, Anywhere),
    ("timestamp", DATE, Anywhere),
    ("titel", TITLE, Head),
    ("title", TITLE, Head),
    ("titolo", TITLE, Head),
    ("titre", TITLE, Head),
    ("tittel", TITLE, Head),
    ("titulo", TITLE, Head),
    ("toc", NAVIGATION, Anywhere),
    ("toggle", CONTROL, Head),
    ("toolbar", CONTROL, Anywhere),
    ("tooltip", UNSEEN, Anywhere),
    ("topbar", NAVIGATION, Anywhere),
    ("topic", CATEGORY, Anywhere),
    ("topics", CATEGORY, Anywhere),
    ("toppbilde", CAPTION, Head),
    ("trending", RELATED, Anywhere),
    ("truste", NOTICE, Anywhere),
    ("twitter", SHARE, Anywhere),
    ("ueberschrift", TITLE, Head),
    ("updated", DATE, Anywhere),
    ("usercentrics", NOTICE, Anywhere),
    ("vcard", BIOGRAPHY, Anywhere),
    ("verfasser", AUTHOR, Anywhere),
    ("verwandt", RELATED, Anywhere),
    ("verwandte", RELATED, Anywhere),
    ("vorspann", SUMMARY, Anywhere),
    ("warenkorb", CONTROL, Anywhere),
    ("werbung", PROMOTION, Anywhere),
    ("whatsapp", SHARE, Anywhere),
    ("widget", SIDEBAR, Anywhere),
    ("widgets", SIDEBAR, Anywhere),
    ("wishlist", CONTROL, Anywhere),
    ("wpcf", CONTROL, Anywhere),
    ("writer", AUTHOR, Anywhere),
    ("zusammenfassung", SUMMARY, Head),
];

/// Pairs of neighbouring words that say more than either, or something else; wherever they stand in a name. Sorted.
const PAIRS: &[(&str, &str, Hints)] = &[
    ("about", "author", BIOGRAPHY),
    ("also", "like", RELATED),
    ("also", "read", RELATED),
    ("article", "body", BODY),
    ("article", "content", BODY),
    ("article", "text", BODY),
    ("author", "bio", BIOGRAPHY),
    ("author", "box", BIOGRAPHY),
    ("author", "card", BIOGRAPHY),
    ("author", "description", BIOGRAPHY),
    ("author", "info", BIOGRAPHY),
    ("author", "profile", BIOGRAPHY),
    ("autoren", "box", BIOGRAPHY),
    ("blog", "post", CARD),
    ("entry", "content", BODY),
    ("entry", "text", BODY),
    ("forum", "post", THREAD),
    ("les", "mer", RELATED),
    ("les", "ogsa", RELATED),
    ("main", "content", BODY),
    ("mehr", "zum", RELATED),
    ("message", "body", THREAD),
    ("more", "from", RELATED),
    ("more", "in", RELATED),
    ("more", "news", RELATED),
    ("more", "on", RELATED),
    ("more", "posts", RELATED),
    ("more", "stories", RELATED),
    ("most", "read", RELATED),
    ("most", "viewed", RELATED),
    ("off", "screen", UNSEEN),
    ("only", "print", UNSEEN),
    ("post", "body", BODY),
    ("post", "content", BODY),
    ("post", "message", THREAD),
    ("print", "only", UNSEEN),
    ("read", "also", RELATED),
    ("read", "next", RELATED),
    ("reader", "text", UNSEEN),
    ("section", "name", CATEGORY),
    ("section", "title", TITLE),
    ("see", "also", RELATED),
    ("skip", "link", NAVIGATION),
    ("skip", "links", NAVIGATION),
    ("skip", "to", NAVIGATION),
    ("social", "media", SHARE),
    ("sr", "only", UNSEEN),
    ("story", "body", BODY),
    ("teaser", "text", SUMMARY),
    ("up", "next", RELATED),
    ("visually", "hidden", UNSEEN),
    ("weitere", "artikel", RELATED),
];

/// The rows of a table by the first letter and the length of their first word: most words of a page are in none, and are
/// told apart by these.
struct ByLetter<T: 'static> {
    rows: Vec<&'static T>,
    /// Where in `rows` each letter and length starts; one more at the end.
    starts: Vec<u16>,
}

static WORDS_BY_LETTER: LazyLock<ByLetter<(&str, Hints, Reach)>> = LazyLock::new(|| ByLetter::of(WORDS, |row| row.0));
static PAIRS_BY_LETTER: LazyLock<ByLetter<(&str, &str, Hints)>> = LazyLock::new(|| ByLetter::of(PAIRS, |row| row.0));

impl<T> ByLetter<T> {
    fn of(table: &'static [T], word: impl Fn(&T) -> &str) -> Self {
        let place = |row: &&T| Self::place(word(row).as_bytes()).unwrap_or_default();
        let mut rows: Vec<&T> = table.iter().collect();
        rows.sort_by_key(place);
        let starts = (0..=LETTERS * LONGEST_WORD).map(|at| rows.partition_point(|row| place(row) < at) as u16);
        Self { starts: starts.collect(), rows }
    }

    fn place(word: &[u8]) -> Option<usize> {
        let letter = usize::from(word.first()?.checked_sub(b'a')?);
        (letter < LETTERS && word.len() < LONGEST_WORD).then_some(letter * LONGEST_WORD + word.len())
    }

    fn rows(&self, word: &[u8]) -> &[&'static T] {
        let bounds = Self::place(word).and_then(|at| self.starts.get(at).zip(self.starts.get(at + 1)));
        bounds.and_then(|(&from, &to)| self.rows.get(usize::from(from)..usize::from(to))).unwrap_or_default()
    }
}

/// How many letters words start with: `a` to `z`.
const LETTERS: usize = 26;

fn word(text: &[u8], is_last: bool) -> Hints {
    match WORDS_BY_LETTER.rows(text).iter().find(|(known, ..)| known.as_bytes() == text) {
        Some((_, hints, reach)) if is_last || *reach == Anywhere => *hints,
        _ => Hints::default(),
    }
}

fn pair(first: &[u8], second: &[u8]) -> Hints {
    let found = PAIRS_BY_LETTER
        .rows(first)
        .iter()
        .find(|(one, other, _)| one.as_bytes() == first && other.as_bytes() == second);
    found.map_or(Hints::default(), |(.., hints)| *hints)
}

/// The longest word of the table is shorter; what is longer is no word.
const LONGEST_WORD: usize = 24;

/// A word in lower case, without room for more than the table can hold.
#[derive(Clone, Copy, Default)]
struct Word {
    bytes: [u8; LONGEST_WORD],
    length: usize,
}

impl Word {
    fn push(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.length) {
            *slot = byte.to_ascii_lowercase();
            self.length += 1;
        }
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// Gives what a list of names, parted by white space, hints at: a `class`, `id`, `rel` or `itemprop` attribute.
pub(super) fn of_names(names: &str) -> Hints {
    names.split_ascii_whitespace().fold(Hints::default(), |hints, name| hints.with(of_name(name)))
}

/// An `id` of more words was made from a heading and says what a text is about, not what it is for.
const MOST_ID_WORDS: usize = 4;

/// Gives an `id` unless it was made from a heading: `how-to-reply-to-a-message` heads no replies.
pub(super) fn label_of(id: &str) -> &str {
    let words = id.split(['-', '_']).filter(|word| !word.is_empty()).count();
    if words > MOST_ID_WORDS { "" } else { id }
}

/// Gives what one name hints at. A modifier after `--` says nothing of what the thing is.
fn of_name(name: &str) -> Hints {
    // `overflow-hidden` hides nothing.
    if name == "hidden" {
        return UNSEEN;
    }
    let name = match name.split_once("--") {
        Some((block, _)) if !block.is_empty() => block,
        _ => name,
    };
    let mut hints = Hints::default();
    let mut previous = Word::default();
    let mut current = Word::default();
    let mut was_upper = true;
    let mut end_word = |current: &mut Word, is_last: bool| {
        if current.length > 0 {
            hints = hints.with(word(current.as_bytes(), is_last));
            if previous.length > 0 {
                hints = hints.with(pair(previous.as_bytes(), current.as_bytes()));
            }
            previous = std::mem::take(current);
        }
    };
    // Trailing digits and signs do not make a word the last but one: `card-2`, `title_`.
    let name = name.trim_end_matches(|character: char| !character.is_alphabetic());
    for byte in name.bytes() {
        if !byte.is_ascii_alphabetic() && byte.is_ascii() {
            end_word(&mut current, false);
            was_upper = true;
            continue;
        }
        if byte.is_ascii_uppercase() && !was_upper {
            end_word(&mut current, false);
        }
        was_upper = byte.is_ascii_uppercase();
        current.push(byte);
    }
    end_word(&mut current, true);
    hints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_and_their_words_fit() {
        for pair in WORDS.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} {}", pair[0].0, pair[1].0);
        }
        for pair in PAIRS.windows(2) {
            assert!((pair[0].0, pair[0].1) < (pair[1].0, pair[1].1), "{} {}", pair[0].0, pair[1].0);
        }
        assert!(WORDS.iter().all(|(word, ..)| word.len() < LONGEST_WORD));
    }

    #[test]
    fn an_id_made_from_a_heading_is_no_label() {
        assert_eq!(label_of("comment-list"), "comment-list");
        assert_eq!(label_of("how-to-reply-to-a-message"), "");
    }

    #[test]
    fn names_are_read_as_noun_phrases() {
        for (names, hints) in [
            ("post-title", TITLE),
            ("card__title card__title--large", TITLE),
            ("news-card", CARD),
            ("authorBox", AUTHOR.with(BIOGRAPHY)),
            ("screen-reader-text", UNSEEN),
            ("entry-content", BODY),
            ("datePublished", DATE.with(DATE)),
            ("adventure header roadmap", Hints::default()),
            ("title-image", Hints::default()),
            ("teaser-2", CARD),
            ("", Hints::default()),
        ] {
            assert_eq!(of_names(names), hints, "{names}");
        }
    }
}
