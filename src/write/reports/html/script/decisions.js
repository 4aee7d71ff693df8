"use strict";
// What the editor decides: findings that are accepted, rules that are muted on some pages. Both are kept in this browser
// and handed on as files: a baseline, and a piece of the pipeline file.

const DECISIONS = `korrektur-decisions-${data.id}`;

const decisions = (() => {
  try {
    const { accepted, muted } = JSON.parse(recall(DECISIONS) ?? "{}");
    return { accepted: new Set(accepted ?? []), muted: muted ?? [] };
  } catch {
    return { accepted: new Set(), muted: [] };
  }
})();

function keepDecisions() {
  remember(DECISIONS, JSON.stringify({ accepted: [...decisions.accepted], muted: decisions.muted }));
  decisionsChanged();
}

/** The folder of a page's name, with its slash. */
function folderOf(name) {
  return name.slice(0, name.lastIndexOf("/") + 1);
}

function isMuted(finding) {
  const rule = data.rules[finding.rule].name;
  const { name } = data.pages[finding.page];
  return decisions.muted.some((mute) => mute.rule === rule && (mute.page === name || (mute.folder !== undefined && name.startsWith(mute.folder))));
}

/** What was decided of a finding: `accepted`, `muted`, or nothing. */
function decisionOf(finding) {
  if (decisions.accepted.has(finding.id)) return "accepted";
  return isMuted(finding) ? "muted" : null;
}

function isDecided(finding) {
  return decisionOf(finding) !== null;
}

function toggleAccepted(finding) {
  if (!decisions.accepted.delete(finding.id)) decisions.accepted.add(finding.id);
  keepDecisions();
}

/** Accepts all of these findings. */
function acceptAll(chosen) {
  for (const place of chosen) decisions.accepted.add(data.findings[place].id);
  keepDecisions();
}

const byText = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** The accepted findings as a baseline, by page and fingerprint. */
function baseline() {
  const findings = [...decisions.accepted].filter((id) => places.has(id)).map((id) => {
    const finding = data.findings[places.get(id)];
    const { name } = data.pages[finding.page];
    const known = {
      fingerprint: id,
      content_fingerprint: finding.content,
      rule: data.rules[finding.rule].name,
      page: name,
      excerpt: finding.excerpt,
    };
    return finding.parts ? { ...known, parts: finding.parts } : known;
  });
  findings.sort((one, other) => byText(one.page, other.page) || byText(one.fingerprint, other.fingerprint));
  return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`;
}

/** Writes a name as a pattern that fits it alone. */
function pattern(name) {
  return name.replace(/[*?[\]{}]/g, "[$&]");
}

/** Writes a string of TOML. JSON's escapes are TOML's; only the delete character is not escaped there. */
function toml(text) {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}

/** The muted rules as a piece of the pipeline file. */
function snippet() {
  return decisions.muted.map((mute) => {
    const glob = mute.page === undefined ? `${pattern(mute.folder)}**` : pattern(mute.page);
    const lines = ["[[ignore]]", `pages = [${toml(glob)}]`, `rules = [${toml(mute.rule)}]`, `reason = ${toml(mute.reason)}`];
    return `${lines.join("\n")}\n`;
  }).join("\n");
}

function download(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Opens a dialog of its own; Escape and a click beside it close it. */
function openDialog(id, title, ...content) {
  document.getElementById(id)?.remove();
  const close = make("button", { class: "close", "aria-label": say("close"), click: () => dialog.close() }, "×");
  const dialog = make("dialog", { id, "aria-labelledby": `${id}-title` },
    make("header", {}, make("h2", { id: `${id}-title` }, title), close), content);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks where a rule is to be muted, and why. */
function openMute(finding) {
  const rule = data.rules[finding.rule].name;
  const { name } = data.pages[finding.page];
  const folder = folderOf(name);
  const scopes = [[say("mute-page"), { page: name }, name], [say("mute-folder"), { folder }, `${folder}**`], [say("mute-all"), { folder: "" }, "**"]];
  const offered = folder ? scopes : [scopes[0], scopes[2]];
  const covered = (mute) => data.findings.filter((other) => other.rule === finding.rule &&
    (data.pages[other.page].name === mute.page || (mute.folder !== undefined && data.pages[other.page].name.startsWith(mute.folder)))).length;
  const choices = offered.map(([label, mute, shape], place) => make("label", { class: "choice" },
    make("input", { type: "radio", name: "scope", value: place, checked: place === 0 }),
    make("span", {}, label, make("code", {}, make("bdi", {}, shape))), make("b", {}, say("findings", { count: covered(mute) }))));
  const reason = make("input", { id: "mute-reason", type: "text", required: true, placeholder: say("mute-reason-example") });
  const form = make("form", { method: "dialog", submit: () => {
    const [, mute] = offered[Number(new FormData(form).get("scope"))];
    decisions.muted.push({ rule, ...mute, reason: reason.value.trim() });
    keepDecisions();
  } },
    make("fieldset", {}, make("legend", {}, say("mute-where")), choices),
    make("label", { for: "mute-reason" }, say("mute-reason")), reason,
    make("div", { class: "actions" }, make("button", { class: "primary" }, say("mute-do"))));
  openDialog("mute-dialog", say("mute-title", { rule }), form);
  reason.focus();
}

/** Shows what was decided, and hands it on. */
function openDecisions() {
  const accepted = [...decisions.accepted].filter((id) => places.has(id));
  const undo = (drop) => () => {
    drop();
    keepDecisions();
    openDecisions();
  };
  const mutes = decisions.muted.map((mute, place) => make("li", {},
    make("span", {}, make("b", {}, mute.rule), " ", make("code", {}, make("bdi", {}, mute.page ?? `${mute.folder}**`)), make("small", {}, mute.reason)),
    make("button", { click: undo(() => decisions.muted.splice(place, 1)) }, say("undo"))));
  const hint = (text) => make("pre", {}, make("code", {}, text));
  openDialog("decisions-dialog", say("decisions-title"),
    make("section", {}, make("h3", {}, say("decisions-accepted", { count: accepted.length })),
      make("p", { class: "quiet" }, say("decisions-accepted-about")),
      make("div", { class: "actions" },
        make("button", { id: "download-baseline", class: "primary", disabled: accepted.length === 0,
          click: () => download("korrektur-baseline.json", "application/json", baseline()) }, say("decisions-baseline")),
        accepted.length > 0 && make("button", { click: undo(() => decisions.accepted.clear()) }, say("undo-all"))),
      accepted.length > 0 && hint("korrektur check --baseline korrektur-baseline.json …")),
    make("section", {}, make("h3", {}, say("decisions-muted", { count: mutes.length })),
      make("p", { class: "quiet" }, say("decisions-muted-about")),
      mutes.length > 0 && make("ul", { class: "mutes" }, mutes),
      make("div", { class: "actions" },
        make("button", { id: "download-snippet", class: "primary", disabled: mutes.length === 0,
          click: () => download("korrektur-ignore.toml", "application/toml", snippet()) }, say("decisions-snippet"))),
      mutes.length > 0 && hint(snippet())));
}
