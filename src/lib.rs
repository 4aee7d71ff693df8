//! korrektur proofs dumps of scraped web pages: it splits each page into article, profile and teaser blocks, decides the
//! language of every section, reads dates, and reports what is untranslated or duplicated.
//!
//! A folder is a step, a file beside the folders is a thing that travels between steps; `ls src` is the pipeline. This
//! page is the tour, in the order in which a page goes through:
//!
//! 1. [`read`] turns inputs (files, folders, globs, standard input, containers) into [`document::Document`]s.
//! 2. [`decode`] turns a document's bytes into text with known lines, [`span::Source`].
//! 3. [`parse`] turns text of any format into an [`outline::Outline`]: lines, containers, what the page says of itself.
//! 4. [`split`] turns an outline into [`page::Block`]s; every visible line lands in exactly one.
//! 5. [`detect`] tells the language of a text from the text alone.
//! 6. [`context`] decides what language a page should be in, and every section's language with that in mind.
//! 7. [`date`] reads date expressions as intervals.
//! 8. [`pair`] holds a page against the original that it was translated from, section by section.
//! 9. [`cards`] holds teasers against the articles that they lead to.
//! 10. [`archive`], where one is named, gives the pages of earlier runs that may be like these, and keeps these for later ones.
//! 11. [`compare`] finds equal and nearly equal sections among [`digest::Digests`].
//! 12. [`check`] turns pages and matches into [`finding::Finding`]s, one rule a file; `archive` tells which are new.
//! 13. [`mod@write`] turns pages and findings into records and reports.
//!
//! [`flow`] strings the steps together, [`engine`] owns the only threads, [`cli`] the flags, the terminal and the exit
//! status. Arrows point one way: `cli → flow → steps → things`. Steps do not import one another, but for `split` and
//! `context`, which may ask `detect` and `date` what a line looks like. `tests/architecture.rs` holds that line.

pub mod archive;
pub mod baseline;
pub mod card;
pub mod cards;
pub mod check;
pub mod chrome;
pub mod cli;
pub mod compare;
pub mod context;
pub mod corpus;
pub mod date;
pub mod date_value;
pub mod decode;
pub mod detect;
pub mod digest;
pub mod document;
pub mod engine;
pub mod error;
pub mod finding;
pub mod flow;
pub mod glossary;
pub mod ignore;
pub mod language;
pub mod likes;
pub mod locale;
pub mod message;
pub mod outline;
pub mod page;
pub mod page_map;
pub mod pair;
pub mod paired;
pub mod parse;
pub mod read;
pub mod selector;
pub mod settings;
pub mod signature;
pub mod skeleton;
pub mod span;
pub mod spill;
pub mod split;
pub mod spot;
pub mod terms;
pub mod why;
pub mod words;
pub mod write;
