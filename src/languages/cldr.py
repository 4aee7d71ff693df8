#!/usr/bin/env python3
"""Adds to the language files what Unicode CLDR prints and they lack; takes nothing away.

    npm install cldr-dates-full cldr-cal-islamic-full cldr-cal-hebrew-full      # the tables were last filled from 48.2
    src/languages/cldr.py node_modules [TAG ...]

Every relative pattern ("vor {0} Tagen", all widths, all plural forms) is cut into a frame and a unit: with a frame that the file
already has, else with the words that the patterns of its direction and width share. Names of months and days, calendar words
("next week") and unit names are added as they stand. What cannot be cut is listed for a person to look at."""
import collections
import json
import os
import re
import sys
import tomllib
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
UNITS = ["second", "minute", "hour", "day", "week", "month", "year"]
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WIDTHS = ["", "-short", "-narrow"]
ALIASES = {"fil": "tl", "no": "nb", "sw-CD": "sw"}
# Plural categories of which only one number is ever said, so that a pattern may leave the number out.
SAID = {"zero": 0, "one": 1, "two": 2}
# What CLDR answers where it has no word of the language's own.
ROOT = {"now", "yesterday", "today", "tomorrow"} | {
    f"{which} {unit}" for which in ("last", "this", "next") for unit in ("minute", "hour", "week", "month", "year")
}
# Sindhi "and" and "in", which are no letters to Unicode.
SINDHI = "\u06fd\u06fe"
# The same for months of the lunar Hijri calendar, as far as they are not plain ASCII.
HIJRI_ROOT = {"Rabiʻ I", "Rabiʻ II", "Shaʻban", "Dhuʻl-Qiʻdah", "Dhuʻl-Hijjah", "Rab. I", "Sha.", "Dhuʻl-Q.", "Dhuʻl-H."}
SIGNED = re.compile(r"[-+−–]\s*\{0\}")
ROOT_PATTERNS = {f"{sign}{{0}} {unit}" for sign in "-+" for unit in ("s", "min", "h", "d", "w", "m", "y")}


def fold(phrase):
    """Gives the words of a phrase as the program compares them (`src/date/fold.rs`), near enough to tell what is known."""
    phrase = unicodedata.normalize("NFKD", phrase)
    phrase = "".join(sign for sign in phrase if not unicodedata.combining(sign) or ord(sign) > 0x6ED)
    phrase = re.sub("[ʼʻʹˈ\u200b-\u200f\u061c]", "", phrase).lower().replace("ı", "i").replace("ς", "σ").replace("ё", "е")
    phrase = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in phrase)
    return " ".join("".join(sign if unicodedata.category(sign)[0] in "LMN" or sign in SINDHI else " " for sign in phrase).split())


