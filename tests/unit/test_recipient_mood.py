"""Does the mood keep its promises, whatever is said?"""

from collections.abc import Callable, Sequence
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telesales.model import HIGHEST, LOWEST
from telesales.recipient.mood import HALF, WHOLE, Goodwill, after_turn

GOOD = [(f"good-{n}", HALF if n % 2 else WHOLE) for n in range(8)]
BAD = [("slip", 3), ("evaded", 5), ("personal", 4), ("pressure", 10), ("repeated", 5), ("long", 4)]

Turns = Sequence[tuple[int, int]]
"""For each turn which good and which bad events are heard, as bits."""

turns = st.lists(
    st.tuples(st.integers(0, 2 ** len(GOOD) - 1), st.integers(0, 2 ** len(BAD) - 1)), min_size=1, max_size=12
)
ceilings, bottoms = st.integers(1, HIGHEST), st.integers(LOWEST, -1)
PAIRS = 10_000
"""So many pairs of calls are compared at least, for each promise."""


def subsets(names: Sequence) -> list[list]:
    """For each number the names whose bits are set in it."""
    return [[name for place, name in enumerate(names) if number >> place & 1] for number in range(2 ** len(names))]


GOODS, BADS = subsets(GOOD), subsets(BAD)


def moods(said: Turns, ceiling: int = HIGHEST, bottom: int = LOWEST) -> list[int]:
    """The mood after each turn; a call that has reached the bottom is over."""
    goodwill, found = Goodwill(ceiling=ceiling), []
    for good, bad in said:
        goodwill, changes = after_turn(goodwill, GOODS[good], BADS[bad])
        assert sum(change for _, change in changes) == goodwill.mood - (found[-1] if found else 0)
        found.append(goodwill.mood)
        if goodwill.mood <= bottom:
            break
    return found


Change = Callable[[Turns, int, int], Turns]


def compared(change: Change, events: int, holds: Callable[[list[int], list[int]], bool]) -> int:
    """Compares generated calls with all that `change` makes of them, turn by turn and event by event; how many."""
    count = 0

    @settings(max_examples=400)
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


SHORT = list(product(range(2**3), repeat=2))
"""All turns with three good events at most and three bad ones."""


def test_every_call_of_two_turns_keeps_all_promises() -> None:
    pairs = 0
    for said in product(SHORT, repeat=2):
        before = moods(said)[-1]
        for place, event in product(range(2), range(3)):
            assert moods(with_good(said, place, event))[-1] >= before, (said, place, event)
            assert moods(without_bad(said, place, event))[-1] >= before, (said, place, event)
            assert moods(repeating_good(said, place, event))[-1] == before, (said, place, event)
            pairs += 1
    assert pairs == len(SHORT) ** 2 * 6 > PAIRS


def test_one_more_good_event_never_ends_lower() -> None:
    assert compared(with_good, len(GOOD), lambda before, after: after[-1] >= before[-1]) > PAIRS


def test_one_bad_event_less_never_ends_lower() -> None:
    assert compared(without_bad, len(BAD), lambda before, after: after[-1] >= before[-1]) > PAIRS


def test_no_good_event_counts_twice() -> None:
    assert compared(repeating_good, len(GOOD), lambda before, after: after == before) > PAIRS


@settings(max_examples=300)
@given(turns, ceilings)
def test_a_turn_moves_one_step_at_most_and_stays_within_bounds(said: Turns, ceiling: int) -> None:
    found = [0, *moods(said, ceiling)]
    assert all(abs(after - before) <= 1 for before, after in pairwise(found))
    assert all(LOWEST <= mood <= ceiling for mood in found)


def test_a_good_event_that_cannot_be_credited_yet_is_not_spent() -> None:
    goodwill, changes = after_turn(Goodwill(), [("a", WHOLE), ("b", WHOLE)], [])
    assert (goodwill.mood, goodwill.waiting, changes) == (1, ("b",), (("a", 1),))
    goodwill, changes = after_turn(goodwill, [], [])
    assert (goodwill.mood, goodwill.waiting, changes) == (2, (), (("b", 1),))


def test_two_half_steps_are_a_whole_one_named_after_the_second() -> None:
    goodwill, changes = after_turn(Goodwill(), [("a", HALF)], [])
    assert (goodwill.mood, changes) == (0, ())
    goodwill, changes = after_turn(goodwill, [("b", HALF)], [])
    assert (goodwill.mood, changes) == (1, (("b", 1),))


def test_a_whole_step_is_taken_whatever_waits_in_halves() -> None:
    goodwill, _ = after_turn(Goodwill(), [("a", HALF)], [])
    goodwill, changes = after_turn(goodwill, [("b", WHOLE)], [])
    assert (goodwill.mood, changes) == (1, (("b", 1),))


def test_credit_absorbs_a_mistake() -> None:
    goodwill, _ = after_turn(Goodwill(), [("a", WHOLE), ("b", WHOLE)], [])
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
