"""One course with all submissions, graded once by the real nbgrader commands."""

import pytest
from courses import ASSIGNMENT, TABLE, Course, new_course, submit, succeed
from killing import Sound, sound_course


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """All submissions of the table, taken through generate_assignment, autograde, generate_feedback and export."""
    course = new_course(tmp_path_factory.mktemp("pipeline") / "course")
    for student in TABLE:
        submit(course, student)
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        succeed(course.nbgrader(command, ASSIGNMENT))
    succeed(course.nbgrader("export"))
    return course


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    """A course that is to be graded by `telesales grade`, and what comes out where nothing disturbs it."""
    return sound_course(tmp_path_factory.mktemp("sound"))
