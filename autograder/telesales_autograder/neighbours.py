"""Writes the neighbours of function words that occur in the labelled scripts, for the guard against shuffled words."""

from pathlib import Path

from telesales.language import analyse
from telesales.language.neighbours import neighbours
from telesales_autograder.evaluation import read_rows

SOURCES = (Path("autograder/corpus/scripts-first.jsonl"), Path("autograder/corpus/scripts-second.jsonl"))
"""The sets that give neighbours; the others measure the guard."""

TARGET = Path("course/telesales/language/data/neighbours.txt")


def render(root: Path = Path()) -> str:
    """The file's text: a heading and one pair a line, sorted, so that it is the same every time."""
    rows = read_rows([root / source for source in SOURCES])
    lines = [analyse(text) for row in rows for text in row["lines"].values()]
    pairs = {pair for line in lines for clause in line.clauses for pair in neighbours(clause.words)}
    return "# Written by `telesales build`. Do not edit.\n" + "".join(f"{a} {b}\n" for a, b in sorted(pairs))
