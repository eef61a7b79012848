// The phases of a guide in a list that is put in order by drag, by buttons and by Alt and the arrow keys.

/** Rows with a handle and two buttons; `on.moved(ids)` hears of every new order, `on.say(text)` speaks it. */
class Ordering {
  constructor(entries, on) {
    this.on = on;
    this.rows = new Map(entries.map((entry) => [entry.id, this.row(entry)]));
    this.node = h("ol", { class: "ts-order", keydown: (event) => this.key(event) }, ...this.rows.values());
    this.number();
  }
  get ids() {
    return [...this.node.children].map((row) => row.dataset.id);
  }
  /** Unknown ids are left out; rows that are not named stay in front. */
  set ids(ids) {
    this.node.append(...ids.filter((id) => this.rows.has(id)).map((id) => this.rows.get(id)));
    this.number();
  }
  row(entry) {
    const step = (by, label) => button(by < 0 ? "↑" : "↓", () => this.step(row, by), { "aria-label": `${entry.title} ${label}` });
    const handle = button(entry.title, () => {}, {
      class: "ts-handle",
      pointerdown: (event) => this.drag(event, row),
      "aria-keyshortcuts": "Alt+ArrowUp Alt+ArrowDown",
    });
    handle.prepend(h("span", { "aria-hidden": "true" }, "⠿ "));
    const row = h("li", { "data-id": entry.id, "data-title": entry.title }, handle, step(-1, "nach oben"), step(1, "nach unten"));
    return row;
  }
  number() {
    const rows = [...this.node.children];
    rows.forEach((row, at) => {
      const [handle, up, down] = row.children;
      handle.lastChild.data = `${at + 1} ${row.dataset.title}`; // a finger's events end with the node that it touched
      up.setAttribute("aria-disabled", String(at === 0));
      down.setAttribute("aria-disabled", String(at === rows.length - 1));
    });
  }
  key(event) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by || !event.altKey) return;
    event.preventDefault();
    this.step(event.target.closest("li"), by);
  }
  /** The neighbour moves and not the row itself: so the row keeps the focus, and a drag its pointer. */
  step(row, by) {
    const neighbour = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (neighbour) by < 0 ? row.after(neighbour) : row.before(neighbour);
    this.number();
    const at = `${row.dataset.title}: Platz ${this.ids.indexOf(row.dataset.id) + 1} von ${this.rows.size}`;
    this.on.say(neighbour ? at : `${at}, weiter geht es nicht`);
    if (neighbour) this.on.moved(this.ids);
  }
  /** The page is listened to and not the handle: under a finger or a mouse the rows change places. */
  drag(event, row) {
    if (event.button) return;
    row.classList.add("ts-dragged");
    const above = (y) => row.previousElementSibling && y < within(row.previousElementSibling, 0.75);
    const below = (y) => row.nextElementSibling && y > within(row.nextElementSibling, 0.25);
    const move = ({ clientY }) => {
      while (above(clientY)) this.step(row, -1);
      while (below(clientY)) this.step(row, 1);
    };
    const end = () => {
      row.classList.remove("ts-dragged");
      document.removeEventListener("pointermove", move);
      for (const name of ENDS) document.removeEventListener(name, end);
    };
    document.addEventListener("pointermove", move);
    for (const name of ENDS) document.addEventListener(name, end);
  }
}

const ENDS = ["pointerup", "pointercancel"];

/** How far down the page a share of the node's height lies. */
const within = (node, share) => {
  const box = node.getBoundingClientRect();
  return box.top + share * box.height;
};
