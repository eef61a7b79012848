// The diagnosis: which listed mistake a line shows, in which words, and where each mistake is clearest.

const HOW =
  "Worte markieren: mit der Maus ziehen oder das erste und das letzte Wort anklicken. Mit der Tastatur: Pfeiltasten " +
  "wandern, Umschalt und Pfeiltaste markieren, die Eingabetaste nimmt das erste und das letzte Wort, Esc löscht.";
const NO_WORDS = " "; // on the way to the kernel: marked, but without words

/** One mistake at one line: marked or not, and with which run of words. */
class Mark {
  constructor(mistake, line, on) {
    this.mistake = mistake;
    this.line = line;
    this.run = null;
    this.box = h("input", { type: "checkbox", "data-lm-suppress-shortcuts": "true", change: () => on.toggled(this) });
    this.option = h("label", { class: "ts-option" }, this.box, h("span", {}, `${mistake.id} · ${mistake.title}`));
    this.quote = h("span", { class: "ts-quote" });
    this.choose = button("Worte markieren", () => on.chosen(this), { class: "ts-quiet", "aria-pressed": "false" });
    this.remarks = new Remarks();
    this.row = h(
      "div",
      { class: "ts-marked", "data-field": mistake.id, hidden: true },
      h("p", {}, h("strong", {}, `${mistake.id}: `), this.quote),
      this.choose,
      this.remarks.node,
    );
  }
  get marked() {
    return this.box.checked;
  }
  show(words, active) {
    this.row.hidden = !this.marked;
    this.quote.textContent = this.run ? `„${words.said(this.run)}“` : "noch keine Worte";
    this.quote.classList.toggle(`ts-quote-${this.mistake.id}`, Boolean(this.run));
    this.choose.setAttribute("aria-pressed", String(active));
    this.choose.textContent = active ? "Markiere jetzt in der Zeile" : this.run ? "Worte ändern" : "Worte markieren";
    this.choose.setAttribute("aria-label", `${this.choose.textContent}: ${this.line}, ${this.mistake.id}`);
  }
}

/** One line of the caller with its words and its marks. */
class MarkedLine {
  constructor(item, scene, on) {
    this.item = item;
    this.on = on;
    this.words = new Words(item.text, `${item.id}, Worte zum Markieren`, {
      marked: (run) => this.take(run),
      cleared: () => this.take(null),
    });
    const marks = { toggled: (mark) => this.toggle(mark), chosen: (mark) => this.choose(mark) };
    this.marks = scene.mistakes.map((mistake) => new Mark(mistake, item.id, marks));
    this.node = h(
      "li",
      { class: "ts-caller ts-line", "data-item": item.id },
      h("span", { class: "ts-who" }, `${item.id} · Anrufer`),
      this.words.node,
      (this.question = h("p", { class: "ts-ask" })),
      h("fieldset", {}, h("legend", {}, `${item.id} zeigt …`), h("div", { class: "ts-options" }, ...this.marks.map((mark) => mark.option))),
      ...this.marks.map((mark) => mark.row),
    );
  }
  /** A run of words goes to the mistake that was chosen last, or to the only one marked; else it waits for one. */
  take(run) {
    const marked = this.marks.filter((mark) => mark.marked);
    this.active ??= marked.length === 1 ? marked[0] : undefined;
    if (this.active) this.active.run = run;
    else this.waiting = run;
    this.update();
    this.on.changed();
    if (!run) return this.on.say("Markierung gelöscht");
    this.on.say(this.active ? `${this.active.mistake.id}: „${this.words.said(run)}“` : this.question.textContent);
  }
  toggle(mark) {
    mark.run = null;
    this.active = mark.marked ? mark : undefined;
    this.adopt();
    this.update();
    this.on.changed();
  }
  choose(mark) {
    this.active = mark;
    if (this.adopt()) this.on.changed();
    this.update();
    this.words.focus(mark.run?.[0] ?? 0);
  }
  /** The words that waited for a mistake are its words now; true where there were any. */
  adopt() {
    const words = this.waiting;
    if (this.active && words) this.active.run = words;
    this.waiting = null;
    this.words.first = null;
    return Boolean(this.active && words);
  }
  get entries() {
    const marked = this.marks.filter((mark) => mark.marked);
    return marked.map((mark) => [`${this.item.id}/${mark.mistake.id}`, mark.run ? this.words.said(mark.run) : NO_WORDS]);
  }
  fill(texts) {
    this.marks.forEach((mark) => {
      const text = texts[`${this.item.id}/${mark.mistake.id}`];
      mark.box.checked = Boolean(text);
      mark.run = text ? this.words.find(text) : null;
    });
    this.active = undefined;
    this.waiting = null;
    this.update();
  }
  judge(remarks, texts) {
    for (const mark of this.marks) {
      const own = remarks.filter((remark) => remark.item === this.item.id && remark.field === mark.mistake.id);
      const names = { "mistake-marks": "Fehler", "mistake-words": "Worte" };
      const boxes = own.filter((remark) => remark.word !== "zählt nicht" || remark.message);
      mark.remarks.show(boxes.map((remark) => remarkBox(remark, names[remark.part])), texts[`${this.item.id}/${mark.mistake.id}`] ?? "");
    }
    this.update();
  }
  update() {
    const now = Object.fromEntries(this.entries);
    this.words.show(this.active ? this.active.run : this.waiting ?? null);
    this.question.textContent = this.waiting ? `Welchen Fehler zeigt „${this.words.said(this.waiting)}“? Wähle ihn.` : "";
    for (const mark of this.marks) {
      mark.show(this.words, mark === this.active);
      mark.remarks.update(now[`${this.item.id}/${mark.mistake.id}`] ?? "");
      this.words.buttons.forEach((node, i) => {
        const inside = mark.marked && mark.run && i >= mark.run[0] && i <= mark.run[1];
        node.classList.toggle(`ts-mark-${mark.mistake.id}`, Boolean(inside));
      });
    }
  }
}

