//! Text to outline.

use crate::outline::{Builder, Outline};

/// Outlines a page.
pub(super) fn outline(text: &str) -> Outline {
    let _ = text;
    Builder::new().finish()
}
