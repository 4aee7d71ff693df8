"use strict";
// One finding: what is wrong, where, how to mend it; of a duplicate, both texts side by side.

/** The text of a place: of the sections named, of the whole block, of the whole page. */
function textOf(view, block, sections) {
  const blocks = view.blocks.filter((candidate) => (block ? candidate.id === block : candidate.kind !== "other"));
  const parts = blocks.flatMap((candidate) => {
    const chosen = candidate.sections.filter((section) => sections.length === 0 || sections.includes(section.id));
    const texts = chosen.flatMap((section) => [section.heading, ...section.paragraphs]);
    return sections.length === 0 ? [candidate.title, ...texts] : texts;
  });
  return parts.filter(Boolean).map((text) => text.text).join("\n\n");
}

/** The other places of a finding, those in one block together. */
function otherPlaces(finding) {
  const groups = new Map();
  for (const other of finding.related ?? []) {
    const key = `${other.page ?? other.name} ${other.block}`;
    if (!groups.has(key)) groups.set(key, { ...other, sections: [] });
    if (other.section) groups.get(key).sections.push(other.section);
  }
  return [...groups.values()];
}

function nameOf(other) {
  return other.page === undefined ? other.name : data.pages[other.page].name;
}

/** Both texts of a duplicate side by side, the differing words marked. */
function duplicateView(finding) {
  const others = otherPlaces(finding);
  if (others.length === 0) return null;
  const pair = make("div", { class: "pair" });
  const show = (place) => {
    const other = others[place];
    const views = [viewOf(finding.page), other.page === undefined ? null : viewOf(other.page)];
    const isWhole = finding.sections === undefined;
    const texts = [
      views[0] && textOf(views[0], finding.block, finding.sections ?? []),
      views[1] && textOf(views[1], isWhole && !finding.block ? null : other.block, isWhole ? [] : other.sections),
    ];
    // The original in another language shares no words that would be worth marking.
    const both = other.similarity !== undefined && texts[0] && texts[1];
    const [left, right] = both ? difference(texts[0], texts[1]) : texts.map((text) => [[text || null, false]]);
    const side = (label, page, name, line, runs, mark) => {
      const isMissing = runs.length === 1 && runs[0][0] === null;
      const heading = page === undefined ? make("bdi", {}, name) : make("a", { href: address("page", name) }, make("bdi", {}, name));
      const text = isMissing ? make("p", { class: "quiet" }, say("page-left-out"))
        : make("div", { class: "text", dir: "auto", lang: lang(page === undefined ? "" : data.pages[page].detected) },
            runs.map(([part, isOnlyHere]) => (isOnlyHere ? make(mark, {}, part) : part)));
      return make("section", { class: "side" },
        make("h4", {}, make("span", { class: "label" }, label), heading, make("span", { class: "quiet" }, say("line", { line }))), text);
    };
    const words = (runs) => runs.filter(([, isOnlyHere]) => isOnlyHere).length;
    const verdict = !both ? "" : words(left) + words(right) === 0 ? say("duplicate-same") : say("duplicate-differs");
    pair.replaceChildren(
      side(say("duplicate-here"), finding.page, data.pages[finding.page].name, finding.line, left, "ins"),
      side(say("duplicate-there"), other.page, nameOf(other), other.line, right, "del"),
      make("p", { class: "verdict quiet", role: "status" }, verdict));
  };
  const option = (other, place) => make("option", { value: place },
    other.similarity === undefined ? `${nameOf(other)}, ${say("line", { line: other.line })}`
      : say("duplicate-option", { name: nameOf(other), line: other.line, percent: percent(other.similarity, 1) }));
  const chooser = make("select", { id: "other-place", change: () => show(Number(chooser.value)) }, others.map(option));
  const more = finding.related_more > 0 && make("span", { class: "quiet" }, say("duplicate-more", { count: finding.related_more }));
  show(0);
  const choice = others.length > 1 && [make("label", { for: "other-place" }, say("duplicate-with")), chooser];
  return make("section", { class: "duplicate", "aria-label": say("duplicate-title") },
    (choice || more) && make("div", { class: "chooser" }, choice, more), pair);
}

