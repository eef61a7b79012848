"""Tells shuffled words from sentences, by the neighbours of function words.

Two signs: neighbours that German forbids ("im ich", "unser haben"; `neighbours.yaml`), and the share of neighbours that
were never met in the labelled scripts (`data/neighbours.txt`, written by `telesales build`). Measured on authors whose
scripts gave no neighbours: new ones make up at most 13 % of a good script and at least 20 % of a shuffled one.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from telesales.language.lexicon import fold, lexicon
from telesales.language.text import Text
from telesales.strict_yaml import parse

Pair = tuple[str, str]

_START, _END = "^", "$"
_ENDINGS = ("en", "e", "t", "er", "es", "st")


def neighbours(words: Sequence[str]) -> list[Pair]:
    """The pairs of neighbours in a clause where at least one is a function word; other words count by their ending."""
    marks = [_START, *map(_mark, words), _END]
    return [pair for pair in pairwise(marks) if not all(mark.startswith("-") for mark in pair)]


def shuffled(text: Text, odd: int) -> bool:
    """Whether the words of a line stand in no order: forbidden neighbours, or unknown ones in a line that is `odd`."""
    forbidden = sum(map(_forbidden, (clause.words for clause in text.clauses)))
    unknown, all_pairs = _unknown([text])
    fifth, third = unknown >= 0.2 * all_pairs, unknown >= 0.35 * all_pairs
    return forbidden >= 2 or (fifth and (forbidden == 1 or odd >= 2)) or (third and unknown >= 4 and odd >= 1)


def mostly_shuffled(texts: Sequence[Text]) -> bool:
    """Whether so many neighbours over all lines of a script are unknown that its words were shuffled."""
    unknown, all_pairs = _unknown(texts)
    return all_pairs >= 40 and unknown >= 0.22 * all_pairs


def _unknown(texts: Sequence[Text]) -> tuple[int, int]:
    pairs = [pair for text in texts for clause in text.clauses for pair in neighbours(clause.words)]
    met = _met()
    return sum(pair not in met and not any(map(_is_dialect, pair)) for pair in pairs), len(pairs)


@lru_cache(maxsize=20_000)
def _is_dialect(mark: str) -> bool:
    """Whether a mark is a word of dialect, of which too few neighbours are known to miss one."""
    return "dialect-word" in lexicon().classes_of(mark)


def _forbidden(words: Sequence[str]) -> int:
    kinds, never = _rules()
    names = [*(kinds.get(word, "") for word in words), "end"]
    return sum(right in never.get(left, ()) for left, right in pairwise(names))


@lru_cache(maxsize=20_000)
def _mark(word: str) -> str:
    if "function-word" in lexicon().classes_of(word):
        return word
    if word.isdigit():
        return "0"
    return "-" + next((ending for ending in _ENDINGS if word.endswith(ending)), "")


@cache
def _rules() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    data = parse((files("telesales.language") / "neighbours.yaml").read_text(encoding="utf-8"))
    kinds = {fold(word): kind for kind, words in data["words"].items() for word in words.split()}
    return kinds, {left: frozenset(rights.split()) for left, rights in data["never"].items()}


@cache
def _met() -> frozenset[Pair]:
    text = (files("telesales.language") / "data" / "neighbours.txt").read_text(encoding="utf-8")
    return frozenset(_pairs(text))


def _pairs(text: str) -> Iterator[Pair]:
    for line in text.splitlines():
        if not line.startswith("#"):
            left, right = line.split(" ")
            yield left, right
