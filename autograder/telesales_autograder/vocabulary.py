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

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from telesales.language.lexicon import fold, lexicon
from telesales.language.typos import SHORTEST, STEM, has_stem, slips_allowed

FOLDER = Path("course/telesales/language/data")
HEADING = "# Written by `telesales build`. Do not edit."
LONGEST = 20
"""Longer words are compounds nobody repeats; the rules know their parts."""

ENDING = 4
"""A German form may be so many letters longer than its stem: zustimm|ungen, and no compound."""

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
    folded = (fold(word) for pair in forms.items() for word in pair if word.isalpha() and 4 <= len(word) <= LONGEST)
    return {word for word in folded if word.isascii() and word.isalpha()}


def _vocabulary(german: list[str]) -> set[str]:
    """Literal words of the classes, and the forms that belong to their stems ("zustimm*")."""
    pieces = lexicon().words()
    words = {piece for piece in pieces if piece.isalpha() and len(piece) >= SHORTEST}
    for stem in (p[:-1] for p in pieces if p.endswith("*") and p[0] != "*" and len(p) > STEM):
        start = bisect_left(german, stem)
        forms = takewhile(lambda form, stem=stem: form.startswith(stem), german[start:])  # type: ignore[misc]
        words.update(form for form in forms if SHORTEST <= len(form) <= len(stem) + ENDING)
    return words


def _confusable(german: set[str], vocabulary: set[str]) -> set[str]:
    """The German forms that a slip could have made of a word of the vocabulary."""
    buckets: Buckets = defaultdict(list)
    for word in sorted(vocabulary):
        buckets[word[0], len(word)].append(word)
    return {form for form in german if not has_stem(form) and _is_near(form, buckets)}


def _is_near(form: str, buckets: Buckets) -> bool:
    for length in range(len(form) - 1, len(form) + 2):
        bucket = buckets.get((form[0], length))
        slips = slips_allowed(length)
        if bucket and slips and extractOne(form, bucket, scorer=OSA.distance, score_cutoff=slips):
            return True
    return False
