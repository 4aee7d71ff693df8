//! What CI hosts and shells take from the repository: the GitHub Action, the GitLab template, the hooks, completions, manual
//! pages. Each is read as its host reads it, and what it would run is run.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use saphyr::{LoadableYamlNode as _, Yaml};
use support::{korrektur, output, repository};
use tempfile::TempDir;

const GOOD: &str = "<html lang=da><body><main><article><h1>Fyret på klippen</h1><p>Fyret har stået på klippen siden 1854, \
    og lyset kan stadig ses fra fastlandet på en klar aften.</p></article></main></body></html>\n";
const BAD: &str = "<html lang=da><body><main><article><h1>Fyret på øen</h1><p>Den gamle fyrpasser fortalte gerne om vinteren.</p>\n\
    <p>The lighthouse has stood on the cliff since 1854, and its light can still be seen from the mainland on a clear evening.</p>\
    </article></main></body></html>\n";

fn read(file: &str) -> String {
    fs::read_to_string(repository(file)).unwrap()
}

fn pages() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    fs::create_dir_all(folder.path().join("dump/med blank")).unwrap();
    fs::write(folder.path().join("dump/god.html"), GOOD).unwrap();
    fs::write(folder.path().join("dump/med blank/slem.html"), BAD).unwrap();
    folder
}

/// Gives a shell with the binary on its path and no other environment than a build machine's.
fn shell(folder: &Path, script: &str) -> Command {
    let binary = Path::new(env!("CARGO_BIN_EXE_korrektur")).parent().unwrap().display().to_string();
    let mut command = Command::new("bash");
    command.current_dir(folder).env_clear().stdin(Stdio::null()).args([
        "--noprofile",
        "--norc",
        "-e",
        "-o",
        "pipefail",
        "-c",
        script,
    ]);
    command.env("PATH", format!("{binary}:{}", std::env::var("PATH").unwrap()));
    command
}

