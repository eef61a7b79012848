"""Static HTML of scripts and verdicts: for nbconvert, nbgrader's feedback and every page without a kernel.

Each fragment carries its own style, so it reads well anywhere, in light, dark and print. Jinja escapes all texts.
"""

from functools import cache

from jinja2 import Environment, PackageLoader, select_autoescape

from telesales.feedback.view import WORDS, criterion_view, report_view, scene
from telesales.model import Call, CriterionResult, Report, Script


def script_html(script: Script, report: Report | None, call: Call) -> str:
    """The whole conversation with the learner's lines; with a report also verdicts and marked passages."""
    view = report_view(script, report, call) if report else None
    return render("script.html", scene=scene(call, script.exercise), script=script, view=view)


def criterion_html(result: CriterionResult, call: Call) -> str:
    """One criterion: its verdict in words, its message, the quoted passages and a hint."""
    criterion = call.graded(result.criterion)
    return render("criterion.html", criterion=criterion_view(criterion, result, ""), hint=result.hint)


def problem_html(sentence: str) -> str:
    """One sentence on what went wrong, for example an AnswerError's text."""
    return render("problem.html", sentence=sentence)


def render(template: str, **values: object) -> str:
    """The template of this package filled with `values`, all texts escaped."""
    return _environment().get_template(template).render(words=WORDS, **values).strip()


@cache
def _environment() -> Environment:
    loader = PackageLoader("telesales.feedback")
    return Environment(loader=loader, autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True)
