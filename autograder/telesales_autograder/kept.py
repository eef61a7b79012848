"""What grading found out about a script, kept in the graded notebook: who shows it later need not judge again.

So a feedback page explains the points that were given, even where the grader would see something otherwise today.
"""

from pydantic import ValidationError

from telesales.answers import AnswerError
from telesales.feedback.verdicts import judged
from telesales.handed import HandedFile
from telesales.model import CallRecord, Report, Script
from telesales.model.base import Model
from telesales.recipient import play


class Kept(Model):
    """The verdicts on a script, and its call with the person of the source."""

    report: Report
    call: CallRecord


def found_out(script: Script, report: Report) -> Kept:
    """What is worth keeping."""
    return Kept(report=report, call=play(script))


def to_text(answers: HandedFile, exercise: str) -> str | None:
    """What a graded notebook keeps of the `answers`; None where there is no script to be judged."""
    try:
        script, report = judged(answers, exercise)
    except AnswerError:
        return None
    return found_out(script, report).model_dump_json(exclude_defaults=True) if isinstance(script, Script) else None


def from_text(text: object) -> Kept | None:
    """What `to_text` wrote; None where it was something else, or nothing."""
    try:
        return Kept.model_validate_json(text) if isinstance(text, str) else None
    except ValidationError:
        return None
