"use strict";
// The pictures of the summary. Each is drawn from rectangles and circles, says in words what it shows, and leads to the
// findings or pages behind it.

/** Makes a bar of parts side by side: `[class, count, title]` each, as wide as their share of `total`. */
function bar(parts, total, label) {
  let from = 0;
  const rects = parts.filter(([, count]) => count > 0).map(([kind, count, title]) => {
    const width = (100 * count) / Math.max(total, 1);
    from += width;
    return draw("rect", { class: kind, x: from - width, y: 0, width, height: 10 }, draw("title", {}, title));
  });
  const attributes = { class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", role: "img", "aria-label": label };
  return draw("svg", attributes, rects);
}

function percent(count, total) {
  return new Intl.NumberFormat(data.locale, { style: "percent", maximumFractionDigits: 0 }).format(count / Math.max(total, 1));
}

function panel(name, title, note, ...content) {
  const head = make("header", {}, make("h2", { id: `chart-${name}` }, title), note && make("p", { class: "note" }, note));
  return make("section", { class: `panel ${name}`, "aria-labelledby": `chart-${name}` }, head, content);
}

function statesPanel() {
  const states = STATES.map((state) => [state, data.states[state] ?? 0]).filter(([, count]) => count > 0);
  const total = states.reduce((sum, [, count]) => sum + count, 0);
  const named = ([state, count]) => [`state-${state}`, count, `${say(`state-${state}`)}: ${numbers.format(count)}`];
  const parts = states.map(named);
  const legend = states.map(([state, count]) =>
    make("li", {},
      make("a", { href: address("pages", "", { state }) },
        make("i", { class: `swatch state-${state}` }), make("span", {}, say(`state-${state}`))),
      make("b", {}, numbers.format(count)), make("span", { class: "share" }, percent(count, total))));
  const label = parts.map(([, , title]) => title).join(", ");
  return panel("states", say("chart-states"), say("pages", { count: total }),
    bar(parts, total, label), make("ul", { class: "legend" }, legend));
}

/** How many pages are named as the place to begin. */
const FIRST_PAGES = 5;

function worstPanel() {
  const worst = chosenPages({ sort: "findings" }).slice(0, FIRST_PAGES).filter((place) => weight(data.pages[place]) > 0);
  if (worst.length === 0) return null;
  const rows = worst.map((place) => make("li", {},
    make("a", { href: address("page", data.pages[place].name) }, nameElement(data.pages[place].name)), foundElement(data.pages[place])));
  return panel("worst", say("chart-worst"), "", make("ol", {}, rows));
}

function rulesPanel() {
  const total = (rule) => rule.found.reduce((sum, count) => sum + count, 0);
  const rules = [...data.rules].sort((one, other) => total(other) - total(one) || collator.compare(one.name, other.name));
  const most = Math.max(...rules.map(total), 1);
  const rows = rules.map((rule) => {
    const parts = SEVERITIES.map((severity, place) => [
      `state-${severity}`, rule.found[place], `${say(`severity-${severity}`)}: ${numbers.format(rule.found[place])}`,
    ]);
    return make("li", {},
      make("a", { href: address("findings", "", { rule: rule.name }) }, rule.name),
      bar(parts, most, say("findings", { count: total(rule) })), make("b", {}, numbers.format(total(rule))));
  });
  const count = rules.reduce((sum, rule) => sum + total(rule), 0);
  return panel("rules", say("chart-rules"), say("findings", { count }),
    rows.length > 0 ? make("ul", { class: "bars" }, rows) : make("p", { class: "clear" }, say("chart-rules-none")));
}

function areasPanel() {
  const coloured = languages.slice(0, COLOURED);
  const rows = data.areas.map((area) => {
    const total = area.letters.reduce((sum, [, count]) => sum + count, 0);
    const parts = new Map();
    for (const [tag, count] of area.letters) {
      const colour = tag === "und" ? "none" : languageColour(tag);
      const name = coloured.includes(tag) || tag === "und" ? languageName(tag) : say("language-others");
      const [, before] = parts.get(colour) ?? [name, 0];
      parts.set(colour, [name, before + count]);
    }
    const order = [...coloured.keys(), COLOURED, "none"].filter((colour) => parts.has(colour));
    const shares = order.map((colour) => {
      const [name, count] = parts.get(colour);
      return [`language-${colour}`, count, `${name}: ${percent(count, total)}`];
    });
    const name = area.prefix === null ? say("area-others") : area.prefix || say("area-root");
    const label = make("bdi", {}, name);
    return make("li", {},
      area.prefix ? make("a", { href: address("pages", "", { path: area.prefix }), title: name }, label) : label,
      bar(shares, total, shares.map(([, , title]) => title).join(", ")),
      make("b", { title: say("pages", { count: area.pages }) }, numbers.format(area.pages)));
  });
  const swatch = (colour, name) => make("li", {}, make("i", { class: `swatch language-${colour}` }), name);
  const legend = coloured.map((tag, colour) => swatch(colour, languageName(tag)));
  if (languages.length > COLOURED) legend.push(swatch(COLOURED, say("language-others")));
  if (letters.get("und")) legend.push(swatch("none", say("language-none")));
  return panel("areas", say("chart-areas"), say("chart-areas-note"),
    make("ul", { class: "bars" }, rows), make("ul", { class: "legend inline" }, legend));
}

/** The ages, in years, from which a date can be called old. */
const STALE_YEARS = [1, 2, 3, 5];
/** The size of a dot with the gap beside it, and how many may stand on one another before a dot means more than one date. */
const DOT = 9;
const DOTS_HIGH = 14;
/** The share of dates at either end that the axis does not stretch to reach. */
const OUTLIERS = 0.02;

function datesPanel() {
  const dates = data.pages.flatMap((page) => (page.dates ?? []).map((date) => ({ page, date, day: middle(date) })));
  if (dates.length === 0) {
    return panel("dates", say("chart-dates"), "", make("p", { class: "quiet" }, say("chart-dates-none")));
  }
  dates.sort((one, other) => one.day - other.day);
  const years = make("select", { "aria-label": say("chart-dates-old") },
    STALE_YEARS.map((count) => make("option", { value: count, selected: count === 2 }, say("years", { count }))));
  const plot = make("div", { class: "plot" });
  const legend = make("ul", { class: "legend inline" });
  const hasAnchor = data.now !== null || data.pages.some((page) => page.now !== undefined);
  const redraw = () => {
    const width = plot.clientWidth;
    if (width > 0) plot.replaceChildren(dotPlot(dates, width, Number(years.value), legend, hasAnchor));
  };
  years.addEventListener("change", redraw);
  new ResizeObserver(redraw).observe(plot);
  const note = hasAnchor ? "" : say("chart-dates-anchor");
  const control = make("label", { class: "old" }, make("span", {}, say("chart-dates-old")), years);
  return panel("dates", say("chart-dates"), note, plot, make("footer", {}, legend, hasAnchor && control));
}

function dotPlot(dates, width, years, legend, hasAnchor) {
  const columns = Math.max(8, Math.floor(width / DOT));
  const at = (share) => dates[Math.min(dates.length - 1, Math.floor(share * dates.length))].day;
  const now = data.now ?? Math.max(...data.pages.map((page) => page.now ?? -Infinity));
  let [from, to] = [at(OUTLIERS), at(1 - OUTLIERS) + 1];
  if (hasAnchor) [from, to] = [Math.min(from, now), Math.max(to, now + 1)];
  const step = Math.max(1, Math.ceil((to - from) / columns));
  const stacks = Array.from({ length: columns }, () => ({ fresh: 0, stale: 0, future: 0 }));
  const counts = { fresh: 0, stale: 0, future: 0 };
  for (const { page, date, day } of dates) {
    const column = Math.min(columns - 1, Math.max(0, Math.floor((day - from) / step)));
    const age = ageOf(page, date, years);
    stacks[column][age] += 1;
    counts[age] += 1;
  }
  const sum = (stack) => stack.fresh + stack.stale + stack.future;
  const worth = Math.ceil(Math.max(...stacks.map(sum)) / DOTS_HIGH);
  const rows = Math.max(5, Math.ceil(Math.max(...stacks.map(sum)) / worth));
  const ground = rows * DOT + 16;
  const x = (column) => column * DOT + DOT / 2;
  const marks = stacks.map((stack, column) => {
    let height = 0;
    const dots = Object.entries(stack).flatMap(([age, count]) =>
      Array.from({ length: Math.ceil(count / worth) }, () => {
        height += 1;
        return draw("circle", { class: `dot ${age}`, cx: x(column), cy: ground - height * DOT + DOT / 2, r: DOT / 2 - 1 });
      }));
    if (dots.length === 0) return null;
    const first = column === 0 ? -1e6 : from + column * step;
    const last = column === columns - 1 ? 1e6 : from + (column + 1) * step;
    const title = `${isoDay(from + column * step)} – ${isoDay(from + (column + 1) * step - 1)}: ${numbers.format(sum(stack))}`;
    const target = draw("rect", { class: "hit", x: column * DOT, y: 0, width: DOT, height: ground });
    const href = address("pages", "", { date: `${first}..${last}` });
    return draw("a", { href, tabindex: "-1", "aria-hidden": "true" }, target, dots, draw("title", {}, title));
  });
  const link = (age, date) => make("li", {},
    make("a", { href: address("pages", "", { date }) },
      make("i", { class: `swatch dot ${age}` }), say(`date-${age}`, { years: say("years", { count: years }) })),
    make("b", {}, numbers.format(counts[age])));
  legend.replaceChildren(...[
    counts.stale > 0 && link("stale", `older-${years}`),
    counts.future > 0 && link("future", "future"),
    worth > 1 && make("li", { class: "quiet" }, say("date-worth", { count: worth })),
  ].filter(Boolean));
  const position = (now - from) / step * DOT;
  const isLate = position > width * 0.8;
  const today = hasAnchor && [
    draw("line", { class: "now", x1: position, x2: position, y1: 0, y2: ground }),
    draw("text", { class: "now", x: position + (isLate ? -5 : 5), y: 10, "text-anchor": isLate ? "end" : "start" },
      say("date-now", { day: isoDay(now) })),
  ];
  const isCut = dates[0].day < from;
  const earlier = isCut && draw("text", { class: "tick", x: 0, y: ground + 17 }, `‹ ${isoDay(dates[0].day).slice(0, 4)}`);
  const label = say("chart-dates-label", { from: isoDay(dates[0].day), to: isoDay(dates.at(-1).day), all: dates.length,
    stale: counts.stale, future: counts.future });
  const height = ground + 22;
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label },
    draw("line", { class: "axis", x1: 0, x2: width, y1: ground + 1, y2: ground + 1 }),
    ticks(from, step, columns, ground, isCut ? 4 * DOT : 0), earlier, today, marks.filter(Boolean));
}

