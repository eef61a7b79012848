// The guide builder: choose what is offered, put the phases in order, write a line for each and for three branches.

const ORDER = "#order"; // beside the lines: the phases' order (empty: as they lie at the start) and the fact sheet
const FACTS = "#facts";
const OWN = ""; // no fact sheet: the learner's own product
const SKETCH = 150; // ms after the last key before the picture is drawn anew

/** The offer: one of the fact sheets, with what may be said and what may not, or the learner's own. */
class Offer {
  constructor(sheets, uid, changed) {
    this.sheets = [...sheets, { id: OWN, title: "Eigenes Angebot", facts: [] }];
    this.inputs = this.sheets.map((sheet) =>
      h("input", {
        type: "radio",
        name: `${uid}-offer`,
        value: sheet.id,
        "data-lm-suppress-shortcuts": "true",
        change: () => (this.update(), changed()),
      }),
    );
    const options = this.sheets.map((sheet, i) => h("label", { class: "ts-option" }, this.inputs[i], h("span", {}, sheet.title)));
    this.facts = h("div", { class: "ts-facts", "aria-live": "polite" });
    this.node = h("fieldset", {}, h("legend", {}, "Was bietest du an?"), ...options, this.facts);
  }
  get id() {
    return this.inputs.find((input) => input.checked)?.value ?? OWN;
  }
  title(id) {
    return this.sheets.find((sheet) => sheet.id === id)?.title ?? id;
  }
  /** `decided` is false where nothing tells yet that an absent sheet is meant. */
  choose(id, decided) {
    this.inputs.forEach((input) => (input.checked = input.value === id && (id !== OWN || decided)));
    this.update();
  }
  update() {
    const chosen = this.sheets.find((_, i) => this.inputs[i].checked);
    const rows = chosen?.facts.flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, text)]) ?? [];
    const own = chosen?.id === OWN && h("p", { class: "ts-small" }, "Dein Faktenblatt bist du: Sag nur, was stimmt und was du zeigen kannst.");
    this.facts.replaceChildren(rows.length ? h("dl", {}, ...rows) : own || "");
  }
}

/** The guide of `scene`; `on` brings changed(), now(), focus(line), blur(), say(text) and send(message) of the page. */
class Guide {
  constructor(scene, uid, on) {
    this.on = on;
    this.entries = new Map(scene.lines.map((entry) => [entry.id, entry]));
    const lineOn = { ...on, input: () => (this.sketch(), on.changed()) };
    this.lines = new Map(scene.lines.map((entry) => [entry.id, new Line(entry, uid, lineOn)]));
    this.offer = new Offer(scene.sheets, uid, on.now);
    this.order = new Ordering(scene.lines.filter((entry) => !entry.branch), {
      say: on.say,
      moved: () => (this.arrange(), this.draw(), on.now()),
    });
    this.start = this.order.ids.join(" ");
    this.picture = h("div", { class: "ts-picture" });
    this.way = h("ol", { class: "ts-call" });
    const branches = [...this.lines].filter(([id]) => this.entries.get(id).branch).map(([, line]) => line.node);
    this.node = h(
      "div",
      {},
      h("h3", {}, "1 · Das Angebot"),
      this.offer.node,
      h("h3", {}, "2 · Die Reihenfolge"),
      h("p", { class: "ts-task" }, "Ziehe die Bausteine, nimm ↑ und ↓ oder drücke Alt mit einer Pfeiltaste."),
      h("div", { class: "ts-plan" }, this.order.node, this.picture),
      h("h3", {}, "3 · Die Sätze"),
      this.way,
      h("h3", {}, "4 · Die Abzweige"),
      h("ul", { class: "ts-call" }, ...branches),
    );
  }
  read() {
    const lines = Object.fromEntries([...this.lines].map(([id, line]) => [id, line.text]));
    const order = this.order.ids.join(" ");
    return { ...lines, [ORDER]: order === this.start ? "" : order, [FACTS]: this.offer.id };
  }
  fill(texts) {
    this.lines.forEach((line, id) => (line.text = texts[id] ?? ""));
    this.offer.choose(texts[FACTS] ?? OWN, [...this.lines.values()].some((line) => line.text));
    this.order.ids = (texts[ORDER] || this.start).split(" ");
    this.arrange();
    this.draw();
  }
  judge(report, texts) {
    this.judged = texts;
    judgeLines(this.lines, report);
    this.show(report.flow);
  }
  summary(report) {
    return summaryOfLines(this.lines, report, (id) => `„${this.entries.get(id).title}“`, "Was für den ganzen Leitfaden gilt");
  }
  label(id, text) {
    if (id === ORDER) return ["Reihenfolge", (text || this.start).split(" ").map((id) => this.entries.get(id)?.title).join(", ")];
    if (id === FACTS) return ["Angebot", this.offer.title(text)];
    return [this.entries.get(id)?.title ?? id, text];
  }
  place() {
    return writtenIn(this.lines)?.row;
  }
  focus(notice) {
    const line = [...this.lines.values()].find(({ node }) => node.contains(notice)) ?? this.lines.get(this.order.ids[0]);
    line.field.focus();
  }
  resized() {
    fit([...this.lines.values()]);
  }
  /** The text fields follow the order of the list. */
  arrange() {
    const nodes = this.order.ids.map((id) => this.lines.get(id).node);
    if (nodes.some((node, i) => node !== this.way.children[i])) this.way.append(...nodes);
    this.order.ids.forEach((id, i) => this.lines.get(id).rename(`${i + 1} · ${this.entries.get(id).title}`));
  }
  sketch() {
    clearTimeout(this.sketching);
    this.sketching = setTimeout(() => this.draw(), SKETCH);
  }
  draw() {
    clearTimeout(this.sketching);
    this.on.send({ kind: "draw", lines: this.read() });
  }
  heard({ kind, flow }) {
    const judged = this.judged && same(this.judged, this.read()); // then the picture with the verdicts is the newer one
    if (kind === "drawn" && !judged) this.show(flow);
  }
  show(flow) {
    const svg = new DOMParser().parseFromString(flow, "image/svg+xml").documentElement;
    this.picture.replaceChildren(document.importNode(svg, true));
  }
}
