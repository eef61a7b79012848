"""Grades how calls are led, over all recipients, by the rules in live-call.yaml. Sales do not count."""

from collections.abc import Callable, Iterable
from statistics import fmean

from telesales.loading import load_call
from telesales.model import Call, CallPart, CallRecord, CallRules, CriterionResult, Recipient, Report, Script, Verdict
from telesales.recipient.hearing import Hearing, rules_of
from telesales.recipient.paths import Paths, walk
from telesales.recipient.playing import complete, heard, play
from telesales.recipient.replying import LAST_LINE

Share = float | None
"""How much of one call counts, 0 to 1; None where the call did not come so far."""

PASS_SHARE = 0.7
HALF_A_CLEAN_NO = 0.5
_DONE, _NOTHING = 0.995, 0.005


def live_parts() -> frozenset[str]:
    """The ids of the graded cells of the live call."""
    return frozenset(part.id for part in rules_of(load_call()).parts)


def judge_calls(script: Script) -> Report:
    """The report on the calls that `script` leads with every recipient: deterministic, never raises for any text."""
    call = load_call(script.call)
    rules = rules_of(call)
    hearing = heard(complete(script, call), call)
    counted = shares(script)
    results = {part.id: _result(part, counted[part.id], hearing) for part in rules.parts}
    points, max_points = sum(r.points for r in results.values()), sum(r.max_points for r in results.values())
    return Report(
        exercise=script.exercise,
        passed=points >= PASS_SHARE * max_points and not hearing.grave,
        points=points,
        max_points=max_points,
        criteria=results,
    )


Shares = dict[str, tuple[Share, str]]
"""By recipient: what counts of the call, and why, in a few words."""


def shares(script: Script) -> dict[str, Shares]:
    """By graded part, what each call that `script` leads counts there, and why."""
    call = load_call(script.call)
    hearing = heard(complete(script, call), call)
    records = {id: play(script, id) for id in call.recipients}
    return {part.id: _shares(part, script, records, hearing, call) for part in rules_of(call).parts}


def _shares(part: CallPart, script: Script, records: dict[str, CallRecord], hearing: Hearing, call: Call) -> Shares:
    if part.by == "paths":
        return {id: _safety(walk(script, id), part, call) for id in records}
    measure: Callable[[CallRecord, Recipient], tuple[Share, str]] = (
        (lambda record, person: ending(record, person, part, hearing.rules))
        if part.by == "ends"
        else (lambda record, person: _events(record, part, hearing))
    )
    return {id: measure(record, call.recipients[id]) for id, record in records.items()}


def _events(record: CallRecord, part: CallPart, hearing: Hearing) -> tuple[Share, str]:
    """The share of wanted events among those whose turn came, nothing for late ones; nothing with a spoiling event."""
    places = _places(record)
    spoiling = next((event for event in record.events() if event.id in part.spoils), None)
    if spoiling is not None:
        return 0.0, f"{spoiling.title} („{_short(spoiling.text)}“)"
    last = part.due_by or len(record.moods)
    over = part.due_by is not None and len(record.moods) >= last
    due = [id for id in part.wants if over or id in places or _was_due(id, record, hearing)]
    if not due:
        return None, "kam nicht so weit"
    missing = [id for id in due if id not in places]
    late = [id for id in due if places.get(id, 0) > last]
    return 1 - len(missing + late) / len(due), _lacks(missing, late, hearing)


def _places(record: CallRecord) -> dict[str, int]:
    """For each event in which of the caller's lines it was first heard; the first line is 1."""
    turns = [turn for turn in record.turns if turn.mood is not None]
    return {event.id: place for place, turn in reversed([*enumerate(turns, 1)]) for event in turn.events}


def _lacks(missing: list[str], late: list[str], hearing: Hearing) -> str:
    found = {"es fehlt": missing, "zu spät": late}
    parts = [f"{word}: {', '.join(hearing.rules.event(id).title for id in ids)}" for word, ids in found.items() if ids]
    return "; ".join(parts) or "alles da"


def _was_due(event: str, record: CallRecord, hearing: Hearing) -> bool:
    """Whether a line that could have raised the event was said, or had its turn and is empty, or never has a turn."""
    if event == "answered":
        return any(turn.id == "evaded" for turn in record.events())
    order = hearing.order
    said = {turn.id for turn in record.turns if turn.speaker == "caller"}
    last = max((order.index(slot) for slot in said if slot in order), default=-1)
    empty = (slot for slot in order[: last + 1] if slot not in hearing.lines)
    passed = said.union(empty, order[order.index(LAST_LINE) :] if LAST_LINE in order else ())
    exercise = hearing.script.exercise
    criteria = (hearing.call.rubric.criterion(id) for id in hearing.rules.event(event).heard)
    return any(passed.issuperset(criterion.reads.get(exercise, ("",))) for criterion in criteria)


