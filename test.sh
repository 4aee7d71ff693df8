#!/usr/bin/env bash
# Runs every test. Needs the Rust toolchain and nothing else: cargo fetches the rest, as Cargo.lock says.
set -euo pipefail
cd "$(dirname "$0")"
cargo test --locked --all-targets "$@"
cargo test --locked --doc