/** Makes the whole view of a finding. */
function findingElement(finding, position) {
  const page = data.pages[finding.page];
  const view = viewOf(finding.page);
  const rule = data.rules[finding.rule].name;
  const place = [
    say(finding.end_line > finding.line ? "lines" : "line", { line: finding.line, end: finding.end_line }),
    finding.kind && say(`kind-${finding.kind}`),
    finding.sections ? say("section", { count: finding.sections.length, first: finding.sections[0], last: finding.sections.at(-1) })
      : finding.block && say("block", { block: finding.block }),
  ].filter(Boolean).join(" · ");
  const row = (term, ...details) => make("div", {}, make("dt", {}, term), make("dd", {}, details));
  const sure = finding.confidence === null ? "" : ` (${say("sure", { percent: percent(finding.confidence, 1) })})`;
  const decided = decisionOf(finding);
  return make("article", { class: `finding ${finding.severity}`, "aria-labelledby": "finding-message" },
    make("p", { class: "kicker" },
      make("span", { class: `severity ${finding.severity}` }, say(`severity-${finding.severity}`)),
      make("a", { class: "rule", href: address("findings", "", { rule }) }, rule),
      make("span", { class: "position" }, position)),
    make("h2", { id: "finding-message", tabindex: "-1", dir: "auto" }, finding.message),
    make("p", { class: "where" },
      make("a", { href: address("page", page.name) }, make("bdi", {}, page.name)), make("span", { class: "quiet" }, place),
      page.url && make("a", { href: page.url, rel: "noopener noreferrer nofollow", target: "_blank" }, say("page-open"))),
    !(finding.related && view) && context(finding, page, view),
    !view && page.state !== "unreadable" && make("p", { class: "quiet" }, say("page-left-out")),
    duplicateView(finding),
    make("dl", { class: "details" },
      row(say("finding-help"), make("span", { dir: "auto" }, finding.help)),
      finding.expected && row(say("finding-expected"), languageName(finding.expected)),
      finding.found && row(say("finding-found"), languageName(finding.found), sure)),
    make("div", { class: "actions" },
      make("button", { id: "accept", class: decided === "accepted" ? "on" : "", "aria-pressed": String(decided === "accepted"), click: () => toggleAccepted(finding) },
        say("action-accept"), make("kbd", {}, "a")),
      make("button", { id: "mute", class: decided === "muted" ? "on" : "", click: () => openMute(finding) },
        say(decided === "muted" ? "action-muted" : "action-mute"), make("kbd", {}, "m")),
      make("a", { class: "button", href: address("page", page.name, { at: finding.id }) }, say("action-page"), make("kbd", {}, "↵")),
      make("button", { id: "copy-link", click: (event) => copyLink(finding, event.currentTarget) }, say("action-link"))));
}

function copyLink(finding, button) {
  const link = location.href.split("#")[0] + address("findings", finding.id);
  const done = () => button.replaceChildren(say("action-copied"));
  if (navigator.clipboard) navigator.clipboard.writeText(link).then(done, () => prompt(say("action-link"), link));
  else prompt(say("action-link"), link);
}

/** Makes the row of a finding in the list. */
function findingRow(place) {
  const finding = data.findings[place];
  const decided = decisionOf(finding);
  return make("div", { class: `row ${finding.severity}${decided ? " decided" : ""}` },
    make("p", { class: "message", dir: "auto" }, finding.message),
    make("p", { class: "excerpt", dir: "auto", lang: lang(finding.found) }, finding.excerpt || "–"),
    make("p", { class: "meta" },
      make("span", { class: `severity ${finding.severity}` }, say(`severity-${finding.severity}`)),
      nameElement(data.pages[finding.page].name),
      make("span", {}, `:${finding.line}`), finding.seen === "new" && make("span", { class: "stamp" }, say("seen-new")), decided && make("span", { class: "stamp" }, say(`decided-${decided}`))));
}
