//! Packs the vocabulary of `src/languages/*.toml` into one text that the program reads when the first date is met.
//!
//! Lines of the output: `L tag order flags…` a language, `S hex…` a set of languages as a bit mask, `P hash code:set …` a phrase
//! and the ingredients it can be. A phrase's own beginnings are listed too, so that a lookup can stop where no longer
//! phrase exists.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/date/fold.rs"]
#[allow(dead_code, reason = "the program uses the rest")]
mod fold;
#[path = "src/date/ingredient.rs"]
mod ingredient;

use ingredient::{Calendar, Direction, Half, Ingredient, Qualifier, Unit};
use toml::{Table, Value};

/// The phrases of all languages: hash to ingredient code to the numbers of the languages.
#[derive(Default)]
struct Phrases {
    found: BTreeMap<u64, BTreeMap<u32, Vec<usize>>>,
    frames: Vec<(Direction, String)>,
}

impl Phrases {
    fn add(&mut self, language: usize, phrase: &str, ingredient: Ingredient) {
        let mut hash = 0;
        let mut any = false;
        for token in fold::tokens(phrase).iter().filter_map(fold::Token::hash) {
            hash = fold::longer(hash, token);
            self.found.entry(hash).or_default();
            any = true;
        }
        if any {
            let languages = self.found.entry(hash).or_default().entry(ingredient.code()).or_default();
            if languages.last() != Some(&language) {
                languages.push(language);
            }
        }
    }

    /// Adds `words before … words after`.
    fn add_frame(&mut self, language: usize, frame: &str, direction: Direction) {
        let Some((before, after)) = frame.split_once('…') else { return };
        let wanted = (direction, frame.to_owned());
        let number = self.frames.iter().position(|known| *known == wanted).unwrap_or_else(|| {
            self.frames.push(wanted);
            self.frames.len() - 1
        });
        let Ok(frame) = u16::try_from(number) else { return };
        let paired = !before.trim().is_empty() && !after.trim().is_empty();
        self.add(language, before, Ingredient::Before { frame, direction, paired });
        self.add(language, after, Ingredient::After { frame, direction, paired });
    }
}

/// Gives the phrases of a list, or of a single text.
fn texts(value: Option<&Value>) -> impl Iterator<Item = &str> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn unit(name: &str) -> Option<Unit> {
    Unit::ALL.iter().find(|(_, known)| *known == name).map(|&(unit, _)| unit)
}

