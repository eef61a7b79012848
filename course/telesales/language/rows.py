"""Rows of word patterns, matched against the words of a line; written out, because compiling them as regular
expressions would take a second at the first verdict."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

BOUNDARY = "|"
"""The symbol that stands for a clause boundary among the words that rows are matched against."""

GAPS = {"..": 3, "...": 8}
"""How many words a gap may hold, all in one clause."""


LONGEST = 80
"""No German word of a call is longer; of a longer row of letters only the beginning counts."""


class Glob:
    """Words with a wildcard: `stem*`, `*end`, `*part*`, `be*in`."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._starts: set[str] = set()
        self._ends: set[str] = set()
        self._parts: set[str] = set()
        self._others: list[list[str]] = []
        for pattern in patterns:
            match pattern.split("*"):
                case [start, ""]:
                    self._starts.add(start)
                case ["", end]:
                    self._ends.add(end)
                case ["", part, ""]:
                    self._parts.add(part)
                case pieces:
                    self._others.append(pieces)
        self._known: dict[str, bool] = {}
        self._ways = (tuple(self._starts), tuple(self._ends), tuple(self._parts))

    def matches(self, word: str) -> bool:
        """Whether one of the patterns matches the whole `word`."""
        known = self._known.get(word)
        if known is None:
            known = self._matches(word)
            if len(self._known) < 1000:
                self._known[word] = known
        return known

    def _matches(self, word: str) -> bool:
        starts, ends, parts = self._ways
        return (
            word.startswith(starts)
            or word.endswith(ends)
            or any(part in word for part in parts)
            or any(_fits(pieces, word) for pieces in self._others)
        )


class Index(Generic[T]):
    """What belongs to a word, by words and by patterns with wildcards; quick for words never seen."""

    def __init__(self) -> None:
        self._words: dict[str, set[T]] = defaultdict(set)
        self._starts: dict[str, set[T]] = defaultdict(set)
        self._ends: dict[str, set[T]] = defaultdict(set)
        self._parts: dict[int, dict[str, set[T]]] = defaultdict(lambda: defaultdict(set))
        self._others: dict[str, set[T]] = defaultdict(set)

    def add(self, pattern: str, name: T) -> None:
        """Gives `name` to the words that match `pattern`."""
        match pattern.split("*"):
            case [word]:
                self._words[word].add(name)
            case [start, ""]:
                self._starts[start].add(name)
            case ["", end]:
                self._ends[end].add(name)
            case ["", part, ""]:
                self._parts[len(part)][part].add(name)
            case _:
                self._others[pattern].add(name)

    def names(self, word: str) -> frozenset[T]:
        """All that belongs to `word`."""
        none: frozenset[T] = frozenset()
        return none.union(*self._found(word[:LONGEST]))

    def _found(self, word: str) -> Iterator[set[T]]:
        none: set[T] = set()
        yield self._words.get(word, none)
        for cut in range(len(word) + 1):
            yield self._starts.get(word[:cut], none)
            yield self._ends.get(word[cut:], none)
        for length, parts in self._parts.items():
            yield from (parts.get(word[at : at + length], none) for at in range(len(word) - length + 1))
        yield from (names for pattern, names in self._others.items() if _fits(pattern.split("*"), word))


def _fits(pieces: list[str], word: str) -> bool:
    """Whether `word` is made of the pieces in order with anything between them (the first and last at its ends)."""
    first, *middle, last = pieces
    if len(word) < len(first) + len(last) or not (word.startswith(first) and word.endswith(last)):
        return False
    at, end = len(first), len(word) - len(last)
    for piece in middle:
        found = word.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a row: words or a clause boundary (perhaps optional), or a gap of at most `gap` words."""

    words: frozenset[str] = frozenset()
    glob: Glob | None = None
    optional: bool = False
    gap: int = 0

    @classmethod
    def of(cls, alternatives: Iterable[str], optional: bool) -> "Element":
        """The element that is one of `alternatives`, each a word or a pattern with wildcards."""
        patterns = list(alternatives)
        globs = [pattern for pattern in patterns if "*" in pattern]
        return cls(frozenset(patterns).difference(globs), Glob(globs) if globs else None, optional)

    def matches(self, symbol: str) -> bool:
        """Whether the symbol is one of this element's words."""
        return symbol in self.words or (self.glob is not None and symbol != BOUNDARY and self.glob.matches(symbol))


class Row:
    """A row of elements, and what tells at a glance that it cannot fit."""

    def __init__(self, elements: Iterable[Element]) -> None:
        self.elements = tuple(elements)
        first, *rest = self.elements
        self._second = _must_be(rest[0]) if rest and _must_be(first) is not None else None
        self._last = _must_be(rest[-1]) if len(rest) > 1 else None

    def may_fit(self, symbols: Sequence[str], said: frozenset[str], start: int) -> bool:
        """Whether the second word, and somewhere (in `said`, all the symbols) the last, are there at all."""
        second = self._second
        if second is not None and (start + 1 >= len(symbols) or symbols[start + 1] not in second):
            return False
        return self._last is None or not self._last.isdisjoint(said)


def _must_be(element: Element) -> frozenset[str] | None:
    """The words one of which must stand there, None where it may be another or none."""
    return None if element.gap or element.optional or element.glob else element.words


Starting = Mapping[str, Sequence[Row]]
"""The rows of each class that may begin at a place."""


def search(
    name: str,
    symbols: Sequence[str],
    said: frozenset[str],
    starts: Iterable[int],
    starting: Callable[[str], Starting],
) -> Iterator[tuple[int, int]]:
    """The places of the class's rows in `symbols`, from left to right without overlap; the first row that fits wins.

    `said` are all the symbols, without order. `starts` are the places where one may begin; `starting` tells for a
    symbol which rows may begin with it.
    """
    done = 0
    for start in starts:
        if start < done:
            continue
        for row in starting(symbols[start])[name]:
            if row.may_fit(symbols, said, start):
                end = _match(row.elements, 0, symbols, start)
                if end > start:
                    yield start, end
                    done = end
                    break


def _match(row: Sequence[Element], number: int, symbols: Sequence[str], at: int) -> int:
    """Where the row from element `number` on ends, if it begins at `at`; -1 where it does not fit."""
    size = len(symbols)
    for place in range(number, len(row)):
        element = row[place]
        if element.gap:
            return _match_gap(row, place, symbols, at)
        fits = at < size and element.matches(symbols[at])
        if fits and element.optional:
            end = _match(row, place + 1, symbols, at + 1)
            if end >= 0:
                return end
        elif fits:
            at += 1
        elif not element.optional:
            return -1
    return at


def _match_gap(row: Sequence[Element], number: int, symbols: Sequence[str], at: int) -> int:
    """The longest gap that fits wins."""
    longest = at
    while longest < len(symbols) and longest - at < row[number].gap and symbols[longest] != BOUNDARY:
        longest += 1
    following = row[number + 1]
    known = None if following.optional or following.gap or following.glob else following.words
    for start in range(longest, at - 1, -1):
        if known is None or (start < len(symbols) and symbols[start] in known):
            end = _match(row, number + 1, symbols, start)
            if end >= 0:
                return end
    return -1
