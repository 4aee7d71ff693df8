"use strict";
// Text of a page as it is proofed: by block, coloured by kind and language, with what findings are about marked in it.

/** Tells whether a text and a finding share a place of the page's source. */
function isAbout(finding, text) {
  return text.end > 0 && finding.start < text.end && text.start < finding.end;
}

/** The language that a page's text is set against. */
function baseLanguage(page) {
  return page.expected ?? page.detected;
}

/** Tells whether a text is in another language than its page should be in. */
function isForeign(text, page) {
  const base = baseLanguage(page);
  return Boolean(text.language) && Boolean(base) && base !== "und" && !isSameLanguage(text.language, base);
}

/** Makes an element of a text; parts in another language and parts that findings are about are set off. */
function textElement(tag, text, page, findings, kind = "") {
  const about = findings.filter((finding) => isAbout(finding, text));
  const passages = text.passages ?? [];
  const inPassages = about.filter((finding) => passages.some((passage) => isAbout(finding, passage)));
  const whole = about.filter((finding) => !inPassages.includes(finding));
  const isTinted = isForeign(text, page);
  const classes = [
    kind, isTinted && `foreign language-${languageColour(text.language)}`, whole.length > 0 && `about ${worstOf(whole)}`,
  ].filter(Boolean).join(" ");
  const content = [];
  let from = 0;
  for (const passage of passages) {
    const marks = inPassages.filter((finding) => isAbout(finding, passage));
    content.push(text.text.slice(from, passage.from));
    const part = { class: `foreign language-${languageColour(passage.language)}`, lang: lang(passage.language) };
    content.push(marked(make("span", part, text.text.slice(passage.from, passage.to)), marks));
    from = passage.to;
  }
  content.push(text.text.slice(from));
  const inner = whole.length > 0 ? marked(make("span", {}, content), whole) : content;
  return make(tag, { class: classes || undefined, lang: lang(text.language), dir: "auto" }, inner);
}

function worstOf(findings) {
  return SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
}

/** Marks what findings are about, in the colour of the worst. */
function marked(element, findings) {
  if (findings.length === 0) return element;
  return make("mark", { class: worstOf(findings), title: findings.map((finding) => finding.message).join("\n") }, element);
}

/** Says what a date was read as. */
function dateNote(date) {
  const bounds = date.earliest && `${date.earliest.slice(0, 10)} – ${date.latest.slice(0, 10)}`;
  return make("span", { class: "date" },
    date.text && make("bdi", { class: "phrase" }, date.text),
    make("span", { class: "arrow", "aria-hidden": "true" }, "→"),
    date.value ? make("time", { class: "value" }, date.value) : make("span", { class: "value unread" }, say("date-unread")),
    date.value ? make("small", {}, `${say(`precision-${date.precision}`)}, ${bounds}`) : make("small", {}, date.unresolved ?? ""),
    date.shown?.value && make("small", { class: "shown" }, say("date-shown", { text: date.shown.text, value: date.shown.value })));
}

/** Makes a block of a page: kind and languages in the margin, text beside them. */
function blockElement(block, page, findings) {
  const own = findings.filter((finding) => finding.block === block.id);
  const near = findings.filter((finding) => finding.start < block.end && block.start < finding.end);
  const about = [...new Set([...near, ...own])];
  const noted = new Set();
  const notes = (text) => {
    const fresh = about.filter((finding) => !noted.has(finding) && isAbout(finding, text));
    return fresh.map((finding) => (noted.add(finding), faultNote(finding)));
  };
  let before;
  const line = (tag, text, kind) => {
    const isNew = text.language !== before;
    before = text.language ?? before;
    const foreign = isNew && isForeign(text, page) && make("abbr", { class: "tag", title: languageName(text.language) }, text.language);
    const margin = make("div", { class: "marginalia" }, foreign, notes(text));
    return make("div", { class: "line" }, textElement(tag, text, page, about, kind), margin);
  };
  const body = [];
  if (block.category) body.push(line("p", block.category, "category"));
  if (block.title) body.push(line("h3", block.title, "title"));
  if (block.author || block.date) {
    const author = block.author && textElement("span", block.author, page, about, "author");
    const dated = block.date && make("span", { class: "dated" }, dateNote(block.date));
    body.push(make("div", { class: "line byline" }, make("p", {}, author, dated),
      make("div", { class: "marginalia" }, [block.author, block.date].filter(Boolean).map(notes))));
  }
  for (const section of block.sections) {
    if (section.heading) body.push(line("h4", section.heading, "heading"));
    for (const paragraph of section.paragraphs) body.push(line("p", paragraph, "paragraph"));
  }
  const rest = about.filter((finding) => !noted.has(finding) && finding.block === block.id);
  if (rest.length > 0) body.push(make("div", { class: "line" }, make("p"), make("div", { class: "marginalia" }, rest.map(faultNote))));
  if (block.more) body.push(make("p", { class: "quiet more" }, say("characters-more", { count: block.more })));
  const margin = make("header", { class: "margin" },
    make("strong", {}, say(`kind-${block.kind}`)), make("span", {}, `${block.id} · ${say("line", { line: block.line })}`),
    block.language !== "und" && make("span", {}, languageName(block.language)));
  const attributes = { class: `block kind-${block.kind}`, id: `block-${block.id}`, "aria-label": `${say(`kind-${block.kind}`)} ${block.id}` };
  return make("article", attributes, margin, make("div", { class: "galley" }, body));
}

/** A note in the margin that leads to a finding. */
function faultNote(finding) {
  const attributes = { class: `fault-note ${finding.severity}`, href: address("findings", finding.id), title: finding.message };
  return make("a", attributes, data.rules[finding.rule].name);
}

/** How many paragraphs around a finding are shown before the page itself has to be opened. */
const CONTEXT = 8;

/** Shows the texts that a finding is about with one neighbour on either side; the excerpt where the page is not there. */
function context(finding, page, view) {
  const block = view?.blocks.find((candidate) => candidate.id === finding.block);
  const texts = block ? textsOf(block) : (view?.blocks ?? []).flatMap(textsOf);
  const about = texts.map((text) => isAbout(finding, text));
  const first = about.indexOf(true);
  if (first < 0) {
    if (!finding.excerpt) return null;
    return make("blockquote", { class: "context" },
      make("p", { class: `about ${finding.severity}`, lang: lang(finding.found), dir: "auto" }, finding.excerpt));
  }
  const last = Math.min(about.lastIndexOf(true), first + CONTEXT - 1);
  const more = about.slice(last + 1).filter(Boolean).length;
  const kept = texts.slice(Math.max(0, first - 1), last + (more > 0 ? 1 : 2));
  const isHeading = (text) => text === block?.title || (block?.sections ?? []).some((section) => section.heading === text);
  return make("blockquote", { class: "context" },
    kept.map((text) => textElement("p", text, page, [finding], isHeading(text) ? "heading" : "")),
    more > 0 && make("p", { class: "quiet" }, say("passages-more", { count: more })));
}
