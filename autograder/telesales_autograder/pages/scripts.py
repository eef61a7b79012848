"""What a page shows of written lines: verdicts with their reasons, the lines with their marks, how it all sounded."""

from collections.abc import Iterable
from functools import cache
from itertools import zip_longest

from telesales.feedback.calls import ENDINGS
from telesales.feedback.flow import flow_view
from telesales.feedback.view import View, report_view, scene
from telesales.loading import load_call
from telesales.model import Call, CallRecord, Report, Script
from telesales.plots.comparing import share_rows
from telesales.plots.measures import original
from telesales.plots.mood import described, signed, steps, turns
from telesales.recipient import play
from telesales_autograder.kept import Kept
from telesales_autograder.pages.pictures import Course, curves


def script_view(script: Script, found: Kept, call: Call) -> View:
    """Everything that the page of a script shows."""
    report, record = found.report, found.call
    seen = report_view(script, report, call)
    guide, post = call.exercises[script.exercise].ordered_by_learner, None
    if not guide:
        post = _post(call.id)
    criteria = [_criterion(view, report, script, call) for view in seen["criteria"]]
    return {
        "kind": "script",
        "outcome": outcome(seen),
        "summary": seen["summary"],
        "criteria": {view["id"]: view for view in criteria},
        "good": [view for view in criteria if view["verdict"] == "pass"],
        "todo": sorted((view for view in criteria if view["verdict"] != "pass"), key=lambda view: not view["grave"]),
        "scene": _scene(script, seen, criteria, call),
        "flow": flow_view(script, report, call) if guide else None,
        "sheet": _sheet(script, call) if guide else "",
        "mood": mood_view(record, post, slot_names(script.exercise, call)),
        "shares": _shares(script, record, call, guide),
        "empty": not any(text.strip() for text in script.lines.values()),
    }


def outcome(view: View) -> str:
    """How it came out, without the points, as a sentence."""
    words: str = view["summary"].partition(" – ")[2]
    return f"{words[:1].upper()}{words[1:]}."


def slot_names(exercise: str, call: Call) -> dict[str, str]:
    """What each line is called on the page."""
    found = call.exercises[exercise]
    return {slot.id: slot.title if found.ordered_by_learner else f"{slot.id} {slot.title}" for slot in found.slots}


def _criterion(view: View, report: Report, script: Script, call: Call) -> View:
    """With the passages that the verdict rests on, line by line."""
    result, names = report.criteria[view["id"]], slot_names(script.exercise, call)
    quotes: dict[str, list[str]] = {}
    for evidence in result.evidence:
        quotes.setdefault(names.get(evidence.line, evidence.line), []).append(evidence.text)
    proposal = view["hints"][-1] if view["proposes"] else None
    ladder = view["hints"][:-1] if view["proposes"] else view["hints"]
    return {**view, "passages": list(quotes.items()), "grave": result.knockout, "hints": ladder, "proposal": proposal}


def _scene(script: Script, seen: View, criteria: Iterable[View], call: Call) -> list[View]:
    """The conversation; beside each line of the learner's its pieces and the verdicts that point at it."""
    entries = []
    for entry in scene(call, script.exercise, script.lines):
        if entry["kind"] == "caller":
            here = [view for view in criteria if entry["id"] in view["lines"]]
            entry = {**entry, "pieces": seen["lines"][entry["id"]], "verdicts": here}
        entries.append(entry)
    return entries


def _sheet(script: Script, call: Call) -> str:
    sheet = call.facts.get(script.facts or "")
    return sheet.title if sheet else "eigenes Angebot"


@cache
def _post(call_id: str) -> CallRecord:
    """The call of the post, played once."""
    return play(original(load_call(call_id)))


def mood_view(own: CallRecord, post: CallRecord | None, names: dict[str, str]) -> View | None:
    """The mood after each line as picture, table and words; None where nothing was said."""
    if not steps(own):
        return None
    records = {"im Beitrag": post, "bei dir": own} if post else {"bei dir": own}
    longest = max((steps(record) for record in records.values() if record), key=len)
    numbers = [step.line if post else str(place) for place, step in enumerate(longest, 1)]
    courses = [_course(name, record, "own" if record is own else "post") for name, record in records.items() if record]
    told = " ".join(f"{name[:1].upper()}{name[1:]}: {described(record)}." for name, record in records.items() if record)
    rows = zip_longest(*(steps(record) for record in records.values() if record))
    return {
        "pictures": curves(["", *numbers], courses),
        "told": f"Stimmung nach jedem Satz, von −5 bis +5. {told}",
        "columns": list(records),
        "rows": [(_name(row, names), *(signed(step.mood) if step else "–" for step in row)) for row in rows],
        "numbered": not post,
        "turns": [(step, names.get(step.line, step.line), signed(step.mood)) for step in turns(own)],
        "names": names,
        "ending": ENDINGS[own.outcome],
        "end": signed(own.mood),
    }


def _name(row: tuple[object, ...], names: dict[str, str]) -> str:
    line = next(str(getattr(step, "line", "")) for step in row if step)
    return names.get(line, line)


def _course(name: str, record: CallRecord, kind: str) -> Course:
    return Course(name, kind, [0, *(step.mood for step in steps(record))])


def _shares(script: Script, record: CallRecord, call: Call, guide: bool) -> list[View]:
    """Who talks and who asks, as bars: beside the post where there is one, else of the call as it was played."""
    if guide:
        share = talk_share(record)
        return [{"title": "Dein Anteil an allen Wörtern", "bars": [_bar("bei dir", "own", share)]}] if share else []
    rows = share_rows(script, call)
    pairs = (("im Beitrag", "post"), ("bei dir", "own"))
    return [
        {
            "title": row.title,
            "bars": [_bar(*pair, value) for pair, value in zip(pairs, (row.post, row.own), strict=True)],
        }
        for row in rows
    ]


def _bar(name: str, kind: str, share: float) -> View:
    return {"name": name, "kind": kind, "share": share, "text": f"{share:.0%}".replace("%", " %")}


def talk_share(record: CallRecord) -> float:
    """The caller's part of all words that were spoken, 0 to 1."""
    words = {"caller": 0, "recipient": 0}
    for turn in record.turns:
        words[turn.speaker] += len(turn.text.split())
    whole = sum(words.values())
    return words["caller"] / whole if whole else 0.0
