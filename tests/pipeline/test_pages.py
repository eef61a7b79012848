"""`telesales feedback`: each learner's page, made from the graded course; nothing on it can act, and nothing is lost."""

import html
import json
import re

import pytest
from courses import ASSIGNMENT, Course, new_course, stored_answers, submit, succeed

from telesales.answers import parse_answers

pytestmark = pytest.mark.pipeline

HOSTILE = "hostile-text"
INJECTION = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'>{{ 7 * 7 }}"
STUDENTS = ("model-answer", "original", "broken-yaml")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Four submissions, one of them with markup in a line, graded, and their pages."""
    course = new_course(tmp_path_factory.mktemp("pages") / "course")
    for student in STUDENTS:
        submit(course, student)
    folder = course.root / "submitted" / HOSTILE / ASSIGNMENT
    folder.mkdir(parents=True)
    text = stored_answers("model-answer").replace("C4: |-\n    ", f"C4: |-\n    {INJECTION} ", 1)
    assert INJECTION in text
    (folder / "answers.yaml").write_text(text, encoding="utf-8")
    (folder / f"{ASSIGNMENT}.ipynb").write_bytes(
        (course.root / f"release/{ASSIGNMENT}/{ASSIGNMENT}.ipynb").read_bytes()
    )
    succeed(course.nbgrader("generate_assignment", ASSIGNMENT))
    succeed(course.telesales("grade", ASSIGNMENT))
    succeed(course.telesales("feedback", ASSIGNMENT))
    return course


def test_a_page_shows_points_own_lines_and_every_criterion(graded: Course) -> None:
    page = html.unescape(graded.feedback("original"))
    shown = re.sub(r"<[^>]+>", "", page)
    assert "9 von 90 Punkten" in " ".join(shown.split())
    for line in parse_answers(stored_answers("original").encode()).lines.values():
        assert " ".join(line.split()[:2]) in shown
    for criterion in graded.points()["original"]:
        assert f'href="#{criterion}"' in page


def test_a_submission_without_answers_says_why(graded: Course) -> None:
    assert "ist kein gültiges YAML" in html.unescape(graded.feedback("broken-yaml"))


@pytest.mark.parametrize("student", [*STUDENTS, HOSTILE])
def test_nothing_on_a_page_can_act_or_asks_for_anything_outside(graded: Course, student: str) -> None:
    page = graded.feedback(student)
    assert "default-src 'none'" in html.unescape(page)
    assert not re.search(r"<(?:script|iframe|object|link|img)|<[a-z][^<>]*\son\w+\s*=", page, re.IGNORECASE)
    assert not re.search(
        r"(?:src|href)=[\"']?(?!#|mailto:)(?:https?:)?//", page.replace('xmlns="http://www.w3.org/2000/svg"', "")
    )


def test_markup_in_a_line_is_shown_as_it_was_written(graded: Course) -> None:
    assert "<script>alert(1)</script>" in html.unescape(graded.feedback(HOSTILE))
    assert "{{ 7 * 7 }}" in html.unescape(graded.feedback(HOSTILE))


def test_what_has_not_changed_is_left_alone_and_nbgraders_page_needs_force(graded: Course) -> None:
    page = graded.root / "feedback/original" / ASSIGNMENT / f"{ASSIGNMENT}.html"
    before = page.stat().st_mtime_ns
    told = json.loads(graded.telesales("feedback", ASSIGNMENT, "--format", "json").stdout)
    assert page.stat().st_mtime_ns == before
    assert told["written"] == 0
    succeed(graded.nbgrader("generate_feedback", ASSIGNMENT, "--student", "original", "--force"))
    stock = page.read_bytes()
    assert graded.telesales("feedback", ASSIGNMENT).returncode == 1
    assert page.read_bytes() == stock
    succeed(graded.telesales("feedback", ASSIGNMENT, "--force"))
    assert page.read_bytes() != stock


def test_who_is_not_graded_is_named(graded: Course) -> None:
    submit(graded, "partly")
    result = graded.telesales("feedback", ASSIGNMENT)
    assert result.returncode == 1
    assert "partly" in result.stdout + result.stderr
    assert "noch nicht bewertet" in result.stdout + result.stderr
