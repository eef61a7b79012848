"""From the released notebook to grades and feedback, with the real nbgrader."""

import csv
import html
import json
import subprocess
import sys
from pathlib import Path

import pytest
from courses import ANSWERS, ASSIGNMENT, ROOT, TABLE, Course, new_course, stored_answers, submit, succeed
from hostile import MAKERS

from telesales.answers import parse_answers
from telesales.grading import judge
from telesales.model import Verdict

pytestmark = pytest.mark.pipeline


def plain(page: str) -> str:
    return html.unescape(page)


def test_every_submission_to_this_lesson_stands_in_the_table_and_exists() -> None:
    stored = {path.name for path in ANSWERS.iterdir() if path.is_dir()}
    listed = {name for name, entry in TABLE.items() if not entry.get("made")}
    assert listed <= stored
    assert not [name for name in stored - listed if "exercise: rewrite" in stored_answers(name)]
    assert set(MAKERS) == {name for name, entry in TABLE.items() if entry.get("made")}


@pytest.mark.parametrize("name", TABLE)
def test_a_submission_gets_the_points_of_the_table(course: Course, name: str) -> None:
    points = course.points()[name]
    assert None not in points.values()
    assert sum(filter(None, points.values())) == TABLE[name]["points"]
    if "criteria" in TABLE[name]:
        assert {id: p for id, p in points.items() if p} == TABLE[name]["criteria"]


@pytest.mark.parametrize("name", [name for name, entry in TABLE.items() if "sentence" in entry])
def test_the_feedback_says_in_one_sentence_what_is_wrong(course: Course, name: str) -> None:
    assert TABLE[name]["sentence"] in plain(course.feedback(name))
    assert "Traceback (most recent" not in course.feedback(name)


def test_feedback_shows_the_learners_lines_and_every_criterion(course: Course) -> None:
    page = plain(course.feedback("original"))
    assert "wir sind bei Facebook befreundet" in page
    for grade_id in course.points()["original"]:
        cell = page.split(f'id="{grade_id}"', 1)[1].split("</section>", 1)[0]
        assert 'class="telesales" lang="de"' in cell


def test_nothing_that_a_learner_wrote_as_code_has_run(course: Course) -> None:
    assert not course.canary.exists()
    assert not list(course.root.rglob("canary"))


def test_a_file_that_a_submission_is_linked_to_stays_as_it_is(course: Course) -> None:
    foreign = course.canary.with_name("foreign.yaml")
    assert foreign.read_text(encoding="utf-8") == stored_answers("original")
    assert foreign.stat().st_nlink == 2  # the submission's own name, and none in autograded/


