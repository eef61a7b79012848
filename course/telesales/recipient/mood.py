"""The mood: how good and bad events move it. Pure arithmetic, so that its promises can be proven.

Credit is what the different good events heard weigh together, in whole steps; damage is the number of turns with a
mistake that still counted. The mood follows credit minus damage, by one step a turn at most. Both are monotone in what
was heard, and so is the mood: one more good event or one bad event less never ends lower, and no good event counts
twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from telesales.model import HIGHEST, LOWEST

MAX_STEP = 1
"""A turn moves the mood by at most so many steps."""
HALF, WHOLE = 1, 2
"""What a good event weighs, in half steps: what matters to somebody a whole step, all else half of one."""


@dataclass(frozen=True)
class Goodwill:
    """How somebody feels about a call so far; `ceiling` is the highest mood they can reach in it."""

    ceiling: int = HIGHEST
    mood: int = 0
    heard: frozenset[str] = frozenset()
    credit: int = 0
    """What the good events heard weigh, in half steps."""
    waiting: tuple[str, ...] = ()
    """The good events that completed a step not yet taken, oldest first."""
    damage: int = 0


Changes = tuple[tuple[str, int], ...]
"""Events with what each changed: their sum is the step of the mood."""


def after_turn(
    goodwill: Goodwill, good: Iterable[tuple[str, int]], bad: Iterable[tuple[str, int]]
) -> tuple[Goodwill, Changes]:
    """The goodwill after a turn with `good` events (with their weights) and `bad` ones (with their depths).

    Also what changed it: a step is named after the good event that completes it, and of several bad events after the
    first that still counts.
    """
    before = _heard(goodwill, good)
    hit = next((event for event, depth in bad if before.damage < depth), None)
    damage = before.damage + (hit is not None)
    mood = _towards(min(before.ceiling, before.credit // WHOLE - damage), before.mood)
    step = mood - before.mood
    credited = min(max(step + (hit is not None), 0), len(before.waiting))
    changes = [(event, 1) for event in before.waiting[:credited]]
    if hit is not None:
        changes.append((hit, step - credited))
    return replace(before, mood=mood, waiting=before.waiting[credited:], damage=damage), tuple(changes)


def _heard(goodwill: Goodwill, good: Iterable[tuple[str, int]]) -> Goodwill:
    """`goodwill` with the good events that are new in it."""
    fresh = {event: weight for event, weight in good if event not in goodwill.heard}
    credit, completing = goodwill.credit, []
    for event, weight in fresh.items():
        completing += [event] * ((credit + weight) // WHOLE - credit // WHOLE)
        credit += weight
    waiting = (*goodwill.waiting, *completing)
    return replace(goodwill, heard=goodwill.heard.union(fresh), credit=credit, waiting=waiting)


def _towards(target: int, mood: int) -> int:
    return max(LOWEST, min(max(target, mood - MAX_STEP), mood + MAX_STEP))
