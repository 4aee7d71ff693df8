//! The registry of rules: one line a rule, sorted. A rule's file holds everything about it: its documentation (the file's
//! header, shown to users), its name, severity and function, and its tests.

use super::Rule;

macro_rules! rules {
    ($($module:ident)*) => {
        $(pub mod $module;)*

        /// All rules, sorted by name.
        pub const RULES: &[&Rule] = &[$(&$module::RULE),*];
    };
}

rules! {
    code_mismatch
    date_disagreement
    do_not_translate
    duplicate_page
    duplicate_section
    empty_article
    extra_section
    image_mismatch
    length_outlier
    link_mismatch
    missing_section
    missing_translation
    mixed_language_section
    must_translate
    near_duplicate_section
    number_mismatch
    orphan_translation
    page_language_mismatch
    reordered_section
    repeated_title
    stale_translation
    teaser_mismatch
    unreadable_input
    unresolved_date
    untranslated_section
    untranslated_title
}

/// Gives the rule of this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name).copied()
}

/// Gives the names of all rules, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    #[test]
    fn every_file_of_the_folder_is_registered_under_its_own_name() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules");
        let files: BTreeSet<String> = fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| Some(entry.unwrap().path().file_stem()?.to_str()?.replace('_', "-")))
            .filter(|name| name != "mod")
            .collect();
        let registered: Vec<String> = names().map(str::to_owned).collect();
        assert_eq!(registered, files.into_iter().collect::<Vec<_>>(), "one line a file, sorted");
    }

    #[test]
    fn every_rule_is_explained() {
        for rule in RULES {
            let explanation = rule.explanation();
            for section in ["## What it does", "## Why it is bad", "## Example", "## How to mend it", "## Settings"] {
                assert!(explanation.contains(section), "{}: its header has no {section:?}", rule.name);
            }
            assert!(!rule.summary.ends_with('.'), "{}", rule.name);
        }
    }
}
