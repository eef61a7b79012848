"""One step of a call at a time: the caller speaks, the other person reacts. Pure: every step returns a new state."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from telesales.model import LOW_CEILING, LOWEST, Evidence, Outcome, Recipient, Reply, ReplyKind
from telesales.recipient.hearing import Absent, HeardLine, Hearing, Noted
from telesales.recipient.mood import HALF, WHOLE, Changes, Goodwill, after_turn
from telesales.recipient.replying import BRANCHES, LAST_LINE, Moment, by_kind, doubts, parting, permitted, stance_at

SILENCE = "…"
"""What is heard where the guide has no line for what happens."""


@dataclass(frozen=True)
class State:
    """A call in progress. Two states that are equal go on alike, whatever was said before."""

    queue: tuple[str, ...]
    """The lines still to be said on the way as it looks now."""
    goodwill: Goodwill
    facts: frozenset[str] = frozenset()
    doubted: bool = False
    expects: str | None = None
    """The fact that would answer the question just asked."""
    turn: int = 0
    outcome: Outcome | None = None
    over: bool = False


@dataclass(frozen=True)
class Spoken:
    """A line just said: where the call stands now, and what it raised."""

    state: State
    slot: str
    line: HeardLine | None
    moment: Moment
    noted: tuple[Noted, ...]
    changes: Changes


@dataclass(frozen=True)
class Answer:
    """What the other person says: one reply, or an answer and a doubt after it, each with all texts that fit."""

    replies: tuple[tuple[Reply, ...], ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The types of reply, in order."""
        return tuple(options[0].kind for options in self.replies)


def start(hearing: Hearing, recipient: Recipient) -> State:
    """The call before the first word."""
    ceiling = min(recipient.ceiling, LOW_CEILING) if hearing.grave else recipient.ceiling
    return State(tuple(slot for slot in hearing.order if slot not in BRANCHES), Goodwill(ceiling=ceiling))


def upcoming(state: State, hearing: Hearing) -> tuple[State, str | None]:
    """The next line to be said, empty ones skipped; None where nothing is left. A line still to be written counts."""
    queue = state.queue
    while queue and _skipped(queue[0], hearing):
        queue = queue[1:]
    return replace(state, queue=queue), queue[0] if queue else None


def _skipped(slot: str, hearing: Hearing) -> bool:
    """Whether a line is passed over in silence; an empty branch is no line, but a pause that the other hears."""
    empty = slot not in hearing.lines and slot in hearing.script.lines
    return empty and slot not in BRANCHES and not slot.startswith("C")


def speak(state: State, slot: str, hearing: Hearing, recipient: Recipient) -> Spoken:
    """The caller says the line `slot` (or nothing, where it is empty)."""
    line = hearing.lines.get(slot)
    noted = tuple(_noted(state, slot, line, hearing, recipient))
    goodwill, changes = _moved(state.goodwill, noted, hearing, recipient)
    facts = state.facts | (line.facts if line else frozenset())
    after = replace(
        state,
        queue=tuple(other for other in state.queue if other != slot),
        goodwill=goodwill,
        facts=facts,
        expects=None,
        turn=state.turn + 1,
    )
    return Spoken(after, slot, line, _moment(after, slot, line, noted, hearing), noted, changes)


def _moment(state: State, slot: str, line: HeardLine | None, noted: tuple[Noted, ...], hearing: Hearing) -> Moment:
    events = frozenset(note.event for note in noted)
    mood = state.goodwill.mood
    stance = stance_at(hearing.rules, mood, events)
    return Moment(slot, line.asks if line else "nothing", mood, stance, state.turn, state.facts, events)


def _noted(state: State, slot: str, line: HeardLine | None, hearing: Hearing, recipient: Recipient) -> Iterator[Noted]:
    """All events of a line in this call: its own, and what it does to the reply before it."""
    if line is None:
        yield Noted("unprepared", Evidence(line=slot, start=0, end=0, text=""))
        return
    yield from line.events
    yield from (Noted(absent.event, line.whole) for absent in hearing.absent if _is_last_of(absent, slot, state))
    if line.words > recipient.long_turn:
        yield Noted("monologue", line.whole)
    if state.expects is not None:
        told = state.expects in line.facts
        yield Noted("answered" if told else hearing.rules.fact(state.expects).ignored, line.whole)
    if slot == "no-time" and line.pushes is not None:
        yield Noted("pushed", line.pushes)
    elif slot == "no-time" and (line.lets_go is not None or line.asks == "when"):
        yield Noted("time-respected", line.lets_go or line.whole)


def _is_last_of(absent: Absent, slot: str, state: State) -> bool:
    """Whether what is missing can no longer come: a question may have changed the order of the lines."""
    return slot in absent.lines and not absent.lines.intersection(state.queue).difference({slot})


