"""`telesales update` says in German what it did, and refuses a folder that is none of its own."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from telesales import start as start_module
from telesales.cli import main
from telesales.workfolder import copy_lessons


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "start.ipynb").write_text("first edition")
    monkeypatch.setattr(start_module, "released", lambda: folder)
    monkeypatch.chdir(tmp_path)
    return folder


def update(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["update", *arguments])


def test_a_folder_without_the_course_is_refused_with_the_way_out(release: Path) -> None:
    result = update("elsewhere")
    assert result.exit_code == 1 and "telesales start elsewhere" in result.output
    assert not Path("elsewhere").exists()


def test_nothing_new_is_said(release: Path) -> None:
    copy_lessons(release, Path("mine"))
    assert "auf dem neuesten Stand" in update("mine").output


def test_a_new_edition_comes_and_the_learners_own_stays(release: Path) -> None:
    copy_lessons(release, Path("mine"))
    (release / "start.ipynb").write_text("second edition")
    assert "Erneuert" in update("mine").output
    Path("mine/start.ipynb").write_text("my own")
    (release / "start.ipynb").write_text("third edition")
    result = update("mine")
    assert "daneben: start (neu 2).ipynb" in result.output and "Behalten" in result.output
    assert Path("mine/start.ipynb").read_text() == "my own"
    assert Path("mine/start (neu 2).ipynb").read_text() == "third edition"


def test_without_a_name_the_folder_is_the_one_where_one_stands_else_the_usual(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_lessons(release, Path("telesales-kurs"))
    assert update().exit_code == 0
    monkeypatch.chdir("telesales-kurs")
    assert update().exit_code == 0
    assert not Path("telesales-kurs").exists()
