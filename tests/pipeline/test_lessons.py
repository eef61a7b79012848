"""The other lessons, from their released notebooks to grades and feedback, with the real nbgrader."""

import html
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from books import folders, formgrader, rows
from courses import ANSWERS, ROOT, Course, new_course, stored_answers, succeed, ungraded_twin
from nbgrader.api import Gradebook

from telesales.answers import FILE_NAME, MIME_TYPE, parse_any
from telesales.grading import judge_any
from telesales.model import Report, Script
from telesales.recipient import judge_calls

pytestmark = pytest.mark.pipeline


def _table(name: str, exercise: str) -> dict[str, dict[str, Any]]:
    entries = yaml.safe_load((ANSWERS / name).read_text(encoding="utf-8"))
    return {id: entry for id, entry in entries.items() if f"exercise: {exercise}\n" in stored_answers(id)}


LESSONS = {
    "1-the-call": _table("choices-points.yaml", "mood"),
    "2-diagnosis": _table("choices-points.yaml", "diagnosis"),
    "4-call-guide": _table("guide-points.yaml", "guide"),
    "5-live-call": _table("live-points.yaml", "guide"),
    "6-called": _table("choices-points.yaml", "called"),
}
"""Each lesson's submissions with what they must get."""

EVERY = [(lesson, name) for lesson, table in LESSONS.items() for name in table]
REFLECTION = {"reflection": "Erst dachte ich <b>laut</b> nach. Dann legte ich auf."}
WRITTEN = {"2-diagnosis": REFLECTION, "6-called": REFLECTION}
"""What learners wrote into cells that a person reads."""

Grades = dict[str, dict[str, tuple[float | None, float | None, bool]]]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Each submission twice: as a folder, and (`-alone`) as the notebook alone; and one that nobody touched."""
    course = new_course(tmp_path_factory.mktemp("lessons") / "course")
    for lesson, table in LESSONS.items():
        for name in table:
            _submit(course, lesson, name)
            _submit(course, lesson, f"{name}-alone", carried=stored_answers(name))
        _submit(course, lesson, "untouched")
        for command in ("generate_assignment", "autograde", "generate_feedback"):
            succeed(course.nbgrader(command, lesson))
    return course


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Each submission once more, the restored notebook run in a kernel as nbgrader does."""
    course = new_course(tmp_path_factory.mktemp("executed") / "course")
    for lesson, table in LESSONS.items():
        for name in table:
            _submit(course, lesson, name)
        _submit(course, lesson, f"{name}-alone", carried=stored_answers(name))
        succeed(course.nbgrader("generate_assignment", lesson))
        succeed(course.nbgrader("autograde", lesson, TELESALES_EXECUTE="1"))
    return course


