// Part 3 of the script editor: the view that joins the conversation, the saving and the kernel.

const OFFLINE = "nicht verbunden: Text liegt nur im Browser";
const RERUN = "Führe die Zelle einmal mit ▶ aus";

const randomId = () => Math.random().toString(36).slice(2);

function render({ model, el }) {
  const page = (window.__telesalesPage ??= randomId());
  const view = randomId();
  const uid = `ts-${view}`;
  const saved = model.get("saved");
  const draft = new Draft(model.get("place"));
  /** False where the kernel is gone for good: after a restart JupyterLab throws. */
  const send = (message) => {
    try {
      model.send({ view, page, ...message });
      return true;
    } catch {
      return false;
    }
  };

  const lines = new Map();
  // What is said about saving stands where one is writing: the bar may be far down the page.
  const on = { input: () => saver.changed(), blur: () => saver.flush(), focus: (line) => line.row.append(state) };
  const read = () => Object.fromEntries([...lines].map(([id, line]) => [id, line.text]));
  const fill = (texts) => lines.forEach((line, id) => (line.text = texts[id] ?? ""));

  const state = h("span", { class: "ts-state" });
  const live = h("div", { class: "ts-live", role: "status", "aria-live": "polite" });
  const note = h("p", { class: "ts-note", hidden: true });
  const notice = h("div", {});
  const summary = h("div", { class: "ts-summary" });
  const announce = (text) => (live.textContent = text);

  const shows = {
    saved: () => setState("saved", "gespeichert"),
    empty: () => setState("saved", ""),
    saving: () => setState("saving", "speichert …"),
    offline: () => setState("trouble", `${OFFLINE}. ${RERUN}, dann wird er gespeichert.`),
    trouble: ({ message }) => setState("trouble", message),
    conflict: (other) => askAboutConflict(other),
    broken: ({ message }) => askAboutBroken(message),
  };
  const show = (kind, detail = {}) => shows[kind](detail);

  function setState(kind, text) {
    if (kind === "trouble" && state.textContent !== text) announce(text);
    state.className = `ts-state ts-state-${kind}`;
    state.textContent = text;
  }

  const saver = new Saver({ send, draft, read, revision: saved.revision, lines: saved.lines, show });

  function differences(texts) {
    const own = read();
    return Object.entries(texts).filter(([id, text]) => (own[id] ?? "") !== text);
  }
  function ask(title, texts, ways) {
    const writing = [...lines.values()].find((line) => line.node.contains(document.activeElement));
    if (writing) writing.row.after(notice);
    else root.prepend(notice);
    notice.replaceChildren(versions(title, differences(texts), ways));
    announce(title);
  }
  const answered = (act) => () => {
    notice.replaceChildren();
    act();
    (notice.closest("li") ?? root).querySelector("textarea").focus();
  };
  function askAboutConflict({ revision, lines: other }) {
    setState("trouble", "nicht gespeichert: Es gibt zwei Fassungen");
    ask("In einem anderen Tab geändert: Deine Fassung hier ist noch nicht gespeichert. Dort steht:", other, [
      ["Meine Fassung behalten", answered(() => saver.adopt(revision, other))],
      ["Andere laden", answered(() => (fill(other), saver.adopt(revision, other)))],
    ]);
  }
  function askAboutBroken(message) {
    setState("trouble", "nicht gespeichert: Die Datei im Ordner lässt sich nicht lesen");
    ask(message, {}, [
      [
        "Datei beiseitelegen und meine Zeilen speichern",
        answered(() => {
          saver.held = false;
          saver.flush({ aside: true });
        }),
      ],
    ]);
  }
  function offerDraft(kept) {
    const when = new Date(kept.at).toLocaleString("de-DE", { dateStyle: "short", timeStyle: "short" });
    ask(`In diesem Browser liegt noch eine ungespeicherte Fassung (${when}). Dort steht:`, kept.lines, [
      ["Fassung aus dem Browser laden", answered(() => (draft.clear(draft.asideKey), fill(kept.lines), saver.changed()))],
      ["Gespeicherte Fassung behalten", answered(() => draft.clear(draft.asideKey))],
    ]);
  }
  /** Takes up unsaved text where it continues the file; where the file went another way, the learner decides. */
  function recover() {
    const kept = draft.read();
    if (kept && !same(kept.lines, saved.lines)) {
      const continues = kept.base === saved.revision || (kept.sent && same(kept.sent, saved.lines));
      if (continues || isEmpty(saved.lines)) {
        fill(kept.lines);
        announce("Ungespeicherter Text aus diesem Browser ist wieder da.");
        saver.changed();
      } else draft.write(kept, draft.asideKey);
    }
    const aside = draft.read(draft.asideKey);
    if (aside && !same(aside.lines, read())) offerDraft(aside);
    else draft.clear(draft.asideKey);
  }

  function check() {
    saver.flush();
    announce("Wird geprüft …");
    const left = send({ kind: "check", seq: ++saver.seq, lines: read() });
    clearTimeout(check.waiting);
    check.waiting = setTimeout(() => show("offline"), left ? PATIENCE : 0);
  }
  function showReport(report) {
    if (!report) return;
    lines.forEach((line, id) => {
      const here = report.criteria.filter((criterion) => criterion.lines[0] === id);
      const also = report.criteria.filter((criterion) => criterion.lines.slice(1).includes(id));
      line.judge(report.lines[id] ?? [], here, also);
    });
    summary.replaceChildren(
      h("p", { class: `ts-result ts-${report.passed ? "pass" : "partial"}` }, report.summary),
      h("ul", { class: "ts-list" }, ...report.criteria.map(summaryRow)),
      h("p", { class: "ts-who" }, "Was für das ganze Gespräch gilt"),
      ...report.criteria.filter((criterion) => !criterion.lines.length).map(verdictBox),
    );
  }
  function summaryRow(criterion) {
    const target = lines.get(criterion.lines[0]);
    const go = () => (target.field.focus(), target.node.scrollIntoView({ block: "nearest" }));
    const label = `zu ${criterion.lines[0]}`;
    const link = target && button(label, go, { class: "ts-quiet", "aria-label": `${label}: ${criterion.title}` });
    return h("li", {}, chip(criterion), h("span", { class: "ts-small" }, `${criterion.points}`), link);
  }
  const onReport = () => showReport(model.get("report"));
  function onChecked({ report }) {
    clearTimeout(check.waiting);
    showReport(report);
    announce(`Geprüft: ${report.summary}. Die Rückmeldung steht bei den Zeilen.`);
    if (!saver.dirty()) show("saved");
  }
  function onHello({ carries }) {
    note.hidden = carries;
    note.textContent = carries
      ? ""
      : `Die Seite wurde neu geladen. Gespeichert wird weiter; ${RERUN}, damit auch das Notebook selbst deine Zeilen wieder mitträgt.`;
  }
  /** Another view saved: a view without own changes follows it; one with own changes learns of it when it saves. */
  function onOther() {
    const other = model.get("saved");
    if (other.view === view || saver.dirty() || saver.held) return;
    fill(other.lines);
    saver.adopt(other.revision, other.lines);
  }
  const answers = {
    hello: onHello,
    saved: (message) => saver.onSaved(message),
    conflict: (message) => saver.onConflict(message),
    broken: ({ message }) => saver.onTrouble("broken", message),
    trouble: ({ message }) => saver.onTrouble("trouble", message),
    checked: onChecked,
  };
  const onMessage = (message) => message?.view === view && answers[message.kind]?.(message);

  function onKeydown(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      check();
    }
    event.stopPropagation(); // JupyterLab's shortcuts (x, d d) would delete the cell around a focused button
  }

  const items = model.get("scene").map((entry) => {
    if (entry.kind === "recipient") return recipient(entry);
    if (entry.kind === "pause") return h("li", { class: "ts-pause" }, `(${entry.text})`);
    const line = new Line(entry, uid, on);
    lines.set(entry.id, line);
    return line.node;
  });
  const bar = h(
    "div",
    { class: "ts-bar" },
    button("Prüfen", check, { class: "ts-main", focus: () => bar.append(state) }),
    h("span", { class: "ts-small" }, "oder Strg+Enter in einer Zeile"),
    state,
  );
  const root = h(
    "section",
    { class: "ts-editor", lang: "de", "aria-label": "Gesprächseditor", keydown: onKeydown },
    note,
    h("ol", { class: "ts-call" }, ...items),
    bar,
    live,
    summary,
  );
  el.append(root);

  fill(saved.lines);
  if (!isEmpty(saved.lines)) show("saved");
  if (saved.origin === "notebook") {
    saver.acknowledged = {};
    saver.changed();
    announce("Deine Zeilen wurden aus dem Notebook geholt.");
  }
  root.prepend(notice);
  if (saved.trouble) saver.onTrouble("broken", saved.trouble);
  else recover();
  onReport();

  model.on("msg:custom", onMessage);
  model.on("change:saved", onOther);
  model.on("change:report", onReport);
  send({ kind: "hello" });
  const resized = new ResizeObserver(() => lines.forEach((line) => line.update()));
  resized.observe(root);
  const hidden = () => document.visibilityState === "hidden" && saver.flush();
  document.addEventListener("visibilitychange", hidden);

  return () => {
    saver.stop();
    clearTimeout(check.waiting);
    resized.disconnect();
    document.removeEventListener("visibilitychange", hidden);
    model.off("msg:custom", onMessage);
    model.off("change:saved", onOther);
    model.off("change:report", onReport);
  };
}

export default { render };
