"""Measures on the labelled scripts how similar texts of different authors are; a build writes it down.

What the course gives everybody is left in: so the measure is careful, and follows from the labelled scripts alone.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from telesales_autograder.evaluation import Row, read_rows
from telesales_autograder.report.chance import HIGH, Spread, to_json
from telesales_autograder.report.shingles import hashes
from telesales_autograder.report.similarity import Index

CORPUS = Path("autograder/corpus")
TARGET = Path("autograder/telesales_autograder/report/independent.json")


def render(root: Path = Path()) -> str:
    """The file's text, the same every time."""
    return to_json(spread_of(read_rows(sorted((root / CORPUS).glob("scripts-*.jsonl")))).tail(HIGH))


def spread_of(rows: Sequence[Row]) -> Spread:
    """How similar two scripts of one exercise are, over all pairs of different authors."""
    spread = Spread()
    for exercise in sorted({row["exercise"] for row in rows}):
        chosen = [row for row in rows if row["exercise"] == exercise]
        authors = np.array([row["author"] for row in chosen])
        index = Index([hashes(row["lines"].values()) for row in chosen])
        for place, author in enumerate(authors):
            spread.add(index.shares_with_earlier(place)[authors[:place] != author])
    return spread
