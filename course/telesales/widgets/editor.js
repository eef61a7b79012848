// The script editor: both sides of the call, with a text field for each line of the caller.

class Conversation {
  constructor(scene, uid, on) {
    this.lines = new Map();
    const items = scene.map((entry) => {
      if (entry.kind === "recipient") return recipient(entry);
      if (entry.kind === "pause") return h("li", { class: "ts-pause" }, `(${entry.text})`);
      const line = new Line(entry, uid, { ...on, input: on.changed });
      this.lines.set(entry.id, line);
      return line.node;
    });
    this.guess = new Guess(uid, on);
    this.node = h("div", {}, h("ol", { class: "ts-call" }, ...items), this.guess.node);
  }
  read() {
    return Object.fromEntries([...this.lines].map(([id, line]) => [id, line.text]));
  }
  fill(texts) {
    this.lines.forEach((line, id) => (line.text = texts[id] ?? ""));
  }
  judge(report) {
    judgeLines(this.lines, report);
    this.guess.judged(report);
  }
  summary(report) {
    return summaryOfLines(this.lines, report);
  }
  label(id, text) {
    return [id, text];
  }
  place() {
    return writtenIn(this.lines)?.row;
  }
  focus(notice) {
    const line = [...this.lines.values()].find(({ node }) => node.contains(notice)) ?? this.lines.values().next().value;
    line.field.focus();
  }
  resized() {
    fit([...this.lines.values()]);
  }
}

const render = ({ model, el }) => shell({ model, el }, "Gesprächseditor", (...inner) => new Conversation(...inner));

export default { render };
