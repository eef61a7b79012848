// Saving (widgets/page.py joins the parts) without losing or overwriting a word.

const DEBOUNCE = 400; // ms of silence before saving
const MAX_WAIT = 2000; // ms after which is saved even while typing goes on
const PATIENCE = 3000; // ms without an answer of the kernel

const same = (a, b) => Object.keys({ ...a, ...b }).every((key) => (a[key] ?? "") === (b[key] ?? ""));
const isEmpty = (lines) => Object.values(lines).every((text) => !text);

/** Where this browser keeps something of one `kind` for one answers file. */
function storageKey(kind, place) {
  const base = location.pathname.replace(/\/(lab|notebooks|doc|tree|voila)(\/.*)?$/, "");
  return `telesales-${kind}:${base}:${place}`;
}

/** The text that the kernel has not acknowledged yet, kept by this browser for one answers file. */
class Draft {
  constructor(place) {
    this.key = storageKey("draft", place);
    this.asideKey = `${this.key}:aside`; // an older version that the learner has not decided about
  }
  read(key = this.key) {
    try {
      const draft = JSON.parse(localStorage.getItem(key));
      return draft && typeof draft.lines === "object" ? draft : null;
    } catch {
      return null;
    }
  }
  write(draft, key = this.key) {
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), ...draft }));
    } catch {
      // A full or forbidden localStorage must not stop anyone from typing.
    }
  }
  clear(key = this.key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // See write.
    }
  }
}

/** What only this browser remembers of the work: hints taken, lines said aloud, a guess.
 *
 * None of it is an answer: it counts for nothing, is handed in to nobody, and no harm is done where it is lost. */
class Notes {
  constructor(place) {
    this.key = storageKey("notes", place);
    try {
      this.all = JSON.parse(localStorage.getItem(this.key)) ?? {};
    } catch {
      this.all = {};
    }
  }
  get(name) {
    return Object.hasOwn(this.all, name) ? this.all[name] : null;
  }
  set(name, value) {
    this.all[name] = value;
    try {
      localStorage.setItem(this.key, JSON.stringify(this.all));
    } catch {
      // A full or forbidden localStorage must not stop anyone from working.
    }
  }
}

/** Brings the text to the kernel and knows whether it arrived; never writes over what the learner did not see. */
class Saver {
  constructor({ send, draft, read, revision, lines, show }) {
    Object.assign(this, { send, draft, read, revision, show });
    this.acknowledged = lines;
    this.sent = new Map(); // seq → lines on their way
    this.seq = 0;
    this.held = false; // a conflict waits for the learner's decision
  }
  dirty() {
    return !same(this.read(), this.acknowledged);
  }
  changed() {
    this.draft.write({ lines: this.read(), base: this.revision, sent: [...this.sent.values()].at(-1) ?? null });
    if (this.held) return;
    this.show("saving");
    clearTimeout(this.debounce);
    this.debounce = setTimeout(() => this.flush(), DEBOUNCE);
    this.deadline ??= setTimeout(() => this.flush(), MAX_WAIT);
  }
  flush(options = {}) {
    clearTimeout(this.debounce);
    clearTimeout(this.deadline);
    this.deadline = null;
    if (this.held || this.waiting) return;
    if (!this.dirty() && !options.aside) return this.done();
    const lines = this.read();
    this.sent.set(++this.seq, lines);
    const left = this.send({ kind: "save", seq: this.seq, lines, base: this.revision, ...options });
    this.waiting = setTimeout(() => this.giveUp(), left ? PATIENCE : 0);
  }
  giveUp() {
    this.settle();
    this.show("offline");
    this.deadline = setTimeout(() => this.flush(), PATIENCE);
  }
  settle() {
    clearTimeout(this.waiting);
    this.waiting = null;
  }
  onSaved({ seq, revision }) {
    this.settle();
    if (revision < this.revision) return;
    this.revision = revision;
    this.acknowledged = this.sent.get(seq) ?? this.acknowledged;
    this.sent.clear();
    this.done();
  }
  /** All that is here is in the file; or more was typed meanwhile. */
  done() {
    if (this.dirty()) return this.changed();
    this.draft.clear();
    this.show(this.revision ? "saved" : "empty");
  }
  /** True where the newer text in the file is only this view's own, sent before and answered too late. */
  isOwn(lines) {
    return [...this.sent.values(), this.acknowledged].some((own) => own && same(own, lines));
  }
  onConflict({ revision, lines }) {
    this.settle();
    if (this.isOwn(lines) || same(lines, this.read())) return this.adopt(revision, lines);
    this.held = true;
    this.show("conflict", { revision, lines });
  }
  adopt(revision, lines) {
    this.held = false;
    this.revision = revision;
    this.acknowledged = lines;
    this.sent.clear();
    this.done();
  }
  onTrouble(kind, message) {
    this.settle();
    this.held = kind === "broken";
    if (!this.held) this.deadline ??= setTimeout(() => this.flush(), 2 * PATIENCE);
    this.show(kind, { message });
  }
  stop() {
    if (this.dirty() && !this.held) this.flush();
    this.settle();
    clearTimeout(this.debounce);
    clearTimeout(this.deadline);
  }
}
