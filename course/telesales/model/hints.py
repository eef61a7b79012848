"""Help on the way: ladders of hints, weakest first."""

from collections.abc import Mapping

from telesales.model.base import Id, LineId, Model


class Hint(Model):
    """One step of a hint ladder; only the last proposes lines, by exercise, that replace the learner's."""

    text: str
    proposal: Mapping[Id, Mapping[LineId, str]] = {}
