"""Is the rank correlation right, and is the table complete?"""

import math

import pytest

from telesales.loading import load_call
from telesales_autograder.outcomes import GRADER, Outcome, follows, spearman, table

PEOPLE = (*load_call().recipients, GRADER)


def outcomes(*pairs: tuple[int, int]) -> list[Outcome]:
    return [Outcome(met, dict.fromkeys(PEOPLE, end)) for met, end in pairs]


def test_the_same_order_is_1_and_the_reverse_minus_1() -> None:
    assert spearman([1, 2, 3, 9], [10, 20, 30, 31]) == pytest.approx(1)
    assert spearman([1, 2, 3, 9], [31, 30, 20, 10]) == pytest.approx(-1)


def test_rho_of_a_worked_example() -> None:
    # Ranks differ by 1, 1, 1, 1, 0: rho is 1 - 6 * 4 / (5 * 24) = 0.8.
    assert spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]) == pytest.approx(0.8)


def test_equal_values_share_their_rank() -> None:
    # Pearson's of the ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4 is 4.5 / sqrt(4.5 * 5).
    assert spearman([7, 8, 8, 9], [1, 2, 3, 4]) == pytest.approx(0.9**0.5)


def test_what_never_changes_has_no_order() -> None:
    assert math.isnan(spearman([1, 1, 1], [1, 2, 3]))


def test_every_recipient_stands_in_the_table_for_each_set_and_for_all() -> None:
    lines = list(table({"one": outcomes((1, -1), (2, 3)), "two": outcomes((1, 3), (2, -1), (3, 5))}))
    assert lines[0] == "| Person | one (2) | two (3) | alle (5) |" and len(lines) == 2 + len(PEOPLE)
    assert all(line.split("|")[2:4] == [" 1,00 ", " 0,50 "] for line in lines[2:])


def test_each_recipient_is_measured_alone() -> None:
    found = follows([Outcome(1, {"a": 1, "b": 2}), Outcome(2, {"a": 2, "b": 1})])
    assert found == {"a": pytest.approx(1), "b": pytest.approx(-1)}
