// What if: two versions of one line, played side by side while the second is being written.

/** The comparison of one line. `on`: entry(slot), text(slot), ask({slot, text}), take(slot, text), close(). */
class WhatIf {
  constructor(exchange, uid, on) {
    Object.assign(this, { slot: exchange.slot, on });
    const entry = on.entry(this.slot);
    const own = on.text(this.slot);
    this.line = new Line(entry, `${uid}-if`, { input: () => this.ask(), focus: () => {}, blur: () => {} });
    this.line.rename(`Fassung B · ${entry.title}`);
    this.line.text = own;
    this.result = h("div", { class: "ts-compared" });
    this.curve = new Curve(turns(0), { low: -5, high: 5 }, "Beide Fassungen");
    this.node = h(
      "div",
      { class: "ts-what-if", role: "group", "aria-label": `Was wäre, wenn: ${entry.title}` },
      h("h4", {}, `Was wäre, wenn? „${entry.title}“ in zwei Fassungen`),
      h("p", { class: "ts-who" }, "Fassung A, wie im Leitfaden"),
      h("p", { class: "ts-bubble" }, own || "(leer)"),
      h("ol", { class: "ts-call" }, this.line.node),
      this.result,
      this.curve.node,
      h("p", {}, button("Fassung B übernehmen", () => on.take(this.slot, this.line.text)), button("Bei A bleiben", on.close)),
    );
    this.ask();
  }
  ask() {
    this.on.ask({ slot: this.slot, text: this.line.text });
  }
  /** What comes of one version. */
  version(name, call) {
    const here = call.exchanges.find((exchange) => exchange.slot === this.slot);
    const facts = [
      ["Antwort darauf", here?.reply?.text ?? "–"],
      ["Stimmung danach", here?.said ?? "–"],
      ["Ende", `${call.ending}, Stimmung ${call.mood}`],
    ];
    const list = h("dl", {}, ...facts.flatMap(([fact, text]) => [h("dt", {}, fact), h("dd", {}, text)]));
    return h("div", { role: "group", "aria-label": name }, h("p", { class: "ts-who" }, name), list);
  }
  compared({ before, after, difference, gained, lost }) {
    const verdict = difference ? `B endet ${Math.abs(difference)} ${difference > 0 ? "höher" : "tiefer"}.` : "Beide enden gleich hoch.";
    this.result.replaceChildren(
      h("div", { class: "ts-both" }, this.version("Fassung A", before), this.version("Fassung B", after)),
      h("p", {}, h("strong", {}, verdict)),
      only("Nur in B:", gained),
      only("Nur in A:", lost),
    );
    this.curve.ids = turns(before.exchanges.length, after.exchanges.length);
    this.curve.draw([
      { name: "A", kind: "post", values: moods(before.exchanges) },
      { name: "B", kind: "own", values: moods(after.exchanges) },
    ]);
  }
}

function only(name, events) {
  if (!events.length) return "";
  const rows = events.map((event) => h("li", {}, h("strong", {}, `${event.change}: ${event.title}`), event.words ? ` „${event.words}“` : ""));
  return h("div", {}, h("p", { class: "ts-who" }, name), h("ul", {}, ...rows));
}