def _submit(course: Course, lesson: str, name: str, carried: str | None = None) -> None:
    folder = course.root / "submitted" / name / lesson
    folder.mkdir(parents=True)
    notebook = json.loads((ROOT / "release" / lesson / f"{lesson}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"] if name != "untouched" else []:
        cell["source"] = WRITTEN.get(lesson, {}).get(cell["id"], cell["source"])
        if carried and cell["id"] == "editor":
            data = {MIME_TYPE: {"answers": carried}}
            cell["outputs"] = [{"output_type": "display_data", "data": data, "metadata": {}}]
    (folder / f"{lesson}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    if name in LESSONS[lesson]:
        shutil.copy(ANSWERS / name / FILE_NAME, folder)


def _grades(course: Course, lesson: str) -> Grades:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        return {
            s.student.id: {g.name: (g.auto_score, g.max_score, g.needs_manual_grade) for g in s.notebooks[0].grades}
            for s in gradebook.assignment_submissions(lesson)
        }


def _outputs(course: Course, lesson: str, name: str) -> dict[str, object]:
    """What each code cell of the graded notebook shows."""
    path = course.root / "autograded" / name / lesson / f"{lesson}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: cell["outputs"] for cell in cells if cell["cell_type"] == "code"}


def _page(course: Course, lesson: str, name: str) -> str:
    return html.unescape((course.root / "feedback" / name / lesson / f"{lesson}.html").read_text(encoding="utf-8"))


def _report(lesson: str, name: str) -> Report:
    """The verdict without nbgrader."""
    answers = parse_any(stored_answers(name).encode())
    return judge_calls(answers) if lesson == "5-live-call" and isinstance(answers, Script) else judge_any(answers)


@pytest.mark.parametrize(("lesson", "name"), EVERY)
@pytest.mark.parametrize("form", ["", "-alone"])
def test_a_submission_gets_the_points_of_the_table(graded: Course, lesson: str, name: str, form: str) -> None:
    entry = LESSONS[lesson][name]
    grades = _grades(graded, lesson)[f"{name}{form}"]
    assert {id: points for id, (points, _, _) in grades.items() if points} == entry["points"]
    report = _report(lesson, name)
    assert report.points == pytest.approx(sum(entry["points"].values())) and report.passed == entry["passed"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_executing_the_restored_notebook_gives_equal_points_and_outputs(
    graded: Course, executed: Course, lesson: str
) -> None:
    judged, run = _grades(graded, lesson), _grades(executed, lesson)
    assert run == {name: judged[name] for name in run} and len(run) > len(LESSONS[lesson])
    for name in run:
        assert _outputs(executed, lesson, name) == _outputs(graded, lesson, name)


@pytest.fixture(scope="module")
def quick(graded: Course) -> Course:
    """The same course graded by `telesales grade`."""
    twin = ungraded_twin(graded, "quick")
    for lesson in LESSONS:
        succeed(twin.telesales("grade", lesson, "--jobs", "1"))
    return twin


@pytest.mark.parametrize("lesson", LESSONS)
def test_telesales_grade_leaves_what_autograde_leaves(graded: Course, quick: Course, lesson: str) -> None:
    assert rows(quick, lesson) == rows(graded, lesson)
    assert formgrader(quick, lesson) == formgrader(graded, lesson)
    assert folders(quick, lesson) == folders(graded, lesson)


@pytest.mark.parametrize("lesson", LESSONS)
def test_what_nobody_touched_earns_nothing_and_says_why(graded: Course, lesson: str) -> None:
    grades = _grades(graded, lesson)["untouched"]
    assert {points for points, _, _ in grades.values()} == {0}
    assert not [id for id, (_, _, waiting) in grades.items() if waiting]
    assert "answers.yaml fehlt" in _page(graded, lesson, "untouched")


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_graded_cell_is_worth_what_the_call_says(graded: Course, lesson: str) -> None:
    report = _report(lesson, next(iter(LESSONS[lesson])))
    worth = {id: result.max_points for id, result in report.criteria.items()}
    cells = {id: worth for id, (_, worth, _) in _grades(graded, lesson)["untouched"].items()}
    assert {id: points for id, points in cells.items() if id not in WRITTEN.get(lesson, {})} == worth


@pytest.mark.parametrize("lesson", WRITTEN)
def test_a_reflection_waits_for_a_person_and_its_text_stays_text(graded: Course, lesson: str) -> None:
    student = next(iter(LESSONS[lesson]))
    points, worth, waiting = _grades(graded, lesson)[student]["reflection"]
    assert (points, worth, waiting) == (None, 5, True)
    assert "Dann legte ich auf." in _page(graded, lesson, student)
    assert "<b>laut</b>" not in (graded.root / "feedback" / student / lesson / f"{lesson}.html").read_text("utf-8")


@pytest.mark.parametrize("lesson", WRITTEN)
def test_learners_never_see_how_a_teacher_marks_the_reflection(lesson: str) -> None:
    name = f"{lesson}/{lesson}.ipynb"
    assert "lässt sich bewerten" in _text(ROOT / "source" / name)
    assert "lässt sich bewerten" not in _text(ROOT / "release" / name)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_feedback_on_a_guide_shows_its_picture_and_its_order(graded: Course) -> None:
    page = _page(graded, "4-call-guide", "guide-alphabetical")
    assert 'class="telesales-flow"' in page
    assert page.index("1 · Du · Anlass") < page.index("9 · Du · Vorstellung")


def test_feedback_on_calls_shows_who_said_what_and_how_it_counts(graded: Course) -> None:
    page = _page(graded, "5-live-call", "live-thin")
    assert (
        "Am Apparat: 39,86 von 60 Punkten" in page and "Bevor Sie weitersprechen: Woher haben Sie meine Nummer?" in page
    )
    assert "Zählt hier: Herkunft und Einwilligung genannt" in page


def test_feedback_on_the_cards_says_the_state_of_the_law(graded: Course) -> None:
    assert "Stand: November 2026" in _page(graded, "6-called", "called-weak")


def test_feedback_on_the_call_shows_it_word_for_word_and_says_why_an_answer_counts(graded: Course) -> None:
    page = _page(graded, "1-the-call", "mood-weak")
    assert "Hochgradig skezptisch" in page and "mittlerweile genervt" in page
    assert "Dass Skype gefällt, steht nirgends." in page


def test_feedback_on_the_diagnosis_names_the_traps_and_no_mark_that_is_missing(graded: Course) -> None:
    page = _page(graded, "2-diagnosis", "diagnosis-weak")
    assert "Ein Nein anzunehmen ist kein Fehler." in page
    assert "Derselbe Satz noch einmal, und dann Pause" not in page
