#!/usr/bin/env python3
"""Fits the weights by which lists of links are told to be teasers, and writes weights.rs.

usage: weights.py BINARY PAGES [CONTENT] > weights.rs

BINARY    korrektur; `extract --dump cards` gives the traits of every list.
PAGES     labelled pages: gold.jsonl, a JSON object a line with `file` (below PAGES), `format`, `domain`, `teasers`
          (`title`, `link`), `teasers_more_titles`, and `neutral_titles`, which count neither way. A list is positive where
          most of its links are teasers.
CONTENT   pages of any kind with their text, in the layout of WCXB (Murrough Foley, CC-BY-4.0): gold/ID.json with
          `ground_truth.main_content` and `_internal.page_type.primary`, html/ID.html.gz. A list whose headlines stand in
          the text of a page that is no listing is negative.

Logistic regression on standardised traits, cut off at CLIP deviations, with an L2 penalty; copies of the lists with whole
groups of traits shuffled keep any one group (addresses, class names, landmarks) from deciding alone, since sites differ in
them most. Ten-fold cross-validation by site goes to standard error. Only weights leave this program, never text.
Python 3.11 and numpy; the same input gives the same bytes.
"""
import glob, json, os, re, subprocess, sys, unicodedata
import numpy as np

CLIP = 4.0
PENALTY = 10.0
CONTENT_WEIGHT = 0.5
SHUFFLED_WEIGHT = 0.15
SHUFFLED = [("slug.words", "numbered", "path.depth", "queried"), ("near.", "of.", "titled"), ("in.",)]


def key(text):
    return "".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text or "").casefold().replace("\u00ad", "")))


def lists(binary, files):
    """The lists of each page: traits and members."""
    names, pages, members = [], {}, None
    for at in range(0, len(files), 100):
        command = [binary, "extract", "--dump", "cards", *files[at:at + 100]]
        for line in subprocess.run(command, stdout=subprocess.PIPE).stdout.decode("utf-8", "replace").split("\n"):
            if line.startswith("# "):
                page = pages.setdefault(os.path.basename(line[2:]), [])
            elif line.startswith("list "):
                fields = [field.split("=") for field in line.split("\t")[1:]]
                names, members = [name for name, _ in fields], []
                page.append(([float(value) for _, value in fields], members))
            elif line.startswith("\t"):
                members.append(line.split("\t", 4)[-1])
    return names, pages


def is_title(text, titles):
    """Equal, or a kicker or a cut apart."""
    own = key(text)
    return bool(own) and any(own == title or len(title) >= 0.4 * len(own) and title in own
                             or len(own) >= 0.75 * len(title) and own in title for title in titles)


def labelled(binary, folder):
    gold = [json.loads(line) for line in open(os.path.join(folder, "gold.jsonl"), encoding="utf-8")]
    gold = [page for page in gold if page["format"] == "html"]
    names, pages = lists(binary, [os.path.join(folder, page["file"]) for page in gold])
    rows = []
    for page in gold:
        titles = {key(teaser["title"]) for teaser in page["teasers"]} | {key(t) for t in page.get("teasers_more_titles", [])}
        neutral = {key(title) for title in page.get("neutral_titles", [])}
        for traits, members in pages.get(os.path.basename(page["file"]), []):
            yes = sum(is_title(member, titles) for member in members)
            no = sum(not is_title(member, titles) and not is_title(member, neutral) for member in members)
            if len(members) > 1 and yes + no:
                rows.append((page["domain"], traits, int(yes >= no), max(yes, no) ** 0.5, yes, no))
    return names, rows


def content(binary, folder):
    gold = {}
    for path in sorted(glob.glob(os.path.join(folder, "gold", "*.json"))):
        page = json.load(open(path, encoding="utf-8"))
        if page["_internal"]["page_type"]["primary"] not in ("listing", "collection"):
            gold[os.path.basename(path)[:-5]] = page
    names = {name.split(".")[0]: os.path.join(folder, "html", name) for name in os.listdir(os.path.join(folder, "html"))}
    _, pages = lists(binary, [names[name] for name in gold if name in names])
    rows = []
    for name, of_page in pages.items():
        page = gold[name.split(".")[0]]
        text = key(page["ground_truth"]["main_content"])
        for traits, members in of_page:
            inside = sum(len(key(member)) >= 6 and key(member) in text for member in members)
            if len(members) > 1 and inside >= 0.6 * len(members):
                rows.append((re.sub(r"^\w+://([^/]*).*", r"\1", page["url"]), traits, 0, CONTENT_WEIGHT * inside ** 0.5, 0, inside))
    return rows


