"""People who are called: what they hear, what it does to their mood, what they may reply; and the record of a call."""

from collections.abc import Iterable, Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from telesales.model.base import Id, LineId, Model
from telesales.model.choices import Part

Outcome = Literal["agreed", "declined", "ended", "hung-up"]
"""How a call ends: with a yes, with a no, because time or patience is over, or because the other hangs up."""

Asks = Literal[
    "nothing",
    "permission",
    "needs",
    "criteria",
    "closed",
    "step",
    "doubt",
    "when",
    "arrange",
    "delete",
    "name",
    "unknown",
]
"""What a caller's turn asks for; `unknown` is a question that no criterion knows, `nothing` none at all."""

LOWEST, HIGHEST = -5, 5
"""The bounds of the mood; a call starts at 0."""

LOW_CEILING = 1
"""A K.O. or a grave event anywhere in the script, spoken in this call or not, lets no mood rise above this."""

UNCLEAR_SHARE = 0.25
"""Nor does it rise above `LOW_CEILING` where this share of the script's lines is no spoken German sentence."""

OBSERVED = ("answered", "evaded", "doubt-ignored", "noticed", "signal-ignored", "repeated", "monologue", "unprepared",
            "unintelligible", "time-respected", "own-wish", "pushed", "deceives", "endless")  # fmt: skip
"""Events that the simulator observes itself; all others come from the criteria's findings."""


class Event(Model):
    """Something in a caller's turn that matters to the other person.

    `heard` names, by criterion, the verdicts or findings that raise it. A good event counts once in a call. A bad one
    lowers the mood by a step, but only until `depth` such turns were counted: small mistakes alone end no call.
    A `grave` one weighs like a K.O.: anywhere in the script it keeps the mood down. `at` lists the lines to which it
    belongs, where these are not the lines of the evidence.
    """

    id: Id
    title: str
    good: bool
    depth: int = Field(default=5, ge=1, le=10)
    grave: bool = False
    heard: Mapping[Id, tuple[Id, ...]] = {}
    at: tuple[LineId, ...] = ()


class Fact(Model):
    """Something the other person knows once it was said: by a criterion's verdict or finding, or by a word class.

    Where a reply expects it, `ignored` is the event that the next line raises if it does not say it.
    """

    id: Id
    title: str
    ignored: Id = "evaded"
    heard: Mapping[Id, tuple[Id, ...]] = {}
    words: tuple[Id, ...] = ()


class StanceRule(Model):
    """When the other person takes a stance; the first rule that fits decides. `after` names events of the turn."""

    id: Id
    title: str
    mood: tuple[int, int] = (LOWEST, HIGHEST)
    after: tuple[Id, ...] = ()


class ReplyKind(Model):
    """A type of reply: which questions it answers, when it cannot be said, and where it leads.

    `at` restricts it to what follows these lines; after a branch or the farewell only kinds fit that name the line.
    `unless` lists facts with which it would contradict the caller. `expects` is the fact that answers it; `leads` is
    the line of a guide that it calls for; `outcome` is how the call ends from here on.
    """

    id: Id
    title: str
    answers: tuple[Asks, ...]
    at: tuple[LineId, ...] = ()
    unless: tuple[Id, ...] = ()
    facts: tuple[Id, ...] = ()
    expects: Id | None = None
    leads: LineId | None = None
    outcome: Outcome | None = None
    ends: bool = False


class Reply(Model):
    """One reply of one person, with the conditions under which it may be said (all must hold)."""

    kind: Id
    text: str
    direction: str | None = None
    mood: tuple[int, int] = (LOWEST, HIGHEST)
    stance: tuple[Id, ...] = ()
    after: tuple[Id, ...] = ()
    facts: tuple[Id, ...] = ()
    unless: tuple[Id, ...] = ()
    at: tuple[LineId, ...] = ()
    from_turn: int = Field(default=1, ge=1)

    @property
    def unconditional(self) -> bool:
        """Whether it may be said whenever its kind may."""
        return self == Reply(kind=self.kind, text=self.text, direction=self.direction)


class Recipient(Model):
    """One fictional person: what counts for them, how patient they are, and what they say.

    `values` are the good events that lift the mood by a whole step (others by half of one), `shrugs_off` events, good
    or bad, that do not matter here. At `ends_at` the person ends the call (at −5 by hanging up). A turn of more than
    `long_turn` words is a monologue. `good_ends` are the outcomes that are as good as it gets.
    """

    id: Id
    title: str
    about: str
    advice: str
    values: tuple[Id, ...] = Field(min_length=1)
    shrugs_off: tuple[Id, ...] = ()
    ends_at: int = Field(default=LOWEST, ge=LOWEST, le=-1)
    ceiling: int = Field(default=HIGHEST, ge=1, le=HIGHEST)
    long_turn: int = Field(default=60, ge=10)
    good_ends: tuple[Outcome, ...] = Field(min_length=1)
    replies: tuple[Reply, ...]


