// Elements of a page: what every widget of the course is built of (exercise.py joins the parts to one module).
// Learners' text is set as textContent or value only, never as HTML.

const STALE = "Seit dem Prüfen geändert: Prüfe noch einmal.";

const clip = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text || "(leer)");
const randomId = () => Math.random().toString(36).slice(2);

const LAW = /(§|Art\.|Abs\.|Nr\.) (?=\d)/g;
const unbroken = (text) => text.replace(LAW, "$1\u00a0").replaceAll("K.-o.-", "K.\u2011o.\u2011");

/** An element with attributes (functions become listeners) and children (strings become text that breaks well). */
function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key, value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  const shown = children.filter((child) => child != null && child !== false);
  node.append(...shown.map((child) => (typeof child === "string" ? unbroken(child) : child)));
  return node;
}

/** A button that JupyterLab's single-key shortcuts leave alone. */
const button = (label, click, attributes = {}) =>
  h("button", { type: "button", click, "data-lm-suppress-shortcuts": "true", ...attributes }, label);

const chip = (criterion) =>
  h(
    "span",
    { class: `ts-chip ts-${criterion.verdict}` },
    h("span", { "aria-hidden": "true" }, `${criterion.symbol} `),
    `${criterion.title}: ${criterion.word}`,
  );

const verdictBox = (criterion) =>
  h(
    "div",
    { class: `ts-box ts-${criterion.verdict}`, "data-criterion": criterion.id },
    h("p", {}, chip(criterion), h("span", { class: "ts-small" }, `${criterion.points} Punkten`)),
    h("p", {}, criterion.message),
    hints(criterion),
  );

/** The hints, one at each press, weakest first; `reveal(count)` shows again those that were taken before. */
function hints(criterion) {
  const all = criterion.hints;
  if (!all.length) return null;
  const list = h("ul", { class: "ts-hints" });
  const taken = () => list.childElementCount;
  const label = () => {
    if (taken() === all.length) return "Mehr verrate ich nicht";
    if (criterion.proposes && taken() === all.length - 1) return "Wortvorschlag zeigen";
    return taken() ? "Noch ein Hinweis" : "Hinweis";
  };
  const reveal = (count) => {
    list.append(...all.slice(taken(), count).map((text) => h("li", {}, text)));
    next.textContent = label();
    next.setAttribute("aria-disabled", String(taken() === all.length));
  };
  const more = () => {
    if (taken() === all.length) return;
    list.setAttribute("aria-live", "polite"); // not before: what is shown again need not be read out again
    reveal(taken() + 1);
    const detail = { id: criterion.id, taken: taken() };
    node.dispatchEvent(new CustomEvent("telesales-hint", { bubbles: true, detail }));
  };
  const next = button("Hinweis", more, { class: "ts-quiet" });
  const node = h("div", { "data-hints": criterion.id }, list, next);
  return Object.assign(node, { reveal });
}

/** A question to the learner about two versions, with one button for each way out; `rows` are [label, text]. */
function versions(title, rows, ways) {
  const entries = rows.map(([label, text]) => h("li", {}, h("strong", {}, `${label}: `), `„${clip(text)}“`));
  return h(
    "div",
    { class: "ts-box ts-partial ts-notice", role: "group", "aria-label": title },
    h("p", {}, h("strong", {}, title)),
    entries.length > 0 && h("ul", {}, ...entries),
    h("p", {}, ...ways.map(([label, act]) => button(label, act))),
  );
}
