"""The mood: how good and bad events move it. Pure arithmetic, so that its promises can be proven.

Credit is the number of different good events heard, damage the number of turns with a mistake that still counted. The
mood follows credit minus damage, by one step a turn at most. Both are monotone in what was heard, and so is the mood:
one more good event or one bad event less never ends lower, and no good event counts twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from telesales.model import HIGHEST, LOWEST

MAX_STEP = 1
"""A turn moves the mood by at most so many steps."""


@dataclass(frozen=True)
class Goodwill:
    """How somebody feels about a call so far; `ceiling` is the highest mood they can reach in it."""

    ceiling: int = HIGHEST
    mood: int = 0
    heard: frozenset[str] = frozenset()
    waiting: tuple[str, ...] = ()
    """Good events heard and not yet credited, oldest first."""
    damage: int = 0


Changes = tuple[tuple[str, int], ...]
"""Events with what each changed: their sum is the step of the mood."""


def after_turn(goodwill: Goodwill, good: Iterable[str], bad: Iterable[tuple[str, int]]) -> tuple[Goodwill, Changes]:
    """The goodwill after a turn with `good` events and `bad` ones (with their depths), and what changed it.

    Of several bad events the first that still counts is named as the reason.
    """
    fresh = tuple(dict.fromkeys(event for event in good if event not in goodwill.heard))
    heard, waiting = goodwill.heard.union(fresh), goodwill.waiting + fresh
    hit = next((event for event, depth in bad if goodwill.damage < depth), None)
    damage = goodwill.damage + (hit is not None)
    mood = _towards(min(goodwill.ceiling, len(heard) - damage), goodwill.mood)
    step = mood - goodwill.mood
    credited = min(max(step + (hit is not None), 0), len(waiting))
    changes = [(event, 1) for event in waiting[:credited]]
    if hit is not None:
        changes.append((hit, step - credited))
    return replace(goodwill, mood=mood, heard=heard, waiting=waiting[credited:], damage=damage), tuple(changes)


def _towards(target: int, mood: int) -> int:
    return max(LOWEST, min(max(target, mood - MAX_STEP), mood + MAX_STEP))
