"""Texts as sets of overlapping word sequences, for comparing them.

Shingles after Broder (1997), "On the resemblance and containment of documents".
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from telesales.language.normal import normalise
from telesales.model import Call

SIZE = 4
"""Words of a shingle: short enough to survive a changed word here and there, too long for everyday phrases."""

Hashes = NDArray[np.uint64]

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Shingle:
    """`SIZE` words in a row: their hash, and where they stand in the raw text."""

    hash: int
    start: int
    end: int


def shingles(raw: str) -> Iterator[Shingle]:
    """The shingles of a text, spelling and punctuation folded; none where it has fewer words."""
    normal = normalise(raw)
    words = list(_WORD.finditer(normal.text))
    for place in range(len(words) - SIZE + 1):
        some = words[place : place + SIZE]
        start, end = normal.starts[some[0].start()], normal.ends[some[-1].end() - 1]
        yield Shingle(_hashed(" ".join(word[0] for word in some)), start, end)


def _hashed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def hashes(texts: Iterable[str]) -> Hashes:
    """All shingles of some texts, each once, in order; none reaches from one text into the next."""
    return np.unique(np.fromiter((one.hash for text in texts for one in shingles(text)), np.uint64))


def common_ground(call: Call, notebooks: Iterable[Path]) -> Hashes:
    """What the course itself gives everybody: the post, fact sheets, hints, examples, and the lessons' own text."""
    lessons = (cell["source"] for path in notebooks for cell in json.loads(path.read_bytes())["cells"])
    return hashes([*_texts(call.model_dump(mode="json")), *map("".join, lessons)])


def _texts(content: object) -> Iterator[str]:
    match content:
        case str():
            yield content
        case Mapping():
            yield from (text for value in content.values() for text in _texts(value))
        case list():
            yield from (text for value in content for text in _texts(value))


def marked(raw: str, shared: frozenset[int]) -> list[tuple[str, bool]]:
    """`raw` in pieces, each with whether all of its words stand in shingles of `shared`."""
    inside = [False] * len(raw)
    for one in shingles(raw):
        if one.hash in shared:
            inside[one.start : one.end] = [True] * (one.end - one.start)
    edges = [0, *(place for place in range(1, len(raw)) if inside[place] != inside[place - 1]), len(raw)]
    return [(raw[start:end], inside[start]) for start, end in pairwise(edges) if start < end]
