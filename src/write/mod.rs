//! Pages and findings to records and reports. The contract's JSON is spelt here and nowhere else.