class Language:
    def __init__(self, tag):
        self.path = os.path.join(HERE, tag + ".toml")
        with open(self.path, "rb") as file:
            self.table = tomllib.load(file)
        with open(self.path, encoding="utf-8") as file:
            self.head = file.read().split("\n\n", 1)[0]
        self.date = self.table["date"]
        self.added = 0

    def list(self, *keys):
        table = self.date
        for key in keys[:-1]:
            table = table.setdefault(key, {})
        return table.setdefault(keys[-1], [])

    def add(self, phrase, *keys):
        phrase = phrase.strip()
        known = self.list(*keys)
        if fold(phrase) and fold(phrase) not in [fold(other) for other in known]:
            known.append(phrase)
            self.added += 1
        if not known:
            table = self.date
            for key in keys[:-1]:
                table = table[key]
            del table[keys[-1]]

    def add_name(self, phrase, key, place, length):
        """Adds a name to one of twelve or seven lists, unless another of them has it."""
        lists = self.date.setdefault(key, [[] for _ in range(length)])
        wanted = fold(phrase)
        if wanted and not wanted.isdigit() and not any(wanted == fold(name) for names in lists for name in names):
            lists[place].append(phrase)
            self.added += 1

    def add_unit(self, phrase, unit):
        """Adds a form of a unit, unless it is one of another: the "m" of minutes and months."""
        wanted = fold(phrase)
        others = (form for other, forms in self.date.get("units", {}).items() if other != unit for form in forms)
        if wanted and not any(letter.isdigit() for letter in wanted) and wanted not in map(fold, others):
            self.add(phrase, "units", unit)
            return True
        return wanted in map(fold, self.date.get("units", {}).get(unit, []))

    def add_frame(self, frame, direction):
        """Adds a frame, unless it is one of the other direction."""
        before, after = (part.strip() for part in frame.split("…"))
        frame = f"{before} … {after}".strip()
        other = map(fold, self.date.get("future" if direction == "past" else "past", []))
        if fold(before + " " + after) and fold(frame) not in other:
            self.add_as_is(frame, direction)

    def add_as_is(self, phrase, key):
        if fold(phrase) not in map(fold, self.date.get(key, [])):
            self.list(key).append(phrase)
            self.added += 1

    def add_directed(self, pattern, unit, direction, others):
        """Adds a unit that says the direction itself: a pattern that is but a number and a word that the other direction lacks."""
        match = re.fullmatch(r"\{0\}\s*(\S+)", pattern)
        if not match or fold(match[1]) in others:
            return False
        self.add(match[1], f"{direction}_units", unit)
        return True

    def write(self):
        quote = lambda text: json.dumps(text, ensure_ascii=False)
        row = lambda values: "[" + ", ".join(map(quote, values)) + "]"
        lines = [self.head, ""]
        lines += [f"{key} = {quote(value)}" for key, value in self.table.items() if key != "date"] + ["", "[date]"]
        for key, value in self.date.items():
            if isinstance(value, bool):
                lines.append(f"{key} = {str(value).lower()}")
            elif isinstance(value, str):
                lines.append(f"{key} = {quote(value)}")
            elif isinstance(value, list) and value and isinstance(value[0], list):
                lines += [f"{key} = ["] + [f"  {row(names)}," for names in value] + ["]"]
            elif isinstance(value, list) and key != "example":
                lines.append(f"{key} = {row(value)}")
        for key, value in self.date.items():
            if isinstance(value, dict) and value:
                lines += ["", f"[date.{key}]"]
                order = value.items() if key in ("units", "past_units", "future_units") else sorted(value.items(), key=place)
                if key in ("units", "past_units", "future_units"):
                    order = sorted(order, key=lambda item: UNITS.index(item[0]))
                for name, phrases in order:
                    name = name if re.fullmatch(r"[a-z_]+", name) else quote(name)
                    lines.append(f"{name} = {row(phrases) if isinstance(phrases, list) else phrases}")
        for example in self.date.get("example", []):
            lines += ["", "[[date.example]]"]
            lines += [f"{key} = {quote(value) if isinstance(value, str) else str(value).lower()}" for key, value in example.items()]
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")


def place(item):
    """Sorts `"-1 day"`: by unit, then by count; numbers by value; eras as they stand."""
    number, _, unit = item[0].partition(" ")
    try:
        return (UNITS.index(unit) if unit else -1, int(number))
    except ValueError:
        return (-1, 0)


def patterns(fields):
    """Gives direction, width, unit, plural category and pattern."""
    for width in WIDTHS:
        for unit in UNITS:
            for direction in ("past", "future"):
                forms = fields.get(unit + width, {}).get(f"relativeTime-type-{direction}", {})
                for category, pattern in forms.items():
                    category = category.rsplit("-", 1)[1]
                    if "({0})" not in pattern:
                        yield direction, width, unit, category, pattern


def cut(pattern, frame):
    """Gives what a frame holds in a pattern, or `None`."""
    before, after = (part.strip() for part in frame.split("…"))
    folded = pattern.strip()
    if before and not (folded.lower().startswith(before.lower()) and glued_or_spaced(folded, len(before))):
        return None
    if after and not folded.lower().endswith(after.lower()):
        return None
    inside = folded[len(before) : len(folded) - len(after)]
    around = inside.split("{0}")
    if not inside.strip() or len(around) == 2 and fold(around[0]) and fold(around[1]):
        return None
    if after and not glued_or_spaced(folded, len(folded) - len(after)):
        return None
    return inside.strip()


def glued_or_spaced(text, at):
    """Tells whether a word ends at a place in a text."""
    around = text[at - 1 : at + 1]
    in_word = [unicodedata.category(letter)[0] in "LM" for letter in around]
    return len(around) < 2 or not all(in_word) or ord(around[1]) in range(0xE00, 0x1100) or ord(around[1]) > 0x2E00


