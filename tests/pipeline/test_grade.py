"""`telesales grade` beside `nbgrader autograde`: whatever a teacher sees of the course is the same."""

import csv
import json
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from books import folders, formgrader, rows
from courses import ANSWERS, ASSIGNMENT, TABLE, Course, new_course, succeed, ungraded_twin

pytestmark = pytest.mark.pipeline

MANUAL = "2-diagnosis"
PENALTY = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
DUE, IN_TIME, LATE, LATER = (f"2026-11-{day} 12:00:00.000000 UTC" for day in (20, 19, 21, 22))


class HandsIn(NamedTuple):
    """What a learner hands in, and when."""

    answers: str = "diagnosis-weak"
    time: str | None = IN_TIME
    reflection: str | None = "Ich habe <b>nicht</b> gefragt."


LEARNERS = {
    "early": HandsIn(),
    "late": HandsIn(time=LATE),
    "late-and-unmarked": HandsIn(time=LATE, reflection=None),
    "extended": HandsIn(time=LATE),
    "hands-in-again": HandsIn(),
    "without-time": HandsIn(time=None),
}
AGAIN = HandsIn("diagnosis-model", LATER, "Ich habe nachgedacht.")


@pytest.fixture(scope="module")
def quick(course: Course) -> Course:
    """All submissions of the table once more, graded by `telesales grade` in two processes."""
    twin = ungraded_twin(course, "quick")
    succeed(twin.telesales("grade", ASSIGNMENT, "--jobs", "2"))
    return twin


def test_every_row_of_the_gradebook_is_the_same(course: Course, quick: Course) -> None:
    assert rows(quick, ASSIGNMENT) == rows(course, ASSIGNMENT)
    assert set(rows(quick, ASSIGNMENT)) == set(TABLE)


def test_the_formgrader_gets_the_same_answers(course: Course, quick: Course) -> None:
    assert formgrader(quick, ASSIGNMENT) == formgrader(course, ASSIGNMENT)


def test_every_graded_file_is_the_same_byte_by_byte(course: Course, quick: Course) -> None:
    assert folders(quick, ASSIGNMENT) == folders(course, ASSIGNMENT)


def test_nothing_that_a_learner_wrote_as_code_has_run(quick: Course) -> None:
    assert not quick.canary.exists()


def test_what_is_graded_is_left_alone(quick: Course) -> None:
    before = folders(quick, ASSIGNMENT), rows(quick, ASSIGNMENT)
    result = quick.telesales("grade", ASSIGNMENT, "--format", "json", "--jobs", "1")
    summary = json.loads(result.stdout)
    assert (result.returncode, summary["graded"], summary["unchanged"]) == (0, 0, len(TABLE))
    assert (folders(quick, ASSIGNMENT), rows(quick, ASSIGNMENT)) == before


@pytest.fixture(scope="module")
def odd(course: Course) -> Course:
    """One submission among folders that are none, or whose names could do harm."""
    twin = ungraded_twin(course, "odd")
    submitted = twin.root / "submitted"
    submitted.unlink()
    for name in ("good", "empty", "x" * 129, "a\nb", ".hidden"):
        (submitted / name / ASSIGNMENT).mkdir(parents=True)
        (submitted / name / ASSIGNMENT / "notes.txt").write_text("x", encoding="utf-8")
    shutil.copy(ANSWERS / "partly" / "answers.yaml", submitted / "good" / ASSIGNMENT)
    (submitted / "link").symlink_to(submitted / "good")
    (submitted / "half-link").mkdir()
    (submitted / "half-link" / ASSIGNMENT).symlink_to(submitted / "good" / ASSIGNMENT)
    return twin


def test_what_is_no_submission_is_named_and_the_others_are_graded(odd: Course) -> None:
    result = odd.telesales("grade", ASSIGNMENT, "--jobs", "1", "--format", "json")
    summary = json.loads(result.stdout)
    assert (result.returncode, summary["graded"]) == (1, 1)
    reasons = {one["student"]: one["reason"] for one in summary["ungradable"]}
    assert set(reasons) == {"empty", "link", "half-link", ascii("x" * 129), ascii("a\nb")}
    assert "ist eine Verknüpfung" in reasons["link"] and "ist eine Verknüpfung" in reasons["half-link"]
    assert "weder 3-rewrite.ipynb noch answers.yaml" in reasons["empty"]
    assert set(rows(odd, ASSIGNMENT)) == {"good"}


