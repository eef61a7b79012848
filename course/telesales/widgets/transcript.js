// The call as it was: who speaks, how, where it pauses; to read, and to hear where the device has a German voice.

const SPEAKERS = { caller: "Anrufer", recipient: "Ich" };
const NO_VOICE =
  "Dieses Gerät hat keine deutsche Stimme, die ohne Netz spricht. Lies das Gespräch laut, am besten zu zweit: Das ist sowieso besser.";
const MUTE = "Die Stimme bleibt stumm. Lies die Zeile selbst laut; der Text steht ja da.";

/** One turn with a button to hear it. */
class Turn {
  constructor(turn, play) {
    this.turn = turn;
    const who = `${turn.id} · ${SPEAKERS[turn.speaker]}`;
    this.listen = button("Anhören", () => play(this), { class: "ts-quiet", "aria-label": `${turn.id} anhören`, hidden: true });
    this.mark = h("span", { class: "ts-small" });
    this.node = h(
      "li",
      { class: `ts-${turn.speaker}`, "data-turn": turn.id },
      h("span", { class: "ts-who" }, who, turn.direction && h("em", {}, ` (${turn.direction})`)),
      h("p", { class: "ts-bubble" }, turn.text),
      h("p", { class: "ts-hear" }, this.listen, this.mark),
    );
  }
  /** Shows whether this line is the one that is being spoken. */
  speak(now) {
    this.node.classList.toggle("ts-speaking", now);
    this.mark.textContent = now ? "wird gesprochen …" : "";
  }
}

function render({ model, el }) {
  const turns = model.get("scene").map((turn) => new Turn(turn, (one) => speaker.play([one.turn])));
  const live = h("div", { class: "ts-live", role: "status", "aria-live": "polite" });
  const note = h("p", { class: "ts-small" });
  const all = button("Ganzes Gespräch anhören", () => speaker.play(turns.map((one) => one.turn)), { hidden: true });
  const stop = button("Stopp", () => speaker.stop(), { hidden: true });
  const speaker = new Speaker({
    began: (turn) => {
      stop.hidden = false;
      turns.forEach((one) => one.speak(one.turn === turn));
    },
    ended: () => {
      if (document.activeElement === stop) all.focus();
      stop.hidden = true;
      turns.forEach((one) => one.speak(false));
    },
    mute: () => (note.textContent = live.textContent = MUTE),
  });
  const voices = () => {
    const any = localVoices().length > 0;
    for (const node of [all, ...turns.map((one) => one.listen)]) node.hidden = !any;
    note.textContent = any ? "Gesprochen wird auf diesem Gerät; der Text geht nicht ins Netz." : NO_VOICE;
  };
  const items = turns.flatMap((one) => [one.node, one.turn.then && h("li", { class: "ts-pause" }, `(${one.turn.then})`)]);
  const root = h(
    "section",
    { class: "ts-editor", lang: "de", "aria-label": "Das Gespräch", keydown: (event) => event.stopPropagation() },
    h("div", { class: "ts-listen" }, all, stop, note),
    h("ol", { class: "ts-call" }, ...items.filter(Boolean)),
    live,
  );
  el.append(root);
  voices();
  window.speechSynthesis?.addEventListener?.("voiceschanged", voices); // most browsers name their voices late
  return () => {
    speaker.stop();
    window.speechSynthesis?.removeEventListener?.("voiceschanged", voices);
  };
}

export default { render };
