"""Static HTML of scripts and verdicts: for nbconvert, nbgrader's feedback and every page without a kernel.

Each fragment carries its own style, so it reads well anywhere, in light, dark and print. Jinja escapes all texts.
"""

from telesales.feedback.flow import flow_svg
from telesales.feedback.templating import render
from telesales.feedback.view import View, criterion_view, report_view, scene
from telesales.model import Call, CriterionResult, Report, Script


def script_html(script: Script, report: Report | None, call: Call) -> str:
    """The whole conversation with the learner's lines; with a report also verdicts and marked passages."""
    view = report_view(script, report, call) if report else None
    said = scene(call, script.exercise, script.lines)
    return render("script.html", scene=said, script=script, view=view, **_guide(script, report, call))


def _guide(script: Script, report: Report | None, call: Call) -> View:
    """What a guide's page shows beside its lines: the fact sheet's title and the picture of its way."""
    if not call.exercises[script.exercise].ordered_by_learner:
        return {}
    sheet = call.facts.get(script.facts or "")
    return {"sheet": sheet.title if sheet else "eigenes Angebot", "flow": flow_svg(script, report, call)}


def criterion_html(result: CriterionResult, call: Call) -> str:
    """One criterion: its verdict in words, its message, the quoted passages and a hint."""
    criterion = call.graded(result.criterion)
    return render("criterion.html", criterion=criterion_view(criterion, result, ""), hint=result.hint)


def problem_html(sentence: str, what: str = "Nicht zu bewerten:") -> str:
    """One sentence on what went wrong, for example an AnswerError's text; `what` says what it stops."""
    return render("problem.html", sentence=sentence, what=what)
