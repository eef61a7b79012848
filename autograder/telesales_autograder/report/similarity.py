"""Compares every text of a class with every other, by an inverted index: nothing is listed but the pairs worth a look.

How much two texts have in common is containment (Broder 1997) of their shingles, each weighing by how rare it is in the
class (inverse document frequency, Spärck Jones 1972): what all say counts little.
"""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from telesales_autograder.report.chance import MIN_SHARE, Spread
from telesales_autograder.report.shingles import Hashes

UNSEEN = 100
"""Texts that are thought to exist beside the class, so that in a class of three a phrase of two is still rare."""
ENOUGH = 40
"""Shingles that a text counts at least: from a line or two nothing follows."""
KEPT = 500
"""The most pairs that are kept."""


class Pair(NamedTuple):
    """Two texts by their place, `left` before `right`, and what the shorter shares with the other, 0 to 1."""

    share: float
    left: int
    right: int


@dataclass(frozen=True)
class Comparison:
    """The most similar pairs, and how similar all were."""

    pairs: Sequence[Pair]
    spread: Spread


def compare(texts: Sequence[Hashes], ground: Hashes) -> Comparison:
    """Every text with every other, without what the `ground` gives everybody; time grows with what is shared."""
    index = Index([text[~np.isin(text, ground, assume_unique=True)] for text in texts])
    spread, best = Spread(), list[Pair]()
    for right in range(len(texts)):
        shares = index.shares_with_earlier(right)
        spread.add(shares)
        best = _kept([*best, *(Pair(float(shares[i]), int(i), right) for i in np.flatnonzero(shares >= MIN_SHARE))])
    return Comparison(sorted(best, key=lambda pair: (-pair.share, pair.left, pair.right)), spread)


def _kept(pairs: list[Pair]) -> list[Pair]:
    return pairs if len(pairs) <= 2 * KEPT else heapq.nlargest(KEPT, pairs)


class Index:
    """For each shingle the texts that have it, in one array; `_starts` says where a shingle's texts begin."""

    def __init__(self, texts: Sequence[Hashes]) -> None:
        owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        all_of_them = np.concatenate(texts) if texts else np.array([], np.uint64)
        _, self._ids, counts = np.unique(all_of_them, return_inverse=True, return_counts=True)
        self._weights = np.log((len(texts) + UNSEEN) / np.maximum(counts, 1))
        self._first = np.concatenate([[0], np.cumsum([len(text) for text in texts])]).astype(int)
        self._owners = owners[np.argsort(self._ids, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(int)
        enough = ENOUGH * np.log(len(texts) + UNSEEN)
        self._sizes = np.maximum(np.bincount(owners, self._weights[self._ids], minlength=len(texts)), enough)

    def shares_with_earlier(self, text: int) -> NDArray[np.float64]:
        """What each text before this one has in common with it, 0 to 1."""
        ids = self._ids[self._first[text] : self._first[text + 1]]
        shared = ids[self._starts[ids + 1] - self._starts[ids] > 1]
        sums = self._summed(shared, text) if len(shared) else np.zeros(text)
        shares: NDArray[np.float64] = sums / np.minimum(self._sizes[:text], self._sizes[text])
        return shares

    def _summed(self, ids: Iterable[int], text: int) -> NDArray[np.float64]:
        having = [self._owners[self._starts[id] : self._starts[id + 1]] for id in ids]
        weights = np.repeat(self._weights[list(ids)], [len(some) for some in having])
        return np.bincount(np.concatenate(having), weights, minlength=text)[:text].astype(np.float64)
