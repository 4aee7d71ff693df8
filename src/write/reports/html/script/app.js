"use strict";
// The report as a whole: which view the address names, the tools above it, keys, printing.

const root = document.documentElement;
const main = document.getElementById("main");
const summary = document.getElementById("summary");
let shownNow = { view: "", item: "", filters: {} };

// ---- The tools at the top.

const TABS = ["summary", "findings", "pages", ...(data.coverage ? ["coverage"] : [])];
const tabs = make("nav", { class: "tabs", "aria-label": say("tabs") }, TABS.map((name) =>
  make("a", { id: `tab-${name}`, href: address(name) }, say(`tab-${name}`),
    data[name]?.length !== undefined && make("b", {}, numbers.format(data[name].length)))));
const basket = make("button", { id: "decisions", class: "basket", click: openDecisions });
const THEMES = ["system", "light", "dark"];
const themeButton = make("button", { id: "theme", class: "tool", click: () => {
  setTheme(THEMES[(THEMES.indexOf(root.dataset.theme ?? "system") + 1) % THEMES.length]);
} });

function setTheme(theme) {
  root.dataset.theme = theme;
  remember("korrektur-theme", theme);
  const words = say(`theme-${theme}`);
  themeButton.replaceChildren({ system: "◐", light: "○", dark: "●" }[theme]);
  fill(themeButton, { "aria-label": words, title: words }, []);
}

const help = make("button", { id: "help", class: "tool", "aria-label": say("keys-title"), title: say("keys-title"), click: openHelp }, "?");
document.getElementById("bar").append(tabs, make("div", { class: "tools" }, basket, themeButton, help));

function decisionsChanged() {
  const accepted = [...decisions.accepted].filter((id) => places.has(id)).length;
  const count = accepted + decisions.muted.length;
  basket.replaceChildren(say("decisions-button"), make("b", {}, numbers.format(count)));
  basket.hidden = count === 0;
  if (shownNow.view === "findings") {
    list.refresh();
    showFinding(list.selected);
  }
}

// ---- Filters.

function select(name, label, choices, filters) {
  const known = choices.map(([value]) => value);
  const current = filters[name] ?? "";
  const extra = current && !known.includes(current) ? [[current, current]] : [];
  const first = ["", say(name === "sort" ? "sort-page" : "filter-all")];
  const options = [first, ...choices, ...extra];
  const box = make("select", { name, "aria-label": label, class: current ? "set" : "" },
    options.map(([value, words]) => make("option", { value, selected: value === current }, words)));
  return make("label", { class: "filter" }, make("span", {}, label), box);
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || byText(one[0], other[0]));
}

const withCount = (words) => ([value, count]) => [value, `${words(value)} (${numbers.format(count)})`];
const choices = {
  rule: counted(data.findings.map((finding) => data.rules[finding.rule].name)).map(withCount((name) => name)),
  severity: SEVERITIES.map((severity) => [severity, say(`severity-${severity}`)]),
  language: counted(data.findings.map(languageOf)).map(withCount(languageName)),
  kind: [...KINDS, "page"].map((kind) => [kind, say(`kind-${kind}`)]),
  seen: ["new", "known"].map((seen) => [seen, say(`seen-${seen}`)]),
  decided: [["no", say("filter-open")], ["yes", say("filter-decided")]],
  state: STATES.filter((state) => data.states[state]).map((state) => [state, say(`state-${state}`)]),
  pageLanguage: counted(data.pages.map((page) => page.detected ?? "und")).map(withCount(languageName)),
  coverageLanguage: (data.coverage?.languages ?? []).map((tag) => [tag, languageName(tag)]),
  coverageState: COVERAGE.map((state) => [state, say(`coverage-${state}`)]),
  sort: ["severity", "rule", "language", "name"].map((key) => [key, say(`sort-${key}`)]),
};

