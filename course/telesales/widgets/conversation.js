// The written conversation: one text field for each line of the caller, and the verdicts at the lines that they read.

const WORDS_A_MINUTE = 150;
const LONG_LINE = 45; // words before the other may answer
const LONGEST = 300; // seconds after which a stopwatch was forgotten

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
      (this.label = h("label", { class: "ts-who", for: ids.field }, `${entry.number} · ${entry.title}`)),
      h("p", { class: "ts-task", id: ids.task }, entry.task),
      entry.original &&
        h("details", { class: "ts-original" }, h("summary", {}, "So klang es im Beitrag"), h("q", {}, entry.original)),
      this.field,
      (this.row = h("div", { class: "ts-row" }, this.meter)),
      on.notes && (this.saying = new Saying(this, on)).node,
      this.feedback,
    );
  }
  rename(label) {
    this.label.textContent = label;
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
    this.saying?.update();
    fit([this]);
    this.compare();
  }
  /** Says that the text was changed since the last check. */
  compare() {
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
    this.compare();
  }
}

/** Makes the text fields of `lines` as high as their texts; first all are written, then read: one layout, not many. */
function fit(lines) {
  const fields = lines.map((line) => line.field);
  for (const field of fields) field.style.height = "auto";
  const heights = fields.map((field) => field.scrollHeight);
  fields.forEach((field, i) => heights[i] && (field.style.height = `${heights[i] + 4}px`));
}

/** Saying a line aloud: a tick, and a stopwatch that sets it. The tick belongs to the words that were said. */
class Saying {
  constructor(line, on) {
    Object.assign(this, { line, on, key: `said:${line.entry.id}` });
    const name = line.entry.number;
    this.box = h("input", {
      type: "checkbox",
      "aria-label": `${name} laut gesprochen`,
      "data-lm-suppress-shortcuts": "true",
      change: () => this.note(this.box.checked ? { text: line.text } : null),
    });
    this.clock = button("Stoppuhr", () => (this.timer ? this.stop() : this.start()), { class: "ts-quiet" });
    this.time = h("span", { class: "ts-small" });
    const label = h("label", { class: "ts-option" }, this.box, h("span", {}, "laut gesprochen"));
    this.node = h("div", { class: "ts-said" }, label, this.clock, this.time);
    this.named("Stoppuhr", "starten");
  }
  named(text, verb) {
    this.clock.textContent = text;
    this.clock.setAttribute("aria-label", `${text}, für ${this.line.entry.number} ${verb}`);
  }
  note(said) {
    this.on.notes.set(this.key, said);
    this.update();
  }
  update() {
    const said = this.on.notes.get(this.key);
    const fits = Boolean(said) && said.text === this.line.text;
    this.node.hidden = !this.line.text.trim();
    this.box.checked = fits;
    if (!this.timer) this.time.textContent = fits && said.seconds ? `in ${said.seconds} s` : "";
  }
  start() {
    this.since = performance.now();
    this.timer = setInterval(() => this.tick(), 250);
    this.named("Stopp", "anhalten");
    this.on.say("Die Stoppuhr läuft. Sprich die Zeile laut.");
  }
  tick() {
    const seconds = (performance.now() - this.since) / 1000;
    this.time.textContent = `${Math.floor(seconds)} s`;
    if (!this.node.isConnected || seconds > LONGEST) this.stop();
  }
  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.named("Stoppuhr", "starten");
    const seconds = Math.max(1, Math.round((performance.now() - this.since) / 1000));
    if (seconds > LONGEST) return this.update();
    this.note({ text: this.line.text, seconds });
    this.on.say(`Gesprochen in ${seconds} ${seconds === 1 ? "Sekunde" : "Sekunden"}.`);
  }
}

const recipient = (entry) =>
  h(
    "li",
    { class: "ts-recipient" },
    h("span", { class: "ts-who" }, `${entry.id} · am anderen Ende`, entry.direction && h("em", {}, ` (${entry.direction})`)),
    h("p", { class: "ts-bubble" }, entry.text),
  );

/** Puts each verdict at its first line of `lines` (a Map of Line by id), and a chip at its other lines. */
function judgeLines(lines, report) {
  lines.forEach((line, id) => {
    const here = report.criteria.filter((criterion) => criterion.lines[0] === id);
    const also = report.criteria.filter((criterion) => criterion.lines.slice(1).includes(id));
    line.judge(report.lines[id] ?? [], here, also);
  });
}

/** All verdicts with a way to their lines, named by `name(id)`, and below in full those that stand at no line. */
function summaryOfLines(lines, report, name = (id) => id, whole = "Was für das ganze Gespräch gilt") {
  return [
    h("ul", { class: "ts-list" }, ...report.criteria.map((criterion) => summaryRow(lines, criterion, name))),
    h("p", { class: "ts-who" }, whole),
    ...report.criteria.filter((criterion) => !criterion.lines.length).map(verdictBox),
  ];
}

function summaryRow(lines, criterion, name) {
  const target = lines.get(criterion.lines[0]);
  const go = () => (target.field.focus(), target.node.scrollIntoView({ block: "nearest" }));
  const label = target && `zu ${name(criterion.lines[0])}`;
  const link = target && button(label, go, { class: "ts-quiet", "aria-label": `${label}: ${criterion.title}` });
  return h("li", {}, chip(criterion), h("span", { class: "ts-small" }, `${criterion.points}`), link);
}

/** The line that is being written in; nothing where none is. */
const writtenIn = (lines) => [...lines.values()].find((line) => line.node.contains(document.activeElement));
