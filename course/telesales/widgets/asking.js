// Questions to the kernel whose newest answer counts: typing never queues up, and nobody waits for what is outdated.

const LONGER = 10000; // ms: the first call of a day loads the word classes

/** Questions of one `kind`: one is on its way, and of those that come meanwhile only the last is asked after it. */
class Asking {
  constructor(kind, { send, take, lost }) {
    Object.assign(this, { kind, send, take, lost });
    this.number = 0;
  }
  ask(question) {
    if (this.waiting) return void (this.next = question);
    const left = this.send({ kind: this.kind, seq: ++this.number, ...question });
    this.waiting = setTimeout(() => this.giveUp(), left ? LONGER : 0);
  }
  /** Takes an answer where it is the newest, be it late. */
  heard(message) {
    if (message.seq !== this.number) return;
    const next = this.free();
    this.take(message);
    if (next) return this.ask(next);
    const then = this.then;
    this.then = null;
    then?.();
  }
  /** Does `act` as soon as the newest answer is there. */
  settled(act) {
    if (this.waiting) this.then = act;
    else act();
  }
  giveUp() {
    this.free();
    this.lost();
  }
  free() {
    const next = this.next;
    clearTimeout(this.waiting);
    this.waiting = this.next = null;
    return next;
  }
}