/** Makes the line of filters of a view; every change becomes an address. */
function filterLine(view, filters, offered) {
  const search = make("input", { type: "search", name: "q", value: filters.q ?? "", placeholder: say("search"), "aria-label": say("search"),
    autocomplete: "off", spellcheck: "false", dir: "auto" });
  const path = make("input", { type: "search", name: "path", value: filters.path ?? "", placeholder: say("filter-path-example"),
    "aria-label": say("filter-path"), autocomplete: "off", spellcheck: "false" });
  const form = make("form", { class: "filters", role: "search", submit: (event) => event.preventDefault() },
    make("label", { class: "filter search" }, make("span", {}, say("search-label")), search),
    offered.map(([name, key, label]) => select(name, label, choices[key], filters)),
    make("label", { class: "filter path" }, make("span", {}, say("filter-path")), path));
  let waiting;
  const apply = () => {
    const values = Object.fromEntries(new FormData(form));
    const next = { ...shownNow.filters, ...values };
    history.replaceState(null, "", address(view, "", next));
    route();
  };
  form.addEventListener("change", apply);
  form.addEventListener("input", (event) => {
    if (event.target.type !== "search") return;
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  });
  return form;
}

/** Says how many are shown, and offers to show all. */
function resultLine(words, view, filters, ...more) {
  const isFiltered = Object.entries(filters).some(([name, value]) => value && name !== "sort" && name !== "at");
  return [make("span", { role: "status" }, words), isFiltered && make("a", { class: "reset", href: address(view) }, say("filter-reset")), more];
}

// ---- The list of findings with the one that is open.

const list = new List({ label: say("tab-findings"), row: findingRow, chosen: (place) => {
  const { id } = data.findings[place];
  history.replaceState(null, "", address("findings", id, shownNow.filters));
  shownNow.item = id;
  showFinding(list.selected);
}, opened: () => openDetail(true) });
list.box.id = "finding-list";
const detail = make("div", { class: "detail", id: "detail", tabindex: "-1" });
const findingResult = make("div", { class: "result" });
const back = make("button", { class: "back", click: () => openDetail(false) }, say("back"));
const findingFilters = make("div");
const findingsView = make("section", { id: "findings", "aria-label": say("tab-findings"), hidden: true },
  findingFilters, make("div", { class: "split" }, make("div", { class: "side" }, findingResult, list.box),
    make("div", { class: "sheet" }, back, detail)));

function openDetail(isOpen) {
  findingsView.classList.toggle("open", isOpen);
  if (isOpen) document.getElementById("finding-message")?.focus({ preventScroll: true });
  else list.box.focus();
}

function showFinding(index) {
  const place = list.items[index];
  if (place === undefined) {
    detail.replaceChildren(make("p", { class: "quiet nothing" }, list.items.length > 0 ? say("finding-choose") : say("finding-none")));
    return;
  }
  const position = say("position", { place: index + 1, all: list.items.length });
  detail.replaceChildren(findingElement(data.findings[place], position));
  detail.scrollTop = 0;
}

const hasArchive = data.findings.some((finding) => finding.seen);
const FINDING_FILTERS = ["severity", "rule", "language", "kind", ...(hasArchive ? ["seen"] : []), "decided", "sort"];

function showFindings(item, filters) {
  const key = JSON.stringify(filters);
  if (findingsView.dataset.filters !== key) {
    const hasFocus = findingFilters.contains(document.activeElement);
    if (!hasFocus) {
      findingFilters.replaceChildren(filterLine("findings", filters, FINDING_FILTERS.map((name) => [name, name, say(`filter-${name}`)])));
    }
    findingsView.dataset.filters = key;
    const chosen = chosenFindings(filters);
    list.show(chosen, places.get(item));
    const all = chosen.length > 1 && make("button", { class: "accept-all", click: () => acceptAll(chosen) }, say("action-accept-all", { count: chosen.length }));
    const more = data.more_findings > 0 && make("span", { class: "quiet" }, say("findings-more", { count: data.more_findings }));
    findingResult.replaceChildren(...[resultLine(say("findings", { count: chosen.length }), "findings", filters, all, more)].flat(2).filter(Boolean));
  } else if (item && data.findings[list.items[list.selected]]?.id !== item) {
    list.show(list.items, places.get(item));
  }
  // A link leads to its finding whatever the filters hide.
  if (item && list.selected < 0 && places.has(item)) list.show([places.get(item), ...list.items], places.get(item));
  if (list.selected < 0 && list.items.length > 0) {
    list.selected = 0;
    list.refresh();
  }
  findingsView.classList.toggle("open", Boolean(item));
  showFinding(list.selected);
}

// ---- The table of pages, and a page.

