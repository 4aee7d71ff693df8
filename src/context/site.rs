//! Which pages belong together, and what language the pages of a site are expected in.

use std::collections::BTreeMap;

use globset::Glob;

use super::address;
use crate::language::{ExpectedFrom, Tag};
use crate::page::Page;

/// Gives the key under which pages of one site share their language: the host of the address with its first path segment
/// where that is a language, else the folder of the name.
pub fn site(page: &Page) -> String {
    if let Some(url) = page.url.as_deref() {
        let parts = address::parts(url);
        if !parts.host.is_empty() {
            let segment = address::language_segment(&parts).unwrap_or_default();
            return format!("{}/{segment}", parts.host.to_lowercase());
        }
    }
    page.name.rsplit_once(['/', '!']).map_or_else(String::new, |(folder, _)| folder.to_owned())
}

/// The languages that the pages of each site turned out to be expected in. The same pages give the same winner, in
/// whatever order they are counted.
#[derive(Debug, Default)]
pub struct SiteVotes {
    sites: BTreeMap<String, BTreeMap<Tag, usize>>,
}

impl SiteVotes {
    /// Counts a page whose expected language is known from stronger evidence.
    pub fn count(&mut self, page: &Page) {
        if let Some(expected) = page.expected.filter(|expected| expected.from != ExpectedFrom::Site) {
            *self.sites.entry(site(page)).or_default().entry(expected.tag).or_default() += 1;
        }
    }

    /// Gives the language that most pages of `page`'s site are in: more than half of them, so that a site in two
    /// languages stays open.
    pub fn winner(&self, page: &Page) -> Option<Tag> {
        let votes = self.sites.get(&site(page))?;
        let total: usize = votes.values().sum();
        votes.iter().find(|&(_, &count)| count * 2 > total).map(|(&tag, _)| tag)
    }
}

/// Tells whether a page with this name and address belongs to `site`: a host name (its subdomains included) or a glob over
/// page names.
pub fn is_of_site(name: &str, url: Option<&str>, site: &str) -> bool {
    let is_of_host = |host: &str| {
        let (host, site) = (host.to_lowercase(), site.to_lowercase());
        host == site || host.strip_suffix(&site).is_some_and(|subdomain| subdomain.ends_with('.'))
    };
    let is_address_of_site = !site.is_empty() && url.is_some_and(|url| is_of_host(address::parts(url).host));
    is_address_of_site || Glob::new(site).is_ok_and(|glob| glob.compile_matcher().is_match(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_a_host_with_its_subdomains_or_a_glob_over_names() {
        let of = |name, url, site| is_of_site(name, url, site);
        assert!(of("x", Some("https://blog.Example.dk/x"), "example.dk"));
        assert!(!of("x", Some("https://counterexample.dk/x"), "example.dk"));
        assert!(of("dump/da/x.html", None, "dump/**/*.html"));
        assert!(!of("dump/da/x.html", None, "["));
        assert!(!of("x", None, ""));
    }
}
