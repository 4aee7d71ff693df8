//! What is likely on a page before its texts are read.

use std::borrow::Cow;

use crate::detect::Evidence;
use crate::language::{Language, Tag};
use crate::terms::Terms;

/// Share of texts of a page that are in the expected language.
const EXPECTED: f64 = 0.85;
/// Share of texts that are in English where that is not expected. With shares from 0.12 to 0.2 (and [`EXPECTED`] as it is), F1 on
/// half-translated sites stays between 0.9961 and 0.9966; the smaller leave more short lines out.
const ENGLISH: f64 = 0.2;
/// Share of texts in any one other language.
const ANY_OTHER: f64 = 0.0005;
/// The same for a language that is easily taken for the expected one.
const CONFUSABLE: f64 = 0.00001;
/// Log-probability of a language that is the expected one by another name, as far as text tells: a few words differ, detectors are
/// right about one text in two, and no less sure of the other. The page's own claim decides; only another script beats this.
const INSEPARABLE: f64 = -40.0;
/// Standards of one language.
const INSEPARABLES: &[&[&str]] = &[&["bs", "hr", "sr"], &["id", "ms"]];
/// Languages that are easily taken for one another: between them the text alone often does not decide.
const CONFUSABLES: &[&[&str]] = &[
    &["da", "nb", "nn", "sv", "fo"],
    &["hr", "bs", "sr", "sl"],
    &["cs", "sk"],
    &["es", "pt", "gl", "ca", "oc"],
    &["ru", "uk", "be", "bg", "mk", "sr"],
    &["kk", "ky"],
    &["nl", "af", "fy", "lb"],
    &["is", "fo"],
    &["ga", "gd"],
    &["xh", "zu"],
    &["st", "tn"],
    &["hi", "mr", "ne"],
    &["ar", "fa", "ur", "ps", "ckb"],
    &["az", "tr", "uz"],
    &["zh", "ja"],
];
/// What is known of a page before its texts are read.
pub(super) struct Outlook<'a> {
    pub(super) expected: Option<Tag>,
    /// Terms that stay as they are in every language.
    terms: &'a Terms,
    /// The priors of the languages that are not as any other; the first of a language counts.
    priors: Vec<(Tag, f64)>,
    any_other: f64,
}

impl<'a> Outlook<'a> {
    pub(super) fn of(expected: Option<Tag>, terms: &'a Terms) -> Self {
        let Some(tag) = expected else { return Self { expected, terms, priors: Vec::new(), any_other: 0.0 } };
        let groups = CONFUSABLES.iter().filter(|group| group.contains(&tag.as_str()));
        // Those that are easily taken for the expected one.
        let confusable = groups.copied().flatten().map(|tag| (Tag::of(tag), CONFUSABLE.ln()));
        let same = INSEPARABLES.iter().filter(|group| group.contains(&tag.as_str()));
        let mut priors = vec![(tag, EXPECTED.ln())];
        priors.extend(same.copied().flatten().map(|tag| (Tag::of(tag), INSEPARABLE)));
        priors.extend(confusable);
        priors.push((Tag::of("en"), ENGLISH.ln()));
        Self { expected, terms, priors, any_other: ANY_OTHER.ln() }
    }

    /// Gives a text with blanks where terms stand that say nothing.
    pub(super) fn telling<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        self.terms.taken_out(text)
    }

    /// Decides from what a text says and how much likelier its surroundings make each language, in nats. A text in another
    /// script than that of the expected language is none of it, whatever stands around it: names at most.
    pub(super) fn decide(&self, evidence: &Evidence, hearing: impl Fn(Tag) -> f64) -> Language {
        let is_in_question = |expected: Tag| evidence.likelihoods().any(|(tag, _)| tag == expected);
        let elsewhere = self.expected.filter(|&expected| !is_in_question(expected));
        let heard = |tag: Tag| if elsewhere == Some(tag) { 0.0 } else { hearing(tag) };
        evidence.decide(self.expected, |tag| Some(self.prior(tag) + heard(tag)))
    }

    /// Gives the prior of a language, as a log-probability up to a constant.
    pub(super) fn prior(&self, tag: Tag) -> f64 {
        let own = self.priors.iter().find(|(of, _)| *of == tag);
        own.map_or(self.any_other, |&(_, prior)| prior)
    }
}