def test_another_gradebook_can_be_named(odd: Course) -> None:
    shutil.copy(odd.root / "gradebook.db", odd.root / "other.db")
    before = rows(odd, ASSIGNMENT)
    (odd.root / "submitted" / "late" / ASSIGNMENT).mkdir(parents=True)
    shutil.copy(ANSWERS / "partly" / "answers.yaml", odd.root / "submitted" / "late" / ASSIGNMENT)
    succeed(odd.telesales("grade", ASSIGNMENT, "--student", "late", "--db", "sqlite:///other.db", "--jobs", "1"))
    assert rows(odd, ASSIGNMENT) == before
    assert rows(odd, ASSIGNMENT, "other.db").keys() == {"good", "late"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([ASSIGNMENT, "--student", "nobody"], "Keine Abgabe von nobody"),
        (["../3-rewrite"], "gibt es kein Notebook"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_on_what_to_do(odd: Course, arguments: list[str], sentence: str) -> None:
    result = odd.telesales("grade", *arguments, "--jobs", "1")
    assert (result.returncode, result.stdout) == (2, "")
    assert sentence in result.stderr and len(result.stderr.splitlines()) == 1


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with a due date, a penalty for who is late, and a cell that a person marks; nothing is graded yet."""
    course = new_course(tmp_path_factory.mktemp("marked") / "stock")
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(PENALTY)
    succeed(course.nbgrader("generate_assignment", MANUAL))
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(MANUAL, duedate=DUE)
    for learner, work in LEARNERS.items():
        hand_in(course, learner, work)
    return course


@pytest.fixture(scope="module")
def pairs(stock: Course) -> dict[str, tuple[Course, Course]]:
    """The course as nbgrader and as `telesales grade` leave it: graded first, and again after everybody came back."""
    twin = copied(stock, "twin")
    succeed(stock.nbgrader("autograde", MANUAL))
    succeed(twin.telesales("grade", MANUAL, "--jobs", "1"))
    first = copied(stock, "stock-first"), copied(twin, "twin-first")
    for course in (stock, twin):
        mark(course)
        hand_in(course, "hands-in-again", AGAIN)
    succeed(stock.nbgrader("autograde", MANUAL))
    succeed(stock.nbgrader("autograde", MANUAL, "--student", "e*", "--force"))
    succeed(twin.telesales("grade", MANUAL, "--jobs", "1"))
    succeed(twin.telesales("grade", MANUAL, "--jobs", "1", "--student", "e*", "--force"))
    return {"first": first, "again": (stock, twin)}


def hand_in(course: Course, learner: str, work: HandsIn) -> None:
    folder = course.root / "submitted" / learner / MANUAL
    folder.mkdir(parents=True, exist_ok=True)
    notebook = json.loads((course.root / "release" / MANUAL / f"{MANUAL}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = work.reflection or cell["source"] if cell["id"] == "reflection" else cell["source"]
    (folder / f"{MANUAL}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    shutil.copy(ANSWERS / work.answers / "answers.yaml", folder)
    if work.time:
        (folder / "timestamp.txt").write_text(work.time, encoding="utf-8")


def mark(course: Course) -> None:
    """The teacher marks what was written, overrules a verdict, praises, flags and grants an extension."""
    with course.gradebook() as gradebook:
        for learner in LEARNERS:
            notebook = gradebook.find_submission_notebook(MANUAL, MANUAL, learner)
            for grade in [g for g in notebook.grades if g.needs_manual_grade or learner == "hands-in-again"]:
                grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.25, False
            notebook.comments[0].manual_comment = "Gut beobachtet."
            notebook.flagged = learner == "early"
        gradebook.db.commit()
        gradebook.grant_extension(MANUAL, "extended", days=2)


def copied(course: Course, name: str) -> Course:
    root = Path(shutil.copytree(course.root, course.root.with_name(name)))
    return Course(root, course.canary)


@pytest.mark.parametrize("stage", ["first", "again"])
def test_the_same_rows_with_marks_of_a_person(pairs: dict[str, tuple[Course, Course]], stage: str) -> None:
    stock, twin = pairs[stage]
    assert rows(twin, MANUAL) == rows(stock, MANUAL)
    assert formgrader(twin, MANUAL) == formgrader(stock, MANUAL)
    assert folders(twin, MANUAL) == folders(stock, MANUAL)


def test_the_set_has_every_kind_of_row(pairs: dict[str, tuple[Course, Course]]) -> None:
    first, again = rows(pairs["first"][1], MANUAL), rows(pairs["again"][1], MANUAL)
    assert first["late"]["late"] == (86_400, first["late"]["late"][2], first["late"]["late"][2])
    assert first["extended"]["late"][0] > 0 == again["extended"]["late"][0]
    assert first["late-and-unmarked"]["comments"]["reflection"] == ("No response.", None)
    assert first["early"]["grades"]["reflection"] == (None, None, None, 0, True)
    assert again["early"]["grades"]["reflection"] == (None, 1.5, 0.25, 1.75, True)
    assert again["late"]["grades"]["reflection"] == (None, 1.5, 0.25, 1.75, False)
    assert again["hands-in-again"]["handed in"] > first["hands-in-again"]["handed in"]
    assert again["without-time"]["handed in"] == (None, None)


def test_feedback_and_export_go_on_from_there(pairs: dict[str, tuple[Course, Course]]) -> None:
    _, twin = pairs["again"]
    succeed(twin.nbgrader("generate_feedback", MANUAL))
    succeed(twin.nbgrader("export"))
    page = twin.root / "feedback" / "early" / MANUAL / f"{MANUAL}.html"
    assert "Gut beobachtet." in page.read_text(encoding="utf-8")
    with (twin.root / "grades.csv").open(encoding="utf-8") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    found = rows(twin, MANUAL)
    assert scores == {student: max(0.0, row["score"] - row["late"][-1]) for student, row in found.items()}
