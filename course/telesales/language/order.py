"""Tells shuffled words from sentences, by the neighbours of function words.

German function words say much about their neighbours: "im" wants a noun, "ich" a verb, and no clause ends in "dass".
`data/neighbours.txt` counts what stands side by side in genuine scripts (`telesales build` writes it; it looks at their
words, never at labels). A pair adds to the order of a line what it shows: the logarithm of how often the two stand
together over how often they would if words stood anywhere. Words that are hardly known, as those of dialect, weigh
hardly anything. The limits below were measured on authors whose scripts were not counted.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import log

from telesales.language.lexicon import lexicon
from telesales.language.text import Text

Pair = tuple[str, str]

SHUFFLED = -7.0
"""A line of less order is shuffled: of 8,100 genuine lines 1 came below -5 (-6.4), of shuffled ones every other."""

MANY_ODD = 3
"""So many lines of an order below 0 are a shuffled script: 1 genuine line in 500 is so odd, and 6 of 7 shuffled."""

_CAUTION = 0.2
"""Added to both counts, so that what was hardly ever expected weighs little."""

_MOST = 4.0
"""No pair weighs more."""

_START, _END = "^", "$"
_ENDINGS = ("en", "e", "t", "er", "es", "st")


def neighbours(words: Sequence[str]) -> list[Pair]:
    """The pairs of neighbours in a clause where at least one is a function word; other words count by their ending."""
    marks = [_START, *map(_mark, words), _END]
    return [pair for pair in pairwise(marks) if not all(mark.startswith("-") for mark in pair)]


@lru_cache(maxsize=64)
def order(text: Text) -> float:
    """How much the words of `text` stand as in German: about 1 for each word of a good line, below 0 where shuffled."""
    return sum(_weight(pair) for clause in text.clauses for pair in neighbours(clause.words))


def shuffled(text: Text) -> bool:
    """Whether the words of a line surely stand in no order."""
    return order(text) < SHUFFLED


def scrambled(texts: Iterable[Text]) -> bool:
    """Whether the words of a script were shuffled: what is odd in one line may be chance, in several it is none."""
    return sum(order(text) < 0 for text in texts) >= MANY_ODD


@lru_cache(maxsize=20_000)
def _mark(word: str) -> str:
    if "function-word" in lexicon().classes_of(word):
        return word
    if word.isdigit():
        return "0"
    return "-" + next((ending for ending in _ENDINGS if word.endswith(ending)), "")


@lru_cache(maxsize=20_000)
def _weight(pair: Pair) -> float:
    together, left, right, total = _counts()
    expected = left[pair[0]] * right[pair[1]] / total
    return max(-_MOST, min(_MOST, log((together[pair] + _CAUTION) / (expected + _CAUTION))))


@cache
def _counts() -> tuple[Counter[Pair], Counter[str], Counter[str], int]:
    """How often each pair was met, and each word on its left and right side, and all pairs together."""
    together: Counter[Pair] = Counter()
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for first, second, count in _rows():
        together[first, second] = count
        left[first] += count
        right[second] += count
    return together, left, right, together.total()


def _rows() -> Iterable[tuple[str, str, int]]:
    text = (files("telesales.language") / "data" / "neighbours.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            first, second, count = line.split(" ")
            yield first, second, int(count)
