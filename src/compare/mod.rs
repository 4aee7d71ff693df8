//! Digests to matches: which sections are equal or nearly so.
