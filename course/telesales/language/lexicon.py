"""Word classes: what teachers may extend without reading code.

`classes/*.yaml` maps the name of a class to patterns over folded words (lower case, ä as ae, ß as ss; the files may
use umlauts, they are folded on loading). A pattern is a row of elements:

    anbieten            the word              *formular, zustimm*, *angebot*   words with that end, start or middle
    a|b                 one word or the other  mal?                            a word that may be missing
    ..                  up to 3 words between  ...                             up to 8 words between, in the same clause
    ,                   a clause boundary      <month>, a|<month>              any single word of another class

There is no lemmatiser: no rule needs lemmas. A stem with its star takes all inflections of a word, a class takes its
synonyms, and what one stem would take too much of is written out; so a teacher sees in one place what is understood.
"""

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from telesales.language.normal import normalise
from telesales.language.rows import BOUNDARY, GAPS, Element, Index, Row, Starting
from telesales.strict_yaml import YamlError, parse


class Lexicon:
    """Word classes, ready to be looked up and matched."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        self._patterns = {name: tuple(fold(p) for p in patterns) for name, patterns in classes.items()}
        self._singles: Index[str] = Index()
        self._firsts: Index[int] = Index()
        self._anywhere: set[int] = set()
        self._rows: list[tuple[str, Row]] = []
        self._known: dict[str, tuple[frozenset[str], Starting]] = {}
        self._asked: dict[tuple[str, ...], frozenset[str]] = {}
        for name in self._patterns:
            self._add(name)

    def __contains__(self, name: str) -> bool:
        return name in self._patterns

    @property
    def names(self) -> tuple[str, ...]:
        """All classes, in the order of the files."""
        return tuple(self._patterns)

    def known(self, names: tuple[str, ...]) -> frozenset[str]:
        """These `names` of classes as a set; KeyError where there is no such class."""
        found = self._asked.get(names)
        if found is None:
            for name in names:
                if name not in self._patterns:
                    raise KeyError(f"unknown word class '{name}'")
            found = self._asked[names] = frozenset(names)
        return found

    def words(self) -> frozenset[str]:
        """Every literal word of every pattern (stems with their *), for the typo guard."""
        patterns = " ".join(pattern for patterns in self._patterns.values() for pattern in patterns)
        pieces = set(patterns.replace("|", " ").replace("?", " ").split())
        return frozenset(piece for piece in pieces if re.fullmatch(r"\*?[a-z0-9-]{2,}\*?", piece))

    def classes_of(self, word: str) -> frozenset[str]:
        """The classes whose one-word patterns match the folded `word`."""
        return (self._known.get(word) or self._look_up(word))[0]

    def starting(self, word: str) -> Starting:
        """The rows of several words that may begin with `word` (or a boundary's symbol), by class, in order."""
        return (self._known.get(word) or self._look_up(word))[1]

    def _look_up(self, word: str) -> tuple[frozenset[str], Starting]:
        starting: dict[str, list[Row]] = {}
        for number in sorted(self._firsts.names(word) | self._anywhere):
            name, row = self._rows[number]
            starting.setdefault(name, []).append(row)
        found = self._singles.names(word), starting
        if len(self._known) < 50_000:
            self._known[word] = found
        return found

    def _add(self, name: str) -> None:
        for pattern in self._patterns[name]:
            if _is_single(pattern):
                for word in pattern.split("|"):
                    self._singles.add(word, name)
            else:
                self._add_row(pattern.split(" "), name)

    def _add_row(self, row: list[str], name: str) -> None:
        number = len(self._rows)
        self._rows.append((name, Row(self._element(text, name) for text in row)))
        for text in row:  # the words it may begin with: of its first element, and of the next where that may be missing
            if text in GAPS:
                self._anywhere.add(number)
                return
            for word in [BOUNDARY] if text == "," else self._alternatives(text.removesuffix("?"), (name,)):
                self._firsts.add(word, number)
            if not text.endswith("?"):
                return

    def _element(self, text: str, name: str) -> Element:
        if text in GAPS:
            return Element(gap=GAPS[text])
        if text == ",":
            return Element(frozenset((BOUNDARY,)))
        return Element.of(self._alternatives(text.removesuffix("?"), (name,)), text.endswith("?"))

    def _alternatives(self, text: str, seen: tuple[str, ...]) -> list[str]:
        """The words and patterns that `text` ("mail|<form>") means; ValueError for an unknown or circular class."""
        found: list[str] = []
        for part in filter(None, text.split("|")):
            found += self._words_of(part.strip("<>"), seen) if part.startswith("<") else [part]
        return found

    def _words_of(self, name: str, seen: tuple[str, ...]) -> Iterator[str]:
        if name in seen or name not in self._patterns:
            raise ValueError(f"word class '{seen[0]}': '<{name}>' is unknown or refers back to itself")
        for single in filter(_is_single, self._patterns[name]):
            yield from self._alternatives(single, (*seen, name))


_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ß": "ss"})


def fold(text: str) -> str:
    """`text` as the rules see it: lower case, umlauts written out, one kind of space."""
    letters = text if text.isascii() else text.translate(_PLAIN)
    plain = " ".join(letters.lower().split())  # what normalise() gives for ordinary text, only faster
    return plain if plain.isascii() and plain.isprintable() and "`" not in plain else normalise(text).text.strip()


def _is_single(pattern: str) -> bool:
    return " " not in pattern and not pattern.startswith("<")


@cache
def lexicon() -> Lexicon:
    """The course's own word classes; ValueError where a class stands in two files or refers to an unknown one."""
    with _staying_for_good():
        return Lexicon(_classes())


@contextmanager
def _staying_for_good() -> Iterator[None]:
    """The garbage collector leaves alone what is made here: looking through it took an eighth of judging."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def _classes() -> dict[str, tuple[str, ...]]:
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
    return classes


def _read(path: Traversable) -> dict[str, list[str]]:
    try:
        return parse(path.read_text(encoding="utf-8")) or {}
    except YamlError as error:
        way_out = 'a pattern that begins with * or a comma needs quotation marks: "*wort"'
        raise ValueError(f"{path.name}, {error}; {way_out}") from None
