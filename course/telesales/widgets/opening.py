"""Which page an exercise has; what the other pages need is not loaded."""

from pathlib import Path

from telesales.model import Call, ChoiceExercise
from telesales.widgets.choices_desk import ChoicesDesk
from telesales.widgets.desk import Desk
from telesales.widgets.guide_desk import GuideDesk
from telesales.widgets.page import Page


def page_of(call: Call, exercise: str, folder: Path, notebook: Path | None = None) -> Page:
    """The page of `exercise` with the answers in `folder`; KeyError for an exercise that the call does not have."""
    if exercise in call.choices:
        return _choices_page(call.choices[exercise], ChoicesDesk(call, exercise, folder), notebook)
    if call.exercises[exercise].ordered_by_learner:
        from telesales.widgets.guide import GuideBuilder

        return GuideBuilder(GuideDesk(call, exercise, folder), notebook)
    from telesales.widgets.editor import ScriptEditor

    return ScriptEditor(Desk(call, exercise, folder), notebook)


def _choices_page(exercise: ChoiceExercise, desk: ChoicesDesk, notebook: Path | None) -> Page:
    if exercise.opinion:
        from telesales.widgets.mood import MoodRater

        return MoodRater(desk, notebook)
    if any(item.marks is not None for item in exercise.items):
        from telesales.widgets.diagnosis import Diagnosis

        return Diagnosis(desk, notebook)
    from telesales.widgets.cards import DecisionCards

    return DecisionCards(desk, notebook)
