"""Word classes: what teachers may extend without reading code.

`classes/*.yaml` maps the name of a class to patterns over folded words (lower case, ä as ae, ß as ss; the files may
use umlauts, they are folded on loading). A pattern is a row of elements:

    anbieten            the word              *formular, zustimm*, *angebot*   words with that end, start or middle
    a|b                 one word or the other  mal?                            a word that may be missing
    ..                  up to 3 words between  ...                             up to 8 words between, in the same clause
    ,                   a clause boundary      <month>                         any single word of another class
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from telesales.language.normal import normalise
from telesales.strict_yaml import YamlError, parse

BOUNDARY = "|"
"""The token that stands for a clause boundary in the text that phrases are matched against."""

_WORD = r"[^ |]+"
_GAPS = {"..": rf"(?:{_WORD} ){{0,3}}", "...": rf"(?:{_WORD} ){{0,8}}"}


class Lexicon:
    """Compiled word classes."""

    def __init__(self, classes: Mapping[str, tuple[str, ...]]) -> None:
        self._patterns = {name: tuple(fold(p) for p in patterns) for name, patterns in classes.items()}
        self._exact: dict[str, set[str]] = {}
        self._globs: dict[str, re.Pattern[str]] = {}
        self._phrases: dict[str, re.Pattern[str]] = {}
        self._cache: dict[str, frozenset[str]] = {}
        for name in self._patterns:
            self._compile(name)

    def __contains__(self, name: str) -> bool:
        return name in self._patterns

    @property
    def names(self) -> tuple[str, ...]:
        """All classes, in the order of the files."""
        return tuple(self._patterns)

    def words(self) -> frozenset[str]:
        """Every literal word of every pattern (stems with their *), for the typo guard."""
        pieces = (piece for patterns in self._patterns.values() for p in patterns for piece in re.split(r"[ |?]", p))
        return frozenset(piece for piece in pieces if re.fullmatch(r"\*?[a-z0-9-]{2,}\*?", piece))

    def classes_of(self, word: str) -> frozenset[str]:
        """The classes whose one-word patterns match the folded `word`."""
        known = self._cache.get(word)
        if known is None:
            globs = (name for name, glob in self._globs.items() if glob.fullmatch(word))
            known = frozenset(self._exact.get(word, set())).union(globs)
            if len(self._cache) < 50_000:
                self._cache[word] = known
        return known

    def phrase(self, name: str) -> re.Pattern[str] | None:
        """The pattern of the class's rows of several words, to be searched in ' word word | word '."""
        return self._phrases.get(name)

    def _compile(self, name: str) -> None:
        singles = [p for p in self._patterns[name] if _is_single(p)]
        rows = [p for p in self._patterns[name] if not _is_single(p)]
        globs = []
        for pattern in (part for p in singles for part in p.split("|")):
            if "*" in pattern:
                globs.append(_glob(pattern))
            else:
                self._exact.setdefault(pattern, set()).add(name)
        if globs:
            self._globs[name] = re.compile("|".join(globs))
        if rows:
            self._phrases[name] = re.compile("(?<= )(?:" + "|".join(self._row(row, (name,)) for row in rows) + ")")

    def _row(self, row: str, seen: tuple[str, ...]) -> str:
        return "".join(self._element(element, seen) for element in row.split(" "))

    def _element(self, element: str, seen: tuple[str, ...]) -> str:
        if element in _GAPS:
            return _GAPS[element]
        if element == ",":
            return r"(?:\| )+"
        optional = element.endswith("?")
        inner = "|".join(self._alternatives(element.removesuffix("?"), seen))
        return f"(?:(?:{inner}) )" + ("?" if optional else "")

    def _alternatives(self, element: str, seen: tuple[str, ...]) -> list[str]:
        if "|" in element:
            return [a for part in element.split("|") for a in self._alternatives(part, seen)]
        if element.startswith("<"):
            name = element.strip("<>")
            if name in seen or name not in self._patterns:
                raise ValueError(f"word class '{seen[0]}': '<{name}>' is unknown or refers back to itself")
            singles = [p for p in self._patterns[name] if _is_single(p)]
            return [a for p in singles for part in p.split("|") for a in self._alternatives(part, (*seen, name))]
        return [_glob(element)]


def fold(text: str) -> str:
    """`text` as the rules see it: lower case, umlauts written out, one kind of space."""
    return normalise(text).text.strip()


def _is_single(pattern: str) -> bool:
    return " " not in pattern and not pattern.startswith("<")


def _glob(pattern: str) -> str:
    return "".join(r"[^ |]*" if char == "*" else re.escape(char) for char in pattern)


@cache
def lexicon() -> Lexicon:
    """The course's own word classes; ValueError where a class stands in two files or refers to an unknown one."""
    classes: dict[str, tuple[str, ...]] = {}
    folder = files("telesales.language") / "classes"
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if not path.name.endswith(".yaml"):
            continue
        for name, patterns in _read(path).items():
            if name in classes:
                raise ValueError(f"{path.name}: the class '{name}' stands in two files; give one another name")
            if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
                raise ValueError(f"{path.name}: the class '{name}' must list texts; quote what has a colon")
            classes[name] = tuple(patterns)
    return Lexicon(classes)


def _read(path: Traversable) -> dict[str, list[str]]:
    try:
        return parse(path.read_text(encoding="utf-8")) or {}
    except YamlError as error:
        way_out = 'a pattern that begins with * or a comma needs quotation marks: "*wort"'
        raise ValueError(f"{path.name}, {error}; {way_out}") from None
