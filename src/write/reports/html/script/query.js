"use strict";
// Which findings and pages are shown, in which order. The address holds all of it, so every state can be linked to.

const SEVERITIES = ["error", "warning", "info"];
const STATES = ["unreadable", "error", "warning", "info", "clean"];
const KINDS = ["article", "profile", "teaser", "other"];

/** What the address says: a view, what is open in it, and the filters. */
function readAddress() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const [view, item] = path.split("/", 2).map(decoded);
  return { view: view || "summary", item: item ?? "", filters: Object.fromEntries(new URLSearchParams(query)) };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Gives the address of a view; empty filters are left out. */
function address(view, item, filters = {}) {
  const set = Object.entries(filters).filter(([, value]) => value);
  const query = set.length > 0 ? `?${new URLSearchParams(set)}` : "";
  return `#/${view}${item ? `/${encodeURIComponent(item)}` : ""}${query}`;
}

/** Folds a text for searching: case and accents do not count. */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
}

/** Makes a test for a search: all words have to be there, in any order; words in quotation marks as they stand. */
function searcher(query) {
  const parts = [...folded(query ?? "").matchAll(/"([^"]+)"|[^\s"]+/g)].map((part) => part[1] ?? part[0]);
  return parts.length === 0 ? () => true : (text) => parts.every((part) => text().includes(part));
}

/** Makes a test for a path: a part of it, or a pattern with `*`. */
function pathTest(pattern) {
  const wanted = (pattern ?? "").trim().toLowerCase();
  if (!wanted) return () => true;
  const pieces = wanted.split(/\*+/);
  const fits = (text) => {
    let from = 0;
    return pieces.every((piece) => {
      const found = text.indexOf(piece, from);
      from = found + piece.length;
      return found >= 0;
    });
  };
  return (page) => fits(page.name.toLowerCase()) || fits((page.url ?? "").toLowerCase());
}

const findingTexts = [];

function findingText(place) {
  const finding = data.findings[place];
  findingTexts[place] ??= folded(
    [finding.message, finding.excerpt, data.rules[finding.rule].name, data.pages[finding.page].name, finding.id].join("\n"),
  );
  return findingTexts[place];
}

const pageTexts = [];

function pageText(place) {
  if (pageTexts[place] !== undefined) return pageTexts[place];
  const page = data.pages[place];
  const texts = [page.name, page.url ?? ""];
  for (const block of viewOf(place)?.blocks ?? []) {
    for (const text of textsOf(block)) texts.push(text.text);
  }
  const text = folded(texts.join("\n"));
  if (document.readyState !== "loading") pageTexts[place] = text;
  return text;
}

/** Gives all texts of a block in reading order. */
function textsOf(block) {
  const texts = [block.category, block.title, block.author].filter(Boolean);
  for (const section of block.sections) {
    if (section.heading) texts.push(section.heading);
    texts.push(...section.paragraphs);
  }
  return texts;
}

/** The language that a finding is about. */
function languageOf(finding) {
  return finding.found ?? data.pages[finding.page].detected ?? "und";
}

const collator = new Intl.Collator(data.locale, { numeric: true });
const byName = (one, other) => collator.compare(data.pages[one].name, data.pages[other].name);

/** How findings can be sorted, by key; what is equal stays in the order of the pages. */
const FINDING_ORDERS = {
  page: () => 0,
  severity: (one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity),
  rule: (one, other) => collator.compare(data.rules[one.rule].name, data.rules[other.rule].name),
  language: (one, other) => collator.compare(languageOf(one), languageOf(other)),
  name: (one, other) => byName(one.page, other.page) || one.start - other.start,
};

/** Gives the places of the findings that the filters let through, in their order. */
function chosenFindings(filters) {
  const matches = searcher(filters.q);
  const isOnPath = pathTest(filters.path);
  const chosen = [];
  data.findings.forEach((finding, place) => {
    const isWanted =
      (!filters.severity || finding.severity === filters.severity) &&
      (!filters.rule || data.rules[finding.rule].name === filters.rule) &&
      (!filters.language || languageOf(finding) === filters.language) &&
      (!filters.kind || (finding.kind ?? "page") === filters.kind) &&
      (!filters.seen || finding.seen === filters.seen) &&
      (!filters.decided || (filters.decided === "yes") === isDecided(finding)) &&
      isOnPath(data.pages[finding.page]) &&
      matches(() => findingText(place));
    if (isWanted) chosen.push(place);
  });
  const order = FINDING_ORDERS[filters.sort];
  if (order) chosen.sort((one, other) => order(data.findings[one], data.findings[other]) || one - other);
  return chosen;
}

const STALE = /^older-(\d+)$/;
const RANGE = /^(-?\d+)\.\.(-?\d+)$/;
const DAYS_OF_YEAR = 365.2425;

/** What a date is beside the day that it counts from: `stale`, `future` or `fresh`. */
function ageOf(page, [, earliest, latest], years) {
  const now = page.now ?? data.now;
  if (now === null || now === undefined) return "fresh";
  // A site far in the east may be a day ahead.
  if (earliest > now + 1) return "future";
  return latest < now - years * DAYS_OF_YEAR ? "stale" : "fresh";
}

/** Makes a test for the dates of a page: `future`, `older-2` (years), `19000..19030` (days). */
function dateTest(wanted) {
  if (!wanted) return () => true;
  const stale = wanted.match(STALE);
  const range = wanted.match(RANGE);
  if (range) {
    const isInside = (day) => day >= Number(range[1]) && day < Number(range[2]);
    return (page) => (page.dates ?? []).some((date) => isInside(middle(date)));
  }
  const age = stale ? "stale" : "future";
  return (page) => (page.dates ?? []).some((date) => ageOf(page, date, Number(stale?.[1])) === age);
}

/** The day in the middle of what a date may mean. */
function middle([, earliest, latest]) {
  return Math.floor((earliest + latest) / 2);
}

/** The day of a page's latest date. */
function latestDay(page) {
  return page.dates ? Math.max(...page.dates.map(middle)) : -Infinity;
}

const weight = (page) => page.found.reduce((sum, count) => sum * 1e6 + count, 0);

/** How pages can be sorted, by key; a key with `-` before it turns the order around. */
const PAGE_ORDERS = {
  page: (one, other) => byName(one, other),
  state: (one, other) => STATES.indexOf(data.pages[one].state) - STATES.indexOf(data.pages[other].state),
  expected: (one, other) => collator.compare(data.pages[one].expected ?? "", data.pages[other].expected ?? ""),
  detected: (one, other) => collator.compare(data.pages[one].detected ?? "", data.pages[other].detected ?? ""),
  findings: (one, other) => weight(data.pages[other]) - weight(data.pages[one]),
  date: (one, other) => latestDay(data.pages[other]) - latestDay(data.pages[one]) || 0,
};

/** Gives the places of the pages that the filters let through, in their order. */
function chosenPages(filters) {
  const matches = searcher(filters.q);
  const isOnPath = pathTest(filters.path);
  const hasDate = dateTest(filters.date);
  const chosen = [];
  data.pages.forEach((page, place) => {
    const isWanted =
      (!filters.state || page.state === filters.state) &&
      (!filters.language || (page.detected ?? "und") === filters.language) &&
      isOnPath(page) &&
      hasDate(page) &&
      matches(() => pageText(place));
    if (isWanted) chosen.push(place);
  });
  const key = (filters.sort ?? "").replace(/^-/, "");
  const order = PAGE_ORDERS[key];
  const sign = filters.sort?.startsWith("-") ? -1 : 1;
  if (order) chosen.sort((one, other) => sign * order(one, other) || one - other);
  return chosen;
}
