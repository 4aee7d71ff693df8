#!/usr/bin/env bash
# What CI hosts would say of the files that they read, by their published schemas and their own programs: the GitHub Action, the
# GitLab template, the hooks, JUnit. Needs Python and its package index; `korrektur` as the first argument.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
korrektur=$(realpath "$1")
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" --quiet --disable-pip-version-check install check-jsonschema junitparser pre-commit
export PATH="$work/venv/bin:$(dirname "$korrektur"):$PATH" PRE_COMMIT_HOME=$work/hooks

check-jsonschema --builtin-schema vendor.github-actions action.yml
check-jsonschema --builtin-schema vendor.gitlab-ci .gitlab/korrektur.gitlab-ci.yml
pre-commit validate-manifest .pre-commit-hooks.yaml

# A repository with a bad page: JUnit as another program reads it, and the hooks as pre-commit runs them. The hooks are taken from
# a commit of their own, and the program is the one that is built already.
mkdir "$work/hook" "$work/site"
git() { command git -c user.name=t -c user.email=t@example.org -c init.defaultBranch=main "$@"; }
cp .pre-commit-hooks.yaml "$work/hook/"
(cd "$work/hook" && git init --quiet && git add . && git commit --quiet -m hooks)
cd "$work/site"
git init --quiet
cp "$root/fixtures/untranslated/article-left-in-english-on-danish-site/samarbejde.html" .
korrektur check --quiet --format junit samarbejde.html --output junit.xml && exit 1
python3 - <<'PYTHON'
from junitparser import JUnitXml
suites = JUnitXml.fromfile("junit.xml")
cases = [case for suite in suites for case in suite]
assert len(cases) == 1 and suites.failures == 1, suites
assert cases[0].result[0].type == "untranslated-section", cases[0].result
PYTHON
git commit --quiet --allow-empty -m start
printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n' "$work/hook" "$(git -C "$work/hook" rev-parse HEAD)" >.pre-commit-config.yaml
for hook in korrektur korrektur-dump; do
    printf '      - id: %s\n        language: system\n' "$hook" >>.pre-commit-config.yaml
done
printf '[input]\npaths = "."\n' >korrektur.toml
git add .
! pre-commit run korrektur >out.txt
grep -q 'error\[untranslated-section\]' out.txt
! pre-commit run korrektur-dump >out.txt
grep -q 'error\[untranslated-section\]' out.txt
git commit --quiet -m known
pre-commit run korrektur-dump --all-files
