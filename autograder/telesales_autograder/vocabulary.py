"""Writes the two word lists that the typo rule reads, from the rules' word classes and simplemma's German dictionary.

`vocabulary.txt`: the words that may be meant (literal words of the classes, and the German forms of their stems).
`known-words.txt`: German forms so near to one of them that they could be taken for a slip; they are never mended.
Everything is sorted and depends on nothing but the classes and the dictionary, so that each run gives the same bytes.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from telesales.language.lexicon import lexicon
from telesales.language.typos import SHORTEST, slips_allowed

FOLDER = Path("course/telesales/language/data")
HEADING = "# Written by `telesales build`. Do not edit."
LONGEST = 20
"""Longer words are compounds nobody repeats; the rules know their parts."""

STEM = 5
"""A pattern with so many letters of its own ("zustimm*") has words that may be meant; "ge*" would have too many."""

ENDING = 4
"""A German form may be so many letters longer than its stem: zustimm|ungen, and no compound."""

_FOLDING = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ß": "ss"})
"""As `lexicon.fold` folds plain German words, but fast enough for a million of them."""

_BATCH = 5000

Buckets = dict[tuple[str, int], list[str]]


def render() -> dict[Path, bytes]:
    """Both files by their path below the project's root."""
    german = sorted(_german())
    vocabulary = _vocabulary(german)
    known = _confusable(set(german) - vocabulary, vocabulary)
    return {FOLDER / "vocabulary.txt": _lines(vocabulary), FOLDER / "known-words.txt": _lines(known)}


def _lines(words: Iterable[str]) -> bytes:
    return "\n".join([HEADING, *sorted(words), ""]).encode()


def _german() -> set[str]:
    """All forms and lemmas of simplemma's German dictionary, folded."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    forms = DefaultDictionaryFactory().get_dictionary("de")
    folded = (word.translate(_FOLDING).lower() for pair in forms.items() for word in pair if word.isalpha())
    return {word for word in folded if word.isascii() and 4 <= len(word) <= LONGEST}


def _vocabulary(german: list[str]) -> set[str]:
    """Literal words of the classes, and the forms that belong to their stems ("zustimm*")."""
    pieces = lexicon().words()
    words = {piece for piece in pieces if piece.isalpha() and SHORTEST <= len(piece) <= LONGEST}
    for stem in (p[:-1] for p in pieces if p.endswith("*") and p[0] != "*" and len(p) > STEM):
        start = bisect_left(german, stem)
        forms = takewhile(lambda form, stem=stem: form.startswith(stem), german[start:])  # type: ignore[misc]
        words.update(form for form in forms if SHORTEST <= len(form) <= len(stem) + ENDING)
    return words


def _confusable(german: set[str], vocabulary: set[str]) -> set[str]:
    """The German forms that a slip could have made of a word of the vocabulary."""
    forms = _buckets(german)
    near: set[str] = set()
    for slips in (1, 2):
        meant = _buckets(word for word in vocabulary if slips_allowed(word) == slips)
        for (first, length), bucket in meant.items():
            for other in range(length - 1, length + 2):
                near |= _within(slips, forms.get((first, other), []), bucket)
    return near


def _buckets(words: Iterable[str]) -> Buckets:
    """The words by first letter and length."""
    buckets: Buckets = defaultdict(list)
    for word in sorted(words):
        buckets[word[0], len(word)].append(word)
    return buckets


def _within(slips: int, forms: list[str], words: list[str]) -> set[str]:
    """The `forms` at most `slips` away from one of `words`."""
    near: set[str] = set()
    for start in range(0, len(forms), _BATCH):
        batch = forms[start : start + _BATCH]
        distances = cdist(batch, words, scorer=OSA.distance, score_cutoff=slips, dtype=np.uint8)
        near.update(batch[row] for row in np.nonzero((distances <= slips).any(axis=1))[0])
    return near
