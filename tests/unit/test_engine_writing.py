"""A graded submission's folder is there whole or not at all."""

from pathlib import Path

import pytest

from telesales_autograder.engine.writing import GradedFolder


@pytest.fixture
def folder(tmp_path: Path) -> GradedFolder:
    return GradedFolder(tmp_path / "autograded" / "anna" / "3-rewrite")


def made(folder: GradedFolder, text: bytes = b"old") -> GradedFolder:
    folder.prepare({"a.ipynb": text, "data/more.txt": b"more"}, 0o444)
    folder.withdraw()
    folder.publish()
    return folder


def seen(folder: GradedFolder) -> dict[str, bytes]:
    parent = folder.path.parent
    return {str(path.relative_to(parent)): path.read_bytes() for path in parent.rglob("*") if path.is_file()}


OLD = {"3-rewrite/a.ipynb": b"old", "3-rewrite/data/more.txt": b"more"}


def test_a_folder_is_written_with_its_permissions(folder: GradedFolder) -> None:
    assert seen(made(folder)) == OLD
    assert (folder.path / "a.ipynb").stat().st_mode & 0o777 == 0o444


def test_a_new_version_takes_the_place_of_the_old_one(folder: GradedFolder) -> None:
    made(made(folder), b"new")
    assert seen(folder) == {**OLD, "3-rewrite/a.ipynb": b"new"}


def test_until_it_is_published_nbgrader_sees_nothing_of_it(folder: GradedFolder) -> None:
    made(folder).prepare({"a.ipynb": b"new"}, 0o444)
    folder.withdraw()
    assert not list(folder.path.parent.parent.glob("*/3-rewrite"))


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_is_undone_leaves_the_old_version(folder: GradedFolder, withdrawn: bool) -> None:
    made(folder).prepare({"a.ipynb": b"new"}, 0o444)
    if withdrawn:
        folder.withdraw()
    folder.undo()
    assert seen(folder) == OLD


def test_what_a_killed_run_left_is_no_hindrance(folder: GradedFolder) -> None:
    made(folder).prepare({"a.ipynb": b"half"}, 0o444)
    folder.withdraw()
    assert seen(made(folder, b"new")) == {**OLD, "3-rewrite/a.ipynb": b"new"}


def test_a_shared_course_shares_its_folders_with_the_group(folder: GradedFolder) -> None:
    folder.prepare({"a.ipynb": b"new", "data/more.txt": b"more"}, 0o664, shared=True)
    assert all(path.stat().st_mode & 0o2770 == 0o2770 for path in (folder.fresh, folder.fresh / "data"))
