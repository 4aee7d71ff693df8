#!/usr/bin/env python3
"""Fits trees.txt, the weights by which `label.rs` tells what the lines of a text dump are.

usage: fit.py BINARY WORK BLOCKS NEWS WCXB... [--check]

BINARY  a build of this program: reads pages with markup, and describes lines (`extract --dump lines|numbers`)
WORK    a folder for the dumps that are made on the way
BLOCKS  labelled pages: gold.jsonl and pages/; NEWS, WCXB: html/ID.html.gz and gold/ID.json with the article's text
        (see SOURCE.md). A folder of html/ alone is read as the program reads it.
--check leaves sites out in turn, four folds, and prints how well lines of the left-out sites are told.

A page with markup is dumped to bare lines in three ways (all lines with and without blank lines, content alone); what its
lines are is known from the labels, from the article's text, and where neither says, from what the splitter makes of
the markup. To these come pages put together from their parts: lists, short articles, articles with a list below, with fields
in any order, since a dump's order is its site's. Python 3.11, lightgbm; no text leaves this program, only thresholds.
"""
import collections, glob, json, os, random, re, subprocess, sys, unicodedata
import lightgbm, numpy

STATES = "OHATCDEPQ"  # as in label.rs; ? is unknown
ROUNDS, LEAVES, RATE = 48, 10, 0.13
# What a line counts: of labelled dumps, of other labelled pages, of pages made of parts, of articles alone, of pages that the
# splitter labelled.
OWN, MARKED, MADE, BARE, READ = 1.0, 0.3, 0.25, 0.16, 0.1
FOLDS, COMPOSED, PAGES = 4, 2400, 250  # PAGES: at most of a folder, evenly taken
VARIANTS = ("blank", "tight", "content")
LINE = re.compile(r"^ *\d+ +\d+\.\.\d+ +(\S+) +gap \d+ \S+(.*)$")
RUN = re.compile(r"^     \| (.*)  \[\S+ \S+(?: -> .*)?\]$")
DATES = """for {n} måneder siden|vor {n} Tagen|il y a {n} mois|hace {n} días|{n} päivää sitten|{n} dagen geleden|há {n} dias|{n} dni temu
{n} days ago|{n} hours ago|{n}日前|{n}天前|{n} gün önce|{n} дней назад|för {n} dagar sedan|{n} giorni fa|Prieš {n} d.|{n}.{m}.2024|{n}. {m}. 2023
2024-0{k}-1{k}|1{k}/0{k}/2023|{n}月{n}日|2021年{n}月{n}日|1{k}:0{k}|18.4{k}|{n} March 2024|{n}. Oktober 2023|{n} de mayo de 2024|{n} novembre 2021
{n} ноября 2022|Dec {n}, 2025|August {n}, 2024|{n} января|{n} sierpnia 2023""".replace("\n", "|").split("|")
# How cards are written, each as often as it stands here; small letters stand before their title, n is an author.
ORDERS = """TCDE TCDE TCDE TCDE TCD TDC TDCE TDE TDE TD TD TDn TnD TnDE TED TEDn TE TE TC TCE T T T
dT dT dTE dTn cT cT cTE cTEn cTD cTD cTDE cTED cTnD cdT cdT cdTE dcT dcTE dTC ncT ndT""".split()
NAMES = """Anna Berg|Karl Holm|Maria Rossi|Jan Kowalski|Emma O'Neill|Luis Ortega|Jean-Pierre Martin|Mehmet Yılmaz|Иван Петров|Ольга Смирнова
山田太郎|王小明|김민수|Γιώργος Παπάς|Eva Nováková|Nguyễn Văn An|Priya Sharma|أحمد علي|Sofie Lund Hansen|Mikko Virtanen""".replace("\n", "|").split("|")
BY = "|By |Von |Av |Af |Par |Por |Di |Door |Text: |Автор: |文/".split("|")


def flat(text):
    folded = unicodedata.normalize("NFKC", text or "").casefold().replace("\u00ad", "")
    return "".join(re.findall(r"\w+", folded))


def words(text):
    return len(re.findall(r"\w+", text)) + sum("\u3040" <= letter <= "\u9fff" for letter in text) / 2


