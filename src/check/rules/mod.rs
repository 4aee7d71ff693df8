//! The registry of rules: one line a rule.
