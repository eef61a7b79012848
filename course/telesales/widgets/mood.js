// The mood rater: for each answer from the other end a number (opinion), a direction and a reason; and the curve.

const ARROWS = { falls: "↘ ", holds: "→ ", rises: "↗ " };

/** A number to type, or to step with − and +; empty until something was entered. */
class Stepper {
  constructor(opinion, name, { start, changed }) {
    const { low, high, text } = opinion;
    this.range = [low, high];
    this.start = start;
    this.field = h("input", {
      type: "number",
      id: name,
      min: low,
      max: high,
      step: 1,
      "data-lm-suppress-shortcuts": "true",
      input: changed,
    });
    const step = (by, sign, label) => button(sign, () => (this.step(by), changed()), { "aria-label": label });
    this.node = h(
      "div",
      { class: "ts-stepper" },
      h("label", { for: name }, `${text} (${signed(low)} bis ${signed(high)})`),
      h("span", {}, step(-1, "−", "Stimmung schlechter"), this.field, step(1, "+", "Stimmung besser")),
    );
  }
  get value() {
    const value = this.field.value.trim() === "" ? NaN : Number(this.field.value);
    return Number.isInteger(value) && value >= this.range[0] && value <= this.range[1] ? value : null;
  }
  set value(value) {
    this.field.value = value ?? "";
  }
  step(by) {
    const [low, high] = this.range;
    this.value = Math.min(high, Math.max(low, (this.value ?? this.start()) + by));
  }
}

/** One answer from the other end, with the line before it. */
class Answer {
  constructor(item, before, turn, scene, uid, { start, changed }) {
    const name = `${uid}-${item.id}`;
    this.item = item;
    this.short = item.id;
    this.title = turn.text;
    this.rating = new Stepper(scene.opinion, `${name}-rating`, { start, changed });
    this.questions = item.questions.map((question) => new Question(arrowed(question), `${name}-${question.id}`, changed));
    const spoken = (said, kind, who) =>
      h(
        "div",
        { class: `ts-${kind}` },
        h("span", { class: "ts-who" }, `${said.id} · ${who}`, said.direction && h("em", {}, ` (${said.direction})`)),
        h("p", { class: "ts-bubble" }, said.text),
        said.then && h("p", { class: "ts-pause" }, `(${said.then})`),
      );
    this.node = h(
      "li",
      { class: "ts-card", "data-item": item.id },
      before && spoken(before, "caller", "Anrufer"),
      spoken(turn, "recipient", "am anderen Ende"),
      this.rating.node,
      ...this.questions.map((question) => question.node),
    );
  }
  get entries() {
    const chosen = this.questions.map((question) => [`${this.item.id}/${question.question.id}`, question.choice]);
    const rated = [`${this.item.id}/${this.opinion}`, this.rating.value == null ? "" : String(this.rating.value)];
    return [...chosen, rated].filter(([, text]) => text);
  }
  get state() {
    const done = this.questions.filter((question) => question.choice).length;
    const judged = done ? this.questions.filter((question) => question.remark && !question.remarks.stale) : [];
    if (judged.length === this.questions.length) {
      const right = judged.filter((question) => question.remark.credit === 1).length;
      return [right === judged.length ? "✓" : right ? "◐" : "✗", `${right} von ${judged.length} richtig`];
    }
    return done === this.questions.length ? ["●", "entschieden"] : done ? ["◔", "angefangen"] : ["○", "offen"];
  }
}

const arrowed = (question) => ({
  ...question,
  options: question.options.map((option) => ({ ...option, text: `${ARROWS[option.id] ?? ""}${option.text}` })),
});

/** All answers of `scene` as a deck, and the curve that grows with them. */
class Mood {
  constructor(scene, uid, on) {
    this.opinion = scene.opinion.id;
    const changed = () => (this.update(), on.changed());
    this.answers = scene.items.map((item, i) => {
      const at = scene.dialogue.findIndex((turn) => turn.id === item.id);
      const start = () => this.answers.slice(0, i).map((one) => one.rating.value).filter((value) => value != null).at(-1) ?? 0;
      const answer = new Answer(item, scene.dialogue[at - 1], scene.dialogue[at], scene, uid, { start, changed });
      answer.opinion = this.opinion;
      return answer;
    });
    this.deck = new Deck(this.answers, "Antwort", on.say);
    this.curve = new Curve(scene.items.map((item) => item.id), scene.opinion, "Die Stimmung am anderen Ende");
    this.guess = new Guess(uid, on);
    this.node = h(
      "div",
      { focusout: on.blur },
      h("p", {}, scene.task),
      scoring(scene.parts),
      this.deck.node,
      this.curve.node,
      h("p", { class: "ts-small" }, scene.opinion.note),
      this.guess.node,
    );
  }
  read() {
    return Object.fromEntries(this.answers.flatMap((answer) => answer.entries));
  }
  fill(texts) {
    for (const { item, rating, questions } of this.answers) {
      rating.value = texts[`${item.id}/${this.opinion}`];
      questions.forEach((question) => (question.choice = texts[`${item.id}/${question.question.id}`] ?? ""));
    }
    this.update();
  }
  judge(report, texts) {
    this.reference = report.reference;
    this.guess.judged(report);
    for (const { item, questions } of this.answers)
      for (const question of questions) {
        const remark = report.remarks.find((one) => one.item === item.id && one.field === question.question.id);
        if (remark) question.judge(remark, texts[`${item.id}/${question.question.id}`] ?? "");
      }
    this.update();
  }
  summary(report) {
    return report.parts.map(partBox);
  }
  label(key, text) {
    const [id, field] = key.split("/");
    const question = this.answers.find((one) => one.item.id === id)?.questions.find((one) => one.question.id === field);
    return [id, question ? question.words(text) : text && `Stimmung ${signed(text)}`];
  }
  focus() {
    this.answers[this.deck.at].rating.field.focus();
  }
  update() {
    this.deck.update();
    const own = Object.fromEntries(this.answers.map(({ item, rating }) => [item.id, rating.value]));
    const post = { name: "Beitrag", kind: "post", values: this.reference ?? {} };
    this.curve.draw([post, { name: "du", kind: "own", values: own }]);
  }
}

const render = ({ model, el }) => shell({ model, el }, "Stimmungskurve", (...inner) => new Mood(...inner));

export default { render };
