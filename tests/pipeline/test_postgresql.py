"""The gradebook in a real PostgreSQL: the same rows from `telesales grade` and from `nbgrader autograde`."""

import csv
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from books import folders, formgrader, rows
from courses import ANSWERS, ASSIGNMENT, Course, new_course, succeed
from postgres import cloned, server
from sqlalchemy import URL, create_engine, make_url, text
from test_grade import AGAIN, DUE, LEARNERS, MANUAL, PENALTY, hand_in, mark

pytestmark = pytest.mark.pipeline

PATIENCE = 60
"""Seconds that something on a slow machine may take before it counts as broken."""
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """A course with two assignments, whose gradebook is the database `postgres`; nothing is graded yet."""
    folder = tmp_path_factory.mktemp("postgresql")
    with server() as url:
        course = with_gradebook(new_course(folder / "empty"), url)
        with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
            file.write(f"\nc.CourseDirectory.db_url = {shown(url)!r}\n{PENALTY}")
        for lesson in (MANUAL, ASSIGNMENT):
            succeed(course.nbgrader("generate_assignment", lesson))
        with course.gradebook() as gradebook:
            gradebook.update_or_create_assignment(MANUAL, duedate=DUE)
        for learner, work in LEARNERS.items():
            hand_in(course, learner, work)
            shutil.copytree(ANSWERS / "partly", course.root / "submitted" / learner / ASSIGNMENT)
        yield course


def shown(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def with_gradebook(course: Course, url: URL) -> Course:
    return replace(course, db_url=shown(url))


def twin(course: Course, name: str) -> Course:
    """A second course folder, with a database of its own."""
    root = Path(shutil.copytree(course.root, course.root.with_name(name)))
    return with_gradebook(Course(root, course.canary), cloned(make_url(course.db_url or ""), name))


def grade(course: Course, lesson: str) -> None:
    succeed(course.telesales("grade", lesson, "--jobs", "1", "--db", course.db_url or ""))


def autograde(course: Course, *options: str) -> None:
    succeed(course.nbgrader("autograde", MANUAL, *options, "--db", course.db_url or ""))


@pytest.fixture(scope="module")
def stock(empty: Course) -> Course:
    """Graded by `nbgrader autograde`."""
    stock = twin(empty, "stock")
    autograde(stock)
    return stock


def test_two_assignments_at_once_with_the_same_new_students(empty: Course, stock: Course) -> None:
    first = twin(empty, "first")
    second = replace(first, root=Path(shutil.copytree(first.root, first.root.with_name("second"))))
    with ThreadPoolExecutor() as pool:
        with student_held(first, "early") as both_wait:
            runs = [pool.submit(grade, first, MANUAL), pool.submit(grade, second, ASSIGNMENT)]
            both_wait()
        for run in runs:
            run.result()
    assert rows(first, MANUAL) == rows(stock, MANUAL)
    assert set(rows(first, ASSIGNMENT)) == set(LEARNERS)


def test_the_same_rows_as_from_stock_nbgrader_with_marks_of_a_person(stock: Course) -> None:
    mark(stock)
    hand_in(stock, "hands-in-again", AGAIN)
    quick = twin(stock, "quick")
    autograde(stock)
    grade(quick, MANUAL)
    assert rows(quick, MANUAL) == rows(stock, MANUAL)
    assert formgrader(quick, MANUAL) == formgrader(stock, MANUAL)
    assert folders(quick, MANUAL) == folders(stock, MANUAL)
    succeed(quick.nbgrader("export", "--db", quick.db_url or ""))
    with (quick.root / "grades.csv").open(encoding="utf-8") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file) if row["assignment"] == MANUAL}
    assert scores == {student: max(0.0, row["score"] - row["late"][-1]) for student, row in rows(quick, MANUAL).items()}


@contextmanager
def student_held(course: Course, student: str) -> Iterator[Callable[[], None]]:
    """Somebody has entered the student but neither kept nor dropped it; in the end it is dropped."""
    engine = create_engine(course.db_url or "")

    def both_wait() -> None:
        until = time.monotonic() + PATIENCE
        with engine.connect() as looking:
            while looking.scalar(WAITING) < 2:
                assert time.monotonic() < until
                looking.rollback()
                time.sleep(0.05)

    with engine.connect() as db:
        db.execute(text("INSERT INTO student (id) VALUES (:id)"), {"id": student})
        yield both_wait
        db.rollback()
    engine.dispose()
