#!/usr/bin/env python3
"""Draws docs/scale.svg and prints the table of docs/scale.md from what `cargo bench --bench scale` printed.

    cargo bench --bench scale -- 1000 3000 10000 30000 100000 > scale.jsonl
    docs/scale.py scale.jsonl docs/scale.svg

Standard library only; the same bytes from the same figures.
"""
import json
import math
import sys

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 320, 56, 132, 20, 40
# The colours of Okabe and Ito (2008), told apart by most eyes.
LINES = [("all_s", "all", "#000000"), ("read_s", "shingling", "#0072B2"), ("compare_s", "comparing", "#D55E00"),
         ("digest_s", "chrome, digests", "#009E73"), ("check_s", "judging", "#CC79A7")]


def exponent(rows, key):
    """The slope of the last step on logarithmic axes."""
    before, last = rows[-2], rows[-1]
    if not before[key] or not last[key]:
        return None
    return math.log(last[key] / before[key]) / math.log(last["pages"] / before["pages"])


def draw(rows):
    low_x, high_x = math.log10(rows[0]["pages"]), math.log10(rows[-1]["pages"])
    values = [row[key] for row in rows for key, _, _ in LINES if row[key] > 0]
    low_y, high_y = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    x = lambda pages: LEFT + (math.log10(pages) - low_x) / (high_x - low_x) * (WIDTH - LEFT - RIGHT)
    y = lambda seconds: HEIGHT - BOTTOM - (math.log10(seconds) - low_y) / (high_y - low_y) * (HEIGHT - TOP - BOTTOM)
    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">' % (WIDTH, HEIGHT),
           "<title>Seconds of processor time by the number of pages, both logarithmic</title>",
           '<rect width="%d" height="%d" fill="#fff"/>' % (WIDTH, HEIGHT)]
    for power in range(low_y, high_y + 1):
        at = y(10 ** power)
        out.append('<path d="M%d %.1fH%d" stroke="#ddd"/>' % (LEFT, at, WIDTH - RIGHT))
        out.append('<text x="%d" y="%.1f" text-anchor="end">%g s</text>' % (LEFT - 6, at + 4, 10.0 ** power))
    for row in rows:
        at = x(row["pages"])
        out.append('<path d="M%.1f %dV%d" stroke="#eee"/>' % (at, TOP, HEIGHT - BOTTOM))
        out.append('<text x="%.1f" y="%d" text-anchor="middle">%s</text>' % (at, HEIGHT - BOTTOM + 18, f'{row["pages"]:,}'))
    labels = []
    for key, name, colour in LINES:
        points = [(x(row["pages"]), y(row[key])) for row in rows if row[key] > 0]
        path = "L".join("%.1f %.1f" % point for point in points)
        out.append('<path d="M%s" fill="none" stroke="%s" stroke-width="2"/>' % (path, colour))
        labels.append([points[-1][1], name, colour])
    labels.sort()
    for above, label in zip(labels, labels[1:]):        # no label stands on another one
        label[0] = max(label[0], above[0] + 14)
    for at, name, colour in labels:
        out.append('<text x="%d" y="%.1f" fill="%s">%s</text>' % (WIDTH - RIGHT + 8, at + 4, colour, name))
    out.append("</svg>")
    return "\n".join(out) + "\n"


def main():
    rows = sorted((json.loads(line) for line in open(sys.argv[1]) if line.startswith("{")), key=lambda row: row["pages"])
    with open(sys.argv[2], "w", encoding="utf-8", newline="\n") as file:
        file.write(draw(rows))
    print("| pages | sections | text, MB | shingling, s | chrome and digests | comparing | judging | all, s | growth | peak, MiB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for number, row in enumerate(rows):
        growth = "n^%.2f" % exponent(rows[:number + 1], "all_s") if number else "–"
        print("| %s | %s | %.0f | %.2f | %.2f | %.2f | %.2f | **%.2f** | %s | %.0f |" % (
            f'{row["pages"]:,}', f'{row["sections"]:,}', row["megabytes"], row["read_s"], row["digest_s"], row["compare_s"], row["check_s"],
            row["all_s"], growth, row["peak_mib"]))


if __name__ == "__main__":
    main()
