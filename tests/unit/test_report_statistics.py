"""Figures on points, against values reckoned by hand."""

import pytest

from telesales_autograder.report.statistics import Quantiles, correlation, histogram, items


def test_quartiles_interpolate_between_ranks() -> None:
    assert Quantiles.of([10, 40, 20, 30]) == Quantiles(10, 17.5, 25, 32.5, 40, 25)


def test_one_learner_is_every_quantile() -> None:
    assert Quantiles.of([7]) == Quantiles(7, 7, 7, 7, 7, 7)


def test_full_points_lie_in_the_last_tenth_and_extra_credit_too() -> None:
    assert histogram([0, 8.9, 9, 89.9, 90, 95], 90) == [2, 1, 0, 0, 0, 0, 0, 0, 0, 3]


def test_a_lesson_without_points_has_one_bar() -> None:
    assert histogram([0, 0], 0)[0] == 2


def test_difficulty_is_the_mean_share_of_points() -> None:
    [item] = items([{"a": 4}, {"a": 2}, {"a": 0}], {"a": 4})
    assert (item.difficulty, item.discrimination) == (0.5, None)


def test_discrimination_leaves_the_item_out_of_the_total() -> None:
    a, rest = [0, 0, 1, 1, 1], [1, 3, 2, 4, 5]
    found, other = items([{"a": x, "b": y} for x, y in zip(a, rest, strict=True)], {"a": 1, "b": 5})
    # Means 0.6 and 3: covariances sum to 2.0, squares to 1.2 and 10, so r = 2 / sqrt(12).
    assert found.discrimination == pytest.approx(2 / 12**0.5)
    assert other.discrimination == pytest.approx(found.discrimination)


def test_what_all_get_alike_separates_nobody() -> None:
    assert correlation([3, 3, 3], [1, 2, 3]) is None


def test_who_has_no_points_yet_does_not_count_for_the_item() -> None:
    scores = [{"a": 1, "b": 2}, {"a": 0}, {"a": 1, "b": 4}]
    found = {item.id: item.difficulty for item in items(scores, {"a": 1, "b": 4, "never": 5})}
    assert found == {"a": pytest.approx(2 / 3), "b": 0.75}
