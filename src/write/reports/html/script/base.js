"use strict";
// What every part of the report uses: the data, the words, and elements made without a line of markup.

const data = JSON.parse(document.getElementById("data").textContent);
const plurals = new Intl.PluralRules(data.locale);
const numbers = new Intl.NumberFormat(data.locale);
const languageNames = new Intl.DisplayNames(data.locale, { type: "language" });
const SVG = "http://www.w3.org/2000/svg";
const DAY = 24 * 60 * 60 * 1000;

// Characters that steer a display or turn the direction of a line around; each is shown as one that does neither.
const STEERING =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

/** Shows text as it is, whatever is in it. */
function shown(text) {
  return String(text).replace(STEERING, "\ufffd");
}

/** Says something in the language of the report. `count` chooses the form; every `{name}` is filled in. */
function say(key, values = {}) {
  const form = values.count === undefined ? key : `${key}-${plurals.select(values.count)}`;
  const words = data.words[form] ?? data.words[`${key}-other`] ?? key;
  const filled = (name) => (typeof values[name] === "number" ? numbers.format(values[name]) : values[name]);
  return words.replace(/\{(\w+)\}/g, (_, name) => filled(name));
}

/** Makes an HTML element. Text becomes text nodes, functions become listeners, `css` goes past the policy on styles. */
function make(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Makes an SVG element. */
function draw(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else if (name === "css") Object.entries(value).forEach(([key, part]) => element.style.setProperty(key, part));
    else element.setAttribute(name, value === true ? "" : shown(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child instanceof Node ? child : shown(child));
  }
  return element;
}

/** The name of a page for a line that may be too short for it: the folders give way, the last part stays. */
function nameElement(name, kind = "") {
  const end = name.lastIndexOf("/") + 1;
  return make("bdi", { class: `name ${kind}`.trim(), title: name },
    end > 0 && make("span", { class: "folder" }, name.slice(0, end)), make("span", { class: "last" }, name.slice(end)));
}

/** Names a language for readers. */
function languageName(tag) {
  if (!tag || tag === "und") return say("language-none");
  try {
    return languageNames.of(tag);
  } catch {
    return tag;
  }
}

/** Gives a language tag for a `lang` attribute, by which browsers hyphenate and screen readers pronounce. */
function lang(tag) {
  return tag && tag !== "und" ? tag : undefined;
}

// Languages in the order of how much there is of them, so that a language has one colour everywhere.
const letters = new Map();
for (const area of data.areas) {
  for (const [tag, count] of area.letters) letters.set(tag, (letters.get(tag) ?? 0) + count);
}
const languages = [...letters.keys()].filter((tag) => tag !== "und").sort((a, b) => letters.get(b) - letters.get(a));
const COLOURED = 7;

/** Gives the number of a language's colour; the last is shared by all that have none of their own. */
function languageColour(tag) {
  const place = languages.indexOf(tag);
  return place >= 0 && place < COLOURED ? place : COLOURED;
}

/** Tells whether two tags name one language, whatever script and region. */
function isSameLanguage(one, other) {
  return Boolean(one) && Boolean(other) && one.split("-")[0] === other.split("-")[0];
}

/** Writes a day, counted from 1970-01-01, as ISO 8601. */
function isoDay(day) {
  const date = new Date(day * DAY);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
}

// Findings by what they are looked up by. The first of two equal fingerprints wins.
const places = new Map();
const findingsOfPage = new Map();
data.findings.forEach((finding, place) => {
  if (!places.has(finding.id)) places.set(finding.id, place);
  if (!findingsOfPage.has(finding.page)) findingsOfPage.set(finding.page, []);
  findingsOfPage.get(finding.page).push(finding);
});
const pagesByName = new Map();
data.pages.forEach((page, place) => {
  if (!pagesByName.has(page.name)) pagesByName.set(page.name, place);
});

const views = new Map();

/** Gives what stands on a page; `null` where it was left out of the report or is still on its way. */
function viewOf(page) {
  if (views.has(page)) return views.get(page);
  const source = document.getElementById(`page-${page}`);
  const view = source ? JSON.parse(source.textContent) : null;
  if (view || document.readyState !== "loading") views.set(page, view);
  return view;
}

/** Tells what is remembered in this browser; nothing where it may not remember. */
function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers something in this browser, where it may. */
function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A report opened where nothing may be kept works for as long as it is open.
  }
}
