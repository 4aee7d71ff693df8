#!/usr/bin/env bash
# The step of action.yml: one run of korrektur with annotations, a summary of the job and, where asked for, SARIF.
set -euo pipefail

arguments=(--format github --also "markdown=$RUNNER_TEMP/korrektur-summary.md")
add() { # FLAG VALUE
    if [[ -n $2 ]]; then
        arguments+=("$1" "$2")
    fi
}
add --pipeline "$KORREKTUR_PIPELINE"
add --baseline "$KORREKTUR_BASELINE"
add --changed-since "$KORREKTUR_CHANGED_SINCE"
add --fail-on "$KORREKTUR_FAIL_ON"
add --also "${KORREKTUR_SARIF:+sarif=$KORREKTUR_SARIF}"
while IFS= read -r argument; do
    if [[ -n $argument ]]; then
        arguments+=("$argument")
    fi
done <<<"$KORREKTUR_ARGUMENTS"
arguments+=(--)
while IFS= read -r path; do
    if [[ -n $path ]]; then
        arguments+=("$path")
    fi
done <<<"$KORREKTUR_PATHS"

status=0
korrektur check "${arguments[@]}" || status=$?
if [[ -f $RUNNER_TEMP/korrektur-summary.md ]]; then
    cat "$RUNNER_TEMP/korrektur-summary.md" >>"$GITHUB_STEP_SUMMARY"
    rm "$RUNNER_TEMP/korrektur-summary.md"
fi
echo "status=$status" >>"$GITHUB_OUTPUT"
exit "$status"