def shared(texts):
    """Gives the frame of the words that begin or end all texts."""
    split = [text.split() for text in texts]
    before, after = [], []
    for words in zip(*split):
        if len(set(words)) > 1 or "{0}" in words[0]:
            break
        before.append(words[0])
    for words in zip(*(words[::-1] for words in split)):
        if len(set(words)) > 1 or "{0}" in words[0]:
            break
        after.insert(0, words[0])
    return " ".join(before) + " … " + " ".join(after)


def guess(language, pattern, unit, direction):
    """Cuts a pattern by where its number stands: the unit is the one word after it, or the last before it."""
    before, _, after = (part.split() for part in pattern.partition("{0}")) if "{0}" in pattern else ([], "", [])
    if before and len(after) == 1:
        word, frame = after[0], " ".join(before) + " …"
    elif not before and len(after) > 1 and fold(after[0]) in map(fold, language.date.get("units", {}).get(unit, [])):
        word, frame = after[0], "… " + " ".join(after[1:])
    elif len(before) == 1 and len(after) > 1:
        word, frame = before[0], "… " + " ".join(after)
    elif len(before) > 1 and not after:
        word, frame = before[-1], " ".join(before[:-1]) + " …"
    else:
        return False
    if not language.add_unit(word, unit):
        return False
    if word in before:
        language.date["unit_first"] = True
    language.add_frame(frame, direction)
    return True


def fill(language, fields, report):
    all_patterns = []
    for found in patterns(fields):
        if not SIGNED.match(found[-1]):
            all_patterns.append(found)
        elif found[-1] not in ROOT_PATTERNS and found[1] != "-narrow":
            language.date["signed"] = True
    # The words of the patterns of the other direction.
    words = {"past": set(), "future": set()}
    for direction, *_, pattern in all_patterns:
        words["future" if direction == "past" else "past"].update(fold(pattern).split())
    by_frame = collections.defaultdict(list)
    for direction, width, unit, _, pattern in all_patterns:
        by_frame[direction, width].append((unit, pattern))
    for (direction, width), found in by_frame.items():
        texts = [pattern for _, pattern in found if "{0}" in pattern]
        if len({unit for unit, _ in found}) > 3 and not any(cut(text, frame) for text in texts for frame in language.date.get(direction, [])):
            frame = shared(texts)
            language.add_frame(frame, direction)
    for direction, width, unit, category, pattern in all_patterns:
        inside = [cut(pattern, frame) for frame in language.date.get(direction, [])]
        inside = sorted((text for text in inside if text), key=len)
        if not inside:
            known = [form for form in language.date.get("units", {}).get(unit, []) if "{0} " + form + " " in pattern + " " and "{0} " + form != pattern]
            if known:
                language.add_frame(pattern.replace("{0} " + max(known, key=len), "…"), direction)
            elif not language.add_directed(pattern, unit, direction, words[direction]) and not guess(language, pattern, unit, direction):
                report.append((direction, unit + width, pattern))
            continue
        if "{0}" not in inside[0]:
            if category in SAID:
                language.add(inside[0], "counted", f"{SAID[category]} {unit}")
        elif any(language.add_unit(text.replace("{0}", " "), unit) for text in inside):
            if any(text.endswith("{0}") for text in inside):
                language.date["unit_first"] = True
        else:
            report.append((direction, unit + width, pattern))
    for width in WIDTHS:
        for unit in UNITS:
            for key, text in fields.get(unit + width, {}).items():
                match = re.fullmatch(r"relative-type-(-?\d)", key)
                count = int(match[1]) if match else None
                if count is None or unit in UNITS[:3] and count != 0:
                    continue
                if text in ROOT and not language.path.endswith("en.toml"):
                    continue
                if unit == "second":
                    for part in text.split("/"):
                        language.add(part, "now")
                    continue
                for part in text.split("/"):
                    taken = any(fold(part) in map(fold, phrases) for phrases in language.date.get("calendar", {}).values())
                    units = [form for forms in language.date.get("units", {}).values() for form in forms]
                    taken = taken or fold(part) in map(fold, units)
                    if not taken and not re.match(r"[-+]", part):
                        language.add(part, "calendar", f"{count:+d} {unit}" if count else f"0 {unit}")


