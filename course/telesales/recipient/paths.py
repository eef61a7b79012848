"""Every way a guide can go: all sequences of reply types that the state permits, chosen or not, with each recipient.

Replies of one type lead on alike, so a path names types. Equal states go on alike, so each is walked once: the number
of paths is counted without walking each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from telesales.loading import load_call
from telesales.model import CallRecord, Outcome, Recipient, Script
from telesales.recipient.hearing import Hearing
from telesales.recipient.playing import complete, heard, play
from telesales.recipient.running import Answer, Spoken, State, answers, react, speak, start, upcoming

SAFE = -1
"""A guide is safe where no path ends with a lower mood."""


@dataclass(frozen=True)
class Step:
    """One exchange of a path: the caller's line, the types of reply, the mood between them."""

    line: str
    kinds: tuple[str, ...]
    mood: int


@dataclass(frozen=True)
class Paths:
    """All paths of a guide with one recipient: how many, the lowest end, and one path that leads there."""

    recipient: str
    count: int
    lowest: int
    highest: int
    worst: tuple[Step, ...]
    outcomes: frozenset[Outcome]

    @property
    def safe(self) -> bool:
        """Whether no path ends below `SAFE`."""
        return self.lowest >= SAFE


@dataclass(frozen=True)
class _Rest:
    """What can still follow a state."""

    count: int
    lowest: int
    highest: int
    worst: tuple[Step, ...]
    outcomes: frozenset[Outcome]


def walk(script: Script, recipient: str) -> Paths:
    """All paths of `script` with the recipient of that id; KeyError where there is none.

    A rewrite has one, because the recipient's turns stay as the source has them.
    """
    call = load_call(script.call)
    if script.exercise != "guide":
        return _only_path(play(script, recipient))
    hearing, person = heard(complete(script, call), call), call.recipients[recipient]
    rest = _Walk(hearing, person).rest(start(hearing, person))
    return Paths(recipient, rest.count, rest.lowest, rest.highest, rest.worst, rest.outcomes)


def _only_path(record: CallRecord) -> Paths:
    callers = (turn.id for turn in record.turns if turn.speaker == "caller")
    steps = tuple(Step(line, (), mood) for line, mood in zip(callers, record.moods, strict=True))
    return Paths(record.recipient, 1, record.mood, record.mood, steps, frozenset({record.outcome or "ended"}))


class _Walk:
    """Walks all states once."""

    def __init__(self, hearing: Hearing, recipient: Recipient) -> None:
        self.hearing, self.recipient = hearing, recipient
        self.known: dict[State, _Rest] = {}

    def rest(self, state: State) -> _Rest:
        """Everything that can follow `state`. The depth is bounded by the number of lines."""
        state, slot = upcoming(state, self.hearing)
        if slot is None or state.over:
            mood = state.goodwill.mood
            return _Rest(1, mood, mood, (), frozenset({state.outcome or "ended"}))
        if state not in self.known:
            self.known[state] = self._after(speak(state, slot, self.hearing, self.recipient))
        return self.known[state]

    def _after(self, spoken: Spoken) -> _Rest:
        ways = list(self._ways(spoken))
        answer, worst = min(ways, key=lambda way: (way[1].lowest, len(way[1].worst)))
        step = Step(spoken.slot, answer.kinds, spoken.moment.mood)
        return _Rest(
            count=sum(rest.count for _, rest in ways),
            lowest=worst.lowest,
            highest=max(rest.highest for _, rest in ways),
            worst=(step, *worst.worst),
            outcomes=frozenset().union(*(rest.outcomes for _, rest in ways)),
        )

    def _ways(self, spoken: Spoken) -> Iterator[tuple[Answer, _Rest]]:
        for answer in answers(spoken, self.hearing, self.recipient):
            yield answer, self.rest(react(spoken, answer, self.hearing))
