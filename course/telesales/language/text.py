"""One line, analysed: tokens with raw offsets, sentences, clauses, questions, quotation, negation, word classes.

Everything is computed from the folded text, so that spelling (ae/ä, case, NFD, kinds of space) changes nothing.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from telesales.language.lexicon import lexicon
from telesales.language.normal import Normal, normalise
from telesales.language.rows import BOUNDARY, search
from telesales.language.typos import repaired

QUOTED = "§"
"""What stands in the matched text for a word that is only quoted: mention is not use."""

MAX_CHARS = 66_000
"""A line is read this far, which is as long as an answers file may be: nothing hides behind filler."""

_TOKEN = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*'?|'[a-z]+|€|%|\?|\S", re.ASCII)
_ABBREVIATIONS = frozenset(
    (
        "z b bzw ca dr nr st str tel usw etc vgl hr fr prof evtl ggf inkl zzgl max min mo di mi do sa so jan "
        "feb apr jun jul aug sep sept okt nov dez d h u a s o i v"
    ).split()
)
_BEFORE_ORDINAL = frozenset(("am vom zum den der dem dritten bis ab seit beim des im diesem einem ihrem unser").split())
_AFTER_DATE = frozenset(
    (
        "im in auf ueber am an bei beim per mit mittels via vor das den dem die ein eine einen ihr ihre ihren ihrem "
        "und haben hatten hat unser unsere unserem unseren unserer online selbst schriftlich telefonisch persoenlich um"
    ).split()
)
_MONTHS = frozenset(
    ("januar jaenner februar feber maerz april mai juni juli august september oktober november dezember").split()
)
_TITLES = frozenset("frau herr herrn familie fraeulein doktor dr".split())
_SPLITTING_WORDS = frozenset("aber sondern".split())
_CLAUSE_MARKS = frozenset(",;:()[]–…/")
_SENTENCE_MARKS = frozenset(".!?")
_VERB_FIRST = frozenset(
    (
        "haben habens haetten haettens hast darf duerfte duerfen duerft passt passte paesst ist waere waer "
        "soll sollen sollte stoere stoer koennen koennten kann koennte moegen moechten wollen wollten wuerden "
        "geht ginge hoeren haettest bin"
    ).split()
)
_PRONOUNS = frozenset("ich sie es das wir ihnen sies ichs dir du euch s".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its folded text (typo mended), its place in the raw line, and whether it is only quoted."""

    text: str
    start: int
    end: int
    quoted: bool = False

    @property
    def classes(self) -> frozenset[str]:
        """The word classes of this word; none where it is quoted."""
        return frozenset() if self.quoted else lexicon().classes_of(self.text)


@dataclass(eq=False, slots=True)
class Span:
    """The words `first` up to (not including) `last` of a text. Never changed; not frozen, because that makes it slow.

    A script takes some thousand spans.
    """

    text: "Text"
    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words."""
        return self.text.tokens[self.first : self.last]

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words."""
        return self.text.words[self.first : self.last]

    @property
    def start(self) -> int:
        """Where the span begins in the raw line (code points)."""
        return self.tokens[0].start if len(self) else 0

    @property
    def end(self) -> int:
        """Where the span ends in the raw line (code points)."""
        return self.tokens[-1].end if len(self) else 0

    def find(self, *names: str) -> "Span | None":
        """The first place in this span where one of the word classes `names` stands."""
        place = self._first_place(names)
        return None if place is None else Span(self.text, *place)

    def find_all(self, *names: str) -> Iterator["Span"]:
        """All places in this span where one of the word classes stands, in order."""
        places = self.text.places_of_any(names)
        for first, last in places[bisect_left(places, (self.first, 0)) :]:
            if first >= self.last:
                return
            if last <= self.last:
                yield Span(self.text, first, last)

    def _first_place(self, names: tuple[str, ...]) -> tuple[int, int] | None:
        """The first of those places; by far the most spans have none, so it comes without ceremony."""
        places = self.text._sorted.get(names)
        for place in self.text.places_of_any(names) if places is None else places:
            if place[0] >= self.last:
                return None
            if place[0] >= self.first and place[1] <= self.last:
                return place
        return None

    def has(self, *names: str) -> bool:
        """Whether each of the word classes stands somewhere in this span."""
        return all(self.find(name) is not None for name in names)

    def has_any(self, *names: str) -> bool:
        """Whether at least one of the word classes stands somewhere in this span."""
        return self._first_place(names) is not None

    @property
    def negated(self) -> bool:
        """Whether a negator stands here that is none of the harmless ones ('nicht nur', 'nicht wahr' …)."""
        harmless = [(s.first, s.last) for s in self.find_all("not-negating")]
        return any(not any(a <= n.first < b for a, b in harmless) for n in self.find_all("negator"))

    def before(self, other: "Span") -> bool:
        """Whether this span begins before `other`."""
        return self.first < other.first


