"""Mends one slip in a word that the rules know, and in no other word.

A word of at most 5 letters is left alone, a longer one may be one slip away (a letter dropped, added, changed, or two
swapped: optimal string alignment). Umlauts are read as two letters, so a slip at one counts double: a word of 10
letters or more that has one may be two away. The first letter stays, and a word that German has is never mended:
`data/known-words.txt` holds the German forms that lie near the rules' vocabulary. It and `data/vocabulary.txt` are
frozen by `telesales build`, so that nothing but the course's own data decides. Names are in no dictionary: a word
that differs only by its last letter (Ehlers, Ehlert; Meinert, meiner) stays, and so does what follows Frau or Herr.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from itertools import takewhile

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from telesales.language.lexicon import lexicon

SHORTEST = 6
"""Words of fewer letters have too many neighbours to be mended."""

LONG = 10
"""From this length on, a word with an umlaut may be two slips away."""

_UMLAUT = re.compile("[aou]e")


def slips_allowed(word: str) -> int:
    """How many slips away from the folded `word` a learner's spelling may be."""
    if len(word) < SHORTEST:
        return 0
    return 2 if len(word) >= LONG and _UMLAUT.search(word) else 1


@lru_cache(maxsize=20_000)
def repaired(word: str) -> str:
    """The folded `word`, or the word of the rules that it is one slip away from; no German word is changed."""
    if len(word) < SHORTEST or not word.isalpha() or _is_known(word):
        return word
    found = [near for length in range(len(word) - 1, len(word) + 2) for near in _near(word, length)]
    return min(found)[-1] if found else word


def _is_known(word: str) -> bool:
    """Whether German has the word, also with a clitic 's ("kommts", "habens")."""
    forms = (word, word[:-1]) if word.endswith("s") else (word,)
    return any(form in _known() for form in forms)


def _near(word: str, length: int) -> list[tuple[int, bool, str]]:
    """The words of the rules of that `length` near `word`: distance, whether the ending differs, word."""
    found = extract(word, _buckets().get((word[0], length), []), scorer=OSA.distance, score_cutoff=2, limit=None)
    possible = [(int(d), near) for near, d, _ in found if d <= slips_allowed(near) and not _is_ending(word, near)]
    return [
        (d, near[-2:] != word[-2:], near)
        for d, near in possible
        if (d < 2 or _is_at_umlaut(word, near)) and not _is_only_name(near)
    ]


def _is_only_name(word: str) -> bool:
    """Whether a word of the rules is a first name: what lies near one (Wiegand, Wieland) is another name, no slip."""
    return "given-name" in (classes := lexicon().classes_of(word)) and classes <= {"given-name", "also-surname"}


def _is_ending(word: str, near: str) -> bool:
    """Whether only the last letter of `word` is another or too much: an inflected form or a name, and no slip."""
    return near[:-1] == word[:-1] or near == word[:-1]


def _is_at_umlaut(word: str, near: str) -> bool:
    """Whether `word` and `near` differ at an umlaut of `near`."""
    same_start, same_end = _shared(word, near), _shared(word[::-1], near[::-1])
    return _UMLAUT.search(near, max(0, same_start - 1), len(near) - same_end + 1) is not None


def _shared(word: str, near: str) -> int:
    """How many letters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, near, strict=False)))


@cache
def _buckets() -> dict[tuple[str, int], list[str]]:
    """The rules' vocabulary by first letter and length."""
    buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in sorted(_words("vocabulary.txt")):
        buckets[word[0], len(word)].append(word)
    return dict(buckets)


@cache
def _known() -> frozenset[str]:
    return _words("known-words.txt") | _words("vocabulary.txt") | lexicon().words()


@cache
def _words(name: str) -> frozenset[str]:
    text = (files("telesales.language") / "data" / name).read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))
