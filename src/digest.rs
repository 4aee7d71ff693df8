//! A section as numbers, and two sections that are alike. What `compare` sees: no strings, no references.

/// Gives a number that is equal for texts that differ only in case, spacing, punctuation or Unicode form. XXH3-64, so
/// that it means the same to later versions.
pub fn text_key(text: &str) -> u64 {
    let folded: String = text.to_lowercase();
    xxhash_rust::xxh3::xxh3_64(folded.as_bytes())
}
