#!/usr/bin/env bash
# Runs every test: unit tests, integration tests, the examples in the documentation, the benchmarks once. Needs bash and the
# Rust toolchain; cargo fetches the rest. Arguments go to `cargo test`.
set -euo pipefail
cd "$(dirname "$0")"

cargo test --locked --all-targets "$@"
cargo test --locked --doc
