// Decision cards: a situation, and some decisions with their reasons.

/** One card with its question; to the deck it is a leaf. */
class Card {
  constructor(item, above, name, changed) {
    this.title = item.title;
    this.item = item.id;
    this.question = new Question(item.questions[0], name, changed);
    this.key = `${item.id}/${this.question.question.id}`;
    this.node = h(
      "li",
      { class: "ts-card", "data-item": item.id },
      h("p", { class: "ts-small" }, above),
      h("p", { class: "ts-who" }, item.title),
      h("p", { class: "ts-situation", id: `${name}-text` }, item.text),
      this.question.node,
    );
    this.node.querySelector("fieldset").setAttribute("aria-describedby", `${name}-text`);
  }
  /** What the last check said of it, else whether there is a decision. */
  get state() {
    const { remark, remarks, choice } = this.question;
    if (remark && !remarks.stale) return [SIGNS[remark.word]?.[0] ?? "", remark.word];
    return choice ? ["●", "entschieden"] : ["○", "offen"];
  }
}

/** The cards of `scene` in a deck, and how many of them are decided. */
class Cards {
  constructor(scene, uid, on) {
    const parts = Object.fromEntries(scene.parts.map((part) => [part.id, part.title]));
    const changed = () => (this.update(), on.changed());
    this.cards = scene.items.map((item, i) => {
      const above = `Karte ${i + 1} von ${scene.items.length} · ${parts[item.questions[0].part]}`;
      return new Card(item, above, `${uid}-${item.id}`, changed);
    });
    this.count = h("p", { class: "ts-small" });
    this.deck = new Deck(this.cards, "Karte", on.say);
    this.guess = new Guess(uid, on);
    this.node = h("div", {}, scoring(scene.parts), this.deck.node, this.count, this.guess.node);
    this.update();
  }
  read() {
    return Object.fromEntries(this.cards.map((card) => [card.key, card.question.choice]));
  }
  fill(texts) {
    this.cards.forEach((card) => (card.question.choice = texts[card.key] ?? ""));
    this.update();
  }
  judge(report, texts) {
    for (const card of this.cards) {
      const remark = report.remarks.find((said) => said.item === card.item);
      if (remark) card.question.judge(remark, texts[card.key] ?? "");
    }
    this.guess.judged(report);
    this.update();
  }
  summary(report) {
    return report.parts.map(partBox);
  }
  label(key, id) {
    const card = this.cards.find((one) => one.key === key);
    return card ? [card.title, id && card.question.words(id)] : [key, id];
  }
  focus() {
    this.cards[this.deck.list ? 0 : this.deck.at].question.focus();
  }
  update() {
    this.deck.update();
    const decided = this.cards.filter((card) => card.question.choice).length;
    this.count.textContent = `${decided} von ${this.cards.length} Karten entschieden`;
  }
}

const render = ({ model, el }) => shell({ model, el }, "Entscheidungskarten", (...inner) => new Cards(...inner));

export default { render };
