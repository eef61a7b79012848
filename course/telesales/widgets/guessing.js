// The own guess of the points, before the first check; after it, how far it was off.

const CLOSE = 0.1; // of all points: so far a good guess may be off

/** A field for the guess; `judged(report)` answers it once, and keeps the answer in `notes`. */
class Guess {
  constructor(uid, { notes }) {
    this.notes = notes;
    this.field = h("input", {
      id: `${uid}-guess`,
      type: "number",
      min: 0,
      max: 100,
      inputmode: "decimal",
      "data-lm-suppress-shortcuts": "true",
      input: () => notes.set("guess", this.field.value === "" ? null : Number(this.field.value)),
    });
    this.gap = h("p", { "aria-live": "polite" });
    const label = h("label", { for: this.field.id }, "Vor dem ersten Prüfen: Wie viele Punkte hast du wohl?");
    this.question = h("p", { class: "ts-row" }, label, this.field);
    this.node = h("div", { class: "ts-guess" }, this.question, this.gap);
    this.field.value = notes.get("guess") ?? "";
    this.show();
  }
  judged({ points, max_points }) {
    if (this.notes.get("guess") === null) return;
    if (this.notes.get("first") === null) this.notes.set("first", { points, most: max_points });
    this.show();
  }
  show() {
    const first = this.notes.get("first");
    this.question.hidden = Boolean(first);
    const again = button("Neu schätzen", () => this.again(), { class: "ts-quiet" });
    if (first) this.gap.replaceChildren(gapOf(this.notes.get("guess"), first), " ", again);
    else this.gap.replaceChildren();
  }
  again() {
    this.notes.set("first", null);
    this.notes.set("guess", null);
    this.field.value = "";
    this.show();
    this.field.focus();
  }
}

const german = (number) => number.toLocaleString("de-DE", { maximumFractionDigits: 1 });

function gapOf(guess, { points, most }) {
  const off = guess - points;
  const close = Math.abs(off) <= CLOSE * most;
  const verdict = close ? "Gut eingeschätzt." : off > 0 ? `${german(off)} zu viel erwartet.` : `${german(-off)} besser als gedacht.`;
  return `Geschätzt: ${german(guess)}, bekommen: ${german(points)} von ${german(most)} Punkten. ${verdict}`;
}
