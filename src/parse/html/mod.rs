//! HTML to outline, in steps: [`tree`] parses, `about` reads what the page says of itself, `outliner` walks the
//! tree, and `embedded` adds the text that a page only has in its data.

mod about;
mod construct;
mod embedded;
mod entities;
mod hints;
mod json;
mod json_ld;
mod markup;
mod names;
mod outliner;
mod selectors;
mod tokenizer;
pub mod tree;

pub use names::Name;

use crate::outline::{Builder, Outline};
use crate::settings::SiteOverride;

/// A page that shows fewer bytes of text than this is a shell for its scripts; what it tells browsers without scripts is
/// read then.
const NEARLY_NOTHING: usize = 256;

/// Outlines an HTML page. `site` marks what its selectors choose.
pub fn outline(text: &str, site: Option<&SiteOverride>) -> Outline {
    let tree = tree::Tree::parse(text);
    let about = about::read(&tree);
    let marks = site.map(|site| selectors::marks(&tree, site)).unwrap_or_default();
    let fill = |reads_noscript, data| {
        let mut builder = Builder::new();
        let mut outliner = outliner::Outliner::new(&mut builder, &marks, about.language, reads_noscript);
        outliner.data = data;
        outliner.walk(&tree, 0);
        outliner.rest();
        let visible = outliner.visible;
        (builder, visible)
    };
    let mut reads_noscript = false;
    let (mut builder, mut visible) = fill(reads_noscript, None);
    if visible < NEARLY_NOTHING && memchr::memmem::find(text.as_bytes(), b"noscript").is_some() {
        reads_noscript = true;
        (builder, visible) = fill(reads_noscript, None);
    }
    if visible <= embedded::MOST_SHOWN_BYTES
        && let Some(harvest) = embedded::harvest(builder.so_far(), &tree, &about)
    {
        (builder, _) = fill(reads_noscript, Some(harvest));
    }
    *builder.about() = about;
    builder.finish()
}
