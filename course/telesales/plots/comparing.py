"""Both calls side by side, the post's and the learner's: mood, shares, points, each as picture and as text."""

from itertools import zip_longest
from pathlib import Path

from telesales.answers import FILE_NAME, AnswerError, read_answers
from telesales.feedback.static import problem_html
from telesales.feedback.templating import render
from telesales.feedback.view import number
from telesales.grading import judge
from telesales.loading import load_call
from telesales.model import Call, CallRecord, Report, Script
from telesales.plots.bars import Row, bars_svg
from telesales.plots.measures import original, shares
from telesales.plots.mood import Step, mood_svg, signed, steps, turns
from telesales.recipient import play

RECIPIENT = "as-in-the-post"


def compared_page(folder: Path) -> str:
    """The comparison for the answers of `folder`; one sentence where there is nothing to compare."""
    try:
        script = read_answers(folder / FILE_NAME)
    except AnswerError as error:
        return problem_html(str(error), "Noch nichts zu vergleichen:")
    if not any(text.strip() for text in script.lines.values()):
        return problem_html("Schreibe erst ein paar Sätze.", "Noch nichts zu vergleichen:")
    return comparison_html(script)


def comparison_html(script: Script) -> str:
    """What `script` made of the post's call; deterministic, all of the learner's text escaped."""
    call = load_call(script.call)
    before = original(call, script.exercise)
    post, own = play(before, RECIPIENT), play(script, RECIPIENT)
    talk, points = share_rows(script, call), point_rows(judge(before), judge(script), call)
    return render(
        "comparison.html",
        "telesales.plots",
        mood=mood_svg(post, own),
        moods=mood_table(post, own),
        turns=[(step, signed(step.mood)) for step in turns(own)],
        post_turns=[(step, signed(step.mood)) for step in turns(post)],
        talk=bars_svg(talk, "Redeanteil und Fragen."),
        talk_rows=talk,
        points=bars_svg(points, "Punkte je Kriterium."),
        point_rows=points,
    )


def mood_table(post: CallRecord, own: CallRecord) -> list[tuple[str, str, str]]:
    """Line, mood in the post, mood in the own call, for each line of either."""
    pairs = zip_longest(steps(post), steps(own))
    return [((a or b).line, _mood(a), _mood(b)) for a, b in pairs]


def _mood(step: Step | None) -> str:
    return signed(step.mood) if step else ""


def share_rows(script: Script, call: Call) -> tuple[Row, ...]:
    """How much the caller talks and asks, in per cent, in the post and in `script`."""
    post, own = shares(original(call, script.exercise), call), shares(script, call)
    return (
        _percent("Anteil des Anrufers an allen Wörtern", post.talk, own.talk),
        _percent("Fragen unter den Sätzen des Anrufers", post.questions, own.questions),
    )


def _percent(title: str, post: float, own: float) -> Row:
    return Row(title, post, own, 1, f"{post:.0%}".replace("%", " %"), f"{own:.0%}".replace("%", " %"))


def point_rows(post: Report, own: Report, call: Call) -> tuple[Row, ...]:
    """The points for each criterion, in the rubric's order."""
    pairs = [(call.graded(id).title, post.criteria[id], result) for id, result in own.criteria.items()]
    return tuple(
        Row(title, a.points, b.points, b.max_points, number(a.points), f"{number(b.points)} von {number(b.max_points)}")
        for title, a, b in pairs
    )
