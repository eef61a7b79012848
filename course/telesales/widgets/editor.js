// The script editor: a telephone conversation with one text field for each line of the caller.
// Learners' text is set as textContent or value only, never as HTML.

const WORDS_A_MINUTE = 150;
const LONG_LINE = 45; // words before the other may answer
const DEBOUNCE = 400; // ms of silence before saving
const MAX_WAIT = 2000; // ms after which is saved even while typing goes on
const PATIENCE = 3000; // ms without an answer of the kernel

const STALE = "Seit dem Prüfen geändert: Prüfe noch einmal.";
const OFFLINE = "nicht verbunden: Text liegt nur im Browser";
const RERUN = "Führe die Zelle einmal mit ▶ aus";

const randomId = () => Math.random().toString(36).slice(2);
const same = (a, b) => Object.keys({ ...a, ...b }).every((key) => (a[key] ?? "") === (b[key] ?? ""));
const isEmpty = (lines) => Object.values(lines).every((text) => !text);
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

/** The text that the kernel has not acknowledged yet, kept by this browser for one answers file. */
class Draft {
  constructor(place) {
    const base = location.pathname.replace(/\/(lab|notebooks|doc|tree|voila)(\/.*)?$/, "");
    this.key = `telesales-draft:${base}:${place}`;
  }
  read() {
    try {
      const draft = JSON.parse(localStorage.getItem(this.key));
      return draft && typeof draft.lines === "object" ? draft : null;
    } catch {
      return null;
    }
  }
  write(draft) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ ...draft, at: Date.now() }));
    } catch {
      // A full or forbidden localStorage must not stop anyone from typing.
    }
  }
  clear() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // See write.
    }
  }
}

/** Brings the text to the kernel and knows whether it arrived; never writes over what the learner did not see. */
class Saver {
  constructor({ send, draft, read, revision, lines, show }) {
    Object.assign(this, { send, draft, read, revision, show });
    this.acknowledged = lines;
    this.sent = new Map(); // seq → lines on their way
    this.seq = 0;
    this.held = false; // a conflict waits for the learner's decision
  }
  dirty() {
    return !same(this.read(), this.acknowledged);
  }
  changed() {
    this.draft.write({ lines: this.read(), base: this.revision, sent: [...this.sent.values()].at(-1) ?? null });
    if (this.held) return;
    this.show("saving");
    clearTimeout(this.debounce);
    this.debounce = setTimeout(() => this.flush(), DEBOUNCE);
    this.deadline ??= setTimeout(() => this.flush(), MAX_WAIT);
  }
  flush(options = {}) {
    clearTimeout(this.debounce);
    clearTimeout(this.deadline);
    this.deadline = null;
    if (this.held || this.waiting || !(this.dirty() || options.aside)) return;
    const lines = this.read();
    this.sent.set(++this.seq, lines);
    const left = this.send({ kind: "save", seq: this.seq, lines, base: this.revision, ...options });
    this.waiting = setTimeout(() => this.giveUp(), left ? PATIENCE : 0);
  }
  giveUp() {
    this.settle();
    this.show("offline");
    this.deadline = setTimeout(() => this.flush(), PATIENCE);
  }
  settle() {
    clearTimeout(this.waiting);
    this.waiting = null;
  }
  onSaved({ seq, revision }) {
    this.settle();
    if (revision < this.revision) return;
    this.revision = revision;
    this.acknowledged = this.sent.get(seq) ?? this.acknowledged;
    this.sent.clear();
    if (this.dirty()) return this.changed();
    this.draft.clear();
    this.show("saved");
  }
  /** True where the newer text in the file is only this view's own, sent before and answered too late. */
  isOwn(lines) {
    return [...this.sent.values(), this.acknowledged].some((own) => own && same(own, lines));
  }
  onConflict({ revision, lines }) {
    this.settle();
    if (this.isOwn(lines) || same(lines, this.read())) return this.adopt(revision, lines);
    this.held = true;
    this.show("conflict", { revision, lines });
  }
  adopt(revision, lines) {
    this.held = false;
    this.revision = revision;
    this.acknowledged = lines;
    this.sent.clear();
    if (this.dirty()) return this.changed();
    this.draft.clear();
    this.show("saved");
  }
  onTrouble(kind, message) {
    this.settle();
    this.held = kind === "broken";
    this.show(kind, { message });
  }
  stop() {
    if (this.dirty() && !this.held) this.flush();
    this.settle();
    clearTimeout(this.debounce);
    clearTimeout(this.deadline);
  }
}

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
      this.meter,
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

