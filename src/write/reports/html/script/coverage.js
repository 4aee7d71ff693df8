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
  const tagged = (tag) => [make("span", { "aria-hidden": "true" }, tag), make("span", { class: "hidden" }, languageName(tag))];
  const cells = [["name", say("column-page"), undefined], ["done", say("coverage-done"), undefined],
    ...coverageColumns(filters).map((place) => data.coverage.languages[place]).map((tag) => [tag, tagged(tag), languageName(tag)])];
  return make("div", { class: "head", role: "group", "aria-label": say("sort") }, cells.map(([key, label, title]) => {
    const isUp = filters.sort === key;
    const isDown = filters.sort === `-${key}`;
    return make("a", { class: `cell${isUp || isDown ? " sorted" : ""}`, title,
      href: address("coverage", "", { ...filters, sort: isUp ? `-${key}` : key }) },
      label, make("span", { "aria-hidden": "true" }, isUp ? "↓" : isDown ? "↑" : ""),
      (isUp || isDown) && make("span", { class: "hidden" }, say(isUp ? "sorted-up" : "sorted-down")));
  }));
}

/** Says how far an original is in a language, both by their place; nothing where it is not known. */
function coverageWords(row, column) {
  const state = coverageOf(row, column);
  return state && `${languageName(data.coverage.languages[column])}: ${say(`coverage-${state}`)}`;
}

/** The listed page of the translation of an original into a language; nothing where there is none. */
function pageOfSign(row, column) {
  return row.pages[column] >= 0 ? row.pages[column] : undefined;
}

/** Makes the row of an original. `chosen` is the language of the sign that keys have chosen. */
function coverageRow(place, filters, chosen) {
  const row = data.coverage.rows[place];
  const columns = coverageColumns(filters);
  const named = columns.map((column) => coverageWords(row, column));
  const cells = columns.map((column, at) => {
    const state = coverageOf(row, column);
    return make("span", { class: `cell${column === chosen ? " chosen" : ""}`, title: named[at], "data-page": pageOfSign(row, column) },
      state ? coverageSign(state) : "");
  });
  return make("div", { class: "row", "aria-label": [row.name, ...named.filter(Boolean)].join(", ") },
    nameElement(row.name, "cell"), make("span", { class: "cell" }, `${numbers.format(doneIn(row, columns))}/${numbers.format(columns.length)}`), cells);
}

/** The page to open for an original: that of the chosen sign, itself, or the first of its translations that is listed. */
function pageOfOriginal(place, chosen) {
  const row = data.coverage.rows[place];
  const own = pageOfSign(row, chosen) ?? pagesByName.get(row.name) ?? row.pages.find((page) => page >= 0);
  return data.pages[own];
}

/** The language beside the chosen one, by its place; nothing before the first, where the original itself is chosen. */
function columnBeside(filters, chosen, steps) {
  const columns = coverageColumns(filters);
  return columns[Math.min(columns.indexOf(chosen) + steps, columns.length - 1)];
}

function coverageLegend() {
  return make("ul", { class: "legend inline" }, COVERAGE.map((state) => make("li", {}, coverageSign(state), " ", say(`coverage-${state}`))));
}

// ---- The view.

/** `column` is the language of the sign that keys have chosen. */
const coverageNow = { filters: {}, column: undefined };
const coverageList = new List({ label: say("tab-coverage"), row: (place) => coverageRow(place, coverageNow.filters, coverageNow.column),
  chosen: () => {}, opened: (place) => openOriginal(place) });
coverageList.box.id = "coverage-list";
const [coverageLine, coverageResult, coverageTableHead] = [make("div"), make("div", { class: "result" }), make("div")];
const coverageTold = make("span", { class: "hidden", role: "status" });
const coverageTable = make("div", { class: "matrix" }, coverageTableHead, coverageList.box);
const coverageView = make("section", { id: "coverage", "aria-label": say("tab-coverage"), hidden: true },
  coverageLine, make("div", { class: "table" }, coverageResult, coverageTold, make("div", { class: "scroll" }, coverageTable)));

// A sign leads to its translation, what else is in the row to the original: the list hears of a click later.
coverageTable.addEventListener("click", (event) => {
  const page = data.pages[event.target.closest("[data-page]")?.dataset.page];
  if (!page) return;
  event.stopPropagation();
  goTo(address("page", page.name));
}, { capture: true });

// By keyboard too: the arrows choose a sign of the row, Enter opens its page.
coverageList.box.addEventListener("keydown", (event) => {
  const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!steps || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  coverageNow.column = columnBeside(coverageNow.filters, coverageNow.column, steps);
  if (coverageList.selected < 0) coverageList.move(1);
  else coverageList.refresh();
  const { column } = coverageNow;
  const row = data.coverage.rows[coverageList.items[coverageList.selected]];
  const words = column === undefined ? row?.name ?? "" : row && coverageWords(row, column);
  coverageTold.textContent = shown(words ?? languageName(data.coverage.languages[column]));
  const chosen = coverageList.box.querySelector("[aria-selected=true]");
  (chosen?.querySelector(".chosen") ?? chosen?.querySelector(".name"))?.scrollIntoView({ block: "nearest", inline: "nearest" });
});

function openOriginal(place, column) {
  const page = pageOfOriginal(place, column);
  if (page) goTo(address("page", page.name));
}

function showCoverage(filters) {
  const key = JSON.stringify(filters);
  if (coverageView.dataset.filters === key) return;
  if (!coverageLine.contains(document.activeElement)) {
    coverageLine.replaceChildren(filterLine("coverage", filters,
      [["language", "coverageLanguage", say("filter-language")], ["state", "coverageState", say("filter-coverage")]]));
  }
  coverageView.dataset.filters = key;
  Object.assign(coverageNow, { filters, column: undefined });
  coverageTable.style.setProperty("--languages", coverageColumns(filters).length);
  coverageTableHead.replaceChildren(coverageHead(filters));
  const chosen = chosenOriginals(filters);
  coverageList.show(chosen);
  const more = data.coverage.more > 0 && make("span", { class: "quiet" }, say("originals-more", { count: data.coverage.more }));
  coverageResult.replaceChildren(
    ...[resultLine(say("originals", { count: chosen.length }), "coverage", filters, coverageLegend(), more)].flat(2).filter(Boolean));
}
