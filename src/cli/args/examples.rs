//! What `--help` shows at its end: commands to start from.

pub(super) const EXAMPLES: &str = "\
Examples:
  korrektur check dump/                         what is untranslated or duplicated in a folder of pages
  korrektur check --expect-language da page.html
  korrektur extract --format csv dump/ > pages.csv
  korrektur run pipelines/danish-magazine.toml  everything, into the folder that the pipeline names

`korrektur COMMAND --help` tells more, with examples.
Exit status: 0 nothing to report; 1 findings at or above --fail-on; 2 something could not be used or written.";

pub(super) const RUN_EXAMPLES: &str = "\
Examples:
  korrektur run magazine.toml                      the inputs and the output folder that the file names
  korrektur run magazine.toml --output /tmp/out    another folder
  korrektur run magazine.toml fresh/               other inputs, the same settings
  korrektur run magazine.toml --fail-on never      reports only, exit status 0";

pub(super) const EXTRACT_EXAMPLES: &str = "\
Examples:
  korrektur extract page.html                            one JSON object a page
  korrektur extract --format csv-excel -o d.csv dump/    for Excel
  korrektur extract --format markdown -o pages dump/     a file a page, for a content management system
  curl -s https://example.org/ | korrektur extract -     a page from standard input
  korrektur extract --now 2024-11-01 --include-other dump/
  korrektur extract --explain-split page.html            why is this line in that block?
  find dump -name '*.html' | korrektur extract --files-from -";

pub(super) const CHECK_EXAMPLES: &str = "\
Examples:
  korrektur check dump/                              for people: place, excerpt, expected and found
  korrektur check --format html -o report.html dump/ for the editors
  korrektur check --fail-on warning --quiet dump/    for CI
  korrektur check --format sarif -o korrektur.sarif dump/
  korrektur check --write-baseline known.json dump/  known from now on; --baseline known.json leaves it out
  korrektur check --changed-since origin/main dump/  what a branch brings
  korrektur check --ignore repeated-title dump/
  korrektur check --archive site.sqlite new/         against all that is published
  korrektur check --explain untranslated-section";

pub(super) const DETECT_EXAMPLES: &str = "\
Examples:
  echo 'Rødgrød med fløde på' | korrektur detect
  korrektur detect --candidates da,nb,sv --format jsonl < lines.txt";

pub(super) const DATE_EXAMPLES: &str = "\
Examples:
  echo 'for 11 måneder siden' | korrektur date --now 2024-11-01
  korrektur date --language en-GB --format jsonl < lines.txt";

pub(super) const INIT_EXAMPLES: &str = "\
Examples:
  korrektur init dump/                        writes korrektur.toml; then `korrektur check` needs no flags
  korrektur init --output ci/gate.toml dump/  another file; its paths count from its folder";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  korrektur completions bash > ~/.local/share/bash-completion/completions/korrektur
  korrektur completions zsh > ~/.zfunc/_korrektur
  korrektur completions fish > ~/.config/fish/completions/korrektur.fish";

pub(super) const MAN_EXAMPLES: &str = "\
Examples:
  korrektur man > ~/.local/share/man/man1/korrektur.1
  korrektur man check > ~/.local/share/man/man1/korrektur-check.1";

pub(super) const ARCHIVE_EXAMPLES: &str = "\
Examples:
  korrektur archive add site.sqlite dump/                 keep the pages that are published
  korrektur check --archive site.sqlite new/              what of the new pages is published already?
  korrektur archive list site.sqlite
  korrektur archive remove site.sqlite 'dump/old/*'
  sqlite3 site.sqlite 'SELECT page, section, line FROM place WHERE language = \"en\"'";
