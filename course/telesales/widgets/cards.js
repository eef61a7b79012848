// Decision cards: a situation, some decisions with their reasons; one card at a time or all of them as a list.

const SIGNS = { richtig: ["✓", "pass"], "halb richtig": ["◐", "partial"], "noch nicht": ["✗", "fail"], offen: ["○", "open"] };

/** One card; `choice` is the id of the option taken, or nothing. */
class Card {
  constructor(item, part, at, uid, on) {
    this.item = item;
    const question = item.questions[0];
    const name = `${uid}-${item.id}`;
    this.key = `${item.id}/${question.id}`;
    this.options = new Map(question.options.map((option) => [option.id, option.text]));
    this.inputs = question.options.map((option) =>
      h("input", {
        type: "radio",
        name,
        id: `${name}-${option.id}`,
        value: option.id,
        "data-lm-suppress-shortcuts": "true",
        change: () => (this.update(), on.changed(this)),
      }),
    );
    const options = question.options.map((option, i) => h("label", { class: "ts-option" }, this.inputs[i], h("span", {}, option.text)));
    this.feedback = h("div", { class: "ts-feedback" });
    this.node = h(
      "li",
      { class: "ts-card", "data-item": item.id },
      h("p", { class: "ts-small" }, `${at} · ${part}`),
      h("p", { class: "ts-who", id: `${name}-title` }, item.title),
      h("p", { class: "ts-situation", id: `${name}-text` }, item.text),
      h("fieldset", { "aria-describedby": `${name}-text` }, h("legend", {}, question.text), ...options),
      this.feedback,
    );
  }
  get choice() {
    return this.inputs.find((input) => input.checked)?.value ?? "";
  }
  set choice(id) {
    this.inputs.forEach((input) => (input.checked = input.value === id));
    this.update();
  }
  /** Word and symbol of the last check, or whether there is a decision at all. */
  get state() {
    if (this.remark && !this.stale) return [SIGNS[this.remark.word]?.[0] ?? "", this.remark.word];
    return this.choice ? ["●", "entschieden"] : ["○", "offen"];
  }
  get stale() {
    return this.remark !== undefined && this.checked !== this.choice;
  }
  update() {
    this.feedback.classList.toggle("ts-stale", this.stale);
  }
  judge(remark, choice) {
    this.remark = remark;
    this.checked = choice;
    const [sign, kind] = SIGNS[remark.word] ?? ["", "open"];
    this.feedback.replaceChildren(
      h("p", { class: "ts-stale-note" }, STALE),
      h(
        "div",
        { class: `ts-box ts-${kind}` },
        h("p", {}, h("span", { class: `ts-chip ts-${kind}` }, h("span", { "aria-hidden": "true" }, `${sign} `), remark.word)),
        remark.message && h("p", {}, remark.message),
      ),
    );
    this.update();
  }
}

/** All cards of `scene`; `on.changed()` hears of a decision, `on.say(text)` speaks. */
class Cards {
  constructor(scene, uid, on) {
    this.on = on;
    const parts = Object.fromEntries(scene.parts.map((part) => [part.id, part.title]));
    const changed = () => (this.update(), on.changed());
    const card = (item, i) => new Card(item, parts[item.questions[0].part], `Karte ${i + 1} von ${scene.items.length}`, uid, { changed });
    this.cards = scene.items.map(card);
    this.at = 0;
    this.places = this.cards.map((_, i) => button(String(i + 1), () => this.turn(i), { class: "ts-place" }));
    this.back = button("← zurück", () => this.turn(this.at - 1));
    this.next = button("weiter →", () => this.turn(this.at + 1));
    this.mode = button("", () => this.show(!this.list));
    this.count = h("span", { class: "ts-small" });
    this.bar = h("div", { class: "ts-deck-bar" }, this.back, this.next, this.mode, this.count);
    this.nav = h("nav", { class: "ts-places", "aria-label": "Karten" }, ...this.places);
    this.node = h("div", {}, scoring(scene.parts), this.bar, this.nav, h("ol", { class: "ts-cards" }, ...this.cards.map((c) => c.node)));
    this.show(false);
  }
  read() {
    return Object.fromEntries(this.cards.map((card) => [card.key, card.choice]));
  }
  fill(texts) {
    this.cards.forEach((card) => (card.choice = texts[card.key] ?? ""));
    this.update();
  }
  judge(report, texts) {
    for (const card of this.cards) {
      const remark = report.remarks.find((said) => said.item === card.item.id);
      if (remark) card.judge(remark, texts[card.key] ?? "");
    }
    this.update();
  }
  summary(report) {
    return report.parts.map(partBox);
  }
  label(key, text) {
    const card = this.cards.find((one) => one.key === key);
    return [card?.item.title ?? key, card?.options.get(text) ?? text];
  }
  focus() {
    const open = this.list ? this.cards[0] : this.cards[this.at];
    (open.inputs.find((input) => input.checked) ?? open.inputs[0]).focus();
  }
  show(list) {
    this.list = list;
    this.mode.textContent = list ? "Eine Karte nach der anderen" : "Alle Karten als Liste";
    for (const node of [this.back, this.next]) node.hidden = list;
    this.update();
  }
  /** Goes to card `at`, also out of the list. */
  turn(at) {
    if (at < 0 || at >= this.cards.length) return;
    this.at = at;
    this.update();
    const { item, node } = this.cards[at];
    if (this.list) node.scrollIntoView({ block: "nearest" });
    this.on.say(`Karte ${at + 1} von ${this.cards.length}: ${item.title}`);
  }
  update() {
    this.cards.forEach((card, i) => {
      const [sign, word] = card.state;
      card.node.hidden = !this.list && i !== this.at;
      this.places[i].replaceChildren(String(i + 1), h("span", { "aria-hidden": "true" }, ` ${sign}`));
      this.places[i].setAttribute("aria-label", `Karte ${i + 1}, ${card.item.title}: ${word}`);
      this.places[i].setAttribute("aria-current", String(!this.list && i === this.at));
    });
    const decided = this.cards.filter((card) => card.choice).length;
    this.count.textContent = `${decided} von ${this.cards.length} entschieden`;
    this.back.setAttribute("aria-disabled", String(this.at === 0));
    this.next.setAttribute("aria-disabled", String(this.at === this.cards.length - 1));
  }
}

const scoring = (parts) =>
  h(
    "details",
    {},
    h("summary", {}, "So wird gezählt"),
    h("ul", {}, ...parts.map((part) => h("li", {}, h("strong", {}, `${part.title} (${part.points} Punkte): `), part.scoring))),
  );

/** One graded part: its verdict, how it came about, a hint on request, and the state of the law. */
const partBox = (part) =>
  h(
    "div",
    { class: `ts-box ts-${part.verdict}`, "data-criterion": part.id },
    h("p", {}, chip(part), h("span", { class: "ts-small" }, `${part.points} Punkten`)),
    h("p", {}, part.message.split("\n")[0]),
    hints(part),
    part.note && h("p", { class: "ts-small" }, part.note),
  );

const render = ({ model, el }) => shell({ model, el }, "Entscheidungskarten", (...inner) => new Cards(...inner));

export default { render };
