// Elements of a page: what every widget of the course is built of (exercise.py joins the parts to one module).
// Learners' text is set as textContent or value only, never as HTML.

const STALE = "Seit dem Prüfen geändert: Prüfe noch einmal.";

const clip = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text || "(leer)");
const randomId = () => Math.random().toString(36).slice(2);

/** An element with attributes (functions become listeners) and children (strings become text). */
function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key, value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child != null && child !== false));
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

/** The hints, one at each press, weakest first. */
function hints(criterion) {
  if (!criterion.hints.length) return null;
  const list = h("ul", { class: "ts-hints", "aria-live": "polite" });
  const more = () => {
    list.append(h("li", {}, criterion.hints[list.childElementCount]));
    const done = list.childElementCount === criterion.hints.length;
    next.textContent = done ? "Mehr verrate ich nicht" : "Noch ein Hinweis";
    next.setAttribute("aria-disabled", String(done));
  };
  const next = button("Hinweis", () => list.childElementCount < criterion.hints.length && more(), {
    class: "ts-quiet",
  });
  return h("div", {}, list, next);
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
