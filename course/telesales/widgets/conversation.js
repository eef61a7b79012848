// Part 2 of the script editor: the conversation on the page.
// Learners' text is set as textContent or value only, never as HTML.

const WORDS_A_MINUTE = 150;
const LONG_LINE = 45; // words before the other may answer
const STALE = "Seit dem Prüfen geändert: Prüfe noch einmal.";

const clip = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text || "(leer)");

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

/** One line of the caller: label, task, the original, the text field, its length, and what the check said. */
class Line {
  constructor(entry, uid, on) {
    this.entry = entry;
    const ids = { task: `${uid}-${entry.id}-task`, meter: `${uid}-${entry.id}-meter`, field: `${uid}-${entry.id}` };
    this.meter = h("span", { class: "ts-meter", id: ids.meter });
    this.feedback = h("div", { class: "ts-feedback" });
    this.field = h("textarea", {
      id: ids.field,
      rows: 2,
      lang: "de",
      spellcheck: "true",
      "data-lm-suppress-shortcuts": "true",
      "aria-describedby": `${ids.task} ${ids.meter}`,
      input: () => (this.update(), on.input(this)),
      focus: () => on.focus(this),
      blur: on.blur,
    });
    this.node = h(
      "li",
      { class: "ts-caller" },
      h("label", { class: "ts-who", for: ids.field }, `${entry.id} · ${entry.title}`),
      h("p", { class: "ts-task", id: ids.task }, entry.task),
      entry.original &&
        h("details", { class: "ts-original" }, h("summary", {}, "So klang es im Beitrag"), h("q", {}, entry.original)),
      this.field,
      (this.row = h("div", { class: "ts-row" }, this.meter)),
      this.feedback,
    );
  }
  get text() {
    return this.field.value;
  }
  set text(value) {
    this.field.value = value;
    this.update();
  }
  update() {
    const words = this.text.split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word)).length;
    const seconds = Math.round((words * 60) / WORDS_A_MINUTE);
    const long = words > LONG_LINE ? " – recht lang: Lass die andere Seite zu Wort kommen." : "";
    this.meter.textContent = words ? `${words} ${words === 1 ? "Wort" : "Wörter"}, gesprochen etwa ${seconds} s${long}` : "";
    this.meter.classList.toggle("ts-long", Boolean(long));
    this.field.style.height = "auto";
    if (this.field.scrollHeight) this.field.style.height = `${this.field.scrollHeight + 4}px`;
    this.feedback.classList.toggle("ts-stale", this.checked !== undefined && this.checked !== this.text);
  }
  /** Shows the verdicts that stand at this line; `pieces` are the checked text cut at the evidence's edges. */
  judge(pieces, here, also) {
    this.checked = pieces.map((piece) => piece.text).join("");
    const marked = pieces.some((piece) => piece.verdict);
    const copy = pieces.map((piece) =>
      piece.verdict ? h("mark", { class: `ts-${piece.verdict}`, title: piece.titles }, piece.text) : piece.text,
    );
    this.feedback.replaceChildren(
      h("p", { class: "ts-stale-note" }, STALE),
      marked ? h("p", { class: "ts-copy" }, h("span", { class: "ts-small" }, "Gelesen wurde: "), ...copy) : "",
      ...here.map(verdictBox),
      also.length ? h("p", {}, ...also.map(chip)) : "",
    );
    this.update();
  }
}

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

const recipient = (entry) =>
  h(
    "li",
    { class: "ts-recipient" },
    h("span", { class: "ts-who" }, `${entry.id} · am anderen Ende`, entry.direction && h("em", {}, ` (${entry.direction})`)),
    h("p", { class: "ts-bubble" }, entry.text),
  );

/** A question to the learner about two versions, with one button for each way out. */
function versions(title, lines, ways) {
  const rows = lines.map(([id, text]) => h("li", {}, h("strong", {}, `${id}: `), `„${clip(text)}“`));
  return h(
    "div",
    { class: "ts-box ts-partial ts-notice", role: "group", "aria-label": title },
    h("p", {}, h("strong", {}, title)),
    h("ul", {}, ...rows),
    h("p", {}, ...ways.map(([label, act]) => button(label, act))),
  );
}
