"""The verdicts on an answer file, as numbers and HTML: the lesson's cells and the autograder show the same."""

from functools import lru_cache

from telesales.answers import FILE_NAME, AnswerError, Answers, parse_any
from telesales.feedback.calls import calls_html
from telesales.feedback.choices import choices_html
from telesales.feedback.static import criterion_html, problem_html, script_html
from telesales.grading import judge_any
from telesales.handed import HandedFile
from telesales.loading import load_call
from telesales.model import Choices, CriterionResult, Report, Script
from telesales.recipient import judge_calls, live_parts

GUIDE = "guide"
"""The exercise whose scripts lead calls."""


def page_of(exercise: str, file: HandedFile) -> str:
    """The conversation with verdicts, or the one sentence why there are none."""
    try:
        script, report = judged(file, exercise)
    except AnswerError as error:
        return problem_html(str(error))
    call = load_call(script.call)
    return choices_html(script, report, call) if isinstance(script, Choices) else script_html(script, report, call)


def calls_of(file: HandedFile) -> str:
    """The calls that the guide in `file` leads, with points, or the one sentence why there are none."""
    try:
        script, _ = judged(file, GUIDE)
    except AnswerError as error:
        return problem_html(str(error))
    if not isinstance(script, Script):
        return problem_html(str(_other_exercise(script)))
    return calls_html(script, _judged_calls(script.model_dump_json()), load_call(script.call))


def points_of(criterion_id: str, file: HandedFile, exercise: str | None = None) -> tuple[float, str]:
    """The points for one criterion, 0 to its own, and what the learner reads; 0.0 and one sentence on a problem."""
    try:
        result = result_of(criterion_id, file, exercise)
    except AnswerError as error:
        return 0.0, problem_html(str(error))
    return min(max(float(result.points), 0.0), float(result.max_points)), criterion_html(result, load_call())


def result_of(criterion_id: str, file: HandedFile, exercise: str | None = None) -> CriterionResult:
    """The verdict on one criterion; AnswerError where the answers cannot be read or belong to another exercise.

    `exercise` is the one that the lesson practises; None accepts any that judges the criterion.
    """
    script, report = judged(file, exercise)
    if isinstance(script, Script) and script.exercise == GUIDE and criterion_id in live_parts():
        return _judged_calls(script.model_dump_json()).criteria[criterion_id]
    if criterion_id not in report.criteria:
        raise _other_exercise(script)
    return report.criteria[criterion_id]


def judged(file: HandedFile, exercise: str | None = None) -> tuple[Answers, Report]:
    """The answers in `file` and the report on them; raises as `result_of` does."""
    answers = read(file, exercise)
    return answers, judge_any(answers)


def read(file: HandedFile, exercise: str | None = None) -> Answers:
    """The answers in `file`; raises as `result_of` does."""
    answers = parse_any(file.content())
    if exercise is not None and answers.exercise != exercise:
        raise _other_exercise(answers)
    return answers


@lru_cache(maxsize=4)
def _judged_calls(script: str) -> Report:
    """The calls of a script given as JSON: the five cells of a lesson ask for one report."""
    return judge_calls(Script.model_validate_json(script))


def _other_exercise(answers: Answers) -> AnswerError:
    title = load_call(answers.call).any_exercise(answers.exercise).title
    return AnswerError(f"{FILE_NAME} gehört zur Übung „{title}“, nicht zu dieser Lektion.")
