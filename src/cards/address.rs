//! Addresses as keys: what a link leads to and what a page is called come out equal where they are the same page.
//!
//! Not counted are scheme, `www.`, fragment, fields of the query that follow readers around, `index.html`, the extension of a
//! page, a slash at the end and how a character is escaped. References are resolved as RFC 3986, 5.2, has it. A page without an
//! address is where its name says; a link that starts with `/` there may count from any folder above.

use percent_encoding::percent_decode_str;
use xxhash_rust::xxh3::xxh3_64;

/// Fields of a query that tell where readers came from: what campaigns, mail and social networks add.
const FOLLOWING: [&str; 8] = ["fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "yclid"];

/// Extensions of files that are pages, and of compressed ones.
const PAGES: [&str; 12] = ["gz", "zst", "html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "jsp", "md", "markdown"];

/// What the page of a folder is called.
const OF_FOLDER: [&str; 2] = ["index", "default"];

/// How many folders above a page a link that starts with `/` may count from.
const FOLDERS: usize = 12;

/// What a link may lead to, as keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Targets {
    /// In this order.
    pub(super) sure: Vec<u64>,
    /// If only one of them is a page.
    pub(super) perhaps: Vec<u64>,
}

/// Gives the keys of a page.
pub(super) fn of_page(name: &str, url: Option<&str>) -> Vec<u64> {
    let by_name = Address { path: path(name), ..Address::default() };
    let by_url = url.and_then(Reference::parse).and_then(|url| url.resolved(&Address::default()));
    by_url.iter().chain([&by_name]).map(Address::key).collect()
}

/// Gives the keys of what a link on a page may lead to; none for what leads to no page.
pub(super) fn of_link(link: &str, name: &str, url: Option<&str>) -> Targets {
    let mut targets = Targets::default();
    let Some(link) = Reference::parse(link) else { return targets };
    let base = url.and_then(Reference::parse).and_then(|url| url.resolved(&Address::default()));
    if let Some(address) =
        link.resolved(&base.clone().unwrap_or_default()).filter(|_| link.host.is_some() || base.is_some())
    {
        targets.sure.push(address.key());
    }
    let folders = path(name);
    if link.host.is_none() && !link.is_from_root && (base.is_none() || !name.contains("!/")) {
        let here = Address { path: folders.clone(), ..Address::default() };
        targets.sure.extend(link.resolved(&here).map(|address| address.key()));
    } else if base.is_none() {
        let above = (0..folders.len().min(FOLDERS)).filter_map(|depth| folders.get(..depth));
        targets.perhaps = above.map(|above| link.below(above).key()).collect();
    }
    targets
}

/// A reference as it is written, taken apart.
#[derive(Debug)]
struct Reference<'a> {
    host: Option<&'a str>,
    /// Whether its path counts from the root of the site.
    is_from_root: bool,
    path: &'a str,
    query: Option<&'a str>,
}

/// Where a page is.
#[derive(Clone, Debug, Default)]
struct Address {
    /// Empty for a file.
    host: String,
    path: Vec<String>,
    query: String,
}

impl<'a> Reference<'a> {
    /// Takes a reference apart; `None` where it leads to no other page: mail, scripts, a place on the page itself.
    fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let text = text.split('#').next().filter(|rest| !rest.is_empty())?;
        let (scheme, rest) = match text.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
            _ => (None, text),
        };
        if scheme.is_some_and(|scheme| !["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web))) {
            return None;
        }
        let (rest, query) = rest.split_once('?').map_or((rest, None), |(rest, query)| (rest, Some(query)));
        if let Some(rest) = rest.strip_prefix("//") {
            let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
            return Some(Self { host: Some(host), is_from_root: true, path, query });
        }
        let is_from_root = rest.starts_with('/');
        scheme.is_none().then_some(Self { host: None, is_from_root, path: rest, query })
    }

    /// Gives where it leads from `base`.
    fn resolved(&self, base: &Address) -> Option<Address> {
        let host = self.host.map_or_else(|| base.host.clone(), plain_host);
        let query = plain_query(self.query.unwrap_or_default());
        if self.path.is_empty() && self.host.is_none() {
            return Some(Address { host, path: base.path.clone(), query });
        }
        let mut whole: Vec<String> = Vec::new();
        if !self.is_from_root {
            let folder = base.path.len().saturating_sub(1);
            whole.extend_from_slice(base.path.get(..folder).unwrap_or_default());
        }
        walk(&mut whole, self.path, !host.is_empty())?;
        Some(Address { host, path: whole, query })
    }

    /// Gives where it leads if the root of its site is a folder; the sites of a mirror are folders named after their hosts.
    fn below(&self, folder: &[String]) -> Address {
        let mut path = folder.to_vec();
        path.extend(self.host.map(plain_host));
        let depth = path.len();
        for part in self.path.split('/') {
            match part {
                ".." if path.len() > depth => drop(path.pop()),
                ".." | "." => {}
                part => path.push(decoded(part)),
            }
        }
        Address { host: String::new(), path, query: plain_query(self.query.unwrap_or_default()) }
    }
}

