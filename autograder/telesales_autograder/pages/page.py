"""Puts one learner's page together: the same input gives the same bytes."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from telesales.answers import AnswerError
from telesales.choices import judge_choices
from telesales.feedback.templating import render
from telesales.feedback.verdicts import read
from telesales.feedback.view import WORDS, View, number
from telesales.grading import judge
from telesales.loading import load_call
from telesales.model import Choices, Report, Script
from telesales.recipient import judge_calls
from telesales_autograder.kept import found_out
from telesales_autograder.pages.calls import calls_page_view
from telesales_autograder.pages.choices import choice_view
from telesales_autograder.pages.graded import Graded
from telesales_autograder.pages.marks import CellMarks, Marks, Said
from telesales_autograder.pages.scripts import script_view

GENERATOR = "telesales feedback"
"""What our pages say of themselves: nbgrader's own pages do not."""

_ROUNDING = 0.005  # points; the gradebook keeps what was computed


@dataclass(frozen=True)
class Lesson:
    """What is the same on all pages of an assignment; `calls`: the script is judged by the calls that it leads."""

    assignment: str
    title: str
    exercise: str
    calls: bool


@dataclass(frozen=True)
class Page:
    """A finished page; `stale` where the grader finds other points today than stand in the gradebook."""

    html: str
    stale: bool


def page_of(lesson: Lesson, student: str, graded: Graded, marks: Marks) -> Page:
    """The page of one learner. All that others wrote is escaped, and no script runs on it."""
    view, report = _judged_view(lesson, graded)
    cells = [(id, marks.cells[id]) for id in graded.order if id in marks.cells]
    html = render(
        "page.html",
        __package__,
        generator=GENERATOR,
        style=Markup(_style()),  # noqa: S704 — our own file
        policy=f"default-src 'none'; style-src 'sha256-{_hash()}'; base-uri 'none'; form-action 'none'",
        lesson=lesson,
        student=student,
        handed_in=marks.handed_in.strftime("%d.%m.%Y, %H:%M Uhr (UTC)") if marks.handed_in else "",
        result=_result(view, cells, graded, marks),
        notice=graded.notice,
        written=list(_written(graded, marks)),
        view=view,
    )
    return Page(f"{html}\n", _is_stale(report, marks))


def _judged_view(lesson: Lesson, graded: Graded) -> tuple[View, Report | None]:
    """What the lesson's kind shows of the answers, and the report; only the problem where there are none."""
    try:
        answers = read(graded.answers, lesson.exercise)
    except AnswerError as error:
        return {"kind": "problem", "problem": str(error), "criteria": {}, "good": [], "todo": []}, None
    call = load_call(answers.call)
    if isinstance(answers, Choices):
        report = judge_choices(answers)
        return choice_view(answers, report, call), report
    if lesson.calls:
        return _calls(answers)
    found = graded.kept or found_out(answers, judge(answers))
    return script_view(answers, found, call), found.report


def _calls(script: Script) -> tuple[View, Report]:
    report = judge_calls(script)
    return calls_page_view(script, report, load_call(script.call)), report


def _result(view: View, cells: list[tuple[str, CellMarks]], graded: Graded, marks: Marks) -> View:
    """The points: all together, cell by cell, and what they mean."""
    rows = [_row(id, cell, view, graded, marks.said.get(id)) for id, cell in cells]
    return {
        "points": number(marks.total),
        "most": number(marks.most),
        "share": marks.total / marks.most if marks.most else 0,
        "penalty": number(marks.penalty) if marks.penalty else "",
        "waiting": any(cell.waiting for _, cell in cells),
        "overruled": any(cell.overruled for _, cell in cells),
        "mixed": any(id in graded.written for id, _ in cells),
        "rows": rows,
    }


def _row(id: str, cell: CellMarks, view: View, graded: Graded, said: Said | None) -> View:
    """One line of the table of points; its place on the page is named after its cell."""
    seen, unread = view["criteria"].get(id), id in graded.written and cell.waiting
    if seen:
        title, sign, word = seen["title"], seen["symbol"], seen["word"]
    else:
        title, sign, word = _title(id, graded), "", ""
    return {
        "id": id,
        "title": title,
        "verdict": seen["verdict"] if seen else "",
        "symbol": sign,
        "word": "wird noch gelesen" if unread else word,
        "points": "–" if unread else number(cell.points),
        "most": number(cell.most),
        "share": cell.points / cell.most if cell.most and not unread else 0,
        "grader": number(cell.auto or 0) if cell.overruled else "",
        "asks": cell.waiting and not unread,
        "said": _said(said),
        "linked": bool(seen) or id in graded.written,
    }


def _said(said: Said | None) -> View | None:
    """What a person said of the verdict, with the verdict's word; "" for an objection that is not decided."""
    return {"word": WORDS[said.verdict][1] if said.verdict else "", "reason": said.reason} if said else None


def _title(id: str, graded: Graded) -> str:
    if id in graded.written:
        return graded.written[id].title
    try:
        return load_call().graded(id).title
    except KeyError:
        return id


def _written(graded: Graded, marks: Marks) -> Iterator[View]:
    """What a person reads or has said something about."""
    for id, written in graded.written.items():
        cell = marks.cells.get(id)
        yield {
            "id": id,
            "title": written.title,
            "text": "" if id in marks.unanswered else written.text,
            "comment": marks.comments.get(id, ""),
            "waiting": cell is None or cell.waiting,
            "points": f"{number(cell.points)} von {number(cell.most)} Punkten" if cell else "",
        }
    for id, comment in marks.comments.items():
        if id not in graded.written:
            yield {"id": f"comment-{id}", "title": _title(id, graded), "comment": comment}


def _is_stale(report: Report | None, marks: Marks) -> bool:
    criteria = report.criteria if report else {}
    known = ((marks.cells[id], result) for id, result in criteria.items() if id in marks.cells)
    return any(cell.auto is not None and abs(cell.auto - result.points) > _ROUNDING for cell, result in known)


@cache
def _style() -> str:
    """The pages' one stylesheet."""
    return files(__package__).joinpath("templates", "style.css").read_text(encoding="utf-8")


@cache
def _hash() -> str:
    """What the page's policy knows its stylesheet by."""
    return base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
