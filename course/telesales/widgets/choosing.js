// Choosing among options: a question with its options, what a check said of each entry, and how points come about.

const SIGNS = {
  richtig: ["✓", "pass"],
  "halb richtig": ["◐", "partial"],
  "noch nicht": ["✗", "fail"],
  offen: ["○", "open"],
  "zählt nicht": ["·", "open"],
};

/** What there is to say of one entry, in a word and a sentence; `name` tells of which where several stand together. */
function remarkBox(remark, name = "") {
  const [sign, kind] = SIGNS[remark.word] ?? ["", "open"];
  const word = name ? `${name}: ${remark.word}` : remark.word;
  return h(
    "div",
    { class: `ts-box ts-${kind}`, "data-field": remark.field },
    h("p", {}, h("span", { class: `ts-chip ts-${kind}` }, h("span", { "aria-hidden": "true" }, `${sign} `), word)),
    remark.message && h("p", {}, remark.message),
  );
}

/** What a check said, and below a note when the entry was changed since. */
class Remarks {
  constructor() {
    this.node = h("div", { class: "ts-feedback" });
  }
  /** Shows `boxes` for the entry `checked`. */
  show(boxes, checked) {
    this.checked = checked;
    this.node.replaceChildren(h("p", { class: "ts-stale-note" }, STALE), ...boxes);
  }
  /** Compares with the entry as it is now. */
  update(now) {
    this.stale = this.checked !== undefined && this.checked !== now;
    this.node.classList.toggle("ts-stale", this.stale);
  }
}

/** One choice among options, as radio inputs; `choice` is the id of the option taken, or empty. */
class Question {
  constructor(question, name, changed) {
    this.question = question;
    this.inputs = question.options.map((option) =>
      h("input", {
        type: "radio",
        name,
        value: option.id,
        "data-lm-suppress-shortcuts": "true",
        change: () => (this.update(), changed()),
      }),
    );
    const options = question.options.map((option, i) => h("label", { class: "ts-option" }, this.inputs[i], h("span", {}, option.text)));
    this.remarks = new Remarks();
    this.node = h(
      "div",
      { class: "ts-question", "data-field": question.id },
      h("fieldset", {}, h("legend", {}, question.text), h("div", { class: "ts-options" }, ...options)),
      this.remarks.node,
    );
  }
  get choice() {
    return this.inputs.find((input) => input.checked)?.value ?? "";
  }
  set choice(id) {
    this.inputs.forEach((input) => (input.checked = input.value === id));
    this.update();
  }
  /** An option's words. */
  words(id) {
    return this.question.options.find((option) => option.id === id)?.text ?? id;
  }
  update() {
    this.remarks.update(this.choice);
  }
  judge(remark, choice) {
    this.remark = remark;
    this.remarks.show([remarkBox(remark)], choice);
    this.update();
  }
  focus() {
    (this.inputs.find((input) => input.checked) ?? this.inputs[0]).focus();
  }
}

/** How the points of each part come about. */
const scoring = (parts) =>
  h(
    "details",
    {},
    h("summary", {}, "So wird gezählt"),
    h("ul", {}, ...parts.map((part) => h("li", {}, h("strong", {}, `${part.title} (${part.points} Punkte): `), part.scoring))),
  );

/** One graded part: its verdict, how it came about, a hint on request, and the state of the law. */
const partBox = (part) =>
  h(
    "div",
    { class: `ts-box ts-${part.verdict}`, "data-criterion": part.id },
    h("p", {}, chip(part), h("span", { class: "ts-small" }, `${part.points} Punkten`)),
    h("p", {}, part.message.split("\n")[0]),
    hints(part),
    part.note && h("p", { class: "ts-small" }, part.note),
  );
