#!/usr/bin/env python3
"""Gives examples, which are run as tests, to the language files that have none: what CLDR prints in the language of three
hours and of two months ago, and a duration that is no date. Where it has no words for that, a day in its longest format; where it
does not know the language, a day with the month's name of the file itself, and a unit without a direction.

    npm install cldr-dates-full cldr-units-full cldr-core       # 48.2 was used
    src/languages/examples.py node_modules"""
import json
import os
import re
import sys

from cldr import ALIASES, HERE, SIGNED, Language

NOW = "2024-11-03T12:00:00Z"
# What is printed at NOW, and its value: the arithmetic is that of the calendar.
DAY = "2021-11-12"
ASKED = [("hour", "past", {3: "2024-11-03T09", 5: "2024-11-03T07"}), ("month", "past", {2: "2024-09", 5: "2024-06"})]


def category(rules, number):
    """Gives the plural category of a whole number, from the samples that stand beside each rule of CLDR."""
    for name, rule in rules.items():
        samples = re.search(r"@integer ([^@]*)", rule)
        for part in samples[1].split(",") if samples else []:
            first, _, last = part.strip().rstrip("…").partition("~")
            if first.strip().isdigit() and int(first) <= number <= int(last or first):
                return name.rsplit("-", 1)[1]
    return "other"


def day(calendar):
    """Prints DAY in the longest format that has the month's name; `None` where months are numbers."""
    year, month, number = map(int, DAY.split("-"))
    for width in ("long", "medium"):
        pattern = calendar["dateFormats"][width]
        pattern = pattern if isinstance(pattern, str) else pattern["_value"]
        names = re.search("M{3,4}|L{3,4}", pattern)
        if not names:
            continue
        context = "format" if names[0].startswith("M") else "stand-alone"
        name = calendar["months"][context]["wide" if len(names[0]) == 4 else "abbreviated"][str(month)]
        parts = re.findall(r"'[^']*'|y+|[ML]+|d+|[^'yMLd]", pattern)
        said = {"y": str(year), "M": name, "L": name, "d": str(number)}
        if not re.search("M\\d\\d|^\\d", name):
            return "".join(part.strip("'") if part[0] == "'" else said.get(part[0], part) for part in parts)
    return None


def of_file(language):
    """Makes examples of the words of the file itself."""
    months, units = language.date.get("months"), language.date.get("units", {})
    order = "{1} {0} {2}" if language.date.get("month_first") else "{0} {1} {2}"
    year, month, number = map(int, DAY.split("-"))
    if months and months[month - 1]:
        yield {"text": order.format(number, months[month - 1][0], year), "now": NOW, "value": DAY}
    for unit in list(units.get("minute", []))[:1]:
        yield {"text": f"{unit} 5" if language.date.get("unit_first") else f"5 {unit}", "now": NOW, "nothing": True}


def main():
    root = sys.argv[1]
    read = lambda *path: json.load(open(os.path.join(root, *path), encoding="utf-8"))
    plurals = read("cldr-core", "supplemental", "plurals.json")["supplemental"]["plurals-type-cardinal"]
    codes = {ALIASES.get(code, code): code for code in os.listdir(os.path.join(root, "cldr-dates-full", "main"))}
    for name in sorted(os.listdir(HERE)):
        tag = name[:-5]
        if not name.endswith(".toml"):
            continue
        language = Language(tag)
        if language.date.get("example"):
            continue
        if tag not in codes:
            add(language, list(of_file(language)))
            continue
        code = codes[tag]
        rules = plurals.get(code, plurals.get(tag, {}))
        fields = read("cldr-dates-full", "main", code, "dateFields.json")["main"][code]["dates"]["fields"]
        examples = []
        for unit, direction, values in ASKED:
            for number, value in values.items():
                forms = fields[unit][f"relativeTime-type-{direction}"]
                pattern = forms.get(f"relativeTimePattern-count-{category(rules, number)}")
                if pattern and "{0}" in pattern and not SIGNED.match(pattern):
                    examples.append({"text": pattern.replace("{0}", str(number)), "now": NOW, "value": value})
        units = os.path.join(root, "cldr-units-full", "main", code, "units.json")
        if examples and os.path.exists(units):
            minutes = read("cldr-units-full", "main", code, "units.json")["main"][code]["units"]["long"]["duration-minute"]
            pattern = minutes.get(f"unitPattern-count-{category(rules, 5)}")
            if pattern and pattern != "{0} min":
                examples.append({"text": pattern.replace("{0}", "5"), "now": NOW, "nothing": True})
        if not examples:
            calendar = read("cldr-dates-full", "main", code, "ca-gregorian.json")["main"][code]["dates"]["calendars"]["gregorian"]
            text = day(calendar)
            examples = [{"text": text, "now": NOW, "value": DAY}] if text else list(of_file(language))
        add(language, examples)


def add(language, examples):
    if examples:
        language.date["example"] = examples
        language.write()
    print(f"{os.path.basename(language.path)}: {len(examples)} examples")


if __name__ == "__main__":
    main()
