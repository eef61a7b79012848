"""What a learner sees of simulated calls: who said what, what it did to the mood and why, and by which rules.

As in `view`, all of it is plain data; the telephone on the screen and the page without a kernel show the same.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from telesales.feedback.static import script_html
from telesales.feedback.templating import render
from telesales.feedback.view import View, criterion_view, number
from telesales.model import LOW_CEILING, Call, CallEvent, CallRecord, CallTurn, Event, Recipient, Report, Script
from telesales.recipient import Comparison, judge_calls, play
from telesales.recipient.hearing import rules_of
from telesales.recipient.leading import PASS_SHARE, ending, share_words, shares, signed
from telesales.recipient.playing import complete, heard

ENDINGS = {
    "agreed": "mit einem Ja",
    "declined": "mit einem Nein",
    "ended": "ohne Entscheidung",
    "hung-up": "aufgelegt",
    None: "noch offen",
}
"""How a call ended, in German."""

_WORDS = 60
"""Characters of a quotation that are shown."""


def call_view(record: CallRecord, script: Script, call: Call) -> View:
    """One call, exchange by exchange: the caller's words with marks, the reply, the mood and its reasons."""
    person, capped = call.recipients[record.recipient], heard(complete(script, call), call).grave
    advice = advice_after(record, call)
    return {
        "person": person.id,
        "title": person.title,
        "outcome": record.outcome,
        "ending": ENDINGS[record.outcome],
        "mood": signed(record.mood),
        "moods": list(record.moods),
        "good": record.outcome is not None and not advice,
        "advice": advice,
        "capped": capped,
        "exchanges": list(
            _exchanges(record, person, min(person.ceiling, LOW_CEILING) if capped else person.ceiling, call)
        ),
        "skipped": list(record.skipped),
    }


def advice_after(record: CallRecord, call: Call) -> str:
    """What would help with this person; empty where the end is as good as it gets, or the call still open."""
    person, rules = call.recipients[record.recipient], rules_of(call)
    part = next(part for part in rules.parts if part.by == "ends")
    good = record.mood >= 0 and ending(record, person, part, rules)[0] == 1
    return "" if good or record.outcome is None else person.advice


def _exchanges(record: CallRecord, person: Recipient, highest: int, call: Call) -> Iterator[View]:
    """Each line of the caller with the reply that it gets, if any; the mood cannot rise above `highest`."""
    titles = {slot.id: slot.title for slot in call.exercises[record.exercise].slots}
    before, counted = 0, set[str]()
    for turn, following in pairwise((*record.turns, None)):
        if turn is None or turn.speaker != "caller":
            continue
        reply = following if following is not None and following.speaker == "recipient" else None
        after = reply or turn
        mood = before if after.mood is None else after.mood
        yield {
            "slot": turn.id,
            "title": titles[turn.id],
            "pieces": _pieces(turn, after.events, call),
            "then": turn.then,
            "reply": {"text": reply.text, "direction": reply.direction} if reply else None,
            "mood": mood,
            "said": signed(mood),
            "step": mood - before,
            "events": [
                {**_event(event, turn.id, titles, call), "note": _note(event, person, counted, mood >= highest, call)}
                for event in after.events
            ],
            "skipped": list(turn.skipped),
        }
        before = mood
        counted |= {event.id for event in after.events}


def _event(event: CallEvent, slot: str, titles: dict[str, str], call: Call) -> View:
    return {
        "id": event.id,
        "title": event.title,
        "good": rules_of(call).event(event.id).good,
        "change": signed(event.change) if event.change else "",
        "words": _short(event.text),
        "at": titles[event.line] if event.line != slot else "",
    }


def _note(event: CallEvent, person: Recipient, counted: set[str], at_the_top: bool, call: Call) -> str:
    """Why an event moved nothing in this turn, or not by itself."""
    rule = rules_of(call).event(event.id)
    half = rule.good and rule.id not in person.values
    if event.change:
        return "zwei halbe Schritte" if half else ""
    if rule.id in person.shrugs_off:
        return "lässt diese Person kalt" if rule.good else "stört hier niemanden"
    if not rule.good:
        return "senkt hier nicht weiter"
    if event.id in counted:
        return "zählt nur einmal"
    if at_the_top:
        return "höher geht es hier nicht"
    return "zählt hier halb" if half else "wirkt noch nach"


def _pieces(turn: CallTurn, events: Iterable[CallEvent], call: Call) -> list[View]:
    """The caller's words, cut where those begin or end that an event of this turn points at; not where it is all."""
    here = [e for e in events if e.line == turn.id and 0 <= e.start < e.end <= len(turn.text)]
    marks = [event for event in here if event.text.strip(" .!?…") != turn.text.strip(" .!?…")]
    edges = sorted({0, len(turn.text), *(e.start for e in marks), *(e.end for e in marks)})
    return [_piece(turn.text, start, end, marks, call) for start, end in pairwise(edges)]


