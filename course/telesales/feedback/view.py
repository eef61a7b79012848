"""What a learner sees of a call and of a verdict, as plain data: the editor and the static page show the same.

Nothing here is HTML; texts of learners stay text until a template (escaping) or the browser (textContent) shows them.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from telesales.model import Call, Criterion, CriterionResult, Evidence, Exercise, Part, Report, Script, Slot, Verdict

View = dict[str, Any]

WORDS = {
    Verdict.PASS: ("✓", "geschafft"),
    Verdict.PARTIAL: ("◐", "teilweise"),
    Verdict.FAIL: ("✗", "noch nicht"),
    Verdict.UNSURE: ("?", "unklar"),
    Verdict.OPEN: ("○", "offen"),
}
"""Each verdict's symbol and word: colour alone never tells it."""

_WORST_FIRST = (Verdict.FAIL, Verdict.PARTIAL, Verdict.UNSURE, Verdict.PASS, Verdict.OPEN)
_FEW_LINES = 3


def scene(call: Call, exercise: str, said: Iterable[str] = ()) -> list[View]:
    """The exercise as a conversation: the recipient's turns, pauses, and one entry for each line to be written.

    Where the learner decides on the order, the lines come in the order of `said`.
    """
    entries: list[View] = []
    for number, slot in enumerate(call.exercises[exercise].arranged(said), 1):
        if slot.answers:
            turn = call.transcript.turn(slot.answers)
            entries.append({"kind": "recipient", "id": turn.id, "text": turn.text, "direction": turn.direction})
            entries += _pause(turn.then)
        entries.append({**_caller(slot, call), "number": _number(slot, number, call.exercises[exercise])})
        entries += _pause(_original(slot, call, "then"))
    return entries


def _caller(slot: Slot, call: Call) -> View:
    original = _original(slot, call, "text")
    return {"kind": "caller", "id": slot.id, "title": slot.title, "task": slot.task, "original": original}


def _number(slot: Slot, number: int, exercise: Exercise) -> str:
    """What stands before a line's title: its name in the call, or its place in the guide."""
    if slot.branch:
        return "Abzweig"
    return str(number) if exercise.ordered_by_learner else slot.id


def _original(slot: Slot, call: Call, field: str) -> str | None:
    return next((getattr(turn, field) for turn in call.transcript.turns if turn.id == slot.id), None)


def _pause(text: str | None) -> list[View]:
    return [{"kind": "pause", "text": text}] if text else []


def report_view(script: Script, report: Report, call: Call) -> View:
    """The report as the learner sees it: a summary, each criterion with its place, each line with its marks."""
    results = [(call.rubric.criterion(id), result) for id, result in report.criteria.items()]
    exercise = call.exercises[report.exercise]
    outcome = "bestanden" if report.passed else _what_is_missing(report, exercise, call)
    return {
        "passed": report.passed,
        "summary": f"{number(report.points)} von {number(report.max_points)} Punkten – {outcome}",
        "points": report.points,
        "max_points": report.max_points,
        "criteria": [criterion_view(c, result, report.exercise, _names(exercise)) for c, result in results],
        "lines": {slot.id: segments(slot.id, script.lines.get(slot.id, ""), results) for slot in exercise.slots},
    }


def _what_is_missing(report: Report, exercise: Exercise, call: Call) -> str:
    """Why the whole result is not passed: the points needed, and the criteria that no number of points outweighs."""
    need = f"noch nicht bestanden. Nötig sind {number(exercise.pass_share * report.max_points)} Punkte"
    half = (Verdict.PASS, Verdict.PARTIAL)
    missing = {id for id in exercise.must_pass if report.criteria[id].verdict is not Verdict.PASS}
    missing |= {id for id in exercise.must_be_partial if report.criteria[id].verdict not in half}
    missing |= {id for id, result in report.criteria.items() if result.knockout}
    titles = [f"„{call.rubric.criterion(id).title}“" for id in report.criteria if id in missing]
    return f"{need}, und auf jeden Fall: {', '.join(titles)}" if titles else need


