"""`telesales appeal` in a graded course: a person's verdict counts, is kept, and outlives regrading by either grader."""

import json

import pytest
from courses import ASSIGNMENT, Course, new_course, submit, succeed

pytestmark = pytest.mark.pipeline

WEAK = "original"
CRITERION = "reason"
SAID = ("--reason", "Der Anlass ist genannt.", "--author", "Frau Lang")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with one weak submission, graded."""
    course = new_course(tmp_path_factory.mktemp("appeals") / "course")
    submit(course, WEAK)
    succeed(course.nbgrader("generate_assignment", ASSIGNMENT))
    succeed(course.telesales("grade", ASSIGNMENT))
    return course


def score(course: Course) -> tuple[float, float | None, bool]:
    """The cell's points, those of a person, and whether one is asked to look."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(CRITERION, ASSIGNMENT, ASSIGNMENT, WEAK)
        return grade.score, grade.manual_score, grade.needs_manual_grade


def test_an_objection_asks_a_person_and_a_verdict_counts_also_after_regrading(graded: Course) -> None:
    assert score(graded) == (0, None, False)
    succeed(graded.telesales("appeal", "add", ASSIGNMENT, WEAK, CRITERION, *SAID))
    assert score(graded) == (0, None, True)
    succeed(graded.telesales("appeal", "add", ASSIGNMENT, WEAK, CRITERION, "--verdict", "partial", *SAID))
    assert score(graded) == (4.5, 4.5, False)
    for command in (
        graded.telesales("grade", ASSIGNMENT, "--force"),
        graded.nbgrader("autograde", ASSIGNMENT, "--force"),
    ):
        succeed(command)
        assert score(graded)[:2] == (4.5, 4.5)
    succeed(graded.telesales("feedback", ASSIGNMENT, "--force"))
    assert "hat entschieden: teilweise.</strong> Begründung: Der Anlass ist genannt." in graded.feedback(WEAK)
    [kept] = json.loads(graded.telesales("appeal", "list", "--format", "json").stdout)
    assert (kept["verdict"], kept["grader"], kept["author"], kept["changed"]) == ("partial", "fail", "Frau Lang", False)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((ASSIGNMENT, "nobody", CRITERION), "keine bewertete Abgabe"),
        ((ASSIGNMENT, WEAK, "kindness"), "kein Kriterium"),
        (("9-nothing", WEAK, CRITERION), "keine bewertete Abgabe"),
    ],
)
def test_what_cannot_be_decided_is_told_in_one_sentence(graded: Course, words: tuple[str, ...], sentence: str) -> None:
    result = graded.telesales("appeal", "add", *words, *SAID)
    assert result.returncode == 1
    assert sentence in result.stderr and "Traceback" not in result.stderr
