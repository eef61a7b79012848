"""The course's vocabulary: frozen, validated, free of input and output."""

from telesales.model.call import (
    Call,
    Criterion,
    Example,
    Exercise,
    FactSheet,
    Feedback,
    Hint,
    Lesson,
    Rubric,
    Slot,
    Transcript,
    Turn,
)
from telesales.model.report import CriterionResult, Evidence, Finding, Report, Verdict
from telesales.model.script import Script

__all__ = [
    "Call",
    "Criterion",
    "CriterionResult",
    "Evidence",
    "Example",
    "Exercise",
    "FactSheet",
    "Feedback",
    "Finding",
    "Hint",
    "Lesson",
    "Report",
    "Rubric",
    "Script",
    "Slot",
    "Transcript",
    "Turn",
    "Verdict",
]
