"""Which replies a person may give: never one that contradicts the caller, always one that fits the question."""

from collections.abc import Iterator
from dataclasses import dataclass

from telesales.model import Asks, CallRules, Recipient, Reply, ReplyKind

BRANCHES = ("no-time", "not-interested", "interested")
LAST_LINE = "farewell"
_BREAKING = ("breaks-off", "hangs-up")


@dataclass(frozen=True)
class Moment:
    """The situation in which a reply is due."""

    slot: str
    asks: Asks
    mood: int
    stance: str
    turn: int
    facts: frozenset[str]
    events: frozenset[str]
    """The events of this turn."""


def stance_at(rules: CallRules, mood: int, events: frozenset[str]) -> str:
    """The stance that the mood and the events of a turn lead to."""
    for stance in rules.stances:
        if stance.mood[0] <= mood <= stance.mood[1] and (not stance.after or events.intersection(stance.after)):
            return stance.id
    raise ValueError("no stance fits; let the last one in live-call.yaml have no conditions")


def permitted(recipient: Recipient, rules: CallRules, moment: Moment) -> tuple[Reply, ...]:
    """Every reply that fits, in the person's order of preference."""
    return tuple(reply for reply in recipient.replies if _fits(reply, rules.kind(reply.kind), moment))


def doubts(recipient: Recipient, rules: CallRules, moment: Moment) -> tuple[Reply, ...]:
    """Every doubt that fits now, whatever was asked: it is said after the answer."""
    found = (reply for reply in recipient.replies if reply.kind == "doubts")
    return tuple(reply for reply in found if _possible(reply, rules.kind(reply.kind), moment))


def parting(recipient: Recipient, kind: str) -> tuple[Reply, ...]:
    """How the person breaks off or hangs up."""
    return tuple(reply for reply in recipient.replies if reply.kind == kind)


def _fits(reply: Reply, kind: ReplyKind, moment: Moment) -> bool:
    if kind.id in _BREAKING or moment.asks not in kind.answers:
        return False
    return _possible(reply, kind, moment)


def _possible(reply: Reply, kind: ReplyKind, moment: Moment) -> bool:
    in_place = moment.slot in kind.at if kind.at else moment.slot not in (*BRANCHES, LAST_LINE)
    return (
        in_place
        and not moment.facts.intersection((*kind.unless, *reply.unless))
        and moment.facts.issuperset((*kind.facts, *reply.facts))
        and reply.mood[0] <= moment.mood <= reply.mood[1]
        and (not reply.stance or moment.stance in reply.stance)
        and (not reply.after or bool(moment.events.intersection(reply.after)))
        and (not reply.at or moment.slot in reply.at)
        and moment.turn >= reply.from_turn
    )


def chosen(replies: tuple[Reply, ...], said: tuple[str, ...]) -> Reply | None:
    """The first reply that was not said yet, else the one that was said longest ago; None where there is none."""
    last_said = {text: place for place, text in enumerate(said)}
    return min(replies, key=lambda reply: last_said.get(reply.text, -1), default=None)


def by_kind(replies: tuple[Reply, ...]) -> Iterator[Reply]:
    """One reply of each kind: those of one kind lead on alike."""
    seen: set[str] = set()
    for reply in replies:
        if reply.kind not in seen:
            seen.add(reply.kind)
            yield reply
