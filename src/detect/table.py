#!/usr/bin/env python3
"""Builds words.tsv and letters.tsv, the tables that `words.rs` and `letters.rs` read.

usage: table.py FOLDER    FOLDER holds TAG.txt.gz (one sentence or title a line) and, where there is one,
                          TAG.words.tsv.gz (word, tab, count; lower case)

words.tsv    `TAG<TAB>CLASS<TAB>word word …`: how common words are in a language. CLASS is -2 ln P(word | language), rounded.
letters.tsv  `TAG<TAB>a11 b25 …`: the letters of a language with -4 ln P(letter | language), rounded.

Only counts leave this program, never text. Languages that their script alone gives away get no words. P is the mean of
the share in running text and the share in the word list. Python 3.11, standard library only; the same input gives the same bytes.
"""
import collections, gzip, math, os, sys, unicodedata

# Languages told apart by words; the others by script alone.
TAGS = """af ar az be bg bs ca ckb cs cy da de en eo es et eu fa fi fo fr fy ga gd gl hi hr hu id is it kk ku la lb lg lt lv mi mk
mn mr ms mt nb ne nl nn pl ps pt ro ru sk sl sn so sq sr st sv sw tl tn tr ts uk ur uz vi xh yo zu br oc ky tg ht""".split()
WORDS = 320       # the commonest of a language; the table is part of the binary
ENGLISH = 2000    # English is what pages are left in, so that language must be told from fewer words
ALSO = 5.0e-5     # words among the commonest of one language are also listed for others in which they are so likely
LEAST = 2.0e-5    # rarer letters are left to the floor
SCRIPTS = {"sr": ["CYRILLIC", "LATIN"]}  # the others are counted in the script that most of their words are in
SHARED = 8        # a word of four letters or more in the lists of this many languages is a brand or an international word


class Letters(dict):
    """Maps a character to itself where it belongs to words, else to a blank."""
    def __missing__(self, code):
        kept = unicodedata.category(chr(code))[0] in "LM" and not 0xFE00 <= code <= 0xFE0F
        self[code] = code if kept else 32
        return self[code]


def words(text, table=Letters()):
    return unicodedata.normalize("NFC", text).lower().translate(table).split()


def read(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from lines


def script(word):
    return unicodedata.name(word[0], "?").split()[0]


def shares(folder, tag):
    """Gives, for each script that the language is written in, each word's share and each letter's count in running text."""
    text = collections.Counter(word for line in read(os.path.join(folder, tag + ".txt.gz")) for word in words(line))
    sources = [text]
    path = os.path.join(folder, tag + ".words.tsv.gz")
    if os.path.exists(path):
        listed = collections.Counter()
        for row in read(path):
            word, count = row.rstrip("\n").split("\t")
            for part in words(word):
                listed[part] += int(count)
        sources.append(listed)
    for name in SCRIPTS.get(tag) or [collections.Counter(map(script, text.elements())).most_common(1)[0][0]]:
        share = collections.Counter()
        for source in sources:
            own = {word: count for word, count in source.items() if script(word) == name}
            total = sum(own.values())
            for word, count in own.items():
                share[word] += count / total / sum(any(script(word) == name for word in source) for source in sources)
        letters = collections.Counter()
        for word, count in text.items():
            if script(word) == name:
                for letter in word:
                    letters[letter] += count
        yield share, letters


def main(folder):
    here = os.path.dirname(os.path.abspath(__file__))
    counted = [(tag, *counts) for tag in sorted(TAGS) for counts in shares(folder, tag)]
    ranked = [sorted(share.items(), key=lambda item: (-item[1], item[0])) for _, share, _ in counted]
    common = [[word for word, _ in rows[: WORDS + WORDS // 8]] for rows in ranked]
    spread = collections.Counter(word for words in common for word in words)
    limit = {"en": ENGLISH}
    common = [
        [word for word, _ in rows if len(word) <= 3 or spread[word] < SHARED][: limit.get(tag, WORDS)]
        for (tag, _, _), rows in zip(counted, ranked)
    ]
    listed = {word for words in common for word in words}
    with open(os.path.join(here, "words.tsv"), "w", encoding="utf-8") as out:
        for (tag, _, _), words, rows in zip(counted, common, ranked):
            own, classes = set(words), collections.defaultdict(list)
            for word, p in rows:
                if word in own or word in listed and p >= ALSO:
                    classes[round(-2 * math.log(p))].append(word)
            for number in sorted(classes):
                out.write(f"{tag}\t{number}\t{' '.join(classes[number])}\n")
    with open(os.path.join(here, "letters.tsv"), "w", encoding="utf-8") as out:
        for tag, _, letters in counted:
            total = sum(letters.values())
            row = sorted((letter, n / total) for letter, n in letters.items() if n / total >= LEAST)
            out.write(f"{tag}\t{' '.join(f'{letter}{round(-4 * math.log(p))}' for letter, p in row)}\n")


main(sys.argv[1])
