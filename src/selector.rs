//! A CSS selector of the pipeline file, compiled once, when the file is read.

use std::fmt;

/// A selector that can be matched against elements.
#[derive(Clone, PartialEq, Eq)]
pub struct Selector {
    written: String,
    compiled: scraper::Selector,
}

impl Selector {
    /// Compiles a selector.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(written: &str) -> Result<Self, String> {
        match scraper::Selector::parse(written) {
            Ok(compiled) => Ok(Self { written: written.to_owned(), compiled }),
            Err(error) => Err(error.to_string()),
        }
    }

    /// What is matched.
    pub fn compiled(&self) -> &scraper::Selector {
        &self.compiled
    }
}

impl fmt::Debug for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.written, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_selectors_are_told() {
        assert!(Selector::parse("main > article.post").is_ok());
        assert!(Selector::parse("main >").is_err());
    }
}
