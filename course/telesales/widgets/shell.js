// What every exercise's page has around its body: saving, two versions, Prüfen, the result, a voice for screen readers.
//
// A body has: node; read() → flat texts by id; fill(texts); judge(report, texts); summary(report) → nodes; focus();
// label(id, text) → [name, words] of one difference; and, if it likes, place() → where a notice should stand, and
// heard(message) for answers to what it asked the kernel itself.

const OFFLINE = "nicht verbunden: Text liegt nur im Browser";
const RERUN = "Führe die Zelle einmal mit ▶ aus";
const GONE = "Deine ungespeicherte Fassung ist älter als diese Übung. Alles ist wieder da, nur das hier gibt es nicht mehr:";

/** Shows the body that `make(scene, uid, on)` makes, in a region called `name`; returns what to do at the end. */
function shell({ model, el }, name, make) {
  const page = (window.__telesalesPage ??= randomId());
  const view = randomId();
  const saved = model.get("saved");
  const draft = new Draft(model.get("place"));
  const notes = new Notes(model.get("place"));
  /** False where the kernel is gone for good: after a restart JupyterLab throws. */
  const send = (message) => {
    try {
      model.send({ view, page, ...message });
      return true;
    } catch {
      return false;
    }
  };
  const state = h("span", { class: "ts-state" });
  const live = h("div", { class: "ts-live", role: "status", "aria-live": "polite" });
  const note = h("p", { class: "ts-note", hidden: true });
  const notice = h("div", {});
  const summary = h("div", { class: "ts-summary" });
  const announce = (text) => (live.textContent = text);

  // What is said about saving stands where one is working: the bar may be far down the page.
  const body = make(model.get("scene"), `ts-${view}`, {
    changed: () => saver.changed(),
    now: () => (saver.changed(), saver.flush()),
    blur: () => saver.flush(),
    focus: (line) => line.row.append(state),
    say: announce,
    send,
    notes,
  });

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
  const saver = new Saver({ send, draft, read: () => body.read(), revision: saved.revision, lines: saved.lines, show });

  function differences(texts) {
    const own = body.read();
    return Object.entries(texts).filter(([id, text]) => (own[id] ?? "") !== (text ?? ""));
  }
  function ask(title, texts, ways) {
    const place = body.place?.();
    if (place) place.after(notice);
    else root.prepend(notice);
    const rows = differences(texts).map(([id, text]) => body.label(id, text));
    notice.replaceChildren(versions(title, rows, ways));
    announce(title);
  }
  const answered = (act) => () => {
    notice.replaceChildren();
    act();
    body.focus(notice);
  };
  function askAboutConflict({ revision, lines: other }) {
    setState("trouble", "nicht gespeichert: Es gibt zwei Fassungen");
    ask("In einem anderen Tab geändert: Deine Fassung hier ist noch nicht gespeichert. Dort steht:", other, [
      ["Meine Fassung behalten", answered(() => saver.adopt(revision, other))],
      ["Andere laden", answered(() => (body.fill(other), saver.adopt(revision, other)))],
    ]);
  }
  function askAboutBroken(message) {
    setState("trouble", "nicht gespeichert: Die Datei im Ordner lässt sich nicht lesen");
    const replace = () => ((saver.held = false), saver.flush({ aside: true }));
    ask(message, {}, [["Datei beiseitelegen und meine Zeilen speichern", answered(replace)]]);
  }
  function offerDraft(kept) {
    const when = new Date(kept.at).toLocaleString("de-DE", { dateStyle: "short", timeStyle: "short" });
    const load = () => (draft.clear(draft.asideKey), body.fill(kept.lines), saver.changed());
    ask(`In diesem Browser liegt noch eine ungespeicherte Fassung (${when}). Dort steht:`, kept.lines, [
      ["Fassung aus dem Browser laden", answered(load)],
      ["Gespeicherte Fassung behalten", answered(() => draft.clear(draft.asideKey))],
    ]);
  }
  /** Takes up what was not saved where it continues the file; where the file went another way, the learner decides. */
  function recover() {
    const kept = draft.read();
    if (kept && !same(kept.lines, saved.lines)) {
      const continues = kept.base === saved.revision || (kept.sent && same(kept.sent, saved.lines));
      if (continues || isEmpty(saved.lines)) {
        body.fill(kept.lines);
        if (same(body.read(), kept.lines)) announce("Was in diesem Browser noch ungespeichert lag, ist wieder da.");
        else ask(GONE, kept.lines, [["Verstanden", answered(() => {})]]);
        saver.changed();
      } else draft.write(kept, draft.asideKey);
    }
    const aside = draft.read(draft.asideKey);
    if (aside && !same(aside.lines, body.read())) offerDraft(aside);
    else draft.clear(draft.asideKey);
  }

  /** The question goes before the saving, which nobody waits for. */
  function check() {
    announce("Wird geprüft …");
    check.texts = body.read();
    const left = send({ kind: "check", seq: ++saver.seq, lines: check.texts });
    clearTimeout(check.waiting);
    check.waiting = setTimeout(() => show("offline"), left ? PATIENCE : 0);
    saver.flush();
  }
  /** A report comes twice, as an answer and as a trait: what is shown already stays. */
  function showReport(report) {
    if (!report) return;
    const texts = check.texts ?? saved.lines;
    const key = JSON.stringify([report, texts]);
    if (showReport.shown === key) return;
    showReport.shown = key;
    body.judge(report, texts);
    const result = h("p", { class: `ts-result ts-${report.passed ? "pass" : "partial"}` }, report.summary);
    summary.replaceChildren(result, ...body.summary(report));
    root.querySelectorAll("[data-hints]").forEach((node) => node.reveal(notes.get(`hint:${node.dataset.hints}`) ?? 0));
  }
  const onReport = () => showReport(model.get("report"));
  function onChecked({ report }) {
    clearTimeout(check.waiting);
    showReport(report);
    announce(`Geprüft: ${report.summary}. Die Rückmeldung steht dabei.`);
    if (!saver.dirty()) show("saved");
  }
  function onHello({ carries }) {
    note.hidden = carries;
    note.textContent = carries
      ? ""
      : `Die Seite wurde neu geladen. Gespeichert wird weiter; ${RERUN}, damit auch das Notebook selbst wieder alles mitträgt.`;
  }
  /** Another view saved: a view without own changes follows it; one with own changes learns of it when it saves. */
  function onOther() {
    const other = model.get("saved");
    if (other.view === view || saver.dirty() || saver.held) return;
    body.fill(other.lines);
    saver.adopt(other.revision, other.lines);
  }
  const answers = {
    hello: onHello,
    saved: (message) => saver.onSaved(message),
    conflict: (message) => saver.onConflict(message),
    broken: ({ message }) => saver.onTrouble("broken", message),
    trouble: ({ message }) => (clearTimeout(check.waiting), saver.onTrouble("trouble", message)),
    checked: onChecked,
  };
  const onMessage = (message) => {
    if (message?.view !== view) return;
    if (answers[message.kind]) answers[message.kind](message);
    else body.heard?.(message);
  };
  function onKeydown(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      check();
    }
    event.stopPropagation(); // JupyterLab's shortcuts (x, d d) would delete the cell around a focused button
  }

  // The state comes to the bar by the click and not by the focus: a page that moves under the mouse loses the click.
  const bar = h(
    "div",
    { class: "ts-bar" },
    button("Prüfen", () => (bar.append(state), check()), { class: "ts-main" }),
    h("span", { class: "ts-small" }, "oder Strg+Enter"),
    state,
  );
  const root = h("section", { class: "ts-editor", lang: "de", "aria-label": name, keydown: onKeydown }, note, body.node, bar, live, summary);
  el.append(root);
  root.addEventListener("telesales-hint", ({ detail }) => notes.set(`hint:${detail.id}`, detail.taken));

  body.fill(saved.lines);
  if (!isEmpty(saved.lines)) show("saved");
  if (saved.origin === "notebook") {
    saver.acknowledged = {};
    saver.changed();
    announce("Deine Eingaben wurden aus dem Notebook geholt.");
  }
  root.prepend(notice);
  if (saved.trouble) saver.onTrouble("broken", saved.trouble);
  else recover();
  onReport();

  model.on("msg:custom", onMessage);
  model.on("change:saved", onOther);
  model.on("change:report", onReport);
  send({ kind: "hello" });
  let width = 0;
  const resized = new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width !== width) body.resized?.();
    width = contentRect.width;
  });
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
