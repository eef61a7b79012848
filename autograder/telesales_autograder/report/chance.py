"""What similarity chance alone gives: from which share on two texts are worth a look.

The excess over a high threshold is nearly exponential (Pickands 1975, with shape 0), so that a few thousand pairs tell
how similar the most similar of millions would be by chance. The scale is fitted by the median, which some copies among
the pairs do not move.
"""

import json
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from math import ceil, log

import numpy as np
from numpy.typing import NDArray

BINS = 4000
EXPECTED = 0.05
"""Pairs a class that chance alone may put on the list."""
MIN_SHARE = 0.1
"""A tenth in common, about one line of nine, is the least that is worth a teacher's time."""
ALWAYS = 0.5
"""Half in common is always worth a look, however similar all others are."""
ENOUGH_PAIRS = 45
"""Ten texts: from so many pairs on a class tells something about itself."""
HIGH, HIGH_IN_A_CLASS = 0.99, 0.75
"""The quantile where the tail begins; lower in a class, which has fewer pairs, and copies among them."""


@dataclass(frozen=True)
class Tail:
    """Of all pairs a share `beyond` has more than `over` in common; the mean excess over it is `excess`."""

    over: float
    beyond: float
    excess: float

    def least(self, pairs: int) -> float:
        """The share that chance exceeds in fewer than `EXPECTED` of so many pairs."""
        return self.over + self.excess * max(0.0, log(max(pairs * self.beyond, EXPECTED) / EXPECTED))


@dataclass
class Spread:
    """How many pairs have how much in common, in bins of equal width."""

    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(BINS, np.int64))

    @property
    def pairs(self) -> int:
        """The number of pairs."""
        return int(self.counts.sum())

    def add(self, shares: NDArray[np.float64]) -> None:
        """Counts some pairs' shares, 0 to 1."""
        bins = np.minimum((shares * BINS).astype(int), BINS - 1)
        self.counts += np.bincount(bins, minlength=BINS)

    def from_share(self, share: float) -> int:
        """The number of pairs that have at least `share` in common."""
        return int(self.counts[round(share * BINS) :].sum())

    def tail(self, quantile: float) -> Tail:
        """The tail from that quantile on; an empty one where there are no pairs."""
        over = self._at(quantile * self.pairs)
        beyond = self.counts[over + 1 :].sum()
        middle = self._at(self.pairs - beyond / 2) if beyond else over
        return Tail(over / BINS, float(beyond / max(self.pairs, 1)), (middle - over) / BINS / log(2))

    def _at(self, rank: float) -> int:
        """The bin in which the pair of that rank lies, least similar first."""
        return min(int(np.searchsorted(np.cumsum(self.counts), rank)), BINS - 1)


@cache
def independent() -> Tail:
    """Measured on texts that different authors wrote for this course; written by `telesales build`."""
    data = json.loads((files("telesales_autograder.report") / "independent.json").read_text(encoding="utf-8"))
    return Tail(**data)


def to_json(tail: Tail) -> str:
    """The file's text."""
    return json.dumps({name: round(value, 5) for name, value in asdict(tail).items()}, indent=1) + "\n"


def remarkable_from(spread: Spread, baseline: Tail) -> float:
    """From which share on a pair of this class is worth a look, at the edge of a bin.

    Beyond what chance gives among texts of independent authors, and in the class itself, where all may have been given
    the same phrases.
    """
    own = spread.tail(HIGH_IN_A_CLASS).least(spread.pairs) if spread.pairs >= ENOUGH_PAIRS else 0.0
    least = max(MIN_SHARE, min(ALWAYS, max(baseline.least(spread.pairs), own)))
    return ceil(least * BINS) / BINS
