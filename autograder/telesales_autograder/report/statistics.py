"""Figures on points: quantiles, histogram, and for each graded cell how difficult it is and how well it separates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, quantiles

FEWEST = 5
"""Learners from whom on a correlation is shown: with fewer it says nothing."""
STEPS = 10
"""Bars of the histogram."""


@dataclass(frozen=True)
class Quantiles:
    """Least, lower quartile, median, upper quartile and most points, and their mean."""

    least: float
    lower: float
    median: float
    upper: float
    most: float
    mean: float

    @classmethod
    def of(cls, points: Sequence[float]) -> "Quantiles":
        """Of at least one learner's points; quartiles interpolate between ranks (Hyndman and Fan 1996, type 7)."""
        lower, median, upper = quantiles([*points] * (1 if len(points) > 1 else 2), n=4, method="inclusive")
        return cls(min(points), lower, median, upper, max(points), fmean(points))


def histogram(points: Sequence[float], most: float) -> list[int]:
    """How many points lie in each tenth of `most`, which itself belongs to the last."""
    counts = [0] * STEPS
    for one in points:
        counts[max(0, min(int(one / most * STEPS), STEPS - 1)) if most else 0] += 1
    return counts


@dataclass(frozen=True)
class Item:
    """One graded cell over all learners.

    `difficulty` is the mean share of its points, 0 to 1: high is easy. `discrimination` is −1 to 1, None where it is
    not defined or there are too few learners.
    """

    id: str
    most: float
    difficulty: float
    discrimination: float | None


def items(scores: Sequence[Mapping[str, float]], most: Mapping[str, float]) -> list[Item]:
    """The figures of each cell, from each learner's points by cell; who has no points there yet does not count for it.

    Difficulty as in Lienert and Raatz, "Testaufbau und Testanalyse" (1998): mean points over possible points.
    Discrimination is the item-total correlation corrected by leaving the item out of the total, r_i(t−i): Henrysson,
    "Correction of item-total correlations in item analysis", Psychometrika 28 (1963), 211–218.
    """
    given = {id: [one for one in scores if id in one] for id in most}
    return [_item(id, most[id], given[id]) for id in most if most[id] and given[id]]


def _item(id: str, most: float, scores: Sequence[Mapping[str, float]]) -> Item:
    points = [one[id] for one in scores]
    rests = [sum(one.values()) - one[id] for one in scores]
    separates = correlation(points, rests) if len(points) >= FEWEST else None
    return Item(id, most, fmean(points) / most, separates)


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's product-moment correlation; None where one of both never changes."""
    left, right = _centred(one), _centred(other)
    spread = sqrt(sum(x * x for x in left) * sum(y * y for y in right))
    return sum(x * y for x, y in zip(left, right, strict=True)) / spread if spread > 1e-9 else None


def _centred(values: Sequence[float]) -> list[float]:
    mean = fmean(values)
    return [value - mean for value in values]