def fields_in(formats):
    """Gives of each format whether its month is a name, in what order day, month and year stand, and whether slashes part them."""
    for pattern in formats.values():
        pattern = pattern if isinstance(pattern, str) else pattern.get("_value", "")
        pattern = re.sub("'[^']*'", "", pattern)
        order = "".join(dict.fromkeys(re.sub("[^dMy]", "", pattern.replace("L", "M"))))
        if len(order) > 1 and "M" in order and "G" not in pattern:
            yield bool(re.search("[ML]{3}", pattern)), order, "/" in pattern


def tell_order(language, fields_of_dates):
    """Says whether a day follows the name of its month, and whether numeric dates have slashes, in any region."""
    if any(named and order.startswith("Md") for named, order, _ in fields_of_dates):
        language.date["month_first"] = True
    numeric = [slashes for named, order, slashes in fields_of_dates if not named and "d" in order]
    if numeric and not any(numeric):
        language.date["unslashed"] = True


def add_hebrew(language, root, locale):
    """Adds the months of the Hebrew calendar; the second Adar is the Adar of common years."""
    path = os.path.join(root, "cldr-cal-hebrew-full", "main", locale, "ca-hebrew.json")
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as file:
        months = json.load(file)["main"][locale]["dates"]["calendars"]["hebrew"]["months"]["format"]["wide"]
    for number, name in months.items():
        if language.path.endswith("en.toml") or not name.isascii():
            language.add_name(name, "hebrew_months", int(number.split("-")[0]) - 1, 13)
    if not all(language.date.get("hebrew_months", [True])):
        del language.date["hebrew_months"]


def add_quarters(language, quarters):
    """Adds the names of quarters that say more than "Q1", which English has, or a number."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in quarters[context][width].items():
                if language.path.endswith("en.toml") or fold(name) != f"q{number}":
                    language.add_name(name, "quarters", int(number) - 1, 4)
    if not all(language.date.get("quarters", [True])):
        del language.date["quarters"]


def main():
    root = sys.argv[1]
    wanted = sys.argv[2:]
    tags = sorted(name[:-5] for name in os.listdir(HERE) if name.endswith(".toml"))
    locales = sorted(os.listdir(os.path.join(root, "cldr-dates-full", "main")))
    for tag in tags:
        if wanted and tag not in wanted:
            continue
        language = Language(tag)
        report = []
        fields_of_dates = set()
        for locale in locales:
            base = locale.split("-")[0]
            if ALIASES.get(base, base) != tag:
                continue
            load = lambda package, name: json.load(open(os.path.join(root, package, "main", locale, name), encoding="utf-8"))["main"][locale]
            fill(language, load("cldr-dates-full", "dateFields.json")["dates"]["fields"], report)
            calendar = load("cldr-dates-full", "ca-gregorian.json")["dates"]["calendars"]["gregorian"]
            formats = [calendar["dateFormats"], calendar["dateTimeFormats"]["availableFormats"]]
            fields_of_dates.update(parts for named in formats for parts in fields_in(named))
            add_quarters(language, calendar["quarters"])
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated"):
                    for number, name in calendar["months"][context][width].items():
                        if not re.fullmatch(r"M\d\d|\d+", name):
                            language.add_name(name, "months", int(number) - 1, 12)
                    for number, day in enumerate(DAYS):
                        language.add_name(calendar["days"][context][width][day], "weekdays", number, 7)
            islamic = os.path.join(root, "cldr-cal-islamic-full", "main", locale, "ca-islamic.json")
            if os.path.exists(islamic):
                with open(islamic, encoding="utf-8") as file:
                    months = json.load(file)["main"][locale]["dates"]["calendars"]["islamic"]["months"]["format"]
                for width in ("wide", "abbreviated"):
                    for number, name in months[width].items():
                        if tag == "en" or not name.isascii() and name not in HIJRI_ROOT:
                            language.add_name(name, "hijri_months", int(number) - 1, 12)
                if not all(language.date.get("hijri_months", [True])):
                    del language.date["hijri_months"]
            add_hebrew(language, root, locale)
        tell_order(language, fields_of_dates)
        for problem in sorted(set(report)):
            print(tag, *problem, sep="\t", file=sys.stderr)
        print(f"{tag}: {language.added} added")
        language.write()


if __name__ == "__main__":
    main()
