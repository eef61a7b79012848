"""What the course plugs into nbgrader, apart from the whole pipeline."""

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import find_all_files

from telesales_autograder.nbgrader_plugins import PrepareFeedback, WaryCourseDirectory


@pytest.fixture
def course(tmp_path: Path) -> WaryCourseDirectory:
    return WaryCourseDirectory.of(CourseDirectory(root=str(tmp_path), course_id="telesales"))


@pytest.fixture
def submitted(tmp_path: Path) -> Path:
    folder = tmp_path / "submitted/anna/3-rewrite"
    folder.mkdir(parents=True)
    return folder


def test_no_file_of_a_submission_is_offered_for_copying(course: WaryCourseDirectory, submitted: Path) -> None:
    (submitted / "deep").mkdir()
    for name in ("yaml.py", ".hidden", "deep/more.py"):
        (submitted / name).touch()
    assert find_all_files(str(submitted), course.ignore) == []


def test_files_of_the_teacher_are_still_offered(course: WaryCourseDirectory, tmp_path: Path) -> None:
    source = tmp_path / "source/./3-rewrite"
    source.mkdir(parents=True)
    (source / "picture.svg").touch()
    assert find_all_files(str(source), course.ignore) == [str(source / "picture.svg")]


def test_the_course_is_otherwise_the_same(course: WaryCourseDirectory, tmp_path: Path) -> None:
    assert (course.course_id, course.root) == ("telesales", str(tmp_path))


def test_a_time_is_read(course: WaryCourseDirectory, submitted: Path) -> None:
    (submitted / "timestamp.txt").write_text("2026-03-03 12:00:00 UTC\n", encoding="utf-8")
    assert str(course.get_existing_timestamp(str(submitted))) == "2026-03-03 12:00:00"


@pytest.mark.parametrize("text", ["", "yesterday", "9" * 50, "\x00", "2026-13-77 99:00:00 UTC", "x" * 1000])
def test_what_is_no_time_is_none(course: WaryCourseDirectory, submitted: Path, text: str) -> None:
    (submitted / "timestamp.txt").write_text(text, encoding="utf-8")
    assert course.get_existing_timestamp(str(submitted)) is None


def test_a_missing_or_linked_time_is_none(course: WaryCourseDirectory, submitted: Path, tmp_path: Path) -> None:
    assert course.get_existing_timestamp(str(submitted)) is None
    (tmp_path / "time").write_text("2026-03-03 12:00:00 UTC", encoding="utf-8")
    (submitted / "timestamp.txt").symlink_to(tmp_path / "time")
    assert course.get_existing_timestamp(str(submitted)) is None


def test_an_error_in_feedback_is_one_line_without_code() -> None:
    error = new_output(
        "error", ename="ValueError", evalue="so nicht", traceback=["line 1: secret()", "ValueError: so nicht"]
    )
    cell, _ = PrepareFeedback().preprocess_cell(new_code_cell(outputs=[error]), {}, 0)
    assert cell.outputs[0].traceback == ["ValueError: so nicht"]