const pageList = new List({ label: say("tab-pages"), row: pageRow, chosen: () => {}, opened: (place) => goTo(address("page", data.pages[place].name)) });
pageList.box.id = "page-list";
const [pageFilters, pageResult, pageTableHead] = [make("div"), make("div", { class: "result" }), make("div")];
const pagesView = make("section", { id: "pages", "aria-label": say("tab-pages"), hidden: true },
  pageFilters, make("div", { class: "table" }, pageResult, pageTableHead, pageList.box));
const pageView = make("section", { id: "page", "aria-label": say("page"), hidden: true });

function showPages(filters) {
  const key = JSON.stringify(filters);
  if (pagesView.dataset.filters === key) return;
  if (!pageFilters.contains(document.activeElement)) {
    pageFilters.replaceChildren(filterLine("pages", filters, [["state", "state", say("filter-state")], ["language", "pageLanguage", say("filter-language")]]));
  }
  pagesView.dataset.filters = key;
  pageTableHead.replaceChildren(pageHead(filters));
  const chosen = chosenPages(filters);
  pageList.show(chosen);
  const date = filters.date && make("span", { class: "quiet" }, say("filter-date"));
  const more = data.more_pages > 0 && make("span", { class: "quiet" }, say("pages-more", { count: data.more_pages }));
  pageResult.replaceChildren(...[resultLine(say("pages", { count: chosen.length }), "pages", filters, date, more)].flat(2).filter(Boolean));
}

function showPage(name, filters) {
  const place = pagesByName.get(name);
  pageView.replaceChildren(place === undefined ? make("p", { class: "quiet" }, say("page-unknown")) : pageElement(place, filters.at));
  if (filters.at) revealOnPage(pageView, filters.at);
  else scrollTo(0, 0);
}

// ---- Addresses.

/** Goes to an address at once, so that the next key finds its view. */
function goTo(hash) {
  history.pushState(null, "", hash);
  route();
}

const VIEWS = { summary, findings: findingsView, pages: pagesView, page: pageView, ...(data.coverage ? { coverage: coverageView } : {}) };
/** The list that a view is about. */
const listOf = (view) => ({ pages: pageList, coverage: coverageList })[view] ?? list;

function route() {
  const { view: named, item, filters } = readAddress();
  const view = VIEWS[named] ? named : "summary";
  const isNew = view !== shownNow.view || view === "page";
  shownNow = { view, item, filters };
  root.dataset.view = view;
  for (const [name, section] of Object.entries(VIEWS)) section.hidden = name !== view;
  for (const name of TABS) {
    const isHere = name === view || (name === "pages" && view === "page");
    const tab = document.getElementById(`tab-${name}`);
    if (isHere) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  if (view === "findings") showFindings(item, filters);
  if (view === "pages") showPages(filters);
  if (view === "page") showPage(item, filters);
  if (view === "coverage") showCoverage(filters);
  if (isNew) {
    if (view === "findings") list.box.focus();
    else if (view === "pages" || view === "coverage") listOf(view).box.focus();
    else if (!isStarted) return;
    else if (view === "page") document.getElementById("page-name")?.focus({ preventScroll: true });
    else main.focus({ preventScroll: true });
  }
}

// ---- Keys.

const KEYS = {
  step: ["j", "k"], page: ["Enter", "p"], search: ["/"], accept: ["a"], mute: ["m"], tabs: ["1", "2", "3", ...(data.coverage ? ["4"] : [])], back: ["Esc"], help: ["?"],
};
let hasKeys = recall("korrektur-keys") !== "off";

function openHelp() {
  const toggle = make("input", { type: "checkbox", id: "keys-on", checked: hasKeys, change: () => {
    hasKeys = toggle.checked;
    remember("korrektur-keys", hasKeys ? "on" : "off");
  } });
  openDialog("help-dialog", say("keys-title"),
    make("dl", { class: "keys" }, Object.entries(KEYS).map(([word, keys]) => make("div", {},
      make("dt", {}, keys.map((key) => make("kbd", {}, key))), make("dd", {}, say(`keys-${word}`))))),
    make("label", { class: "choice" }, toggle, make("span", {}, say("keys-on"))));
}

function step(steps) {
  if (shownNow.view === "findings") list.move(steps);
  else if (shownNow.view === "pages" || shownNow.view === "coverage") listOf(shownNow.view).move(steps);
  else if (shownNow.view === "page") {
    const page = data.pages[(pagesByName.get(shownNow.item) ?? -1) + steps];
    if (page) goTo(address("page", page.name));
  } else goTo(address("findings"));
}

function enter() {
  const finding = data.findings[list.items[list.selected]];
  if (shownNow.view === "findings" && finding) goTo(address("page", data.pages[finding.page].name, { at: finding.id }));
  if (shownNow.view === "pages") {
    const page = data.pages[pageList.items[pageList.selected]];
    if (page) goTo(address("page", page.name));
  }
  const original = coverageList.items[coverageList.selected];
  if (shownNow.view === "coverage" && original !== undefined) openOriginal(original, coverageNow.column);
}

function focusSearch() {
  if (!["findings", "pages", "coverage"].includes(shownNow.view)) goTo(address("findings"));
  VIEWS[shownNow.view].querySelector("input[name=q]")?.select();
}

function escape() {
  const isTyping = document.activeElement?.matches("input, select");
  if (isTyping) {
    if (document.activeElement.value && document.activeElement.type === "search") {
      document.activeElement.value = "";
      document.activeElement.form?.dispatchEvent(new Event("change"));
    } else listOf(shownNow.view).box.focus();
  } else if (shownNow.view === "page") history.length > 1 ? history.back() : goTo(address("pages"));
  else if (findingsView.classList.contains("open")) openDetail(false);
}

function act(action) {
  const finding = data.findings[list.items[list.selected]];
  if (shownNow.view === "findings" && finding) action(finding);
}

const ACTIONS = {
  j: () => step(1), k: () => step(-1), "/": focusSearch, "?": openHelp, a: () => act(toggleAccepted), m: () => act(openMute),
  p: enter, 1: () => goTo(address("summary")), 2: () => goTo(address("findings")), 3: () => goTo(address("pages")),
  ...(data.coverage ? { 4: () => goTo(address("coverage")) } : {}),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return escape();
  const isTyping = event.target.matches("input, select, textarea");
  if (event.key === "Enter" && !event.target.closest("a, button, input, select")) return enter();
  if (event.key === "Enter" && isTyping) listOf(shownNow.view).box.focus();
  if (isTyping || !hasKeys || !ACTIONS[event.key]) return;
  event.preventDefault();
  ACTIONS[event.key]();
});

