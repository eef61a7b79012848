"""The course's vocabulary: frozen, validated, free of input and output."""

from telesales.model.call import (
    Call,
    Criterion,
    Example,
    Exercise,
    FactSheet,
    Feedback,
    Lesson,
    Rubric,
    Slot,
    Transcript,
    Turn,
)
from telesales.model.choices import ChoiceExercise, Choices, Item, Mark, Opinion, Option, Part, Question, Trap
from telesales.model.hints import Hint
from telesales.model.report import CriterionResult, Evidence, Finding, Report, Verdict
from telesales.model.script import Script

__all__ = [
    "Call",
    "ChoiceExercise",
    "Choices",
    "Criterion",
    "CriterionResult",
    "Evidence",
    "Example",
    "Exercise",
    "FactSheet",
    "Feedback",
    "Finding",
    "Hint",
    "Item",
    "Lesson",
    "Mark",
    "Opinion",
    "Option",
    "Part",
    "Question",
    "Report",
    "Rubric",
    "Script",
    "Slot",
    "Transcript",
    "Trap",
    "Turn",
    "Verdict",
]