/** Where a mistake is clearest: a list to choose from, since the lines stand above. */
class Sorting {
  constructor(item, question, name, changed) {
    this.item = item;
    this.question = question;
    const options = question.options.map((option) => h("option", { value: option.id }, clip(option.text)));
    this.field = h(
      "select",
      { id: name, "data-lm-suppress-shortcuts": "true", change: () => (this.update(), changed()) },
      h("option", { value: "" }, "– bitte wählen –"),
      ...options,
    );
    this.remarks = new Remarks();
    this.node = h(
      "li",
      { class: "ts-card", "data-item": item.id },
      h("p", { class: "ts-situation" }, h("strong", {}, `${item.id}: `), item.text),
      h("label", { for: name }, `${item.id}: ${question.text}`),
      this.field,
      this.remarks.node,
    );
  }
  get key() {
    return `${this.item.id}/${this.question.id}`;
  }
  fill(texts) {
    this.field.value = texts[this.key] ?? "";
    this.update();
  }
  judge(remarks, texts) {
    const remark = remarks.find((one) => one.item === this.item.id);
    if (remark) this.remarks.show([remarkBox(remark)], texts[this.key] ?? "");
    this.update();
  }
  update() {
    this.remarks.update(this.field.value);
  }
}

/** The whole call with its lines to mark, and below the listed mistakes with their evidence. */
class Diagnosis {
  constructor(scene, uid, on) {
    const items = new Map(scene.items.map((item) => [item.id, item]));
    this.lines = [];
    const turns = scene.dialogue.flatMap((turn) => [this.turn(turn, items.get(turn.id), scene, on), turn.then && pause(turn.then)]);
    const sorted = scene.items.filter((item) => item.questions.length);
    this.sortings = sorted.map((item) => new Sorting(item, item.questions[0], `${uid}-${item.id}`, on.changed));
    this.guess = new Guess(uid, on);
    this.node = h(
      "div",
      { focusout: on.blur },
      h("p", {}, scene.task),
      h("ul", { class: "ts-mistakes" }, ...scene.mistakes.map((one) => h("li", {}, h("strong", {}, `${one.id} · ${one.title}: `), h("q", {}, one.text)))),
      h("p", { class: "ts-small" }, HOW),
      scoring(scene.parts),
      h("ol", { class: "ts-call" }, ...turns.filter(Boolean)),
      h("h3", {}, scene.parts.at(-1).title),
      h("ul", { class: "ts-cards" }, ...this.sortings.map((sorting) => sorting.node)),
      this.guess.node,
    );
  }
  turn(turn, item, scene, on) {
    if (!item?.marks) return recipient(turn);
    const line = new MarkedLine(item, scene, on);
    this.lines.push(line);
    return line.node;
  }
  read() {
    const sorted = this.sortings.map((sorting) => [sorting.key, sorting.field.value]).filter(([, id]) => id);
    return Object.fromEntries([...this.lines.flatMap((line) => line.entries), ...sorted]);
  }
  fill(texts) {
    for (const part of [...this.lines, ...this.sortings]) part.fill(texts);
  }
  judge(report, texts) {
    for (const part of [...this.lines, ...this.sortings]) part.judge(report.remarks, texts);
    this.guess.judged(report);
  }
  summary(report) {
    return report.parts.map(partBox);
  }
  label(key, text) {
    const [id, field] = key.split("/");
    const marked = text && text !== NO_WORDS ? text : text ? "(markiert, ohne Worte)" : "(nicht markiert)";
    return field === "evidence" ? [id, text] : [`${id}, ${field}`, marked];
  }
  focus() {
    this.lines[0].marks[0].box.focus();
  }
}

const pause = (text) => h("li", { class: "ts-pause" }, `(${text})`);
const render = ({ model, el }) => shell({ model, el }, "Diagnose", (...inner) => new Diagnosis(...inner));

export default { render };
