// One call on the screen: what was said and why it moved the mood, the line to be said next, and the debrief.

const PERSON = "Frau Sommer"; // the fictional person called, in whatever mood she is
const ROOM = 10; // turns that the curve has room for from the start
const STEPS = { "-1": ["▼", "gefallen"], 0: ["▬", "unverändert"], 1: ["▲", "gestiegen"] };

/** How far a call went: lines said, and empty lines that the caller passed over. */
class Way {
  constructor() {
    this.steps = [];
  }
  get said() {
    return this.steps.filter((step) => step.said).length;
  }
  /** The line to be said next, an empty one first; null where the call is over. */
  next(call) {
    const exchange = call.exchanges[this.said];
    const passed = this.steps.filter((step) => !step.said).map((step) => step.slot);
    const empty = (exchange?.skipped ?? call.skipped).find((slot) => !passed.includes(slot));
    return empty ?? exchange?.slot ?? null;
  }
  go(slot, call) {
    this.steps.push({ slot, said: call.exchanges[this.said]?.slot === slot });
  }
  /** Takes the last step back; its line, or undefined where there is none. */
  back() {
    return this.steps.pop()?.slot;
  }
  /** Where a line was changed, the call may be shorter than what was said. */
  fit(call) {
    while (this.said > call.exchanges.length) this.steps.pop();
  }
}

const pieces = (exchange) =>
  exchange.pieces.map(({ text, verdict, titles }) => (verdict ? h("mark", { class: `ts-${verdict}`, title: titles }, text) : text));

/** Why the mood moved, or did not. */
function reason(event) {
  const kind = event.change ? (event.good ? "pass" : "fail") : "open";
  const words = [event.words && ` „${event.words}“`, event.at && ` (aus „${event.at}“)`, event.note && ` – ${event.note}`];
  return h(
    "li",
    { "data-event": event.id },
    h("span", { class: `ts-chip ts-${kind}` }, event.change || "±0"),
    h("strong", {}, event.title),
    ...words.filter(Boolean),
  );
}

function moodOf(exchange) {
  const [sign, word] = STEPS[exchange.step];
  const mood = h("p", { class: "ts-mood" }, h("span", { "aria-hidden": "true" }, `${sign} `), `Stimmung ${exchange.said}, ${word}`);
  return h("div", { class: "ts-why" }, mood, exchange.events.length > 0 && h("ul", { class: "ts-reasons" }, ...exchange.events.map(reason)));
}

/** The caller's words, and what came back. */
function exchangeItems(exchange, whatIf) {
  const { reply } = exchange;
  const ask = button("Was wäre, wenn …", () => whatIf(exchange), { class: "ts-quiet", "aria-label": `Was wäre, wenn: ${exchange.title}` });
  return [
    h(
      "li",
      { class: "ts-caller", "data-slot": exchange.slot },
      h("div", { class: "ts-row" }, h("span", { class: "ts-who" }, `Du · ${exchange.title}`), ask),
      h("p", { class: "ts-bubble" }, ...pieces(exchange)),
      !reply && moodOf(exchange),
    ),
    reply &&
      h(
        "li",
        { class: "ts-recipient", "data-after": exchange.slot },
        h("span", { class: "ts-who" }, PERSON, reply.direction && h("em", {}, ` (${reply.direction})`)),
        h("p", { class: "ts-bubble" }, reply.text),
        moodOf(exchange),
      ),
  ].filter(Boolean);
}

/** The values of a curve: the mood after each turn. */
const moods = (exchanges) => Object.fromEntries(exchanges.map((exchange, i) => [String(i + 1), exchange.mood]));
const turns = (...counts) => Array.from({ length: Math.max(ROOM, ...counts) }, (_, i) => String(i + 1));

