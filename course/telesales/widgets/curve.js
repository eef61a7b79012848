// The mood over the call as a picture: the own curve, and over it the post's once it may be seen.

const SVG = "http://www.w3.org/2000/svg";
const WIDE = 560; // until the page says how wide it is
const HIGH = 260;
const NARROW = 380; // below, the curves' names stand under the picture and not at their ends
const LEFT = 34;
const BESIDE = 84; // room for the names at the ends of the curves
const TOP = 14;
const BOTTOM = 30;

const signed = (value) => (value > 0 ? `+${value}` : String(value).replace("-", "−"));

/** An element of a picture with attributes and children. */
function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.append(...children);
  return node;
}

/** The picture of one or two curves over `ids`: `values` by id, null where there is none. */
class Curve {
  constructor(ids, { low, high }, title) {
    Object.assign(this, { ids, low, high, title });
    this.wide = WIDE;
    this.curves = [];
    this.picture = h("div", { class: "ts-picture" });
    new ResizeObserver(([{ contentRect }]) => this.resized(contentRect.width)).observe(this.picture);
    this.key = h("p", { class: "ts-small" });
    this.table = h("div", {});
    this.node = h(
      "figure",
      { class: "ts-curve" },
      h("figcaption", { class: "ts-who" }, title),
      this.picture,
      this.key,
      h("details", {}, h("summary", {}, "Als Tabelle"), this.table),
    );
  }
  /** Drawn pixel by pixel, so that the words are as large as all others. */
  resized(width) {
    if (!width || width === this.wide) return;
    this.wide = width;
    this.draw(this.curves);
  }
  get narrow() {
    return this.wide < NARROW;
  }
  get right() {
    return this.wide - (this.narrow ? 14 : BESIDE);
  }
  x(i) {
    return LEFT + ((i + 1) * (this.right - LEFT)) / this.ids.length;
  }
  y(value) {
    return TOP + ((this.high - value) * (HIGH - TOP - BOTTOM)) / (this.high - this.low);
  }
  /** `curves`: [{name, kind, values: {id: number}}], the last on top. */
  draw(curves) {
    this.curves = curves;
    const shown = curves.filter((curve) => this.ids.some((id) => curve.values[id] != null));
    this.picture.replaceChildren(
      svg(
        "svg",
        { viewBox: `0 0 ${this.wide} ${HIGH}`, role: "img", "aria-label": this.described(shown) },
        ...this.grid(),
        ...shown.flatMap((curve) => this.line(curve)),
        ...this.names(shown),
      ),
    );
    this.key.textContent = this.legend(shown);
    this.table.replaceChildren(this.numbers(shown));
  }
  described(curves) {
    if (!curves.length) return `${this.title}: noch leer`;
    const values = (curve) => this.ids.filter((id) => curve.values[id] != null).map((id) => `${id} ${signed(curve.values[id])}`);
    return `${this.title}. ${curves.map((curve) => `${curve.name}: ${values(curve).join(", ")}`).join(". ")}`;
  }
  grid() {
    const lines = [];
    for (let value = this.low; value <= this.high; value += 1) {
      const y = this.y(value);
      const kind = value === 0 ? "ts-zero" : "ts-grid";
      lines.push(svg("line", { x1: LEFT, x2: this.right, y1: y, y2: y, class: kind }));
      if (value % 5 === 0) lines.push(svg("text", { x: LEFT - 6, y: y + 4, "text-anchor": "end" }, signed(value)));
    }
    const under = this.ids.map((id, i) => svg("text", { x: this.x(i), y: HIGH - 8, "text-anchor": "middle" }, id));
    return [...lines, ...under];
  }
  /** From zero before the first turn through all values; a gap stays a gap. */
  line({ kind, values }) {
    const points = [[LEFT, this.y(0)], ...this.ids.map((id, i) => (values[id] == null ? null : [this.x(i), this.y(values[id])]))];
    const path = points.map((at, i) => at && `${points[i - 1] ? "L" : "M"}${at[0]} ${at[1]}`).filter(Boolean).join("");
    const dots = points.slice(1).filter(Boolean).map(([x, y]) => this.dot(kind, x, y));
    return [svg("path", { d: path, class: `ts-curve-${kind}` }), ...dots];
  }
  dot(kind, x, y) {
    return kind === "own"
      ? svg("circle", { cx: x, cy: y, r: 5, class: "ts-dot-own" })
      : svg("rect", { x: x - 4.5, y: y - 4.5, width: 9, height: 9, class: "ts-dot-post" });
  }
  /** The curves' names at their ends; where these lie close together, one moves aside. */
  names(curves) {
    if (this.narrow) return [];
    const ends = curves.map((curve) => {
      const i = this.ids.findLastIndex((id) => curve.values[id] != null);
      return { curve, x: this.x(i) + 10, y: this.y(curve.values[this.ids[i]]) + 4 };
    });
    if (ends.length === 2 && Math.abs(ends[0].y - ends[1].y) < 16 && Math.abs(ends[0].x - ends[1].x) < 70) {
      const [upper, lower] = ends[0].y <= ends[1].y ? ends : [ends[1], ends[0]];
      upper.y -= 8;
      lower.y = upper.y + 17;
    }
    return ends.map(({ curve, x, y }) => svg("text", { x, y, class: `ts-name-${curve.kind}` }, curve.name));
  }
  /** What the names at the ends would say; of one curve the title says it. */
  legend(curves) {
    const signs = { own: "● ", post: "□ gestrichelt: " };
    return this.narrow && curves.length > 1 ? curves.map(({ kind, name }) => signs[kind] + name).join(" · ") : "";
  }
  numbers(curves) {
    const cell = (value) => h("td", {}, value == null ? "–" : signed(value));
    const head = ["Antwort", ...curves.map((curve) => curve.name)].map((text) => h("th", { scope: "col" }, text));
    const rows = this.ids.map((id) => h("tr", {}, h("th", { scope: "row" }, id), ...curves.map((curve) => cell(curve.values[id]))));
    return h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows));
  }
}
