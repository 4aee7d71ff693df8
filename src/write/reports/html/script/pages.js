"use strict";
// The table of pages, and one page with its blocks in order.

/** Counts the faults of a page by severity. */
function foundElement(page) {
  const counts = SEVERITIES.map((severity, at) => page.found[at] > 0 &&
    make("span", { class: `count ${severity}`, title: say(`severity-${severity}`) }, numbers.format(page.found[at])));
  return make("span", { class: "cell counts" }, counts.some(Boolean) ? counts : "–");
}

/** Makes the row of a page in the table. */
function pageRow(place) {
  const page = data.pages[place];
  const day = latestDay(page);
  const isWrong = page.expected && page.detected !== "und" && !isSameLanguage(page.expected, page.detected);
  return make("div", { class: `row state-${page.state}` },
    make("span", { class: "cell state" }, make("i", { class: `swatch state-${page.state}` }), say(`state-${page.state}`)),
    nameElement(page.name, "cell"),
    make("span", { class: "cell tag" }, page.expected ?? "–"),
    make("span", { class: `cell tag${isWrong ? " wrong" : ""}` }, page.detected ?? "–"),
    foundElement(page),
    make("span", { class: "cell day" }, Number.isFinite(day) ? isoDay(day) : "–"));
}

const COLUMNS = [["state", "state"], ["page", "name"], ["expected", "tag"], ["detected", "tag"], ["findings", "counts"], ["date", "day"]];

/** Makes the head of the table; each of its cells sorts. */
function pageHead(filters) {
  return make("div", { class: "head", role: "group", "aria-label": say("sort") }, COLUMNS.map(([key, kind]) => {
    const isUp = filters.sort === key;
    const isDown = filters.sort === `-${key}`;
    const sort = isUp ? `-${key}` : key;
    const label = say(`column-${key}`);
    return make("a", { class: `cell ${kind}${isUp || isDown ? " sorted" : ""}`, href: address("pages", "", { ...filters, sort }) },
      label, make("span", { "aria-hidden": "true" }, isUp ? " ↓" : isDown ? " ↑" : ""),
      (isUp || isDown) && make("span", { class: "hidden" }, say(isUp ? "sorted-up" : "sorted-down")));
  }));
}

/** Makes the view of a page. `at` is the finding to be shown first. */
function pageElement(place, at) {
  const page = data.pages[place];
  const view = viewOf(place);
  const findings = findingsOfPage.get(place) ?? [];
  const fact = (label, value) => make("span", {}, label, " ", make("b", {}, value));
  const link = (other, words, key) => data.pages[other] &&
    make("a", { class: "button", rel: key, href: address("page", data.pages[other].name) }, words);
  const head = make("header", { class: "page-head" },
    make("p", { class: "kicker" }, make("span", { class: `severity state-${page.state}` }, say(`state-${page.state}`)),
      page.expected && fact(say("finding-expected"), languageName(page.expected)),
      page.detected && fact(say("finding-found"), languageName(page.detected)),
      make("span", { class: "steps" }, link(place - 1, say("page-previous"), "prev"), link(place + 1, say("page-next"), "next"))),
    make("h2", { id: "page-name", tabindex: "-1" }, make("bdi", {}, page.name)),
    page.url && make("p", { class: "where" },
      make("a", { href: page.url, rel: "noopener noreferrer nofollow", target: "_blank" }, make("bdi", {}, page.url))));
  const list = findings.length > 0 && make("ol", { class: "of-page", "aria-label": say("tab-findings") }, findings.map((finding) =>
    make("li", { class: decisionOf(finding) ? "decided" : "" },
      make("a", { class: finding.severity, href: address("findings", finding.id), "aria-current": finding.id === at ? "true" : undefined },
        make("span", { class: `severity ${finding.severity}` }, say(`severity-${finding.severity}`)),
        make("span", { dir: "auto" }, finding.message)))));
  const used = [...new Set((view?.blocks ?? []).flatMap(textsOf).filter((text) => isForeign(text, page)).map((text) => text.language))];
  const kinds = KINDS.filter((kind) => view?.blocks.some((block) => block.kind === kind));
  const legend = view && make("ul", { class: "legend inline" },
    kinds.map((kind) => make("li", {}, make("i", { class: `swatch kind-${kind}` }), say(`kind-${kind}`))),
    used.map((tag) => make("li", {}, make("i", { class: `swatch language-${languageColour(tag)}` }), languageName(tag))),
    findings.length > 0 && make("li", { class: "about error" }, make("mark", { class: "error" }, say("legend-fault"))));
  const body = view ? view.blocks.map((block) => blockElement(block, page, findings))
    : make("p", { class: "quiet" }, say(page.state === "unreadable" ? "page-unreadable" : "page-left-out"));
  return make("div", { class: "page" }, head, list, legend, make("div", { class: "blocks" }, body));
}

/** Scrolls to what a finding is about on the page that is shown. */
function revealOnPage(root, id) {
  const finding = data.findings[places.get(id)];
  const note = finding && root.querySelector(`.fault-note[href="${CSS.escape(address("findings", id))}"]`);
  const target = note?.closest(".line") ?? (finding?.block && root.querySelector(`#block-${CSS.escape(finding.block)}`));
  if (!target) return;
  target.classList.add("at");
  target.scrollIntoView({ block: "center" });
}