def is_title(title, line):
    """Tells whether a line is a title, or nearly: ranks before it and a site's name behind it may differ."""
    a, b = sorted((flat(title), flat(re.sub(r"^\s*\d{1,2}[.)]\s+", "", line))), key=len)
    return bool(a) and (a == b or len(a) >= 10 and len(a) >= 0.75 * len(b) and (b.startswith(a) or b.endswith(a)))


def site(address):
    parts = re.sub(r"^\w+://", "", address).split("/")[0].lower().removeprefix("www.").split(".")
    return parts[-3] if len(parts) > 2 and parts[-2] in ("co", "com", "org", "net", "gov", "ac") else parts[max(0, len(parts) - 2)]


def run(binary, *arguments):
    return subprocess.run([binary, "extract", *arguments], capture_output=True, text=True).stdout


def read_page(binary, path):
    """Gives what the page calls itself, and its lines: text, runs, whether in chrome, label by the splitter."""
    record = json.loads(run(binary, "--format", "jsonl", "--include-other", path).splitlines()[0])
    blocks = {block["id"]: block for block in record["blocks"]}
    about, lines = "", []
    for row in run(binary, "--dump", "lines", path).splitlines():
        if match := LINE.match(row):
            lines.append({"owner": match[1], "chrome": bool(re.search("Navigation|Footer", match[2])), "runs": []})
        elif lines and (match := RUN.match(row)):
            lines[-1]["runs"].append(match[1])
        elif row.startswith("About"):
            about = row
    article = next((block for block in record["blocks"] if block["kind"] == "article"), {})
    titled = set()
    for line in lines:
        line["text"] = " ".join(line["runs"])
        identity, _, kind = line["owner"].partition(":")
        block, text, label = blocks.get(identity, {}), flat(line["text"]), "O"
        if kind == "teaser":
            title, category, date = flat(block.get("title")), flat(block.get("category")), flat((block.get("date") or {}).get("text"))
            before = identity not in titled
            if title and title in text and before:
                label, _ = "T", titled.add(identity)
            elif date and date in text and len(text) < 3 * len(date) + 6:
                label = "d" if before else "D"
            elif category and category == text:
                label = "c" if before else "C"
            elif words(line["text"]) >= 8:
                label = "E"
        elif kind == "article":
            label = "A"
        if kind != "teaser" and article.get("title") and is_title(article["title"], line["text"]):
            label = "H"
        line["label"] = label
    names = [re.search(name + r': Some\("((?:[^"\\]|\\.)*)"\)', about) for name in ("title", "social_title")]
    return [name[1].replace('\\"', '"').replace("\\'", "'") for name in names if name], lines


def label_by_gold(gold, texts):
    """Labels lines by a row of gold.jsonl; None where it says nothing."""
    labels, folded, owner = [None] * len(texts), [flat(text) for text in texts], {}
    at = collections.defaultdict(list)
    for number, text in enumerate(folded):
        at[text].append(number)
    for teaser in gold["teasers"] + [{"title": title} for title in gold.get("teasers_more_titles", [])]:
        for number in at.get(flat(teaser["title"])) or [i for i, text in enumerate(texts) if is_title(teaser["title"], text)]:
            labels[number], owner[number] = "T", teaser
    titles = sorted(owner)
    found, votes = [], {"C": [0, 0], "D": [0, 0]}
    for index, title in enumerate(titles):
        last = titles[index - 1] if index else -1
        following = titles[index + 1] if index + 1 < len(titles) else len(texts)
        for key, letter in (("category", "C"), ("date_text", "D"), ("excerpt_start", "E")):
            value = flat(owner[title].get(key))[:60]
            if not value:
                continue
            fits = lambda i: value in folded[i] and labels[i] is None and (letter == "E" or len(folded[i]) <= 2.5 * len(value) + 8)
            visible = lambda numbers: [i for i in numbers if texts[i].strip()][:5]
            after = next(filter(fits, visible(range(title + 1, following))), None)
            before = next(filter(fits, visible(range(title - 1, last, -1))), None)
            if letter == "E":
                number = before if after is None else after
                if number is not None:
                    labels[number] = "E"
                continue
            if (after is None) != (before is None):
                votes[letter][after is None] += 1
            found.append((letter, after, before))
    for letter, after, before in found:
        is_before = after is None or before is not None and votes[letter][1] > votes[letter][0]
        number = before if is_before else after
        if number is not None and labels[number] in (None, "E"):
            labels[number] = letter.lower() if is_before else letter
    for text in gold.get("neutral_titles", []):
        for number in at.get(flat(text), []):
            labels[number] = labels[number] or "O"
    for profile in gold["profiles"]:
        start, name = flat(profile.get("text_start")), flat(profile.get("name"))
        for number, text in enumerate(folded):
            if start and start in text:
                labels[number] = "Q"
                for above in range(max(0, number - 6), number):
                    if name and name in folded[above] and len(folded[above]) < len(name) + 25:
                        labels[above] = "P"
    article = gold.get("article") or {"must_include": [], "must_exclude": []}
    for key, label in (("must_include", "A"), ("must_exclude", "O")):
        for start in map(flat, article[key]):
            for number, text in enumerate(folded):
                if start in text:
                    labels[number] = labels[number] or label
    if article.get("title"):
        head = [number for number, label in enumerate(labels) if label == "A"][:2]
        for number, text in enumerate(texts):
            if labels[number] in (None, "T") and is_title(article["title"], text) and (labels[number] is None or head and number < head[-1]):
                labels[number] = "H"
    return labels


