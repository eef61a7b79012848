"""Does the mood keep its promises, whatever is said?"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telesales.model import HIGHEST, LOWEST
from telesales.recipient.mood import Goodwill, after_turn

GOOD = [f"good-{n}" for n in range(8)]
BAD = [("slip", 3), ("evaded", 5), ("personal", 4), ("pressure", 10), ("repeated", 5), ("long", 4)]

Turns = Sequence[tuple[int, int]]
"""For each turn which good and which bad events are heard, as bits."""

turns = st.lists(
    st.tuples(st.integers(0, 2 ** len(GOOD) - 1), st.integers(0, 2 ** len(BAD) - 1)), min_size=1, max_size=12
)
ceilings, bottoms = st.integers(1, HIGHEST), st.integers(LOWEST, -1)


def bits(number: int, names: Sequence) -> list:
    return [name for place, name in enumerate(names) if number >> place & 1]


def moods(said: Turns, ceiling: int = HIGHEST, bottom: int = LOWEST) -> list[int]:
    """The mood after each turn; a call that has reached the bottom is over."""
    goodwill, found = Goodwill(ceiling=ceiling), []
    for good, bad in said:
        goodwill, changes = after_turn(goodwill, bits(good, GOOD), bits(bad, BAD))
        assert sum(change for _, change in changes) == goodwill.mood - (found[-1] if found else 0)
        found.append(goodwill.mood)
        if goodwill.mood <= bottom:
            break
    return found


Change = Callable[[Turns, int, int], Turns]


def compared(change: Change, events: int, holds: Callable[[list[int], list[int]], bool]) -> int:
    """Compares generated calls with all that `change` makes of them, turn by turn and event by event; how many."""
    count = 0

    @settings(max_examples=250)
    @given(turns, ceilings, bottoms)
    def check(said: Turns, ceiling: int, bottom: int) -> None:
        nonlocal count
        before = moods(said, ceiling, bottom)
        for place in range(len(said)):
            for event in range(events):
                after = moods(change(said, place, event), ceiling, bottom)
                assert holds(before, after), (said, place, event)
                count += 1

    check()
    return count


def with_good(said: Turns, place: int, event: int) -> Turns:
    return [(good | (1 << event) if n == place else good, bad) for n, (good, bad) in enumerate(said)]


def without_bad(said: Turns, place: int, event: int) -> Turns:
    return [(good, bad & ~(1 << event) if n == place else bad) for n, (good, bad) in enumerate(said)]


def repeating_good(said: Turns, place: int, event: int) -> Turns:
    """The call with one good event, if it has it at `place`, in every later turn too."""
    has = said[place][0] >> event & 1
    return [(good | (1 << event) if has and n > place else good, bad) for n, (good, bad) in enumerate(said)]


def test_one_more_good_event_never_ends_lower() -> None:
    assert compared(with_good, len(GOOD), lambda before, after: after[-1] >= before[-1]) > 5000


def test_one_bad_event_less_never_ends_lower() -> None:
    assert compared(without_bad, len(BAD), lambda before, after: after[-1] >= before[-1]) > 5000


def test_no_good_event_counts_twice() -> None:
    assert compared(repeating_good, len(GOOD), lambda before, after: after == before) > 5000


@settings(max_examples=300)
@given(turns, ceilings)
def test_a_turn_moves_one_step_at_most_and_stays_within_bounds(said: Turns, ceiling: int) -> None:
    found = [0, *moods(said, ceiling)]
    assert all(abs(after - before) <= 1 for before, after in pairwise(found))
    assert all(LOWEST <= mood <= ceiling for mood in found)


def test_a_good_event_that_cannot_be_credited_yet_is_not_spent() -> None:
    goodwill, changes = after_turn(Goodwill(), ["a", "b"], [])
    assert (goodwill.mood, goodwill.waiting, changes) == (1, ("b",), (("a", 1),))
    goodwill, changes = after_turn(goodwill, [], [])
    assert (goodwill.mood, goodwill.waiting, changes) == (2, (), (("b", 1),))


def test_credit_absorbs_a_mistake() -> None:
    goodwill, _ = after_turn(Goodwill(), ["a", "b"], [])
    goodwill, changes = after_turn(goodwill, [], [("slip", 3)])
    assert goodwill.mood == 1 and changes == (("b", 1), ("slip", -1))


@pytest.mark.parametrize(("depth", "lowest"), [(1, -1), (3, -3), (5, -5), (10, -5)])
def test_a_mistake_alone_lowers_the_mood_only_to_its_depth(depth: int, lowest: int) -> None:
    goodwill = Goodwill()
    for _ in range(12):
        goodwill, _ = after_turn(goodwill, [], [("slip", depth)])
    assert goodwill.mood == lowest


def test_two_mistakes_in_one_turn_lower_the_mood_by_one_step() -> None:
    goodwill, changes = after_turn(Goodwill(), [], [("slip", 3), ("evaded", 5)])
    assert goodwill.mood == -1 and changes == (("slip", -1),)
