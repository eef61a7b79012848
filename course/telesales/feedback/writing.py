"""A call as lines of text: for the terminal, and as Markdown to be read aloud."""

from collections.abc import Iterator

from telesales.feedback.calls import ENDINGS, advice_after
from telesales.model import Call, CallEvent, CallRecord, CallTurn
from telesales.recipient.hearing import rules_of
from telesales.recipient.leading import signed

_OTHER = "Am anderen Ende"


def text_lines(record: CallRecord, call: Call) -> Iterator[str]:
    """A call for the terminal: who says what, what it did to the mood, and why."""
    person = call.recipients[record.recipient]
    yield f"{person.title}: {person.about}"
    for turn in record.turns:
        yield from said_lines(turn, record, call)
    yield ""
    yield from debrief_lines(record, call)


def said_lines(turn: CallTurn, record: CallRecord, call: Call) -> Iterator[str]:
    """One utterance, with the mood after it."""
    direction = f" ({turn.direction})" if turn.direction else ""
    name = slot_title(turn.id, record, call) if turn.speaker == "caller" else _OTHER
    yield ""
    yield f"{name}{direction}: {turn.text}"
    if turn.then:
        yield f"({turn.then})"
    if turn.mood is not None:
        yield f"    {_mood(turn, call)}"


def slot_title(id: str, record: CallRecord, call: Call) -> str:
    """What a learner calls the line `id`."""
    return next((slot.title for slot in call.exercises[record.exercise].slots if slot.id == id), id)


def _mood(turn: CallTurn, call: Call) -> str:
    """The mood after a turn, what moved it with the words, and which mistakes moved it no further."""
    parts = [f"Stimmung {signed(turn.mood or 0)}", *(_reason(event) for event in turn.events if event.change)]
    mistakes = {event.id for event in rules_of(call).events if not event.good}
    also = ", ".join(event.title for event in turn.events if event.id in mistakes and not event.change)
    return "; ".join([*parts, *([f"dazu: {also}"] if also else [])]).replace("; ", " – ", 1)


def _reason(event: CallEvent) -> str:
    words = f" („{shortened(event.text)}“)" if event.text else ""
    return f"{signed(event.change)}: {event.title}{words}"


def shortened(text: str, length: int = 60) -> str:
    """`text` in one line of at most `length` characters."""
    joined = " ".join(text.split())
    return joined if len(joined) <= length else joined[: length - 1].rstrip() + "…"


def debrief_lines(record: CallRecord, call: Call) -> Iterator[str]:
    """How a call ended, the way there, and what would help with this person."""
    if not record.turns:
        yield "Es ist nichts gesagt worden."
        return
    yield f"Ende: {ENDINGS[record.outcome]}. Stimmung {signed(record.mood)}."
    yield " ".join(["Verlauf: 0", *map(signed, record.moods)])
    if record.outcome is not None:
        advice = advice_after(record, call)
        yield f"Rat: {advice}" if advice else "Das ist mit dieser Person ein guter Ausgang."


def markdown_lines(record: CallRecord, call: Call) -> Iterator[str]:
    """A call as Markdown, to be read aloud."""
    person = call.recipients[record.recipient]
    yield f"*{person.title}: {person.about}*"
    for turn in record.turns:
        direction = f" *({turn.direction})*" if turn.direction else ""
        name = "Anruf" if turn.speaker == "caller" else _OTHER
        yield from ("", f"**{name}**{direction}: {turn.text}")
        if turn.then:
            yield from ("", f"*{turn.then}*")
        if turn.mood is not None:
            yield from ("", f"> {_mood(turn, call)}")
    yield ""
    yield from debrief_lines(record, call)