class CallPart(Part):
    """One graded cell of the live call.

    Each call counts alike. `wants` are events that each call should have as far as it came; one event of `spoils`
    takes the call's share away. `by` says what else is measured: `ends` how calls end, `paths` the lowest mood that any
    permitted sequence of replies can reach. With `forfeit` something grave anywhere in the script takes all. With
    `due_by` everything wanted is due by that line of the caller's, even if its own line never comes; what comes later
    is too late.
    """

    wants: tuple[Id, ...] = ()
    spoils: tuple[Id, ...] = ()
    by: Literal["events", "ends", "paths"] = "events"
    forfeit: bool = False
    due_by: int | None = Field(default=None, ge=1)
    lowest: int = Field(default=-1, ge=LOWEST, le=HIGHEST)


class CallRules(Model):
    """What holds for every recipient: events, facts, stances, types of reply, and what the lesson is graded on.

    `told` says in sentences how events move the mood.
    """

    told: tuple[str, ...] = Field(min_length=1)
    events: tuple[Event, ...]
    facts: tuple[Fact, ...]
    stances: tuple[StanceRule, ...]
    kinds: tuple[ReplyKind, ...]
    parts: tuple[CallPart, ...]

    def event(self, id: str) -> Event:
        """The event named `id`; KeyError where there is none."""
        return {event.id: event for event in self.events}[id]

    def in_order(self, ids: Iterable[str]) -> tuple[Event, ...]:
        """The events named, each once, in the order of the rules."""
        named = set(ids)
        return tuple(event for event in self.events if event.id in named)

    def fact(self, id: str) -> Fact:
        """The fact named `id`; KeyError where there is none."""
        return {fact.id: fact for fact in self.facts}[id]

    def kind(self, id: str) -> ReplyKind:
        """The type of reply named `id`; KeyError where there is none."""
        return {kind.id: kind for kind in self.kinds}[id]

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        events, facts = {event.id for event in self.events}, {fact.id for fact in self.facts}
        _known(OBSERVED, events, "events")
        for fact in self.facts:
            _known((fact.ignored,), events, f"fact {fact.id}")
        for stance in self.stances:
            _known(stance.after, events, f"stance {stance.id}")
        for kind in self.kinds:
            _known((*kind.unless, *kind.facts, *((kind.expects,) if kind.expects else ())), facts, f"kind {kind.id}")
        for part in self.parts:
            _known((*part.wants, *part.spoils), events, f"part {part.id}")
        return self

    def check(self, recipient: Recipient) -> None:
        """ValueError where a recipient names something unknown or has no answer to some question."""
        events, facts = {event.id for event in self.events}, {fact.id for fact in self.facts}
        _known((*recipient.values, *recipient.shrugs_off), events, recipient.id)
        for reply in recipient.replies:
            _known((reply.kind,), {kind.id for kind in self.kinds}, recipient.id)
            _known(reply.after, events, f"{recipient.id}: {reply.text}")
            _known((*reply.facts, *reply.unless), facts, f"{recipient.id}: {reply.text}")
            _known(reply.stance, {stance.id for stance in self.stances}, f"{recipient.id}: {reply.text}")


def _known(names: tuple[str, ...], known: set[str], place: str) -> None:
    unknown = set(names) - known
    if unknown:
        raise ValueError(f"{place}: unknown: {', '.join(sorted(unknown))}")


class CallEvent(Model):
    """One event as it counted: `change` is its share (−1, 0 or +1) of the mood's step after this turn.

    A good event is credited when the mood can rise, perhaps some turns after `line`, where its words stand;
    `start` and `end` count code points of the learner's own line.
    """

    id: Id
    title: str
    change: int
    line: LineId
    start: int
    end: int
    text: str


class CallTurn(Model):
    """One utterance of a simulated call; mood and events stand on the reply, or on the last word if none follows.

    `skipped` are the empty lines that the caller passed over just before.
    """

    id: str
    speaker: Literal["caller", "recipient"]
    text: str
    direction: str | None = None
    then: str | None = None
    stance: Id | None = None
    kinds: tuple[Id, ...] = ()
    asked: Asks | None = None
    skipped: tuple[LineId, ...] = ()
    mood: int | None = None
    events: tuple[CallEvent, ...] = ()


class CallRecord(Model):
    """One simulated call. `open_line` is the line that a call in progress waits for; the outcome is open then.

    `skipped` are the empty lines passed over after the last turn.
    """

    recipient: Id
    exercise: Id
    outcome: Outcome | None
    mood: int
    turns: tuple[CallTurn, ...]
    skipped: tuple[LineId, ...] = ()
    open_line: LineId | None = None

    @property
    def moods(self) -> tuple[int, ...]:
        """The mood after each turn of the caller."""
        return tuple(turn.mood for turn in self.turns if turn.mood is not None)

    def events(self) -> tuple[CallEvent, ...]:
        """All events in order."""
        return tuple(event for turn in self.turns for event in turn.events)