/** A call in progress. `on`: entry(slot), text(slot), write(slot, text), settled(act), debrief(), again(), whatIf(exchange), say, focus, blur. */
class Calling {
  constructor(person, uid, on) {
    Object.assign(this, { person, uid, on, way: new Way(), call: null, slot: null });
    this.log = h("ol", { class: "ts-call" });
    this.screen = h("div", { class: "ts-screen", role: "group", tabindex: "0", "aria-label": "Gesprächsverlauf" }, this.log);
    this.curve = new Curve(turns(0), { low: -5, high: 5 }, "Stimmung in diesem Gespräch");
    this.composer = h("ol", { class: "ts-call" });
    this.sayButton = button("Sagen", () => this.say(), { class: "ts-main" });
    this.backButton = button("Einen Zug zurück", () => this.back());
    this.restButton = button("Rest abspielen", () => this.rest());
    this.tools = h("div", { class: "ts-bar" }, this.sayButton, this.backButton, this.restButton, button("Auflegen", on.hangUp));
    this.end = h("div", { class: "ts-debrief" });
    this.node = h("div", { class: "ts-phone" }, h("p", { class: "ts-display" }, `☎ ${PERSON} · ${person.title}`), this.screen, this.composer, this.end, this.tools, this.curve.node);
    this.node.addEventListener("keydown", (event) => this.key(event));
  }
  key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.target !== this.line?.field) return;
    event.preventDefault();
    event.stopPropagation(); // or the page would take it for Prüfen
    this.say();
  }
  /** Shows `call`, newly played; the line being written stays. */
  update(call) {
    if (!this.call) this.on.focus({ row: this.tools }); // what is said about saving stands here during a call
    this.call = call;
    this.way.fit(call);
    if (!this.composer.contains(document.activeElement)) this.turn();
    this.draw();
  }
  /** Whose turn it is. */
  turn() {
    const slot = this.way.next(this.call);
    if (slot && slot === this.slot) return void (this.line.text === this.on.text(slot) || (this.line.text = this.on.text(slot)));
    this.slot = slot;
    this.line = slot && this.lineOf(slot);
    this.composer.replaceChildren(...(slot ? [this.line.node] : []));
    this.line?.update();
  }
  lineOf(slot) {
    const on = { input: (line) => (this.on.write(slot, line.text), this.label()), focus: () => this.on.focus({ row: this.tools }), blur: this.on.blur };
    const line = new Line(this.on.entry(slot), `${this.uid}-say`, on);
    line.rename(`Du bist dran · ${this.on.entry(slot).title}`);
    line.text = this.on.text(slot);
    return line;
  }
  label() {
    this.sayButton.textContent = this.line?.text.trim() ? "Sagen" : "Nichts sagen";
  }
  draw() {
    const shown = this.call.exchanges.slice(0, this.way.said);
    this.log.replaceChildren(...shown.flatMap((exchange) => exchangeItems(exchange, this.on.whatIf)));
    if (!shown.length) this.log.append(h("li", { class: "ts-pause" }, "(Es klingelt. Jemand hebt ab. Du bist dran.)"));
    this.screen.scrollTop = this.screen.scrollHeight;
    this.curve.ids = turns(shown.length);
    this.curve.draw([{ name: "Stimmung", kind: "own", values: moods(shown) }]);
    const over = !this.slot;
    this.sayButton.hidden = this.restButton.hidden = over;
    this.backButton.setAttribute("aria-disabled", String(!this.way.steps.length));
    this.label();
    if (over) this.over();
    else this.end.replaceChildren();
  }
  say() {
    const typed = this.composer.contains(document.activeElement);
    if (!this.slot || this.saying) return;
    this.saying = true;
    this.on.settled(() => {
      this.saying = false;
      const { slot } = this;
      this.way.go(slot, this.call);
      this.next(typed);
      const exchange = this.call.exchanges[this.way.said - 1];
      const passed = exchange?.slot !== slot;
      this.on.say(passed ? `Ausgelassen: ${this.on.entry(slot).title}` : spoken(exchange));
    });
  }
  back() {
    const slot = this.way.back();
    if (!slot) return;
    this.next(true);
    this.on.say(`Einen Zug zurück: Du bist wieder bei „${this.on.entry(slot).title}“.`);
  }
  rest() {
    this.on.settled(() => {
      for (let slot = this.way.next(this.call); slot; slot = this.way.next(this.call)) this.way.go(slot, this.call);
      this.next(false);
    });
  }
  /** On to the next line, the focus with it where it was in the text. */
  next(typed) {
    this.turn();
    this.draw();
    if (!this.slot) this.end.firstChild.focus();
    else if (typed) this.line.field.focus();
  }
  over() {
    const { call } = this;
    const good = call.good ? "Das ist mit dieser Person ein guter Ausgang." : "";
    const capped = call.capped && "Über +1 kam die Stimmung nicht: Im Leitfaden steht ein K.-o.-Fehler oder etwas ebenso Schweres.";
    const head = `Nachbesprechung: Das Gespräch endete ${call.outcome === "hung-up" ? "damit, dass aufgelegt wurde" : call.ending}. Stimmung ${call.mood}.`;
    const title = h("h4", { tabindex: "-1" }, head);
    this.parts = h("div", {});
    this.end.replaceChildren(
      title,
      h("p", {}, good || h("strong", {}, "Rat: "), good ? "" : call.advice),
      capped ? h("p", {}, capped) : "",
      turningPoints(call),
      this.parts,
      h("p", {}, button("Noch einmal anrufen", this.on.again)),
    );
    this.on.debrief(call);
  }
  /** What the call counts in each graded part. */
  debriefed(parts) {
    if (!this.parts) return;
    const row = (part) => h("li", {}, h("strong", {}, `${part.title}, ${part.share}: `), part.why);
    this.parts.replaceChildren(h("p", { class: "ts-who" }, "Dieses Gespräch in der Wertung"), h("ul", {}, ...parts.map(row)));
  }
}

/** For a voice: the reply, and what it means. */
function spoken({ reply, said, step, events }) {
  const moved = events.filter((event) => event.change).map((event) => `${event.change}: ${event.title}`);
  return [reply?.text ?? "", `Stimmung ${said}, ${STEPS[step][1]}.`, moved.join(", ")].filter(Boolean).join(" ");
}

/** Where a call rose and fell, in words. */
function turningPoints(call) {
  const moved = call.exchanges.filter((exchange) => exchange.step);
  const line = (exchange) => {
    const causes = exchange.events.filter((event) => Number(event.change.replace("−", "-")) * exchange.step > 0);
    return h("li", {}, h("strong", {}, `${STEPS[exchange.step][0]} ${exchange.title}: `), causes.map((event) => event.title).join(", "));
  };
  if (!moved.length) return h("p", {}, "Die Stimmung hat sich nicht bewegt.");
  return h("div", {}, h("p", { class: "ts-who" }, "Wo sich etwas bewegt hat"), h("ul", {}, ...moved.map(line)));
}
