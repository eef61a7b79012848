"""Where a frame begins: a frame of several words may run over a comma, and belongs to the clause it begins in."""

from telesales.language import Clause


def begins_in(clause: Clause, *names: str) -> bool:
    """Whether a place of one of the word classes begins in `clause` (it may end in a later one)."""
    return any(clause.first <= first < clause.last for name in names for first, _ in clause.text.places(name))