def test_the_traps_of_the_attacks_work_where_code_is_executed(tmp_path_factory: pytest.TempPathFactory) -> None:
    course = new_course(tmp_path_factory.mktemp("trap") / "course")
    submit(course, "run-code-in-every-cell")
    course.nbgrader("validate", f"submitted/run-code-in-every-cell/{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    assert course.canary.exists()


def test_without_the_courses_package_nothing_is_executed(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    course = new_course(tmp_path_factory.mktemp("broken") / "course")
    submit(course, "run-code-in-every-cell")
    succeed(course.nbgrader("generate_assignment", ASSIGNMENT))
    (tmp_path / "telesales_autograder.py").write_text("raise ImportError('gone')", encoding="utf-8")
    result = course.nbgrader("autograde", ASSIGNMENT, PYTHONPATH=str(tmp_path))
    assert result.returncode != 0
    assert "Nothing was done" in result.stderr
    assert not course.canary.exists()


@pytest.mark.parametrize("name", TABLE)
def test_only_the_restored_notebook_the_answers_and_the_time_are_kept(course: Course, name: str) -> None:
    kept = {path.name for path in course.autograded(name).rglob("*")}
    assert kept <= {f"{ASSIGNMENT}.ipynb", "answers.yaml", "timestamp.txt"}
    assert not any(path.is_symlink() for path in course.autograded(name).rglob("*"))
    assert "root:" not in course.feedback(name)


ALONE = [name for name in TABLE if name.startswith("notebook-alone-") and TABLE[name]["points"]]


@pytest.mark.parametrize("name", ALONE)
def test_the_notebook_alone_gets_what_the_folder_gets(course: Course, name: str) -> None:
    points = course.points()
    assert points[name] == points[name.removeprefix("notebook-alone-")]
    assert outputs(course, name) == outputs(course, name.removeprefix("notebook-alone-"))


@pytest.mark.parametrize("name", [name for name in MAKERS if TABLE[name]["points"] == 9])
def test_an_attack_leaves_the_same_notebook_as_honest_answers(course: Course, name: str) -> None:
    assert outputs(course, name) == outputs(course, "original")


def outputs(course: Course, name: str) -> dict[str, object]:
    """What each cell of the graded notebook shows, without the notice on the submission."""
    notebook = json.loads((course.autograded(name) / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["id"] != "submission-notice"]
    return {cell["id"]: [cell["source"], cell.get("outputs")] for cell in cells}


def test_only_what_the_grader_is_unsure_of_waits_for_a_person(course: Course) -> None:
    report = judge(parse_answers(stored_answers("original").encode()))
    unsure = {id for id, result in report.criteria.items() if result.verdict is Verdict.UNSURE}
    assert course.waiting()["original"] == unsure
    assert course.waiting()["broken-yaml"] == set()


def test_export_lists_every_submission_with_its_points(course: Course) -> None:
    with (course.root / "grades.csv").open(encoding="utf-8") as file:
        grades = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert grades == {name: entry["points"] for name, entry in TABLE.items()}


def test_generate_assignment_makes_the_committed_release(course: Course) -> None:
    made = course.root / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    assert made.read_bytes() == (ROOT / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_bytes()


def test_grading_one_student_again_changes_nothing(course: Course) -> None:
    before, notebook = course.points(), (course.autograded("partly") / f"{ASSIGNMENT}.ipynb").read_bytes()
    succeed(course.nbgrader("autograde", ASSIGNMENT, "--student", "partly", "--force"))
    assert course.points() == before
    assert (course.autograded("partly") / f"{ASSIGNMENT}.ipynb").read_bytes() == notebook


FORMGRADER = f"""
from nbgrader.apps import NbGraderAPI
from traitlets.config import PyFileConfigLoader
api = NbGraderAPI(config=PyFileConfigLoader("nbgrader_config.py", path=".").load_config())
result = api.autograde("{ASSIGNMENT}", "original")
assert result["success"], result
assert api.generate_feedback("{ASSIGNMENT}", "original")["success"]
"""


def test_the_formgraders_buttons_do_the_same_as_the_commands(course: Course) -> None:
    before, page = course.points(), course.feedback("original")
    command = [sys.executable, "-c", FORMGRADER]
    succeed(subprocess.run(command, cwd=course.root, capture_output=True, text=True, timeout=120, check=False))
    assert course.points() == before
    assert course.feedback("original") == page


EXECUTED = ["model-answer", "original", "partly", "broken-yaml", "transform-the-input", "shadow-packages"]


def test_executing_the_restored_notebook_gives_equal_points_and_outputs(
    course: Course, tmp_path_factory: pytest.TempPathFactory
) -> None:
    executed = new_course(tmp_path_factory.mktemp("executed") / "course")
    for student in EXECUTED:
        submit(executed, student)
    succeed(executed.nbgrader("generate_assignment", ASSIGNMENT))
    succeed(executed.nbgrader("autograde", ASSIGNMENT, TELESALES_EXECUTE="1"))
    assert executed.points() == {student: course.points()[student] for student in EXECUTED}
    for student in EXECUTED:
        if TABLE[student]["points"]:  # without answers the kernel finds no file; judging knows what was wrong with it
            assert outputs(executed, student) == outputs(course, student)
    assert not executed.canary.exists()


def test_answers_left_in_source_stop_generate_assignment(tmp_path_factory: pytest.TempPathFactory) -> None:
    course = new_course(tmp_path_factory.mktemp("left") / "course")
    (course.root / "source" / ASSIGNMENT / "answers.yaml").write_text(stored_answers("model-answer"), encoding="utf-8")
    result = course.nbgrader("generate_assignment", ASSIGNMENT)
    assert result.returncode == 1
    assert f"source/{ASSIGNMENT}/answers.yaml gehört nicht hierher" in result.stderr


def test_validate_says_what_is_missing_in_one_sentence_each(tmp_path_factory: pytest.TempPathFactory) -> None:
    course = new_course(tmp_path_factory.mktemp("validate") / "course")
    submit(course, "partly")
    result = course.nbgrader("validate", f"submitted/partly/{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    errors = [part.split("\n\n")[0].strip() for part in result.stdout.split("The error was:\n\n")[1:]]
    missing = [id for id, points in _all_points().items() if TABLE["partly"]["criteria"].get(id, 0) < points]
    assert len(errors) == len(missing)
    assert all("\n" not in error and "Error" not in error and len(error) <= 80 for error in errors)


def test_validate_of_the_untouched_notebook_names_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    course = new_course(tmp_path_factory.mktemp("untouched") / "course")
    submit(course, "no-file")
    result = course.nbgrader("validate", f"submitted/no-file/{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    assert "answers.yaml fehlt" in result.stdout
    assert "Traceback" not in result.stdout


def _all_points() -> dict[str, float]:
    notebook = json.loads((ROOT / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text(encoding="utf-8"))
    marks = [cell["metadata"].get("nbgrader", {}) for cell in notebook["cells"]]
    return {mark["grade_id"]: mark["points"] for mark in marks if mark.get("grade")}
