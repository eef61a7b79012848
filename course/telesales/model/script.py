"""A learner's answer: the caller's lines in the order in which they are said."""

from collections.abc import Mapping

from pydantic import Field

from telesales.model.base import Id, LineId, Model


class Script(Model):
    """The lines of one learner for one exercise; a line that is absent counts as empty."""

    call: Id
    exercise: Id
    facts: Id | None = None
    revision: int = Field(default=0, ge=0)
    lines: Mapping[LineId, str] = {}