fn ran(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
#[cfg(unix)]
fn the_action_annotates_summarises_and_passes_the_status_on() {
    let text = read("action.yml");
    let documents = Yaml::load_from_str(&text).unwrap();
    let action = &documents[0];
    assert_eq!(action["runs"]["using"].as_str(), Some("composite"));
    let steps = action["runs"]["steps"].as_vec().unwrap();
    let declared: BTreeSet<String> =
        action["inputs"].as_mapping().unwrap().keys().map(|key| key.as_str().unwrap().to_owned()).collect();

    let run = |inputs: &[(&str, &str)], folder: &Path| {
        let temporary = folder.join("runner");
        fs::create_dir_all(&temporary).unwrap();
        for file in ["summary", "output", "path"] {
            fs::write(temporary.join(file), "").unwrap();
        }
        let mut last = (0, String::new(), String::new());
        for step in steps {
            let mut command = shell(folder, step["run"].as_str().unwrap());
            command
                .env("GITHUB_ACTION_PATH", repository(""))
                .env("RUNNER_TEMP", &temporary)
                .env("GITHUB_STEP_SUMMARY", temporary.join("summary"))
                .env("GITHUB_OUTPUT", temporary.join("output"))
                .env("GITHUB_PATH", temporary.join("path"));
            if step.as_mapping_get("env").is_some() {
                let mut used = BTreeSet::new();
                for (name, value) in step["env"].as_mapping().unwrap() {
                    let expression = value.as_str().unwrap();
                    let input =
                        expression.strip_prefix("${{ inputs.").and_then(|rest| rest.strip_suffix(" }}")).unwrap();
                    used.insert(input.to_owned());
                    let given = inputs.iter().find(|(name, _)| *name == input).map_or("", |(_, value)| value);
                    command.env(name.as_str().unwrap(), given);
                }
                assert_eq!(used, declared, "an input that nothing takes, or one that is not declared");
            }
            last = ran(&mut command);
        }
        let file = |name: &str| fs::read_to_string(temporary.join(name)).unwrap();
        (last, file("summary"), file("output"))
    };

    let folder = pages();
    let inputs = [("paths", "dump\n"), ("sarif", "out.sarif"), ("arguments", "--expect-language\nda\n")];
    let ((status, log, said), summary, outputs) = run(&inputs, folder.path());
    assert_eq!((status, outputs.as_str()), (1, "status=1\n"), "{log}\n{said}");
    assert!(log.contains("::error file=dump/med blank/slem.html,line=2,"), "{log}");
    assert!(
        summary.starts_with("## korrektur: 1 error in 1 of 2 pages") && summary.contains("| untranslated-section |")
    );
    assert!(fs::read_to_string(folder.path().join("out.sarif")).unwrap().contains("\"2.1.0\""));

    // What is given is never code and never another flag.
    let hostile = [("paths", "dump/god.html\n$(touch owned)\n--output=owned\n"), ("fail-on", "never")];
    let ((status, ..), _, outputs) = run(&hostile, folder.path());
    assert_eq!((status, outputs.as_str()), (2, "status=2\n"));
    assert!(!folder.path().join("owned").exists());

    let ((status, log, said), ..) = run(&[("paths", "dump/god.html")], folder.path());
    assert_eq!(status, 0, "{log}\n{said}");
}

#[test]
#[cfg(unix)]
fn the_gitlab_job_writes_the_reports_that_it_names() {
    let text = read(".gitlab/korrektur.gitlab-ci.yml");
    let documents = Yaml::load_from_str(&text).unwrap();
    let job = &documents[0][".korrektur"];
    let folder = pages();
    let line =
        |value: &Yaml| value.as_vec().unwrap().iter().map(|line| line.as_str().unwrap()).collect::<Vec<_>>().join("\n");
    let script = format!("{}\n{}", line(&job["before_script"]), line(&job["script"]));
    let mut command = shell(folder.path(), &script);
    for (name, value) in job["variables"].as_mapping().unwrap() {
        command.env(name.as_str().unwrap(), value.as_str().unwrap());
    }
    let (status, log, said) = ran(command.env("KORREKTUR_ARGUMENTS", "dump"));
    assert_eq!(status, 1, "{log}\n{said}");
    assert!(log.contains("error[untranslated-section]"), "{log}");
    for kind in ["codequality", "junit"] {
        let report = job["artifacts"]["reports"][kind].as_str().unwrap();
        let written = fs::read_to_string(folder.path().join(report)).unwrap();
        assert!(written.contains("dump/med blank/slem.html"), "{report}: {written}");
    }
}

#[test]
fn the_hooks_are_commands_that_stop_a_bad_commit() {
    let text = read(".pre-commit-hooks.yaml");
    let documents = Yaml::load_from_str(&text).unwrap();
    let hooks = documents[0].as_vec().unwrap();
    assert_eq!(hooks.len(), 2);
    let folder = pages();
    for hook in hooks {
        for key in ["id", "name", "description", "language"] {
            assert!(hook[key].as_str().is_some_and(|value| !value.is_empty()), "{key}");
        }
        let entry: Vec<&str> = hook["entry"].as_str().unwrap().split(' ').skip(1).collect();
        let takes_files = hook.as_mapping_get("pass_filenames").is_none();
        if takes_files {
            let mut good = korrektur(folder.path());
            output(good.args(&entry).arg("dump/god.html"), 0);
            let mut bad = korrektur(folder.path());
            output(bad.args(&entry).args(["dump/god.html", "dump/med blank/slem.html"]), 1);
        } else {
            assert!(entry.contains(&"--changed-since"), "{entry:?}");
        }
    }
}

#[test]
fn completions_and_manual_pages_know_every_command_and_flag() {
    let print = |arguments: &[&str]| output(korrektur(&repository("")).args(arguments), 0);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = print(&["completions", shell]);
        for word in ["extract", "changed-since", "write-baseline", "isolated"] {
            assert!(script.contains(word), "{shell} lacks {word}");
        }
    }
    let main = print(&["man"]);
    assert!(main.contains(".TH korrektur") && main.contains("korrektur\\-check"), "{main}");
    for command in ["run", "extract", "check", "detect", "date", "init", "completions", "man"] {
        let page = print(&["man", command]);
        assert!(page.contains(&format!(".TH korrektur-{command}")) && page.contains("Examples:"), "{command}");
    }
    assert!(print(&["man", "check"]).contains("\\-\\-max\\-findings"));
}

