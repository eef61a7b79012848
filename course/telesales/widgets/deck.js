// A deck: one leaf at a time with a way forward and back, a button for each, or all of them as a list.

/** Leaves with node, title and state ([sign, word]); `noun` names one of them; `say(text)` speaks. */
class Deck {
  constructor(leaves, noun, say) {
    Object.assign(this, { leaves, noun, say, at: 0 });
    this.places = leaves.map((leaf, i) => button(leaf.short ?? String(i + 1), () => this.turn(i)));
    this.back = button("← zurück", () => this.turn(this.at - 1, true));
    this.next = button("weiter →", () => this.turn(this.at + 1, true));
    this.mode = button("", () => this.show(!this.list));
    this.bar = h("div", { class: "ts-deck-bar" }, this.back, this.next, this.mode);
    this.nav = h("nav", { class: "ts-places", "aria-label": "Wo du bist" }, ...this.places);
    this.node = h("div", {}, this.nav, h("ol", { class: "ts-cards" }, ...leaves.map((leaf) => leaf.node)), this.bar);
    this.show(false);
  }
  show(list) {
    this.list = list;
    this.mode.textContent = list ? "Eine nach der anderen" : "Alle als Liste";
    for (const node of [this.back, this.next]) node.hidden = list;
    this.update();
  }
  /** Goes to leaf `at`; `enter` puts the focus there, so that the next Tab leads to its first field. */
  turn(at, enter = false) {
    if (at < 0 || at >= this.leaves.length) return;
    this.at = at;
    this.update();
    const { node } = this.leaves[at];
    if (enter) node.focus({ preventScroll: true });
    if (this.list || node.getBoundingClientRect().top < 0) node.scrollIntoView({ block: "start" });
    this.say(`${this.noun} ${at + 1} von ${this.leaves.length}: ${this.leaves[at].title}`);
  }
  update() {
    this.leaves.forEach((leaf, i) => {
      const [sign, word] = leaf.state;
      leaf.node.setAttribute("tabindex", -1);
      const name = leaf.short ?? String(i + 1);
      leaf.node.hidden = !this.list && i !== this.at;
      this.places[i].replaceChildren(name, h("span", { "aria-hidden": "true" }, ` ${sign}`));
      this.places[i].setAttribute("aria-label", `${name}, ${leaf.title}: ${word}`);
      this.places[i].setAttribute("aria-current", String(!this.list && i === this.at));
    });
    this.back.setAttribute("aria-disabled", String(this.at === 0));
    this.next.setAttribute("aria-disabled", String(this.at === this.leaves.length - 1));
  }
}
