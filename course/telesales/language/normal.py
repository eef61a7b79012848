"""Folds a learner's text to one spelling, with a map back to every raw character.

ä/ae, ß/ss, NFC/NFD, upper and lower case, all kinds of spaces, quotation marks and dashes become the same text.
Nothing is ever "restored": both sides of a comparison are folded (a dropped umlaut stays dropped).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_UMLAUTS = {"a": "ae", "o": "oe", "u": "ue"}
_SPECIAL = {"ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "…": "…", "€": "€", "ı": "i"} | dict(
    zip("łŁđĐħĦŧŦð", "llddhhttd", strict=True)
)
_QUOTES = dict.fromkeys('„“”"«»‟❝❞〝〞', '"') | dict.fromkeys("‹›‚", '"')
_PLAIN = "ﬀﬁﬂﬃﬄﬅﬆ™℠№℡㎡㎥㎞㎝㎜㎏㏄℃ªº"
_DASHES = "‐‑‒–—―−"
_APOSTROPHES = "'’‘`´ʼ′"

# Letters of other alphabets that look like Latin ones (after Unicode's confusables, the ones a keyboard offers).
_LOOKALIKES = dict(
    zip(
        "авеёкмнорстухіјѕԁԛԝһьгпАВЕКМНОРСТУХІЈЅԌӏοαερτυνικχβηωΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑɡɩ",
        "abeekmhopctyxijsdqwhbrnABEKMHOPCTYXIJSGloaeptuvikxbnwABEZHIKMNOPTYXagi",
        strict=True,
    )
)


_UNIT = "(?!uhr|euro|cent|mal|fach|er|tage|wochen|monat|min|std|you|all)"
_DIGIT_INSIDE = re.compile(f"[a-z]{{2}}[013457]{_UNIT}[a-z]|[a-z][013457]{_UNIT}[a-z]{{2}}")
"""A digit that stands for a letter: "he1lt", "g3sund" ("B2B", "MP3", "um4uhr" are none)."""


@dataclass(frozen=True, slots=True)
class Normal:
    """Folded text; character i of `text` stands for `raw[starts[i]:ends[i]]`.

    `disguised` says that letters of another alphabet, or invisible characters, stand inside Latin words.
    """

    raw: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    disguised: bool


def normalise(raw: str) -> Normal:
    """`raw` folded; never raises, whatever the characters."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    disguised = False
    for position, char in enumerate(raw):
        folded, strange = _fold(char)
        if strange and _in_word(raw, position, folded):
            disguised = True
        if folded == "\u0308":  # a combining diaeresis: the umlaut of the letter before it
            folded = "e" if out and out[-1] in _UMLAUTS else ""
        if folded == "":  # a mark or an invisible character belongs to the letter before it
            if ends:
                ends[-1] = position + 1
            continue
        for piece in folded:
            if piece == " " and (not out or out[-1] == " "):
                continue
            out.append(piece)
            starts.append(position)
            ends.append(position + 1)
    text = "".join(out)
    return Normal(raw, text, tuple(starts), tuple(ends), disguised or _DIGIT_INSIDE.search(text) is not None)


@cache
def _fold(char: str) -> tuple[str, bool]:
    """The folded form of one character, and whether it is one that could disguise a word."""
    if char.isascii():
        if char in _APOSTROPHES:
            return "'", False
        return (" " if char.isspace() or ord(char) < 32 or ord(char) == 127 else char.lower()), False
    if char in _SPECIAL:
        return _SPECIAL[char], False
    if char in _QUOTES:
        return '"', False
    if char in _DASHES:
        return "-", False
    if char in _APOSTROPHES:
        return "'", False
    if char in _LOOKALIKES:
        return _LOOKALIKES[char].lower(), True
    if char == "\u0308":
        return char, False
    return _fold_rare(char)


def _fold_rare(char: str) -> tuple[str, bool]:
    category = unicodedata.category(char)
    if char.isspace() or category in ("Zl", "Zp", "Zs"):
        return " ", False
    if category in ("Cf", "Cc", "Co", "Cs", "Cn") or char in "\u034f\u115f\u1160\u3164\uffa0":
        return "", True
    if category == "Mn":
        return "", False
    decomposed = unicodedata.normalize("NFKD", char)
    if category == "No" or char in _PLAIN:  # what keyboards and layout programs make
        return decomposed.lower() if decomposed.isascii() else char.lower()[:1], False
    if len(decomposed) > 1 and decomposed[0].isascii() and decomposed[0].isalpha():
        base = decomposed[0].lower()
        if "\u0308" in decomposed and base in _UMLAUTS:
            return _UMLAUTS[base], False
        if unicodedata.category(decomposed[1]) == "Mn":
            return base, False
        return "".join(c.lower() for c in decomposed if c.isascii()), True
    if decomposed.isascii() and decomposed.isalnum():  # full-width, mathematical, circled letters
        return decomposed.lower(), True
    return char.lower()[:1], category[0] == "L" and not _is_latin(char)


def _is_latin(char: str) -> bool:
    """Whether `char` is a letter of some language's Latin alphabet; small capitals and phonetic signs are none."""
    return unicodedata.name(char, "").startswith(("LATIN SMALL LETTER", "LATIN CAPITAL LETTER")) and char < "\u0250"


def _in_word(raw: str, position: int, folded: str) -> bool:
    """Whether the suspect at `position` is part of a word: it stands beside a letter, or between two where it is
    invisible."""
    before, after = _letter_near(raw, position, -1), _letter_near(raw, position, 1)
    return (before or after) if folded else (before and after)


def _letter_near(raw: str, position: int, step: int) -> bool:
    """Whether the next character in the direction of `step` is a letter; marks and invisible ones are skipped."""
    for neighbour in range(position + step, position + 7 * step, step):
        if not 0 <= neighbour < len(raw):
            return False
        folded, strange = _fold(raw[neighbour])
        if folded not in ("", "\u0308"):
            return folded.isascii() and folded.isalpha() and (strange or _is_latin(raw[neighbour]))
    return False
