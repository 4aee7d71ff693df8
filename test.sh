#!/usr/bin/env bash
# Runs every test: units, integration, documentation. Needs the Rust toolchain; cargo fetches the rest. The report is tried in
# a real browser: Chromium and its driver are installed where they are missing and apt-get is there.
# Arguments go to cargo: `./test.sh --test readme`. `UPDATE=1 ./test.sh` rewrites the snapshots.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

bring_browser() {
    local as_root=()
    [[ $EUID -eq 0 ]] || as_root=(sudo -n)
    "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-driver >/dev/null
}

if ! command -v "${CHROMEDRIVER:-chromedriver}" >/dev/null; then
    # Where this does not work, tests/browser.rs says what is missing, and fails in CI.
    { command -v apt-get >/dev/null && bring_browser; } || echo "test.sh: no Chromium with a driver, and none could be installed" >&2
fi

# Property tests draw the same cases everywhere, so that a change is judged by what it changed; another seed looks elsewhere.
export PROPTEST_RNG_SEED="${PROPTEST_RNG_SEED:-20261126}"

exec cargo test --locked --no-fail-fast "$@"