def _piece(text: str, start: int, end: int, marks: list[CallEvent], call: Call) -> View:
    over = [event for event in marks if event.start <= start and end <= event.end]
    good = all(rules_of(call).event(event.id).good for event in over)
    kind = ("pass" if good else "fail") if over else None
    return {"text": text[start:end], "verdict": kind, "titles": ", ".join(event.title for event in over)}


def _short(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= _WORDS else joined[: _WORDS - 1].rstrip() + "…"


def comparison_view(comparison: Comparison, scripts: tuple[Script, Script], call: Call) -> View:
    """Two versions of a script with one person: both calls, and what only one of them has."""
    before, after = comparison.before, comparison.after
    person = call.recipients[before.recipient]
    return {
        "before": call_view(before, scripts[0], call),
        "after": call_view(after, scripts[1], call),
        "difference": comparison.difference,
        "gained": [_only(event, person, call) for event in comparison.gained],
        "lost": [_only(event, person, call) for event in comparison.lost],
    }


def _only(event: CallEvent, person: Recipient, call: Call) -> View:
    """One event with what it weighs."""
    good = rules_of(call).event(event.id).good
    weight = ("+1" if event.id in person.values else "+½") if good else signed(event.change)
    weight = "±0" if event.id in person.shrugs_off else weight
    return {"title": event.title, "change": weight, "words": _short(event.text)}


def debrief_view(script: Script, recipient: str, call: Call) -> list[View]:
    """What one call counts in each graded part, and why."""
    counted = {part: by_person[recipient] for part, by_person in shares(script).items()}
    return [
        {"title": call.graded(part).title, "share": share_words(share), "why": why}
        for part, (share, why) in counted.items()
    ]


def calls_view(report: Report, call: Call) -> View:
    """The report on all calls as the learner sees it: a summary and the graded parts, person by person."""
    need = number(PASS_SHARE * report.max_points)
    word = "bestanden" if report.passed else f"noch nicht bestanden (nötig sind {need}, und kein K.-o.-Fehler)"
    parts = [criterion_view(call.graded(id), result, report.exercise) for id, result in report.criteria.items()]
    return {
        "passed": report.passed,
        "summary": f"{number(report.points)} von {number(report.max_points)} Punkten – {word}",
        "points": report.points,
        "max_points": report.max_points,
        "parts": [{**part, "rows": part["message"].split("\n")} for part in parts],
    }


def rules_view(call: Call) -> View:
    """Everything that decides on moods and points: the rules in words, all events, all people, all graded parts."""
    rules = rules_of(call)
    return {
        "words": list(rules.told),
        "good": [event.title for event in rules.events if event.good],
        "bad": [f"{event.title} ({_weight(event)})" for event in rules.events if not event.good],
        "people": [_person(person, call) for person in call.recipients.values()],
        "parts": [part.model_dump(include={"id", "title", "question", "scoring", "points"}) for part in rules.parts],
    }


def _weight(event: Event) -> str:
    return f"{event.depth}, schwer" if event.grave else str(event.depth)


def _person(person: Recipient, call: Call) -> View:
    """One person with what counts for them; nothing about them is secret but the words of their replies."""
    rules = rules_of(call)
    return {
        "id": person.id,
        "title": person.title,
        "about": person.about,
        "values": [event.title for event in rules.in_order(person.values)],
        "shrugs_off": [event.title for event in rules.in_order(person.shrugs_off) if not event.good],
        "good_ends": [ENDINGS[end] for end in person.good_ends],
        "limits": _limits(person, [event.title for event in rules.in_order(person.shrugs_off) if event.good]),
    }


def _limits(person: Recipient, cold: list[str]) -> str:
    """What leaves somebody cold though it is good, and where patience ends."""
    ends = "Legt auf" if person.ends_at == -5 else "Beendet das Gespräch"
    long = f"Mehr als {person.long_turn} Wörter am Stück sind ein Monolog."
    left = f"Lässt kalt: {', '.join(cold)}. " if cold else ""
    return f"{left}{ends} bei {signed(person.ends_at)}. {long}"


def calls_html(script: Script, report: Report | None, call: Call) -> str:
    """The guide and the calls it leads, as static HTML; with a report also the points."""
    calls = [call_view(play(script, id), script, call) for id in call.recipients] if any(script.lines.values()) else []
    view = calls_view(report, call) if report else None
    guide = script_html(script, None, call)
    return render("calls.html", guide=guide, calls=calls, view=view, rules=rules_view(call))


def judged_calls_html(script: Script, call: Call) -> str:
    """The same with the points judged now."""
    return calls_html(script, judge_calls(script), call)
