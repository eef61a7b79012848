// Words of a line that can be marked: by mouse (drag, or first and last word) and by keyboard.

const FLAT = /[\p{L}\p{N}_]+/gu;
const flat = (text) => text.toLowerCase().match(FLAT) ?? [];
const MOVES = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };

/** The words of `text` as buttons; `on.marked(run)` hears of each run [first, last], `on.cleared()` of its end. */
class Words {
  constructor(text, label, on) {
    this.on = on;
    this.run = null;
    this.words = text.split(/\s+/).filter((word) => flat(word).length);
    this.buttons = this.words.map((word, i) =>
      button(word, () => this.press(i), { class: "ts-word", tabindex: i ? -1 : 0, "aria-pressed": "false" }),
    );
    this.node = h(
      "div",
      {
        class: "ts-bubble ts-words",
        role: "group",
        "aria-label": label,
        keydown: (event) => this.key(event),
        pointerdown: (event) => this.down(event),
      },
      ...spaced(text, this.buttons),
    );
  }
  at(node) {
    return this.buttons.indexOf(node?.closest?.(".ts-word"));
  }
  /** The words of a run as the line has them. */
  said([first, last]) {
    return this.words.slice(first, last + 1).join(" ");
  }
  /** The run that `text` names; null where the line does not have these words one after the other. */
  find(text) {
    const wanted = flat(text);
    const within = this.words.flatMap((word, i) => flat(word).map((part) => [part, i]));
    const start = within.findIndex((_, at) => wanted.length && wanted.every((part, i) => within[at + i]?.[0] === part));
    return start < 0 ? null : [within[start][1], within[start + wanted.length - 1][1]];
  }
  /** Shows `run` as the one that is being marked. */
  show(run) {
    this.run = run;
    this.buttons.forEach((node, i) => {
      const inside = Boolean(run) && i >= run[0] && i <= run[1];
      node.classList.toggle("ts-in", inside);
      node.setAttribute("aria-pressed", String(inside));
    });
  }
  mark(from, to) {
    this.on.marked([Math.min(from, to), Math.max(from, to)]);
  }
  /** The first press begins a run, the second ends it. */
  press(i) {
    if (this.dragged) return;
    this.mark(this.first ?? i, i);
    this.first = this.first == null ? i : null;
  }
  key(event) {
    if (event.key === "Escape") {
      this.first = null;
      return this.on.cleared();
    }
    const at = this.at(event.target);
    const move = MOVES[event.key];
    if (move === undefined || at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const to = Math.min(this.buttons.length - 1, Math.max(0, at + move));
    this.focus(to);
    this.held = event.shiftKey ? this.held ?? at : null;
    if (event.shiftKey) this.mark(this.held, to);
  }
  /** The one word that Tab leads to. */
  focus(i) {
    this.buttons.forEach((node, k) => node.setAttribute("tabindex", k === i ? 0 : -1));
    this.buttons[i].focus();
  }
  down(event) {
    const from = this.at(event.target);
    this.dragged = false;
    if (from < 0 || event.button) return;
    const move = ({ clientX, clientY }) => {
      const to = this.at(document.elementFromPoint(clientX, clientY));
      if (to < 0 || (to === from && !this.dragged)) return;
      this.dragged = true;
      this.mark(from, to);
    };
    const end = () => {
      if (this.dragged) this.first = null;
      setTimeout(() => (this.dragged = false)); // after the click that a drag may end with
      for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, end);
      document.removeEventListener("pointermove", move);
    };
    document.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, end);
  }
}

/** The text again, with buttons in place of its words; what is no word (…, –) stays text. */
function spaced(text, buttons) {
  const left = [...buttons];
  return text.split(/\s+/).flatMap((word) => [flat(word).length ? left.shift() : word, " "]);
}