fn read(phrases: &mut Phrases, language: usize, date: &Table) {
    let lists = [
        ("join", Ingredient::Join),
        ("about", Ingredient::Qualifier(Qualifier::About)),
        ("over", Ingredient::Qualifier(Qualifier::Over)),
        ("almost", Ingredient::Qualifier(Qualifier::Almost)),
        ("less", Ingredient::Qualifier(Qualifier::Less)),
        ("now", Ingredient::Now),
        ("last", Ingredient::Last),
        ("at", Ingredient::At),
        ("am", Ingredient::Half(Half::Morning)),
        ("pm", Ingredient::Half(Half::Afternoon)),
        ("night", Ingredient::Half(Half::Night)),
        ("noon", Ingredient::Half(Half::Noon)),
        ("filler", Ingredient::Filler),
        ("until", Ingredient::Until),
        ("week_number", Ingredient::WeekNumber),
        ("published", Ingredient::Published),
        ("updated", Ingredient::Updated),
        ("numbering", Ingredient::Numbering),
    ];
    for (name, ingredient) in lists {
        for phrase in texts(date.get(name)) {
            phrases.add(language, phrase, ingredient);
        }
    }
    for (name, direction) in [("past", Direction::Past), ("future", Direction::Future)] {
        for frame in texts(date.get(name)) {
            phrases.add_frame(language, frame, direction);
        }
    }
    let numbered =
        |name: &str| date.get(name).and_then(Value::as_array).into_iter().flatten().zip(1_u8..).collect::<Vec<_>>();
    for (calendar, name) in Calendar::ALL {
        for (names, number) in numbered(name) {
            for phrase in texts(Some(names)) {
                phrases.add(language, phrase, Ingredient::Month(calendar, number));
            }
        }
    }
    for (names, number) in numbered("weekdays") {
        for phrase in texts(Some(names)) {
            phrases.add(language, phrase, Ingredient::Weekday(number));
        }
    }
    for (names, number) in numbered("quarters") {
        for phrase in texts(Some(names)) {
            phrases.add(language, phrase, Ingredient::Quarter(number));
        }
    }
    let table = |name: &str| date.get(name).and_then(Value::as_table).into_iter().flatten().collect::<Vec<_>>();
    for (name, start) in table("eras") {
        if let Some(start) = start.as_integer().and_then(|start| i16::try_from(start).ok()) {
            phrases.add(language, name, Ingredient::Era(start));
        }
    }
    for (name, list) in table("numbers") {
        for phrase in texts(Some(list)) {
            if let Ok(number) = name.parse() {
                phrases.add(language, phrase, Ingredient::Number(number));
            }
        }
    }
    for (name, make) in [
        ("units", Ingredient::Unit as fn(Unit) -> Ingredient),
        ("past_units", |unit| Ingredient::Directed(unit, Direction::Past)),
        ("future_units", |unit| Ingredient::Directed(unit, Direction::Future)),
    ] {
        for (name, list) in table(name) {
            for phrase in texts(Some(list)) {
                if let Some(unit) = unit(name) {
                    phrases.add(language, phrase, make(unit));
                }
            }
        }
    }
    for (key, list) in table("counted") {
        let Some((number, name)) = key.split_once(' ') else { continue };
        for phrase in texts(Some(list)) {
            if let (Ok(number), Some(unit)) = (number.parse(), unit(name)) {
                phrases.add(language, phrase, Ingredient::Counted(unit, number));
            }
        }
    }
    for (key, list) in table("calendar") {
        let Some((offset, name)) = key.split_once(' ') else { continue };
        for phrase in texts(Some(list)) {
            if let (Ok(offset), Some(unit)) = (offset.parse(), unit(name)) {
                let accented = !phrase.is_ascii() && fold::tokens(phrase).len() == 1;
                phrases.add(language, phrase, Ingredient::Calendar { unit, offset, accented });
            }
        }
    }
}

fn main() -> io::Result<()> {
    let folder = Path::new("src/languages");
    println!("cargo::rerun-if-changed=src/languages");
    println!("cargo::rerun-if-changed=src/date/fold.rs");
    println!("cargo::rerun-if-changed=src/date/ingredient.rs");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let mut phrases = Phrases::default();
    let mut out = String::new();
    for (number, path) in files.iter().enumerate() {
        let wrong = |problem: String| io::Error::other(format!("{}: {problem}", path.display()));
        let table: Table =
            fs::read_to_string(path)?.parse().map_err(|problem: toml::de::Error| wrong(problem.to_string()))?;
        let date = table.get("date").and_then(Value::as_table).ok_or_else(|| wrong("has no table [date]".into()))?;
        let tag = table.get("tag").and_then(Value::as_str).ok_or_else(|| wrong("has no tag".into()))?;
        let order = date.get("order").and_then(Value::as_str).unwrap_or("dmy");
        let flag = |name: &str| u8::from(date.get(name).and_then(Value::as_bool).unwrap_or_default());
        let flags = ["unit_first", "modern", "dotted_time", "signed", "month_first", "unslashed"]
            .map(flag)
            .map(|set| set.to_string())
            .join(" ");
        let _ = writeln!(out, "L {tag} {order} {flags}");
        read(&mut phrases, number, date);
    }
    let mut sets: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    let mut lines = String::new();
    for (hash, ingredients) in &phrases.found {
        let _ = write!(lines, "P {hash:x}");
        for (code, languages) in ingredients {
            let next = sets.len();
            let set = *sets.entry(languages.clone()).or_insert_with(|| {
                let mut words = vec![0_u64; files.len().div_ceil(64)];
                for &language in languages {
                    words[language / 64] |= 1 << (language % 64);
                }
                let mask: Vec<String> = words.iter().map(|word| format!("{word:x}")).collect();
                let _ = writeln!(out, "S {}", mask.join(" "));
                next
            });
            let _ = write!(lines, " {code:x}:{set:x}");
        }
        lines.push('\n');
    }
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(target.join("vocabulary.txt"), out + &lines)
}