/** Marks the years on the axis, or the months where there are few years. */
function ticks(from, step, columns, ground, margin) {
  const last = from + columns * step;
  const [start, end] = [new Date(from * DAY), new Date(last * DAY)];
  const span = end.getUTCFullYear() - start.getUTCFullYear();
  const months = span < 2 ? (last - from > 200 ? 3 : 1) : 12 * Math.ceil(span / 10);
  const marks = [];
  let month = months >= 12 ? 0 : Math.floor(start.getUTCMonth() / months) * months;
  for (let count = 0; count < 40; count += 1, month += months) {
    const day = Date.UTC(start.getUTCFullYear(), month, 1) / DAY;
    if (day > last) break;
    const x = ((day - from) / step) * DOT;
    if (x < margin || x > columns * DOT - 30) continue;
    const text = isoDay(day).slice(0, months >= 12 ? 4 : 7);
    marks.push(draw("line", { class: "axis", x1: x, x2: x, y1: ground + 1, y2: ground + 6 }));
    marks.push(draw("text", { class: "tick", x: x + 2, y: ground + 17 }, text));
  }
  return marks;
}

function summaryCharts() {
  return [make("div", { class: "column" }, statesPanel(), worstPanel()), rulesPanel(), coveragePanel(), areasPanel(), datesPanel()].filter(Boolean);
}