#[test]
fn init_writes_a_file_that_works_at_once() {
    for dump in ["fixtures/pipelines", "fixtures/dates", "fixtures/untranslated", "fixtures/input", "fixtures/clean"] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        let shown = repository(dump).display().to_string();
        output(korrektur(folder.path()).args(["init", &shown]), 0);
        let file = folder.path().join("korrektur.toml");
        let text = fs::read_to_string(&file).unwrap();
        let table: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(
            table["input"]["paths"][0].as_str().map(|path| folder.path().join(path).canonicalize().unwrap()),
            repository(dump).canonicalize().ok()
        );
        let checked = korrektur(folder.path()).arg("check").output().unwrap();
        assert!(matches!(checked.status.code(), Some(0 | 1)), "{dump}: {}", String::from_utf8_lossy(&checked.stderr));
        let ran = korrektur(folder.path()).args(["run", "korrektur.toml"]).output().unwrap();
        assert!(folder.path().join("korrektur-out/report.html").is_file(), "{}", String::from_utf8_lossy(&ran.stderr));
        // Every key is explained by what stands above it.
        let again = korrektur(folder.path()).args(["init", &shown]).output().unwrap();
        assert_eq!(again.status.code(), Some(2), "a file that is there is not replaced");
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
    }
}

#[test]
fn a_run_over_the_folder_that_it_writes_into_reads_its_own_reports_never() {
    let folder = pages();
    output(korrektur(folder.path()).args(["init", "."]), 0);
    let run = |arguments: &[&str]| {
        let ran = korrektur(folder.path()).args(arguments).output().unwrap();
        String::from_utf8_lossy(&ran.stderr).lines().next().unwrap_or_default().to_owned()
    };
    let first = run(&["run", "korrektur.toml"]);
    assert!(first.ends_with(" in 1 of 2 pages"), "{first}");
    assert_eq!(run(&["run", "korrektur.toml"]), first);
    assert_eq!(run(&["check", "--format", "json"]), first);
}

#[test]
fn init_says_what_it_saw() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("dump/en")).unwrap();
    fs::create_dir_all(folder.path().join("ci")).unwrap();
    fs::write(folder.path().join("dump/a.html"), GOOD).unwrap();
    fs::write(folder.path().join("dump/b.html"), GOOD.replace(" lang=da", "")).unwrap();
    fs::write(
        folder.path().join("dump/c.html"),
        GOOD.replace("<p>Fyret", "<p><time>for 3 uger siden</time></p><p>Fyret"),
    )
    .unwrap();
    fs::write(folder.path().join("dump/rec.jsonl"), "{\"body\": \"x\"}\n").unwrap();
    output(korrektur(folder.path()).args(["init", "--output", "ci/gate.toml", "dump"]), 0);
    let text = fs::read_to_string(folder.path().join("ci/gate.toml")).unwrap();
    for part in [
        "paths = [\"../dump\"]",
        "# 3 pages (html 3).",
        "1 input could not be read",
        "dump: 3 pages; should be da by declared 2",
        "1 relative date (“for 3 uger siden”)",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    output(
        korrektur(&folder.path().join("ci")).args([
            "check",
            "--pipeline",
            "gate.toml",
            "--ignore",
            "unreadable-input,duplicate-page,duplicate-section,near-duplicate-section",
        ]),
        0,
    );
}
