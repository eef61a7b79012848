"""The pages that `telesales feedback` writes, of every kind of lesson, as a learner opens them: in both themes, narrow."""

from pathlib import Path

import pytest
from accessible import expect_accessible
from playwright.sync_api import Page, expect

from telesales.handed import HandedFile, read_file
from telesales.loading import load_call
from telesales.model import Verdict
from telesales_autograder.pages.graded import Graded, Written
from telesales_autograder.pages.marks import CellMarks, Marks, Said
from telesales_autograder.pages.page import Lesson, page_of

ANSWERS = Path(__file__).parents[2] / "autograder/answers"
KINDS = {
    "rewrite": ("original", "rewrite", False),
    "good": ("model-answer", "rewrite", False),
    "guide": ("guide-weak", "guide", False),
    "calls": ("model-answer-guide", "guide", True),
    "mood": ("mood-weak", "mood", False),
    "diagnosis": ("diagnosis-weak", "diagnosis", False),
    "called": ("called-model", "called", False),
    "problem": ("broken-yaml", "rewrite", False),
}
PAGES = {"light": {}, "dark": {"color_scheme": "dark"}, "narrow": {"viewport": {"width": 400, "height": 900}}}
REFLECTION = "reflection"


@pytest.fixture(params=PAGES)
def browser_context_args(request: pytest.FixtureRequest) -> dict[str, object]:
    """With the page's own policy set aside, or axe could not look at it."""
    return {**PAGES[request.param], "bypass_csp": True}


def html(kind: str) -> str:
    """A page with points, an objection, a decision, a penalty, and a text that a person has read."""
    answers, exercise, calls = KINDS[kind]
    points = {c.id: c.points for c in load_call().rubric.criteria if exercise in c.reads}
    cells = {id: CellMarks(points=most / 2, most=most, auto=0.0, manual=most / 2) for id, most in points.items()}
    said = {
        id: Said(verdict, "So steht es in der Lektion.", "Frau Lang")
        for id, verdict in zip(points, (Verdict.PARTIAL, None), strict=False)
    }
    marks = Marks({**cells, REFLECTION: CellMarks(2.0, 4.0)}, {REFLECTION: "Gut beobachtet."}, penalty=1.5, said=said)
    written = {REFLECTION: Written("Dein Rückblick", "Beim nächsten Mal frage ich zuerst.")}
    graded = Graded(_file(answers), (*points, REFLECTION), written, notice="Zwei Zellen waren doppelt.")
    return page_of(Lesson("lesson", "Probe", exercise, calls), "anna", graded, marks).html


def _file(name: str) -> HandedFile:
    return read_file(ANSWERS / name / "answers.yaml")


@pytest.mark.parametrize("kind", KINDS)
def test_a_feedback_page_is_accessible_and_fits_the_window(kind: str, page: Page, tmp_path: Path) -> None:
    path = tmp_path / "feedback.html"
    path.write_text(html(kind), encoding="utf-8")
    page.goto(path.as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    expect(page.get_by_role("heading", name="Probe", exact=True)).to_be_visible()
    expect_accessible(page, "body")
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} pixels stand out of the window"


def test_what_a_person_decided_stands_beside_the_verdict(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "feedback.html"
    path.write_text(html("rewrite"), encoding="utf-8")
    page.goto(path.as_uri())
    expect(page.locator("#introduction")).to_contain_text("Deine Lehrkraft hat entschieden: teilweise.")
    expect(page.locator("#reason")).to_contain_text("Dein Einspruch ist notiert: So steht es in der Lektion.")
