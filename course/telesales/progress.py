"""How far a learner is: every lesson's answers in a work folder, judged anew each time; nothing is kept."""

from dataclasses import dataclass
from pathlib import Path

from telesales.answers import FILE_NAME, AnswerError, read_any
from telesales.feedback.templating import render
from telesales.feedback.view import number
from telesales.grading import judge_any
from telesales.loading import load_call
from telesales.model import PlannedLesson, Report, Script
from telesales.recipient import judge_calls


@dataclass(frozen=True)
class Stand:
    """One lesson as it stands: `points` of `most`, and in words; `trouble` is the sentence why it cannot be judged."""

    lesson: PlannedLesson
    there: bool
    points: float = 0.0
    most: float = 0.0
    begun: bool = False
    passed: bool = False
    trouble: str = ""

    @property
    def link(self) -> str:
        """The notebook, as seen from the start page."""
        return notebook(self.lesson)

    @property
    def words(self) -> str:
        """How the lesson stands, in German."""
        if not self.there:
            return "noch nicht in diesem Ordner"
        if self.trouble:
            return self.trouble
        if not self.begun:
            return "noch nicht begonnen"
        return f"{number(self.points)} von {number(self.most)} Punkten, {'bestanden' if self.passed else 'angefangen'}"


def notebook(lesson: PlannedLesson) -> str:
    """The lesson's notebook, relative to the work folder."""
    return f"{lesson.id}/{lesson.id}.ipynb"


def progress_html(folder: Path) -> str:
    """How all lessons of the work folder stand, as bars and in words; never raises for anything that lies there."""
    stands = [stand(lesson, folder) for lesson in load_call().lessons]
    following = next((one for one in stands if one.there and not one.passed), None)
    return render("progress.html", stands=stands, passed=sum(one.passed for one in stands), following=following)


def stand(lesson: PlannedLesson, folder: Path) -> Stand:
    """How one lesson stands in the work folder."""
    there, answers = (folder / notebook(lesson)).exists(), folder / lesson.id / FILE_NAME
    if not (answers.exists() or answers.is_symlink()):
        return Stand(lesson, there)
    try:
        report = _judged(lesson, answers)
    except AnswerError as error:
        return Stand(lesson, there, trouble=str(error))
    return Stand(lesson, there, report.points, report.max_points, True, report.passed)


def _judged(lesson: PlannedLesson, path: Path) -> Report:
    answers = read_any(path)
    if answers.exercise != lesson.exercise:
        raise AnswerError(f"{FILE_NAME} gehört zu einer anderen Lektion: Lege jede Übung in einen eigenen Ordner.")
    return judge_calls(answers) if lesson.calls and isinstance(answers, Script) else judge_any(answers)