function render({ model, el }) {
  const page = (window.__telesalesPage ??= randomId());
  const view = randomId();
  const uid = `ts-${view}`;
  const saved = model.get("saved");
  const draft = new Draft(model.get("place"));
  /** False where the kernel is gone for good: after a restart JupyterLab throws. */
  const send = (message) => {
    try {
      model.send({ view, page, ...message });
      return true;
    } catch {
      return false;
    }
  };

  const lines = new Map();
  const on = { input: () => saver.changed(), blur: () => saver.flush() };
  const read = () => Object.fromEntries([...lines].map(([id, line]) => [id, line.text]));
  const fill = (texts) => lines.forEach((line, id) => (line.text = texts[id] ?? ""));

  const state = h("span", { class: "ts-state" });
  const live = h("div", { class: "ts-live", role: "status", "aria-live": "polite" });
  const note = h("p", { class: "ts-note", hidden: true });
  const notice = h("div", {});
  const summary = h("div", { class: "ts-summary" });
  const announce = (text) => (live.textContent = text);

  const shows = {
    saved: () => setState("saved", "gespeichert"),
    saving: () => setState("saving", "speichert …"),
    offline: () => setState("trouble", `${OFFLINE}. ${RERUN}, dann wird er gespeichert.`),
    trouble: ({ message }) => setState("trouble", message),
    conflict: (other) => askAboutConflict(other),
    broken: ({ message }) => askAboutBroken(message),
  };
  const show = (kind, detail = {}) => shows[kind](detail);

  function setState(kind, text) {
    if (kind === "trouble" && state.textContent !== text) announce(text);
    state.className = `ts-state ts-state-${kind}`;
    state.textContent = text;
  }

  const saver = new Saver({ send, draft, read, revision: saved.revision, lines: saved.lines, show });

  function differences(texts) {
    const own = read();
    return Object.entries(texts).filter(([id, text]) => (own[id] ?? "") !== text);
  }
  function ask(title, texts, ways) {
    notice.replaceChildren(versions(title, differences(texts), ways));
    announce(title);
  }
  const answered = (act) => () => {
    notice.replaceChildren();
    act();
    lines.values().next().value.field.focus();
  };
  function askAboutConflict({ revision, lines: other }) {
    setState("trouble", "nicht gespeichert: Es gibt zwei Fassungen");
    ask("In einem anderen Tab geändert: Deine Fassung hier ist noch nicht gespeichert. Dort steht:", other, [
      ["Meine Fassung behalten", answered(() => saver.adopt(revision, other))],
      ["Andere laden", answered(() => (fill(other), saver.adopt(revision, other)))],
    ]);
  }
  function askAboutBroken(message) {
    setState("trouble", "nicht gespeichert: Die Datei im Ordner lässt sich nicht lesen");
    ask(message, {}, [
      [
        "Datei beiseitelegen und meine Zeilen speichern",
        answered(() => {
          saver.held = false;
          saver.flush({ aside: true });
        }),
      ],
    ]);
  }
  function offerDraft(kept) {
    const when = new Date(kept.at).toLocaleString("de-DE", { dateStyle: "short", timeStyle: "short" });
    ask(`In diesem Browser liegt noch eine ungespeicherte Fassung (${when}). Dort steht:`, kept.lines, [
      ["Fassung aus dem Browser laden", answered(() => (fill(kept.lines), saver.changed()))],
      ["Gespeicherte Fassung behalten", answered(() => draft.clear())],
    ]);
  }
  function recover() {
    const kept = draft.read();
    if (!kept || same(kept.lines, saved.lines)) return draft.clear();
    const stillFits = kept.base === saved.revision || (kept.sent && same(kept.sent, saved.lines));
    if (!stillFits && !isEmpty(saved.lines)) return offerDraft(kept);
    fill(kept.lines);
    announce("Ungespeicherter Text aus diesem Browser ist wieder da.");
    saver.changed();
  }

  function check() {
    saver.flush();
    announce("Wird geprüft …");
    const left = send({ kind: "check", seq: ++saver.seq, lines: read() });
    clearTimeout(check.waiting);
    check.waiting = setTimeout(() => show("offline"), left ? PATIENCE : 0);
  }
  function showReport(report) {
    if (!report) return;
    lines.forEach((line, id) => {
      const here = report.criteria.filter((criterion) => criterion.lines[0] === id);
      const also = report.criteria.filter((criterion) => criterion.lines.slice(1).includes(id));
      line.judge(report.lines[id] ?? [], here, also);
    });
    summary.replaceChildren(
      h("p", { class: `ts-result ts-${report.passed ? "pass" : "partial"}` }, report.summary),
      h("ul", { class: "ts-list" }, ...report.criteria.map(summaryRow)),
      h("p", { class: "ts-who" }, "Was für das ganze Gespräch gilt"),
      ...report.criteria.filter((criterion) => !criterion.lines.length).map(verdictBox),
    );
  }
  function summaryRow(criterion) {
    const target = lines.get(criterion.lines[0]);
    const go = () => (target.field.focus(), target.node.scrollIntoView({ block: "nearest" }));
    const label = `zu ${criterion.lines[0]}`;
    const link = target && button(label, go, { class: "ts-quiet", "aria-label": `${label}: ${criterion.title}` });
    return h("li", {}, chip(criterion), h("span", { class: "ts-small" }, `${criterion.points}`), link);
  }
  const onReport = () => showReport(model.get("report"));
  function onChecked({ report }) {
    clearTimeout(check.waiting);
    showReport(report);
    announce(`Geprüft: ${report.summary}. Die Rückmeldung steht bei den Zeilen.`);
    if (!saver.dirty()) show("saved");
  }
  function onHello({ carries }) {
    note.hidden = carries;
    note.textContent = carries
      ? ""
      : `Die Seite wurde neu geladen. Gespeichert wird weiter; ${RERUN}, damit auch das Notebook selbst deine Zeilen wieder mitträgt.`;
  }
  /** Another view saved: a view without own changes follows it; one with own changes learns of it when it saves. */
  function onOther() {
    const other = model.get("saved");
    if (other.view === view || saver.dirty() || saver.held) return;
    fill(other.lines);
    saver.adopt(other.revision, other.lines);
  }
  const answers = {
    hello: onHello,
    saved: (message) => saver.onSaved(message),
    conflict: (message) => saver.onConflict(message),
    broken: ({ message }) => saver.onTrouble("broken", message),
    trouble: ({ message }) => saver.onTrouble("trouble", message),
    checked: onChecked,
  };
  const onMessage = (message) => message?.view === view && answers[message.kind]?.(message);

  function onKeydown(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      check();
    }
    event.stopPropagation(); // JupyterLab's shortcuts (x, d d) would delete the cell around a focused button
  }

  const items = model.get("scene").map((entry) => {
    if (entry.kind === "recipient") return recipient(entry);
    if (entry.kind === "pause") return h("li", { class: "ts-pause" }, `(${entry.text})`);
    const line = new Line(entry, uid, on);
    lines.set(entry.id, line);
    return line.node;
  });
  const bar = h(
    "div",
    { class: "ts-bar" },
    button("Prüfen", check, { class: "ts-main" }),
    h("span", { class: "ts-small" }, "oder Strg+Enter in einer Zeile"),
    state,
  );
  const root = h(
    "section",
    { class: "ts-editor", lang: "de", "aria-label": "Gesprächseditor", keydown: onKeydown },
    notice,
    note,
    h("ol", { class: "ts-call" }, ...items),
    bar,
    live,
    summary,
  );
  el.append(root);

  fill(saved.lines);
  if (!isEmpty(saved.lines)) show("saved");
  if (saved.origin === "notebook") {
    saver.acknowledged = {};
    saver.changed();
    announce("Deine Zeilen wurden aus dem Notebook geholt.");
  }
  if (saved.trouble) saver.onTrouble("broken", saved.trouble);
  else recover();
  onReport();

  model.on("msg:custom", onMessage);
  model.on("change:saved", onOther);
  model.on("change:report", onReport);
  send({ kind: "hello" });
  const resized = new ResizeObserver(() => lines.forEach((line) => line.update()));
  resized.observe(root);
  const hidden = () => document.visibilityState === "hidden" && saver.flush();
  document.addEventListener("visibilitychange", hidden);

  return () => {
    saver.stop();
    clearTimeout(check.waiting);
    resized.disconnect();
    document.removeEventListener("visibilitychange", hidden);
    model.off("msg:custom", onMessage);
    model.off("change:saved", onOther);
    model.off("change:report", onReport);
  };
}

export default { render };
