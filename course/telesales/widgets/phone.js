// The telephone: the own guide, seven people to call, the call, and how all calls count.

const CALLS = "calls"; // what this browser remembers of the last call with each person

const TALK = 250; // ms after the last change until the debrief counts anew

/** The people, each with a button to call them and how it went last time. */
class People {
  constructor(people, { call, notes }) {
    this.notes = notes;
    this.last = new Map(people.map((person) => [person.id, h("p", { class: "ts-small" })]));
    this.rows = new Map(
      people.map((person) => [
        person.id,
        h(
          "li",
          { class: "ts-person", "data-person": person.id },
          h("p", {}, h("strong", {}, person.title)),
          h("p", { class: "ts-small" }, person.about),
          this.last.get(person.id),
          button("Anrufen", () => call(person), { "aria-label": `${person.title} anrufen` }),
        ),
      ]),
    );
    this.node = h("ul", { class: "ts-people" }, ...this.rows.values());
    this.show();
  }
  show() {
    const last = this.notes.get(CALLS) ?? {};
    this.last.forEach((node, id) => (node.textContent = last[id] ? `Zuletzt: ${last[id]}` : ""));
  }
  ended(call) {
    this.notes.set(CALLS, { ...this.notes.get(CALLS), [call.person]: `${call.ending}, Stimmung ${call.mood}` });
    this.show();
  }
  mark(id) {
    this.rows.forEach((row, own) => (own === id ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current")));
  }
}

/** The rules of mood and points: nothing that decides is left out. */
function allRules(rules) {
  const list = (entries) => h("ul", {}, ...entries.map((text) => h("li", {}, text)));
  const person = (one) => `${one.title}. Zählt hier: ${one.values.join(", ")}. ${one.limits} Gut ist ein Ende ${one.good_ends.join(" oder ")}.`;
  return h(
    "details",
    { class: "ts-rules" },
    h("summary", {}, "Alle Regeln"),
    list(rules.words),
    h("p", { class: "ts-who" }, "Das kommt gut an"),
    list(rules.good),
    h("p", { class: "ts-who" }, "Das schadet"),
    list(rules.bad),
    h("p", { class: "ts-who" }, "Was bei wem zählt"),
    list(rules.people.map(person)),
    h("p", { class: "ts-who" }, "Die fünf Teile der Wertung"),
    list(rules.parts.map((part) => `${part.title} (${part.points} Punkte): ${part.scoring}`)),
  );
}

/** One graded part, person by person. */
const callPart = (part) =>
  h(
    "div",
    { class: `ts-box ts-${part.verdict}`, "data-criterion": part.id },
    h("p", {}, chip(part), h("span", { class: "ts-small" }, `${part.points} Punkten`)),
    h("p", {}, part.rows[0]),
    part.rows.length > 1 && h("details", {}, h("summary", {}, "Gespräch für Gespräch"), h("ul", {}, ...part.rows.slice(1).map((row) => h("li", {}, row)))),
    hints(part),
  );

class LiveCall {
  constructor(scene, uid, on) {
    Object.assign(this, { uid, on });
    const guideOn = { ...on, changed: () => this.edited(on.changed), now: () => this.edited(on.now) };
    this.guide = new Guide(scene, `${uid}-guide`, guideOn);
    const lost = () => (this.missed = true) && this.on.say(this.tell(`Keine Antwort: ${RERUN}, dann geht das Gespräch weiter.`));
    const asking = (kind, take) => new Asking(kind, { send: on.send, take, lost });
    this.asked = {
      played: (this.plays = asking("play", ({ call }) => this.played(call))),
      compared: (this.compares = asking("compare", (message) => this.whatIf?.compared(message))),
      debriefed: (this.debriefs = asking("debrief", ({ parts }) => this.calling?.debriefed(parts))),
      borrowed: (this.borrows = asking("borrow", ({ lines }) => this.borrowed(lines))),
    };
    this.people = new People(scene.rules.people, { call: (person) => this.start(person), notes: on.notes });
    this.first = scene.rules.people[0].id;
    this.guess = new Guess(uid, on);
    this.written = h("summary", {});
    this.borrow = h("p", { class: "ts-bar ts-borrow" });
    this.message = h("p", { class: "ts-note", hidden: true });
    this.place_ = h("div", {});
    this.stale = h("p", { class: "ts-stale-note" }, STALE);
    this.panel = h("details", { class: "ts-own-guide", toggle: () => this.resized() }, this.written, this.guide.node);
    this.node = h(
      "div",
      {},
      h("h3", {}, "1 · Dein Leitfaden"),
      this.borrow,
      this.panel,
      h("h3", {}, "2 · Wen rufst du an?"),
      this.people.node,
      h("h3", {}, "3 · Am Apparat"),
      this.message,
      this.place_,
      h("h3", {}, "4 · Alle sieben"),
      h("p", { class: "ts-task" }, "„Prüfen“ führt alle Gespräche zu Ende und zählt sie."),
      allRules(scene.rules),
      this.guess.node,
    );
    this.idle();
    this.offer();
  }
  read() {
    return this.guide.read();
  }
  fill(texts) {
    const before = this.read();
    this.guide.fill(texts);
    this.count();
    if (!same(before, this.read())) this.play();
    this.warm ??= this.plays.ask({ person: this.first, lines: this.read() }) ?? true; // so that the word classes are loaded
  }
  /** A line was changed: it is saved, and the call goes as it goes now. */
  edited(save) {
    save();
    this.count();
    this.play();
    this.shown?.classList.toggle("ts-stale", !same(this.judged, this.read()));
  }
  count() {
    const lines = [...this.guide.lines.values()];
    const written = lines.filter((line) => line.text.trim()).length;
    this.written.textContent = `${written} von ${lines.length} Zeilen geschrieben – ansehen und ändern`;
    if (!written) this.panel.open = true;
  }

  offer(undo) {
    const fetch = button("Leitfaden aus Lektion 4 holen", () => this.borrows.ask({}));
    const back = undo && button("Rückgängig", () => (this.fill(undo), this.on.now(), this.offer()));
    this.borrow.replaceChildren(fetch, back || "");
  }
  borrowed(lines) {
    if (!lines) return this.on.say(this.tell("In Lektion 4 liegt noch kein Leitfaden. Schreibe deine Zeilen hier, beim Anrufen oder in der Liste."));
    const before = this.read();
    this.fill(lines);
    this.panel.open = false;
    this.on.now();
    this.offer(isEmpty(before) ? null : before);
    this.on.say(this.tell("Dein Leitfaden aus Lektion 4 ist da. Was du hier änderst, bleibt hier."));
  }
  tell(text) {
    this.message.hidden = !text;
    this.message.textContent = text;
    return text;
  }

  idle() {
    this.calling = this.whatIf = null;
    this.on.focus({ row: this.borrow });
    this.people?.mark(null);
    this.place_.replaceChildren(h("p", { class: "ts-display" }, "☎ Niemand in der Leitung. Such dir oben jemanden aus."));
  }
  start(person) {
    this.tell("");
    this.whatIf = null;
    this.people.mark(person.id);
    this.calling = new Calling(person, this.uid, {
      ...this.own(),
      settled: (act) => this.plays.settled(act),
      debrief: (call) => this.ended(call),
      again: () => this.start(person),
      hangUp: () => (this.idle(), this.on.say("Aufgelegt."), this.people.rows.get(person.id).querySelector("button").focus()),
      whatIf: (exchange) => this.compare(exchange),
    });
    this.place_.replaceChildren(this.calling.node);
    this.play();
    this.plays.settled(() => this.calling?.line?.field.focus());
  }
  /** What a call and a comparison need of the guide and of the page. */
  own() {
    return {
      entry: (slot) => this.guide.entries.get(slot),
      text: (slot) => this.guide.lines.get(slot).text,
      write: (slot, text) => ((this.guide.lines.get(slot).text = text), this.edited(this.on.changed)),
      say: this.on.say,
      focus: this.on.focus,
      blur: this.on.blur,
    };
  }
  played(call) {
    if (this.missed) this.tell("");
    this.missed = false;
    if (this.calling?.person.id === call.person) this.calling.update(call);
  }
  play() {
    if (this.calling) this.plays.ask({ person: this.calling.person.id, lines: this.read() });
  }
  ended(call) {
    this.people.ended(call);
    clearTimeout(this.talk);
    this.talk = setTimeout(() => this.debriefs.ask({ person: call.person, lines: this.read() }), TALK);
  }
  compare(exchange) {
    const { person } = this.calling;
    const close = () => ((this.whatIf = null), this.calling.node.querySelector(".ts-what-if")?.remove());
    close();
    this.whatIf = new WhatIf(exchange, this.uid, {
      ...this.own(),
      ask: (change) => this.compares.ask({ person: person.id, lines: this.read(), ...change }),
      take: (slot, text) => (this.own().write(slot, text), close(), this.calling.backButton.focus(), this.on.say("Fassung B steht jetzt im Leitfaden.")),
      close: () => (close(), this.calling.backButton.focus()),
    });
    this.calling.screen.after(this.whatIf.node);
    this.whatIf.line.update();
    this.whatIf.line.field.focus();
  }

  judge(report, texts) {
    this.judged = texts;
    this.guess.judged(report);
  }
  summary(report) {
    this.shown = h("div", {}, this.stale, ...report.parts.map(callPart));
    return [this.shown];
  }
  heard(message) {
    if (message.kind === "drawn") return this.guide.heard(message);
    this.asked[message.kind]?.heard(message);
  }
  label(id, text) {
    return this.guide.label(id, text);
  }
  place() {
    return this.calling?.line?.node.contains(document.activeElement) ? this.calling.line.row : this.guide.place();
  }
  focus(notice) {
    if (this.calling?.line) this.calling.line.field.focus();
    else this.people.node.querySelector("button").focus();
  }
  resized() {
    this.guide.resized();
    this.calling?.line?.update();
    this.whatIf?.line.update();
  }
}

const render = ({ model, el }) => shell({ model, el }, "Telefon", (...inner) => new LiveCall(...inner));

export default { render };