class Corpus:
    def __init__(self, binary, folder):
        self.binary, self.folder, self.samples, self.random = binary, folder, [], random.Random(1)
        os.makedirs(folder, exist_ok=True)

    def add(self, name, lines, weight, sites, path=None, gold=None):
        """Adds a dump; `lines` are texts with labels, blank ones without."""
        if path is None:
            path = os.path.join(self.folder, name + ".txt")
            with open(path, "w", encoding="utf-8") as file:
                file.write("\n".join(text for text, _ in lines) + "\n")
        # On which side of its title a field stands is for `grammar.rs`: c is C, d is D.
        labels = [label and label.upper() for text, label in lines if text.strip()]
        self.samples.append({"path": path, "labels": labels, "weight": weight, "sites": set(sites), "gold": gold})

    def add_page(self, name, names, lines, weight, sites, variants):
        parts = self.random.random() < 0.4
        for variant in variants:
            out = []

            def put(text, label, blank):
                out.extend([("", None)] if blank and out else [])
                out.append((re.sub(r"\s+", " ", text).strip(), label))
            titles = [line["text"] for line in lines if line["label"] == "H"]
            for title in names:
                put(title, "H" if any(is_title(known, title) for known in titles) else "O", variant == "blank")
            for line in lines:
                if not line["text"].strip() or variant == "content" and line["chrome"] and line["label"] == "O":
                    continue
                long = words(line["text"]) > 14
                blank = variant == "blank" or variant == "content" and long and self.random.random() < 0.6
                split = parts and len(line["runs"]) > 1 and words(line["text"]) <= 25 and line["label"] not in "TH"
                for index, text in enumerate(filter(str.strip, line["runs"] if split else [line["text"]])):
                    small = split and line["label"] in "DCEcd" and words(text) < words(line["text"]) / 2
                    put(text, "O" if small else line["label"], blank and index == 0)
            self.add(f"{name}.{variant}", out, weight, sites)

    def add_blocks(self, folder):
        rows = [json.loads(row) for row in open(os.path.join(folder, "gold.jsonl"), encoding="utf-8")]
        texts = {}
        for gold in sorted(rows, key=lambda row: row["format"] == "text"):
            path, base = os.path.join(folder, gold["file"]), os.path.basename(gold["file"]).split(".html")[0]
            base = re.sub(r"\.(full-blank|full-tight|seed)?\.?txt$", "", base)
            sites = [site(gold["domain"]) if gold.get("domain") else base]
            if gold["format"] != "text":
                names, lines = read_page(self.binary, path)
                for line, label in zip(lines, label_by_gold(gold, [line["text"] for line in lines])):
                    told = line["label"]
                    line["label"] = label or {"E": "?"}.get(told, "O" if told in "TCcDd" or told == "A" and not gold["article"] else told)
                texts[base] = {flat(line["text"]) for line in lines if line["label"] == "A"}
                has_dumps = any(row["format"] == "text" and base in row["file"] for row in rows)
                self.add_page("blocks-" + base, names, lines, READ if has_dumps else MARKED, sites, VARIANTS)
                continue
            lines = open(path, encoding="utf-8").read().split("\n")
            labels, state, body = label_by_gold(gold, lines), "O", texts.get(base)
            for number, (text, label) in enumerate(zip(lines, labels)):
                if label is None and body is None:  # written by hand: nothing but an article, a profile and teasers
                    labels[number] = state if state in "OAQ" else "?"
                elif label is None:
                    labels[number] = "A" if flat(text) in body else "O"
                elif label in "APQT":
                    state = {"P": "Q"}.get(label, label)
            self.add(base, list(zip(lines, labels)), OWN, sites, path, gold)

    def add_articles(self, folder):
        paths = sorted(glob.glob(os.path.join(folder, "html", "*.gz")))
        for path in paths[:: -(-len(paths) // PAGES)]:
            base = os.path.basename(path).removesuffix(".html.gz")
            names, lines = read_page(self.binary, path)
            gold = os.path.join(folder, "gold", base + ".json")
            sites = [base.split("-")[1] if "-" in base else base]
            addresses = os.path.join(folder, "snippets.json")
            if os.path.exists(addresses):
                sites = [site(json.load(open(addresses, encoding="utf-8"))[base]["url"])]
            if os.path.exists(gold):
                gold = json.load(open(gold, encoding="utf-8"))
                truth, exact = gold["ground_truth"], "fetched_at" in json.dumps(gold)[:4000]
                if gold.get("url") and not exact:
                    sites = [site(gold["url"])]
                paragraphs = [text.strip() for text in re.split(r"\n+", truth["main_content"]) if text.strip()]
                known, whole = set(map(flat, paragraphs)), flat(truth["main_content"])
                for line in lines:
                    text = flat(line["text"])
                    if line["label"] == "H":
                        continue
                    if text in known or len(text) >= 30 and text in whole:
                        line["label"] = "A" if exact or line["label"] in "OA" else line["label"]
                    elif line["label"] == "A":
                        line["label"] = "O" if exact or len(text) >= 30 else "?"
                if self.random.random() < 0.45:
                    if self.random.random() < 0.4:
                        paragraphs = paragraphs[: self.random.choice([1, 2, 3, 5, 8])]
                    blank, bare = self.random.random() < 0.7, []
                    for text in paragraphs:
                        bare += [("", None)] * (blank and bool(bare)) + [(re.sub(r"\s+", " ", text), "A")]
                    title = truth.get("title")
                    if title and self.random.random() < 0.6:
                        bare = [(title, "H")] + [("", None)] * blank + bare
                    self.add("bare-" + base, bare, BARE, sites)
            self.add_page("page-" + base, names, lines, READ, sites, self.random.sample(VARIANTS, 2))

    def compose(self, count):
        """Makes pages of parts of others: titles and texts of articles, categories, profiles written by hand."""
        articles, categories, profiles, furniture, dates = {}, set(), [], [], []
        for sample in self.samples:
            lines = [text.strip() for text in open(sample["path"], encoding="utf-8").read().split("\n") if text.strip()]
            pairs = list(zip(lines, sample["labels"]))
            body = [text for text, label in pairs if label == "A"]
            prose = [text for text in body if words(text) > 14]
            titles = [text for text, label in pairs if label == "H"]
            name = os.path.basename(sample["path"])
            if sample["gold"]:
                if name.startswith("hand-"):
                    profiles.append((sample["sites"], [pair for pair in pairs if pair[1] in "PQ"]))
                continue
            categories |= {text for text, label in pairs if label == "C" and len(text) < 40}
            small = [text for text, label in pairs if label == "O" and 0 < words(text) <= 5]
            told = [text for text, label in pairs if label == "D" and len(text) < 40]
            furniture += [small] if len(small) >= 8 else []
            dates += [told] if len(told) >= 3 else []
            if titles and len(prose) > 1:
                articles.setdefault(name.rsplit(".", 2)[0], (titles[-1], body, prose, sample["sites"]))
        pools = collections.defaultdict(list)
        for key in sorted(articles):
            scripts = collections.Counter(unicodedata.name(letter, "?").split()[0] for letter in "".join(articles[key][2])[:300] if letter.isalpha())
            pools[max(scripts, key=scripts.get, default="?")].append(articles[key])
        categories, pools = sorted(categories), [pools[key] for key in sorted(pools)]
        for number in range(count):
            self.compose_one(number, self.random.choices(pools, [len(pool) ** 0.6 for pool in pools])[0], categories, profiles, furniture, dates)

    def compose_one(self, number, pool, categories, profiles, furniture, told_dates):
        pick = self.random
        out, sites = [], set()
        dates, topics = pick.choice(DATES), pick.sample(categories, pick.choice([1, 2, 3, 5, 9]))
        inner = pick.choice([0, 0, 1, 1, 1, 2])
        outer = max(inner, pick.choice([0, 1, 1, 2, 2, 3]))
        noise = pick.choice([0, 0, 0.1, 0.3])

        def put(text, label, gap):
            gap = gap if pick.random() > noise else pick.choice([0, 1, 2])
            out.extend([("", None)] * (gap if out else 0))
            out.append((text.strip(), label))

        told = pick.choice(told_dates) if pick.random() < 0.4 else None

        def date():
            if told:
                return pick.choice(told)
            form = dates if pick.random() < 0.8 else pick.choice(DATES)
            return form.format(n=pick.randrange(1, 12), m=pick.randrange(1, 12), k=pick.randrange(1, 9))

        def excerpt(text):
            parts = text.split()
            if len(parts) < 6:
                return text[: pick.randrange(25, 90)] + pick.choice(["", "…", "..."])
            sentences = re.split(r"(?<=[.!?])\s", text)
            if pick.random() < 0.5 and len(sentences[0].split()) > 5:
                return " ".join(sentences[: pick.choice([1, 1, 2])])
            return " ".join(parts[: pick.randrange(8, 40)]) + pick.choice(["…", "...", " […]", "."])

        def article(length):
            title, body, prose, owner = pick.choice(pool)
            sites.update(owner)
            head = ["H"] * pick.choice([1, 1, 1, 2, 3])
            for field in "dc":
                if pick.random() < 0.5:
                    head.insert(pick.randrange(1, len(head) + 1), field)
            for field in head:
                put({"H": title, "d": date(), "c": pick.choice(topics)}[field], "H" if field == "H" else "O", outer)
            headed, ranked, rank = pick.random() < 0.45, pick.random() < 0.4, 0
            between = max(1, outer) if inner else outer
            for index, text in enumerate((body if length > 4 else prose)[:length]):
                if headed and index and pick.random() < 0.5:
                    parts, rank = pick.choice(prose).split(), rank + 1
                    heading = " ".join(parts[: pick.randrange(2, 7)]).rstrip(",.;:") if len(parts) > 6 else pick.choice(prose)[: pick.randrange(6, 16)]
                    put(f"{rank}. {heading}" if ranked else heading, "A", between)
                put(text if length > 3 or pick.random() < 0.5 else excerpt(text), "A", between)

        def profile():
            owner, lines = pick.choice(profiles)
            sites.update(owner)
            for index, (text, label) in enumerate(lines):
                if index < 2 or pick.random() < 0.85:
                    put(text, label, outer)

        def cards(length):
            order = pick.choice(ORDERS)
            if length < 3 and "D" not in order.upper() or order == "T" and length < 4:
                order = pick.choice(["TCDE", "TD", "dT", "cTD"])
            lost, by, button = pick.choice([0, 0, 0, 0.1, 0.25]), pick.choice(BY), pick.choice(furniture[0:1] + furniture)
            button = pick.choice(button) if pick.random() < 0.12 else None
            for title, _, prose, owner in pick.sample(pool, min(length, len(pool))):
                sites.update(owner)
                gap = outer
                for field in order:
                    if field != "T" and pick.random() < lost:
                        continue
                    kinds = {"T": title, "C": pick.choice(topics), "D": date(), "E": excerpt(prose[0]), "N": by + pick.choice(NAMES)}
                    put(kinds[field.upper()], "O" if field == "n" else field, gap)
                    gap = inner
                if button:
                    put(button, "O", inner)

        def small(least, most):
            lines = pick.choice(furniture)
            start = pick.randrange(len(lines))
            for text in lines[start : start + pick.randrange(least, most)]:
                put(text, "O", inner)
        kind = pick.choices(["list", "short", "whole"], [0.4, 0.25, 0.35])[0]
        if pick.random() < 0.25:
            small(3, 12)
        if kind != "list":
            article(pick.choice([1, 1, 2, 2, 3, 4] if kind == "short" else [2, 3, 5, 8, 15, 30]))
        if profiles and pick.random() < {"list": 0.2, "short": 0.0, "whole": 0.5}[kind]:
            profile()
        for each in range(0 if kind == "short" else pick.choice([1, 1, 1, 2])):
            if pick.random() < 0.4:
                put(pick.choice(pick.choice([categories, pick.choice(furniture)])), "O", outer)
            cards(pick.choice([2, 3, 3, 4, 4, 5, 6, 8, 12] if kind == "list" else [2, 3, 3, 4, 4, 5, 6]))
        if pick.random() < 0.4:
            small(2, 10)
        self.add(f"made-{number}", out, MADE, sites)

    def describe(self):
        """Fetches the numbers of all lines; lines that the program joins (hard wrapping) are left out."""
        rows = collections.defaultdict(list)
        paths = [sample["path"] for sample in self.samples]
        for start in range(0, len(paths), 200):
            page = None
            for line in run(self.binary, "--dump", "numbers", *paths[start : start + 200]).splitlines():
                if line.startswith("# "):
                    page = rows[line[2:]]
                elif line:
                    page.append([float(number) for number in line.split("\t")[1:]])
        for sample in self.samples:
            sample["rows"] = numpy.array(rows[sample["path"]], dtype=numpy.float32)
        self.samples = [sample for sample in self.samples if len(sample["rows"]) == len(sample["labels"]) > 0]


def fit(samples):
    rows, labels, weights = [], [], []
    for sample in samples:
        known = [number for number, label in enumerate(sample["labels"]) if label in STATES]
        rows.append(sample["rows"][known])
        labels += [STATES.index(sample["labels"][number]) for number in known]
        weights += [sample["weight"]] * len(known)
    options = dict(objective="multiclass", num_class=len(STATES), num_leaves=LEAVES, learning_rate=RATE, min_data_in_leaf=20,
                   feature_fraction=0.5, bagging_fraction=0.8, bagging_freq=1, lambda_l2=5, max_bin=63, seed=1, num_threads=1,
                   deterministic=True, verbose=-1)
    return lightgbm.train(options, lightgbm.Dataset(numpy.concatenate(rows), labels, weight=weights), ROUNDS)


def tree(root):
    out, stack = [], [root]
    while stack:
        node = stack.pop()
        if "leaf_value" in node:
            out.append("=%d" % round(1000 * node["leaf_value"]))
        else:
            out.append("%d<=%s" % (node["split_feature"], ("%.4g" % node["threshold"]).replace("e+0", "e").replace("e-0", "e-")))
            stack += [node["right_child"], node["left_child"]]
    return " ".join(out)


def write(model, path):
    with open(path, "w") as file:
        file.writelines(tree(each["tree_structure"]) + "\n" for each in model.dump_model()["tree_info"])


def folds(samples):
    """Gives each site of the labelled dumps a fold; the parts of one site are never on both sides."""
    sites = sorted({name for sample in samples if sample["gold"] for name in sample["sites"]})
    return {name: place % FOLDS for place, name in enumerate(random.Random(3).sample(sites, len(sites)))}


def check(samples, folder):
    fold, hits = folds(samples), collections.Counter()
    for part in range(FOLDS):
        model = fit([sample for sample in samples if all(fold.get(name) != part for name in sample["sites"])])
        write(model, os.path.join(folder, f"fold-{part}.trees"))
        for sample in samples:
            if sample["gold"] and any(fold[name] == part for name in sample["sites"]):
                told = [STATES[best] for best in model.predict(sample["rows"]).argmax(1)]
                for known, best in zip(sample["labels"], told):
                    hits.update([("gold", known), ("told", best), ("both", known)] if known == best else [("gold", known), ("told", best)])
    for state in STATES:
        print(state, "precision %.3f recall %.3f of %d" % (
            hits["both", state] / max(1, hits["told", state]), hits["both", state] / max(1, hits["gold", state]), hits["gold", state]))


def main():
    binary, folder, blocks, *articles = [argument for argument in sys.argv[1:] if argument != "--check"]
    corpus = Corpus(binary, folder)
    corpus.add_blocks(blocks)
    for each in articles:
        corpus.add_articles(each)
    corpus.compose(COMPOSED)
    corpus.describe()
    print(len(corpus.samples), "pages,", sum(len(sample["rows"]) for sample in corpus.samples), "lines", flush=True)
    write(fit(corpus.samples), os.path.join(os.path.dirname(os.path.abspath(__file__)), "trees.txt"))
    if "--check" in sys.argv:
        check(corpus.samples, folder)


if __name__ == "__main__":
    main()
