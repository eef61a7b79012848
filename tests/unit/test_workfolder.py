"""Lessons reach the work folder, and nothing that a learner made there is touched."""

import json
from pathlib import Path

import pytest

from telesales.answers import FILE_NAME, MIME_TYPE
from telesales.workfolder import copy_lessons

LESSON = "3-rewrite/3-rewrite.ipynb"


def notebook(text: str, outputs: tuple[object, ...] = (), **metadata: str) -> str:
    cell = {"cell_type": "code", "source": [text], "outputs": list(outputs), "metadata": metadata}
    return json.dumps({"cells": [cell], "metadata": metadata})


@pytest.fixture
def source(tmp_path: Path) -> Path:
    lesson = tmp_path / "release" / LESSON
    lesson.parent.mkdir(parents=True)
    lesson.write_text(notebook("first edition"))
    (tmp_path / "release" / "start.ipynb").write_text(notebook("start"))
    return tmp_path / "release"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "work"


def test_missing_lessons_are_copied(source: Path, target: Path) -> None:
    assert copy_lessons(source, target).new == [LESSON, "start.ipynb"]
    assert (target / LESSON).read_text() == notebook("first edition")


def test_a_second_copy_changes_nothing(source: Path, target: Path) -> None:
    copy_lessons(source, target)
    again = copy_lessons(source, target)
    assert (again.new, again.updated, again.kept) == ([], [], [])


def test_a_new_edition_replaces_what_the_learner_left_alone(source: Path, target: Path) -> None:
    copy_lessons(source, target)
    (source / LESSON).write_text(notebook("second edition"))
    assert copy_lessons(source, target).updated == [LESSON]
    assert "second edition" in (target / LESSON).read_text()


def test_a_notebook_that_jupyterlab_only_saved_anew_counts_as_left_alone(source: Path, target: Path) -> None:
    copy_lessons(source, target)
    (target / LESSON).write_text(notebook("first edition", ({"data": {"text/plain": "6.0"}},), kernel="3.12"))
    (source / LESSON).write_text(notebook("second edition"))
    assert copy_lessons(source, target).updated == [LESSON]


@pytest.mark.parametrize(
    "changed",
    [
        notebook("my own words"),
        notebook("first edition", ({"data": {MIME_TYPE: {"answers": "lines:"}}},)),
        "no notebook at all",
    ],
)
def test_a_new_edition_keeps_what_the_learner_changed(source: Path, target: Path, changed: str) -> None:
    copy_lessons(source, target)
    (target / LESSON).write_text(changed)
    (source / LESSON).write_text(notebook("second edition"))
    assert copy_lessons(source, target).kept == [LESSON]
    assert (target / LESSON).read_text() == changed


def test_a_notebook_is_renewed_where_its_answers_lie_in_a_file_of_their_own(source: Path, target: Path) -> None:
    copy_lessons(source, target)
    (target / LESSON).write_text(notebook("first edition", ({"data": {MIME_TYPE: {"answers": "lines:"}}},)))
    answers = target / "3-rewrite" / FILE_NAME
    answers.write_text("call: facebook-skype\nexercise: rewrite\nlines:\n  C1: Guten Abend\n")
    (source / LESSON).write_text(notebook("second edition"))
    assert copy_lessons(source, target).updated == [LESSON]
    assert "Guten Abend" in answers.read_text()


def test_with_spoilt_answers_the_notebook_that_carries_a_copy_is_kept(source: Path, target: Path) -> None:
    copy_lessons(source, target)
    (target / LESSON).write_text(notebook("first edition", ({"data": {MIME_TYPE: {"answers": "lines:"}}},)))
    (target / "3-rewrite" / FILE_NAME).write_text("{broken")
    (source / LESSON).write_text(notebook("second edition"))
    assert copy_lessons(source, target).kept == [LESSON]


def test_where_both_changed_the_new_edition_is_laid_beside_once(source: Path, target: Path) -> None:
    copy_lessons(source, target)
    (target / LESSON).write_text(notebook("my own words"))
    (source / LESSON).write_text(notebook("second edition"))
    assert copy_lessons(source, target).waiting == [LESSON]
    first = copy_lessons(source, target, beside=True)
    assert (first.kept, first.beside) == ([LESSON], ["3-rewrite/3-rewrite (neu 2).ipynb"])
    assert "my own words" in (target / LESSON).read_text()
    assert "second edition" in (target / first.beside[0]).read_text()
    again = copy_lessons(source, target, beside=True)
    assert (again.kept, again.beside, again.waiting) == ([LESSON], [], [])
    (source / LESSON).write_text(notebook("third edition"))
    assert copy_lessons(source, target, beside=True).beside == ["3-rewrite/3-rewrite (neu 3).ipynb"]


def test_what_only_the_learner_changed_has_nothing_new_beside_it(source: Path, target: Path) -> None:
    copy_lessons(source, target)
    (target / LESSON).write_text(notebook("my own words"))
    copied = copy_lessons(source, target, beside=True)
    assert (copied.kept, copied.beside, copied.waiting) == ([LESSON], [], [])


def test_the_new_edition_taken_over_counts_as_left_alone(source: Path, target: Path) -> None:
    copy_lessons(source, target)
    (target / LESSON).write_text(notebook("my own words"))
    (source / LESSON).write_text(notebook("second edition"))
    beside = copy_lessons(source, target, beside=True).beside[0]
    (target / beside).replace(target / LESSON)
    (source / LESSON).write_text(notebook("third edition"))
    assert copy_lessons(source, target, beside=True).updated == [LESSON]


def test_a_lesson_that_was_thrown_away_comes_back(source: Path, target: Path) -> None:
    copy_lessons(source, target)
    (target / LESSON).unlink()
    assert copy_lessons(source, target, beside=True).new == [LESSON]


def test_a_file_that_was_there_before_the_course_is_kept(source: Path, target: Path) -> None:
    target.mkdir()
    (target / "start.ipynb").write_text("somebody else's")
    assert copy_lessons(source, target).kept == ["start.ipynb"]
    assert (target / "start.ipynb").read_text() == "somebody else's"


def test_answers_are_neither_brought_nor_touched(source: Path, target: Path) -> None:
    (source / "3-rewrite" / FILE_NAME).write_text("left by the teacher")
    copy_lessons(source, target)
    answers = target / "3-rewrite" / FILE_NAME
    assert not answers.exists()
    answers.write_text("the learner's")
    copy_lessons(source, target)
    assert answers.read_text() == "the learner's"


def test_a_link_is_never_followed_nor_replaced(source: Path, target: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.ipynb"
    elsewhere.write_text("far away")
    target.mkdir()
    (target / "start.ipynb").symlink_to(elsewhere)
    assert copy_lessons(source, target).kept == ["start.ipynb"]
    assert elsewhere.read_text() == "far away"


def test_a_spoilt_manifest_makes_every_changed_file_the_learners(source: Path, target: Path) -> None:
    copy_lessons(source, target)
    (target / ".telesales.json").write_text("{broken")
    (source / LESSON).write_text(notebook("second edition"))
    assert copy_lessons(source, target).kept == [LESSON]
