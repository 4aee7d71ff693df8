//! Text to outline. Never fails; every line keeps its bytes; no later step knows the format.

pub mod html;
mod markdown;
mod text;

use crate::document::Format;
use crate::outline::Outline;
use crate::settings::SiteOverride;
use crate::span::Source;

/// Parses a page's text. `site` marks what the pipeline file's selectors choose, in HTML.
pub fn parse(source: &Source, format: Format, site: Option<&SiteOverride>) -> Outline {
    match format {
        Format::Html => html::outline(source.text(), site),
        Format::Markdown => markdown::outline(source.text()),
        Format::Text => text::outline(source.text()),
    }
}