def _names(exercise: Exercise) -> dict[str, str]:
    """What a line is called where words for it are proposed: its title where the learner puts the lines in order."""
    return {slot.id: slot.title if exercise.ordered_by_learner else slot.id for slot in exercise.slots}


def criterion_view(
    criterion: Criterion | Part, result: CriterionResult, exercise: str, names: Mapping[str, str] | None = None
) -> View:
    """One criterion's verdict in words; `lines` are those that show it, the first with the message.

    With the lines' `names`, the last hint proposes words for them, and `proposes` says that there is such a hint.
    """
    symbol, word = WORDS[result.verdict]
    ladder = hints(criterion, result)
    proposal = _proposal(criterion, exercise, names or {}) if ladder else []
    return {
        "id": criterion.id,
        "title": criterion.title,
        "verdict": result.verdict.value,
        "symbol": symbol,
        "word": f"{word}, K.-o.-Fehler" if result.knockout else word,
        "points": f"{number(result.points)} von {number(result.max_points)}",
        "message": result.message,
        "note": criterion.note if isinstance(criterion, Part) else "",
        "hints": [*ladder, *proposal],
        "proposes": bool(proposal),
        "quotes": [e.text for e in result.evidence],
        "lines": places(criterion, result, exercise),
    }


def hints(criterion: Criterion | Part, result: CriterionResult) -> list[str]:
    """The hints from weak to strong: what fits the finding, then the ladder; none where nothing is missing."""
    if result.verdict is Verdict.PASS:
        return []
    ladder = [hint.text for hint in criterion.hints if not hint.proposal]
    return list(dict.fromkeys([*([result.hint] if result.hint else []), *ladder]))


def _proposal(criterion: Criterion | Part, exercise: str, names: Mapping[str, str]) -> list[str]:
    """The hint that proposes words, if there is one for these lines."""
    last = criterion.hints[-1]
    lines = [f"{names[id]}: „{text}“" for id, text in last.proposal.get(exercise, {}).items() if id in names]
    return [" ".join([last.text, *lines])] if lines else []


def places(criterion: Criterion | Part, result: CriterionResult, exercise: str) -> list[str]:
    """The lines beside which a verdict stands: its evidence, else the few lines read, else none (the whole call)."""
    found = list(dict.fromkeys(evidence.line for evidence in result.evidence))
    reads = criterion.reads.get(exercise, ())
    return found or (list(reads) if len(reads) <= _FEW_LINES else [])


def worst(views: Iterable[View]) -> View:
    """The view of the worst verdict among `views` of criteria (at least one)."""
    return min(views, key=lambda view: _WORST_FIRST.index(Verdict(view["verdict"])))


def segments(line: str, text: str, results: Iterable[tuple[Criterion, CriterionResult]]) -> list[View]:
    """`text` cut at the edges of all evidence; a marked piece has its worst verdict and the criteria that read it."""
    marks = [(c, r, e) for c, r in results for e in r.evidence if e.line == line and _lies_in(e, text)]
    edges = sorted({0, len(text), *(e.start for _, _, e in marks), *(e.end for _, _, e in marks)})
    return [_segment(text, start, end, marks) for start, end in pairwise(edges)]


def _segment(text: str, start: int, end: int, marks: list[tuple[Criterion, CriterionResult, Evidence]]) -> View:
    over = [(c, r) for c, r, e in marks if e.start <= start and end <= e.end]
    worst = min((r.verdict for _, r in over), key=_WORST_FIRST.index, default=None)
    titles = ", ".join(dict.fromkeys(f"{c.title}: {WORDS[r.verdict][1]}" for c, r in over))
    return {"text": text[start:end], "verdict": worst.value if worst else None, "titles": titles}


def _lies_in(evidence: Evidence, text: str) -> bool:
    return 0 <= evidence.start < evidence.end <= len(text)


def number(value: float) -> str:
    """A number as German writes it: 41.5 as "41,5", 90.0 as "90"."""
    return f"{round(value, 2):g}".replace(".", ",")