@dataclass(eq=False, slots=True)
class Clause(Span):
    """Words between two commas or other boundaries: the scope of a negation."""


@dataclass(eq=False, slots=True)
class Sentence(Span):
    """A sentence: its clauses, and whether it asks."""

    clauses: tuple[Clause, ...]
    marked: bool
    """Whether it ends with a question mark."""

    @property
    def asks(self) -> bool:
        """Whether it is a question: by its mark, or by a verb and a pronoun at its beginning ('Passt es gerade')."""
        words = self.words[:2]
        return self.marked or (len(words) == 2 and words[0] in _VERB_FIRST and words[1] in _PRONOUNS)


@dataclass(frozen=True, eq=False)
class Text:
    """One line as the rules see it."""

    normal: Normal
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...] = ()

    @property
    def raw(self) -> str:
        """The learner's own characters."""
        return self.normal.raw

    @property
    def whole(self) -> Span:
        """The whole line."""
        return Span(self, 0, len(self.tokens))

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses, in order."""
        return tuple(clause for sentence in self.sentences for clause in sentence.clauses)

    @property
    def empty(self) -> bool:
        """Whether there is no word of two letters: nothing to judge yet."""
        return not any(len(token.text) > 1 and token.text[0].isalpha() for token in self.tokens)

    def clause_of(self, span: Span) -> Clause:
        """The clause in which `span` begins."""
        return self.clauses[bisect_right(self.clauses, span.first, key=lambda clause: clause.first) - 1]

    def sentence_of(self, span: Span) -> Sentence:
        """The sentence in which `span` begins."""
        return self.sentences[bisect_right(self.sentences, span.first, key=lambda sentence: sentence.first) - 1]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All folded words, in order."""
        return tuple(token.text for token in self.tokens)

    def places(self, name: str) -> list[tuple[int, int]]:
        """All places of the word class `name` as (first, last) token numbers; KeyError for an unknown class."""
        found = self._places.get(name)
        if found is None:
            found = self._places[name] = self._search(name)
        return found

    def places_of_any(self, names: tuple[str, ...]) -> list[tuple[int, int]]:
        """All places of the word classes `names` together, in order, each once."""
        found = self._sorted.get(names)
        if found is None:
            here = lexicon().known(names) & self._index.names
            everywhere = [place for name in here for place in self.places(name)] if here else []
            found = self._sorted[names] = sorted(set(everywhere)) if len(everywhere) > 1 else everywhere
        return found

    @cached_property
    def _places(self) -> dict[str, list[tuple[int, int]]]:
        return {}

    @cached_property
    def _sorted(self) -> dict[tuple[str, ...], list[tuple[int, int]]]:
        return {}

    def _search(self, name: str) -> list[tuple[int, int]]:
        words, starts, symbols, number_at, said, names = self._index
        if name not in names:
            lexicon().known((name,))
        found = [(number, number + 1) for number in _bits(words[name])] if name in words else []
        if name in starts:
            rows = search(name, symbols, said, _bits(starts[name]), lexicon().starting)
            found += [(number_at[first], number_at[last - 1] + 1) for first, last in rows]
        return found

    @cached_property
    def _index(self) -> "_Index":
        symbols: list[str] = []
        number_at: list[int] = []
        boundaries = {clause.last for clause in self.clauses}
        for number, token in enumerate(self.tokens):
            symbols.append(QUOTED if token.quoted else token.text)
            number_at.append(number)
            if number + 1 in boundaries:
                symbols.append(BOUNDARY)
                number_at.append(number)
        words: dict[str, int] = {}
        starts: dict[str, int] = {}
        _note(words, (token.classes for token in self.tokens))
        _note(starts, map(lexicon().starting, symbols))
        return _Index(words, starts, symbols, number_at, frozenset(symbols), words.keys() | starts.keys())


class _Index(NamedTuple):
    """Where to look for the words and rows of each class; sets of places are the bits of one number."""

    words: dict[str, int]
    """The numbers of the tokens of a class."""
    starts: dict[str, int]
    """The places in `symbols` where a row of a class may begin."""
    symbols: list[str]
    """The words and the boundaries between clauses."""
    number_at: list[int]
    """The token of each symbol (of a boundary: the token before it)."""
    said: frozenset[str]
    """All the symbols."""
    names: Set[str]
    """The classes of which anything may stand here."""


