"""Two texts side by side, with what both have in common marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from telesales_autograder.report.shingles import Hashes, hashes, marked

Pieces = Sequence[tuple[str, bool]]
"""A text in pieces, each with whether it is shared."""


@dataclass(frozen=True)
class Side:
    """One text's lines that have something in common with the other, by the line's name."""

    student: str
    lines: Mapping[str, Pieces]


def side_by_side(
    one: tuple[str, Mapping[str, str]], other: tuple[str, Mapping[str, str]], ground: Hashes
) -> list[Side]:
    """Both students' lines with what both share, without what the `ground` gives everybody."""
    both = np.intersect1d(hashes(one[1].values()), hashes(other[1].values()))
    shared = frozenset(np.setdiff1d(both, ground).tolist())
    return [Side(student, _common(lines, shared)) for student, lines in (one, other)]


def _common(lines: Mapping[str, str], shared: frozenset[int]) -> dict[str, Pieces]:
    pieces = {id: marked(text, shared) for id, text in lines.items()}
    return {id: found for id, found in pieces.items() if any(common for _, common in found)}
