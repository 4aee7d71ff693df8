#!/usr/bin/env bash
# Runs every test: units, integration, documentation. Needs nothing but the Rust toolchain; cargo fetches the rest.
# Arguments go to cargo: `./test.sh --test readme`. `UPDATE=1 ./test.sh` rewrites the snapshots.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

exec cargo test --locked --no-fail-fast "$@"