def ending(record: CallRecord, person: Recipient, part: CallPart, rules: CallRules) -> tuple[Share, str]:
    """A yes, an accepted no and respected haste count in full; a no without a word of thanks half; the rest nothing."""
    if record.outcome in ("hung-up", None) or not record.turns:
        return 0.0, "aufgelegt"
    kinds = {kind for turn in record.turns for kind in turn.kinds}
    if "breaks-off" in kinds:
        return 0.0, "vom Gegenüber abgebrochen"
    if record.outcome == "agreed":
        good = "agreed" in person.good_ends
        return (1.0, "mit einem Ja") if good else (0.0, "ein Ja, das morgen bereut wird")
    events = {event.id for event in record.events()}
    if events.intersection(part.wants):
        return 1.0, "sauber beendet"
    if events.intersection(("pushed", "presses")):
        return 0.0, "es wurde gedrängt"
    silent = events.intersection(("unprepared", "no-ignored"))
    return (0.0, "auf das Nein fehlt die Antwort") if silent else (HALF_A_CLEAN_NO, "hingenommen, nicht angenommen")


def _safety(paths: Paths, part: CallPart, call: Call) -> tuple[Share, str]:
    if paths.lowest >= part.lowest:
        return 1.0, f"kein Weg endet unter {signed(part.lowest)}"
    return 0.0, f"ein Weg endet bei {signed(paths.lowest)}: {way_of(paths, call)}"


def way_of(paths: Paths, call: Call) -> str:
    """The path that leads lowest, line by line, as people read it."""
    kinds = {kind.id: kind.title for kind in rules_of(call).kinds}
    slots = {slot.id: slot.title for exercise in call.exercises.values() for slot in exercise.slots}
    steps = ([slots[step.line], *(kinds[kind] for kind in step.kinds)] for step in paths.worst)
    return ", dann ".join(" – ".join(step) for step in steps)


def signed(mood: int) -> str:
    """A mood as people write it: +2, 0, −3."""
    return f"{mood:+d}".replace("-", "−") if mood else "0"


def _result(part: CallPart, shares: Shares, hearing: Hearing) -> CriterionResult:
    counted = [share for share, _ in shares.values() if share is not None]
    spoiled = part.forfeit and hearing.grave
    share = fmean(counted) if counted and hearing.lines and not spoiled else 0.0
    verdict = _verdict(share, bool(hearing.lines))
    return CriterionResult(
        criterion=part.id,
        verdict=verdict,
        points=round(part.points * share, 2),
        max_points=part.points,
        knockout=part.forfeit and hearing.knockout,
        finding={Verdict.PASS: "all", Verdict.PARTIAL: "some", Verdict.OPEN: "open"}.get(verdict, "none"),
        evidence=(),
        message="\n".join(_messages(shares, hearing, spoiled)),
        hint=None if verdict is Verdict.PASS else part.hints[0].text,
    )


def _verdict(share: float, anything: bool) -> Verdict:
    if not anything:
        return Verdict.OPEN
    return Verdict.PASS if share > _DONE else Verdict.FAIL if share < _NOTHING else Verdict.PARTIAL


def _messages(shares: Shares, hearing: Hearing, spoiled: bool) -> Iterable[str]:
    """First a summary, then one line for each recipient."""
    counted = [share for share, _ in shares.values() if share is not None]
    full = sum(share > _DONE for share in counted)
    yield f"{full} von {len(counted)} Gesprächen ganz, {full_or_part(counted)} zusammen."
    if spoiled:
        yield "Ein K.-o.-Fehler oder etwas ebenso Schweres steht im Leitfaden: Das nimmt hier alle Punkte."
    for id, (share, why) in shares.items():
        yield f"{hearing.call.recipients[id].title} ({share_words(share)}): {why}"


def share_words(share: Share) -> str:
    """A call's share as people write it: "50 %"."""
    return "zählt nicht mit" if share is None else f"{share:.0%}".replace("%", " %")


def full_or_part(counted: list[float]) -> str:
    """The mean share as people write it: "85 %"."""
    return f"{fmean(counted) if counted else 0:.0%}".replace("%", " %")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"