def fit(names, rows):
    """Gives base, means, deviations and weights."""
    x, y, w = (np.array([row[at] for row in rows], float) for at in (1, 2, 3))
    parts = [x]
    random = np.random.RandomState(5)
    for starts in SHUFFLED:
        columns = [at for at, name in enumerate(names) if name.startswith(starts)]
        copy = x.copy()
        copy[:, columns] = x[random.permutation(len(x))][:, columns]
        parts.append(copy)
    x = np.vstack(parts)
    y = np.tile(y, len(parts))
    w = np.concatenate([w] + [w * SHUFFLED_WEIGHT] * len(SHUFFLED))
    mean, deviation = x.mean(0), x.std(0) + 1e-6
    z = np.hstack([np.clip((x - mean) / deviation, -CLIP, CLIP), np.ones((len(x), 1))])
    penalty = np.full(z.shape[1], PENALTY)
    penalty[-1] = 0.0
    beta = np.zeros(z.shape[1])
    for _ in range(50):  # Newton's method
        p = 1 / (1 + np.exp(-(z @ beta)))
        slope = z.T @ (w * (y - p)) - penalty * beta
        curve = (z * (w * p * (1 - p))[:, None]).T @ z + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curve, slope)
        beta += step
        if abs(step).max() < 1e-6:
            break
    return beta[-1], mean, deviation, beta[:-1]


def score(model, rows):
    base, mean, deviation, weights = model
    return base + np.clip((np.array([row[1] for row in rows]) - mean) / deviation, -CLIP, CLIP) @ weights


def validate(names, rows, extra):
    sites = sorted({row[0] for row in rows + extra})
    fold = {site: at % 10 for at, site in enumerate(np.random.RandomState(1).permutation(sites))}
    scores = np.zeros(len(rows))
    for held in range(10):
        model = fit(names, [row for row in rows + extra if fold[row[0]] != held])
        here = [at for at, row in enumerate(rows) if fold[row[0]] == held]
        if here:
            scores[here] = score(model, [rows[at] for at in here])
    for least in (-0.8, -0.6, -0.4, -0.2, 0.0):
        right = sum(row[4] for row, own in zip(rows, scores) if own >= least)
        wrong = sum(row[5] for row, own in zip(rows, scores) if own >= least)
        gold = sum(row[4] for row in rows)
        print(f"score >= {least}: links precision {right / (right + wrong):.3f} recall {right / gold:.3f}", file=sys.stderr)


def main():
    binary, pages = sys.argv[1:3]
    names, rows = labelled(binary, pages)
    extra = content(binary, sys.argv[3]) if len(sys.argv) > 3 else []
    print(f"{len(rows)} lists, {sum(row[2] for row in rows)} of teasers; {len(extra)} lists of content", file=sys.stderr)
    validate(names, rows, extra)
    base, mean, deviation, weights = fit(names, rows + extra)
    print("//! Weights of the traits of lists: written by `weights.py`, which says how they are fitted. Not to be edited by hand.\n")
    print("/// What the sum of a list with all traits at their means is.")
    print(f"pub(super) const BASE: f32 = {base:.3f};\n")
    print("/// For each trait its name, its mean, its standard deviation and its weight, in the order of `traits`.")
    print("#[rustfmt::skip]")
    print(f"pub(super) const WEIGHTS: [(&str, f32, f32, f32); {len(names)}] = [")
    for name, *row in zip(names, mean, deviation, weights):
        print(f'    ("{name}", {row[0]:.3f}, {max(row[1], 0.001):.3f}, {row[2]:.2f}),')
    print("];")


main()
