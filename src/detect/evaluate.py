#!/usr/bin/env python3
"""Says how well `korrektur detect` does on labelled lines: by class, by source, by language, and whether its confidence
means what it says.

usage: evaluate.py KORREKTUR LINES.tsv… [--plot FILE.svg]

LINES.tsv has columns language, class, text and, where known, source; `da|nb` means that either is right. Prints Markdown.
Standard library only.
"""
import argparse, collections, json, subprocess


def rows(paths):
    for path in paths:
        for line in open(path, encoding="utf-8"):
            columns = line.rstrip("\n").split("\t")
            if len(columns) >= 3 and not line.startswith("#"):
                yield columns[0].split("|"), columns[1], columns[2], columns[3] if len(columns) > 3 else ""


def share(marks):
    return f"{100 * sum(marks) / len(marks):.1f}" if marks else "–"


def plot(path, bins):
    """A square: what it says to the right, how often it is right upwards, the diagonal as it should be."""
    side, edge = 300, 40
    place = lambda x, y: (edge + x * side, edge + (1 - y) * side)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side + 2 * edge} {side + 2 * edge}" font-family="sans-serif" font-size="11">',
             f'<rect width="{side + 2 * edge}" height="{side + 2 * edge}" fill="white"/>',
             f'<rect x="{edge}" y="{edge}" width="{side}" height="{side}" fill="none" stroke="#888"/>',
             '<line x1="%g" y1="%g" x2="%g" y2="%g" stroke="#bbb" stroke-dasharray="4"/>' % (*place(0, 0), *place(1, 1))]
    for tick in (0, .5, 1):
        parts.append('<text x="%g" y="%g" text-anchor="middle">%g</text>' % (place(tick, 0)[0], place(0, 0)[1] + 15, tick))
        parts.append('<text x="%g" y="%g" text-anchor="end">%g</text>' % (edge - 5, place(0, tick)[1] + 4, tick))
    most = max(len(marks) for _, marks in bins)
    for said, marks in bins:
        x, y = place(said, sum(marks) / len(marks))
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3 + 9 * (len(marks) / most) ** .5:.1f}" fill="#2266aa" fill-opacity="0.7"/>')
    parts.append(f'<text x="{edge + side / 2}" y="{side + 2 * edge - 6}" text-anchor="middle">confidence</text>')
    parts.append(f'<text x="12" y="{edge + side / 2}" text-anchor="middle" transform="rotate(-90 12 {edge + side / 2})">share that is right</text></svg>')
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(parts) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("korrektur")
    parser.add_argument("lines", nargs="+")
    parser.add_argument("--plot")
    options = parser.parse_args()
    lines = list(rows(options.lines))
    text = "".join(line[2] + "\n" for line in lines)
    run = subprocess.run([options.korrektur, "detect", "--format", "jsonl"], input=text.encode(), capture_output=True, check=True)
    answers = [json.loads(answer) for answer in run.stdout.decode().splitlines()]
    assert len(answers) == len(lines)
    by = {name: collections.defaultdict(list) for name in ("class", "source", "language")}
    said = collections.defaultdict(list)
    for (gold, kind, _, source), answer in zip(lines, answers):
        code = answer["code"].split("-")[0]
        is_right = code in gold
        by["class"][kind].append(is_right)
        by["source"][source].append(is_right)
        by["language"][gold[0]].append(is_right)
        if code != "und":
            said[min(int(answer["confidence"] * 20), 19)].append((answer["confidence"], is_right))
    for name, groups in by.items():
        cells = [f"{key} {share(marks)}" for key, marks in sorted(groups.items()) if len(marks) >= 20]
        print(f"By {name}: " + ", ".join(cells) + ".\n")
    bins = []
    print("| it says | lines | is right |\n| --- | --- | --- |")
    for _, pairs in sorted(said.items()):
        mean = sum(confidence for confidence, _ in pairs) / len(pairs)
        marks = [is_right for _, is_right in pairs]
        bins.append((mean, marks))
        print(f"| {mean:.2f} | {len(marks)} | {sum(marks) / len(marks):.2f} |")
    if options.plot:
        plot(options.plot, bins)


main()
