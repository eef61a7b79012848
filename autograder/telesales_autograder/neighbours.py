"""Counts the neighbours of function words in the labelled scripts, for the guard against shuffled words."""

from collections import Counter
from pathlib import Path

from telesales.language import analyse
from telesales.language.order import neighbours
from telesales_autograder.evaluation import read_rows

SETS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
"""The sets whose scripts are counted; later ones measure the guard."""

TARGET = Path("course/telesales/language/data/neighbours.txt")


def render(root: Path = Path()) -> str:
    """The file's text: a heading, then two words and how often they stand so, sorted: the same every time."""
    rows = read_rows([root / f"autograder/corpus/scripts-{name}.jsonl" for name in SETS])
    lines = [analyse(text) for row in rows for text in row["lines"].values()]
    pairs = Counter(pair for line in lines for clause in line.clauses for pair in neighbours(clause.words))
    counted = "".join(f"{a} {b} {pairs[a, b]}\n" for a, b in sorted(pairs))
    return "# Written by `telesales build`. Do not edit.\n" + counted
