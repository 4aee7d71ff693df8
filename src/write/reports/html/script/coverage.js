"use strict";
// What is translated: by language in the summary, and page by page. A sign says what its colour says.

const COVERAGE = ["done", "stale", "partial", "untranslated", "missing"];
const COVERAGE_SIGNS = { done: "●", stale: "↻", partial: "◐", untranslated: "○", missing: "–" };

/** The state of an original in a language, both by their place; nothing where it is not known. */
function coverageOf(row, language) {
  return COVERAGE[Number.parseInt(row.states[language], 10)];
}

function coverageSign(state) {
  return make("i", { class: `sign cover-${state}`, "aria-hidden": "true" }, COVERAGE_SIGNS[state]);
}

/** Makes the table by language of the summary. */
function coveragePanel() {
  if (!data.coverage) return null;
  const head = make("tr", {}, make("th", { scope: "col" }, say("filter-language")), make("th", { scope: "col" }),
    COVERAGE.map((state) => make("th", { scope: "col" }, coverageSign(state), " ", say(`coverage-${state}`))));
  const rows = data.coverage.languages.map((language, place) => {
    const counts = data.coverage.totals[place];
    const total = counts.reduce((sum, count) => sum + count, 0);
    const parts = COVERAGE.map((state, at) => [`cover-${state}`, counts[at], `${say(`coverage-${state}`)}: ${numbers.format(counts[at])}`]);
    return make("tr", {},
      make("th", { scope: "row" }, make("a", { href: address("coverage", "", { language }) }, languageName(language))),
      make("td", { class: "share" }, bar(parts, total, parts.map(([, , title]) => title).join(", "))),
      counts.map((count, at) => make("td", {}, count > 0
        ? make("a", { href: address("coverage", "", { language, state: COVERAGE[at] }),
          "aria-label": `${languageName(language)}, ${parts[at][2]}` }, numbers.format(count)) : "–")));
  });
  const note = say("originals", { count: data.coverage.rows.length + data.coverage.more });
  return panel("coverage", say("chart-coverage"), note,
    make("div", { class: "scroll" }, make("table", {}, make("thead", {}, head), make("tbody", {}, rows))));
}

/** The columns that are shown: all languages, or the one that is chosen. */
function coverageColumns(filters) {
  const all = data.coverage.languages.map((_, place) => place);
  const chosen = data.coverage.languages.indexOf(filters.language);
  return chosen < 0 ? all : [chosen];
}

function doneIn(row, columns) {
  return columns.filter((place) => row.states[place] === "0").length;
}

/** Gives the places of the originals that the filters let through, in their order. */
function chosenOriginals(filters) {
  const { rows, languages } = data.coverage;
  const columns = coverageColumns(filters);
  const matches = searcher(filters.q);
  const isOnPath = pathTest(filters.path);
  const state = String(COVERAGE.indexOf(filters.state));
  const chosen = [...rows.keys()].filter((place) => {
    const row = rows[place];
    return (!filters.state || columns.some((column) => row.states[column] === state)) && isOnPath(row) && matches(() => folded(row.name));
  });
  const key = (filters.sort ?? "").replace(/^-/, "");
  const sign = filters.sort?.startsWith("-") ? -1 : 1;
  const column = languages.indexOf(key);
  const orders = {
    name: (one, other) => collator.compare(rows[one].name, rows[other].name),
    done: (one, other) => doneIn(rows[one], columns) - doneIn(rows[other], columns),
  };
  const byColumn = (one, other) => rows[other].states.charCodeAt(column) - rows[one].states.charCodeAt(column);
  const order = column >= 0 ? byColumn : orders[key];
  if (order) chosen.sort((one, other) => sign * order(one, other) || one - other);
  return chosen;
}

/** Makes the head of the matrix; each of its cells sorts. */
function coverageHead(filters) {
  const cells = [["name", say("column-page"), undefined], ["done", say("coverage-done"), undefined],
    ...coverageColumns(filters).map((place) => data.coverage.languages[place]).map((tag) => [tag, tag, languageName(tag)])];
  return make("div", { class: "head", role: "group", "aria-label": say("sort") }, cells.map(([key, label, title]) => {
    const isUp = filters.sort === key;
    const isDown = filters.sort === `-${key}`;
    return make("a", { class: `cell${isUp || isDown ? " sorted" : ""}`, title, "aria-label": title,
      href: address("coverage", "", { ...filters, sort: isUp ? `-${key}` : key }) },
      label, make("span", { "aria-hidden": "true" }, isUp ? "↓" : isDown ? "↑" : ""),
      (isUp || isDown) && make("span", { class: "hidden" }, say(isUp ? "sorted-up" : "sorted-down")));
  }));
}

/** Makes the row of an original. */
function coverageRow(place, filters) {
  const row = data.coverage.rows[place];
  const columns = coverageColumns(filters);
  const named = columns.map((column) => {
    const state = coverageOf(row, column);
    return state && `${languageName(data.coverage.languages[column])}: ${say(`coverage-${state}`)}`;
  });
  const cells = columns.map((column, at) => {
    const state = coverageOf(row, column);
    const page = row.pages[column] >= 0 ? row.pages[column] : undefined;
    return make("span", { class: "cell", title: named[at], "data-page": page }, state ? coverageSign(state) : "");
  });
  return make("div", { class: "row", "aria-label": [row.name, ...named.filter(Boolean)].join(", ") },
    nameElement(row.name, "cell"), make("span", { class: "cell" }, `${numbers.format(doneIn(row, columns))}/${numbers.format(columns.length)}`), cells);
}

/** The page to open for an original: itself, or the first of its translations that is listed. */
function pageOfOriginal(place) {
  const row = data.coverage.rows[place];
  const own = pagesByName.get(row.name) ?? row.pages.find((page) => page >= 0);
  return data.pages[own];
}

function coverageLegend() {
  return make("ul", { class: "legend inline" }, COVERAGE.map((state) => make("li", {}, coverageSign(state), " ", say(`coverage-${state}`))));
}