impl Address {
    fn key(&self) -> u64 {
        let mut parts: Vec<&str> = self.path.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        if let Some(mut last) = parts.pop() {
            while let Some((stem, extension)) = last.rsplit_once('.')
                && PAGES.iter().any(|page| extension.eq_ignore_ascii_case(page))
                && !stem.is_empty()
            {
                last = stem;
            }
            parts.extend((!OF_FOLDER.contains(&last)).then_some(last));
        }
        let whole = format!("{}/{}?{}", self.host, parts.join("/"), self.query);
        xxh3_64(whole.as_bytes())
    }
}

/// Follows a path from a folder. What climbs over the root of a site stays there, as in browsers; files have no root, and `None` is
/// what climbs out of where their names start.
fn walk(from: &mut Vec<String>, path: &str, has_root: bool) -> Option<()> {
    let mut is_folder = false;
    for part in path.strip_prefix('/').unwrap_or(path).split('/') {
        is_folder = matches!(part, "." | "..");
        match part {
            ".." => from.pop().map(drop).or(has_root.then_some(()))?,
            "." => {}
            part => from.push(decoded(part)),
        }
    }
    // What counts from a folder counts from its page.
    if is_folder {
        from.push(String::new());
    }
    Some(())
}

/// Takes the name of a page as a path.
fn path(name: &str) -> Vec<String> {
    let mut path = Vec::new();
    for part in name.split('/').filter(|part| !matches!(*part, "" | ".")) {
        if part == ".." && path.last().is_some_and(|last| last != "..") {
            path.pop();
        } else {
            path.push(decoded(part));
        }
    }
    path
}

fn decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

fn plain_host(host: &str) -> String {
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host).to_lowercase();
    let host = host.strip_suffix(":80").or_else(|| host.strip_suffix(":443")).unwrap_or(&host);
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

fn plain_query(query: &str) -> String {
    let is_kept = |field: &&str| {
        let name = field.split('=').next().unwrap_or_default().to_ascii_lowercase();
        !name.is_empty() && !name.starts_with("utm_") && !FOLLOWING.contains(&name.as_str())
    };
    let mut fields: Vec<&str> = query.split('&').filter(is_kept).collect();
    fields.sort_unstable();
    decoded(&fields.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn leads(link: &str, from: (&str, Option<&str>), to: (&str, Option<&str>)) -> bool {
        let pages = of_page(to.0, to.1);
        let targets = of_link(link, from.0, from.1);
        targets.sure.iter().chain(&targets.perhaps).any(|key| pages.contains(key))
    }

    #[test]
    fn one_page_has_many_spellings() {
        let list = ("d.jsonl!/1", Some("https://example.dk/da/"));
        let page = ("d.jsonl!/2", Some("http://www.example.dk/da/p%C3%A6rer.html"));
        for link in [
            "https://example.dk/da/pærer.html",
            "//EXAMPLE.dk/da/p%c3%a6rer.html",
            "/da/pærer/",
            "pærer",
            "./pærer.html#top",
            "../da/pærer.html?utm_source=mail&fbclid=1",
            " pærer.html\n",
        ] {
            assert!(leads(link, list, page), "{link}");
        }
        for link in
            ["pærer.html?page=2", "/pærer.html", "https://example.org/da/pærer.html", "mailto:pærer.html", "#pærer", ""]
        {
            assert!(!leads(link, list, page), "{link}");
        }
    }

    #[test]
    fn files_lead_to_files() {
        let list = ("dump/da/index.html", None);
        for (link, page) in [
            ("guide.html", "dump/da/guide.html"),
            ("guide", "dump/da/guide.html"),
            ("guide/", "dump/da/guide/index.html"),
            ("../en/", "dump/en/index.html"),
            ("guide%20to%20it.html", "dump/da/guide to it.html"),
            ("guide.html", "dump/da/guide.html.gz"),
            ("/da/guide.html", "dump/da/guide.html"),
            ("/guide.html", "dump/da/guide.html"),
            ("https://example.dk/da/guide.html", "dump/example.dk/da/guide.html"),
        ] {
            assert!(leads(link, list, (page, None)), "{link} {page}");
        }
        assert!(!leads("guide.html", list, ("dump/en/guide.html", None)));
        assert!(!leads("../../../guide.html", list, ("guide.html", None)));
        assert!(leads("b.html", ("export.zip!/da/a.html", None), ("export.zip!/da/b.html", None)));
        // A record with an address is no file beside others.
        assert!(!leads("2", ("d.jsonl!/1", Some("https://example.dk/")), ("d.jsonl!/2", None)));
    }

    proptest! {
        #[test]
        fn any_text_is_a_link(link in "[a-c:/?#.%&=@]{0,20}|\\PC{0,20}", name in "[a-c/.!]{0,12}", url in proptest::option::of("https?://[a-c./]{0,9}")) {
            of_link(&link, &name, url.as_deref());
            of_page(&name, url.as_deref());
        }

        #[test]
        fn links_resolve_as_in_browsers(base in "https://[a-c]{1,3}/[a-c/]{0,8}", link in "(\\.\\./|\\./|/)?[a-c]{1,2}(/[a-c.]{1,3}){0,3}/?(\\?[a-c]=1)?") {
            let resolved = url::Url::parse(&base).unwrap().join(&link).unwrap();
            let keys = of_page("", Some(resolved.as_str()));
            prop_assert_eq!(&of_link(&link, "x!/1", Some(&base)).sure[..1], &keys[..1], "{} {} {}", base, link, resolved);
        }
    }
}