def _moved(
    goodwill: Goodwill, noted: tuple[Noted, ...], hearing: Hearing, recipient: Recipient
) -> tuple[Goodwill, Changes]:
    heard = hearing.rules.in_order(note.event for note in noted)
    events = [event for event in heard if event.id not in recipient.shrugs_off]
    good = [(e.id, WHOLE if e.id in recipient.values else HALF) for e in events if e.good]
    bad = [(e.id, e.depth) for e in events if not e.good]
    return after_turn(goodwill, good, bad)


def answers(spoken: Spoken, hearing: Hearing, recipient: Recipient) -> tuple[Answer, ...]:
    """Everything the person may say now, by type, the likeliest first."""
    mood = spoken.moment.mood
    if mood <= recipient.ends_at:
        return (Answer((parting(recipient, "hangs-up" if mood == LOWEST else "breaks-off"),)),)
    replies = permitted(recipient, hearing.rules, spoken.moment)
    found = tuple(Answer((tuple(r for r in replies if r.kind == one.kind),)) for one in by_kind(replies))
    if not _doubt_is_due(spoken, hearing):
        return tuple(answer for answer in found if not _is_early_doubt(answer, spoken, hearing))
    after = doubts(recipient, hearing.rules, spoken.moment)
    return tuple(_with_doubt(answer, after, hearing) for answer in found)


def _with_doubt(answer: Answer, after: tuple[Reply, ...], hearing: Hearing) -> Answer:
    """The answer with a doubt after it; no decision is doubted.

    Instead of a question, or of listening to nothing in particular, the doubt stands alone.
    """
    kind = hearing.rules.kind(answer.kinds[0])
    if not after or kind.outcome or kind.id == "doubts":
        return answer
    reacting = tuple(reply for reply in answer.replies[0] if reply.after or kind.id != "listens")
    return Answer((reacting, after)) if reacting and not kind.expects else Answer((after,))


def _is_early_doubt(answer: Answer, spoken: Spoken, hearing: Hearing) -> bool:
    """Whether somebody would doubt before they know what it is about."""
    return answer.kinds == ("doubts",) and not (spoken.slot.startswith("C") or "topic" in spoken.moment.facts)


def _doubt_is_due(spoken: Spoken, hearing: Hearing) -> bool:
    """Whether the next line is the answer to a doubt, or would be if the guide had one."""
    _, coming = upcoming(spoken.state, hearing)
    if coming == "objection":
        return True
    missing = "objection" in hearing.script.lines and "objection" not in hearing.lines
    return missing and coming == "next-step" and not spoken.state.doubted


def react(spoken: Spoken, answer: Answer, hearing: Hearing) -> State:
    """The call after the reply: what is expected now, which line is called for, whether it is over."""
    state = spoken.state
    for options in answer.replies:
        kind = hearing.rules.kind(options[0].kind)
        outcome, over = kind.outcome or state.outcome, state.over or kind.ends
        state = replace(state, expects=kind.expects or state.expects, outcome=outcome, over=over)
        if kind.leads in BRANCHES:
            state = replace(state, queue=_branch(kind.leads, state, hearing))
        elif kind.id == "doubts":
            state = replace(state, doubted=True, queue=_first(kind.leads, state, hearing))
        elif kind.expects:
            state = replace(state, queue=_first(_answering(kind, state, hearing), state, hearing))
    return state


def _branch(branch: str, state: State, hearing: Hearing) -> tuple[str, ...]:
    """What is left once the other has decided: the branch and the farewell; in a rewrite only its last line."""
    return (branch, LAST_LINE) if hearing.script.exercise == "guide" else state.queue[-1:]


def _answering(kind: ReplyKind, state: State, hearing: Hearing) -> str | None:
    """The line of the guide that answers a question and was not said yet, preferably the one made for it."""
    telling = [slot for slot in state.queue if slot in hearing.lines and kind.expects in hearing.lines[slot].facts]
    ready = kind.leads in telling or not _is_written(kind.leads, hearing)
    return kind.leads if ready else next(iter(telling), None)


def _is_written(slot: str | None, hearing: Hearing) -> bool:
    """Whether the script says something about a line, be it that it stays empty."""
    return slot in hearing.script.lines


def _first(slot: str | None, state: State, hearing: Hearing) -> tuple[str, ...]:
    """The queue with `slot` first, where it is still to be said; a rewrite keeps its order."""
    if slot not in state.queue or slot.startswith("C") or (slot not in hearing.lines and _is_written(slot, hearing)):
        return state.queue
    return (slot, *(other for other in state.queue if other != slot))