def _note(places: dict[str, int], names_at: Iterable[Iterable[str]]) -> None:
    """Sets, for each name, the bits of the places where it stands."""
    bit = 1
    for names in names_at:
        for name in names:
            places[name] = places.get(name, 0) | bit
        bit <<= 1


def _bits(number: int) -> list[int]:
    """The places of the bits of `number`, from the lowest; mostly there is but one."""
    if not number & (number - 1):
        return [number.bit_length() - 1]
    bits = bin(number)[:1:-1]
    places, place = [], bits.find("1")
    while place >= 0:
        places.append(place)
        place = bits.find("1", place + 1)
    return places


@lru_cache(maxsize=64)
def analyse(raw: str) -> Text:
    """The line `raw`, analysed; never raises. Read up to `MAX_CHARS` characters, offsets as in `raw`."""
    normal = normalise(raw[:MAX_CHARS])
    pieces = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(normal.text)]
    quoted = _quoted(pieces)
    tokens: list[Token] = []
    cuts: list[tuple[int, str]] = []  # (number of the next word, mark)
    for place, (piece, start, end) in enumerate(pieces):
        if piece[0].isalnum() or piece in "€%" or (piece[0] == "'" and len(piece) > 1):
            if piece in _SPLITTING_WORDS:
                cuts.append((len(tokens), ","))
            word = piece.replace("'", "")
            if not (tokens and tokens[-1].text in _TITLES):  # a name is no word with a slip
                word = repaired(word)
            tokens.append(Token(word, normal.starts[start], normal.ends[end - 1], quoted[place]))
        else:
            mark = _mark(pieces, place, normal.text)
            if mark:
                cuts.append((len(tokens), mark))
    text = Text(normal, tuple(tokens))
    object.__setattr__(text, "sentences", tuple(_sentences(text, cuts)))
    return text


def _mark(pieces: list[tuple[str, int, int]], place: int, text: str) -> str:
    """What a punctuation mark separates: '.', '?' a sentence, ',' a clause, '' nothing."""
    piece, start, end = pieces[place]
    if piece == "?" or piece == "!":
        return "?" if piece == "?" else "."
    if piece == ".":
        return _full_stop(pieces, place, text)
    if piece == "-":
        return "," if start == 0 or text[start - 1] == " " or text[end : end + 1] == " " else ""
    return "," if piece in _CLAUSE_MARKS else ""


def _full_stop(pieces: list[tuple[str, int, int]], place: int, text: str) -> str:
    end = pieces[place][2]
    before = pieces[place - 1][0] if place and pieces[place - 1][2] == end - 1 else ""
    after = pieces[place + 1][0] if place + 1 < len(pieces) else ""
    if after == "." or before == ".":
        return ","  # an ellipsis, written with three points
    if before in _ABBREVIATIONS and after and (before != "so" or after.isdigit()):
        return ""
    if before.isdigit() and after:
        earlier = pieces[place - 2][0] if place > 1 else ""
        if after in _MONTHS or after.isdigit() or earlier in _BEFORE_ORDINAL or _in_date(pieces, place):
            return ""
    if after and text[end : end + 1] not in ' "':
        return ""  # inside a word or number: kräuterhof.de
    return "."


def _in_date(pieces: list[tuple[str, int, int]], place: int) -> bool:
    """Whether the second point of "am 3.3. im Formular" stands before a word that seldom begins a sentence."""
    dated = place > 2 and pieces[place - 2][0] == "." and pieces[place - 3][0].isdigit()
    return dated and pieces[place + 1][0] in _AFTER_DATE


def _sentences(text: Text, cuts: list[tuple[int, str]]) -> Iterator[Sentence]:
    clauses: list[Clause] = []
    first = 0
    for number, mark in [*cuts, (len(text.tokens), ".")]:
        if number > first:
            clauses.append(Clause(text, first, number))
            first = number
        if mark in _SENTENCE_MARKS and clauses:
            yield Sentence(text, clauses[0].first, clauses[-1].last, tuple(clauses), mark == "?")
            clauses = []


def _quoted(pieces: list[tuple[str, int, int]]) -> list[bool]:
    """Which pieces stand in quotation marks, unless all do or the quotation is a name of at most three words."""
    flags = [False] * len(pieces)
    marks = [place for place, (piece, _, _) in enumerate(pieces) if piece == '"']
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        words = [p for p in range(opening + 1, closing) if pieces[p][0][0].isalnum()]
        if len(words) > 3:
            for place in words:
                flags[place] = True
    words_outside = sum(not flag and piece[0].isalnum() for flag, (piece, _, _) in zip(flags, pieces, strict=True))
    return flags if words_outside else [False] * len(pieces)
