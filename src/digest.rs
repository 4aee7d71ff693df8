//! A section as numbers, and two sections that are alike. What `compare` sees: no strings, no references.