// ---- Printing: the list holds only the rows in sight, so all chosen findings are written out.

/** How many findings are printed; more is a book that nobody reads. */
const PRINTED = 1000;

addEventListener("beforeprint", () => {
  if (shownNow.view === "page") return;
  const chosen = shownNow.view === "findings" ? list.items : chosenFindings({});
  const printed = chosen.slice(0, PRINTED).map((place) => {
    const finding = data.findings[place];
    return make("article", { class: `finding ${finding.severity}` },
      make("p", { class: "kicker" }, make("span", { class: `severity ${finding.severity}` }, say(`severity-${finding.severity}`)),
        make("span", {}, data.rules[finding.rule].name), make("bdi", {}, `${data.pages[finding.page].name}:${finding.line}`)),
      make("h3", { dir: "auto" }, finding.message), make("p", { class: "excerpt", dir: "auto", lang: lang(finding.found) }, finding.excerpt),
      make("p", { class: "quiet", dir: "auto" }, finding.help));
  });
  const rest = chosen.length - printed.length;
  main.append(make("section", { id: "printed" }, make("h2", {}, say("findings", { count: chosen.length })), printed,
    rest > 0 && make("p", {}, say("findings-more", { count: rest }))));
});
addEventListener("afterprint", () => document.getElementById("printed")?.remove());

// ---- Start.

let isStarted = false;
for (const finding of data.findings) finding.help = data.helps[finding.help];
main.append(findingsView, pagesView, pageView);
if (data.coverage) main.append(coverageView);
document.getElementById("charts").replaceChildren(...summaryCharts());
setTheme(THEMES.includes(recall("korrektur-theme")) ? recall("korrektur-theme") : "system");
decisionsChanged();
addEventListener("hashchange", route);
route();
isStarted = true;
performance.mark("list-ready");
// What stands on the pages comes last in the file: show again what was opened before it was there.
document.addEventListener("DOMContentLoaded", () => {
  delete findingsView.dataset.filters;
  delete pagesView.dataset.filters;
  if (shownNow.view !== "summary") route();
  root.dataset.loaded = "yes";
});
