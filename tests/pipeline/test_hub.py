"""A lesson on a real JupyterHub: released, fetched, handed in, collected, graded, and each learner's own feedback."""

import html
import json
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from courses import ASSIGNMENT, TABLE, stored_answers
from hostile import Maker
from hubs import COURSE, STUDENTS, TEACHER, Hub, Member, running_hub

pytestmark = pytest.mark.pipeline

ANSWERS = {"anna": "partly", "bernd": "original"}
"""Whose answers each of them gives; Anna hands in the folder, Bernd the notebook alone."""

Listed = dict[str, str]
Points = dict[str, dict[str, float | None]]


@dataclass
class Lesson:
    """What was seen on the way."""

    hub: Hub
    members: dict[str, Member]
    released: dict[str, Listed]
    fetched: dict[str, Listed]
    by_formgrader: Points
    by_telesales: Points
    report: dict[str, object]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with running_hub(tmp_path_factory.mktemp("hub")) as hub:
        yield hub


@pytest.fixture(scope="module")
def lesson(hub: Hub) -> Lesson:
    """The whole way, through each member's own server."""
    members = hub.start_servers()
    teacher, students = members[TEACHER], [members[name] for name in STUDENTS]
    teacher.formgrader(f"assignment/{ASSIGNMENT}/assign")
    teacher.formgrader(f"assignment/{ASSIGNMENT}/release")
    released = {student.name: _states(student.assignments()) for student in students}
    fetched = {s.name: _states(s.assignments("fetch", assignment_id=ASSIGNMENT)) for s in students}
    for student in students:
        _work(student)
        student.assignments("submit", assignment_id=ASSIGNMENT)
    teacher.formgrader(f"assignment/{ASSIGNMENT}/collect")
    for student in students:
        teacher.formgrader(f"submission/{ASSIGNMENT}/{student.name}/autograde")
    by_formgrader = hub.course.points()
    report = _grade_again(hub, teacher)
    teacher.formgrader(f"assignment/{ASSIGNMENT}/generate_feedback")
    teacher.formgrader(f"assignment/{ASSIGNMENT}/release_feedback")
    for student in students:
        student.assignments("fetch_feedback", assignment_id=ASSIGNMENT)
    return Lesson(hub, members, released, fetched, by_formgrader, hub.course.points(), report)


def _states(assignments: list[dict[str, str]]) -> Listed:
    return {assignment["assignment_id"]: assignment["status"] for assignment in assignments}


def _work(student: Member) -> None:
    """Leaves the folder as the editor does after the last line."""
    folder, answers = student.home / COURSE / ASSIGNMENT, stored_answers(ANSWERS[student.name])
    maker = Maker(folder, folder / f"{ASSIGNMENT}.ipynb", stored_answers, folder / "canary")
    maker.carry(answers)
    maker.save()
    if student.name == "anna":
        maker.write("answers.yaml", answers)


def _grade_again(hub: Hub, teacher: Member) -> dict[str, object]:
    telesales = Path(sys.executable).with_name("telesales")
    command = f"cd {hub.course.root} && {telesales} grade {ASSIGNMENT} --force --format json"
    return dict(json.loads(teacher.terminal(command, hub.folder / "report.json")))


def _pages(student: Member) -> list[Path]:
    return sorted((student.home / COURSE / ASSIGNMENT / "feedback").rglob("*.html"))


def _mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_each_member_has_what_belongs_to_their_part(lesson: Lesson) -> None:
    teacher, *students = (lesson.members[name] for name in (TEACHER, *STUDENTS))
    formgrader = teacher.web.get(f"{teacher.base}/formgrader/")
    assert formgrader.status_code == 200
    assert "frame-ancestors 'none'" in formgrader.headers["Content-Security-Policy"]
    for student in students:
        assert student.web.get(f"{student.base}/formgrader/").status_code == 404
        for other in lesson.members.values():
            assert student.web.get(f"{other.base}/api/contents").status_code == (200 if other is student else 403)


def test_students_fetch_what_the_teacher_released(lesson: Lesson) -> None:
    assert lesson.released == {name: {ASSIGNMENT: "released"} for name in STUDENTS}
    assert lesson.fetched == {name: {ASSIGNMENT: "fetched"} for name in STUDENTS}


def test_the_notebook_alone_and_the_folder_are_collected_and_graded(lesson: Lesson) -> None:
    submitted = lesson.hub.course.root / "submitted"
    assert (submitted / "anna" / ASSIGNMENT / "answers.yaml").is_file()
    assert not (submitted / "bernd" / ASSIGNMENT / "answers.yaml").exists()
    earned = {
        name: {id: points for id, points in grades.items() if points} for name, grades in lesson.by_formgrader.items()
    }
    assert earned == {name: TABLE[answers]["criteria"] for name, answers in ANSWERS.items()}


def test_telesales_grade_in_the_teachers_terminal_gives_the_same_points(lesson: Lesson) -> None:
    assert (lesson.report["graded"], lesson.report["ungradable"], lesson.report["stopped"]) == (2, [], None)
    assert lesson.by_telesales == lesson.by_formgrader


@pytest.mark.parametrize("name", STUDENTS)
def test_the_feedback_that_arrives_is_ones_own(lesson: Lesson, name: str) -> None:
    (page,) = _pages(lesson.members[name])
    text = html.unescape(page.read_text(encoding="utf-8"))
    points = {student: rf"\b{TABLE[answers]['points']} von 90 Punkten" for student, answers in ANSWERS.items()}
    assert [student for student in STUDENTS if re.search(points[student], text)] == [name]


def test_nobody_but_the_teacher_can_read_the_course_or_list_what_others_do(lesson: Lesson) -> None:
    course, exchange = lesson.hub.course.root, lesson.hub.exchange
    assert _mode(course) == "0o700" and (course / "gradebook.db").is_file()
    assert _mode(exchange) == "0o1777"
    shared = {name: _mode(exchange / COURSE / name) for name in ("outbound", "inbound", "feedback")}
    assert shared == {"outbound": "0o755", "inbound": "0o2733", "feedback": "0o711"}
    assert all(_mode(page) == "0o644" for page in (exchange / COURSE / "feedback").iterdir())


def test_without_the_courses_configuration_the_teachers_nbgrader_does_nothing(hub: Hub) -> None:
    settings = {"JUPYTER_CONFIG_PATH": str(hub.folder / "hub/teachers")}
    gone = hub.course.root / "nbgrader_config.py"
    kept = gone.rename(gone.with_suffix(".kept"))
    try:
        result = hub.course.nbgrader("autograde", ASSIGNMENT, **settings)
    finally:
        kept.rename(gone)
    assert result.returncode != 0
    assert "Nichts wurde getan" in result.stderr
