"""source/ and release/ from the lessons' texts."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from telesales_autograder.building import BuildError, built, drift, write
from telesales_autograder.commands import build

ROOT = Path(__file__).parents[2]
LESSON = '# Lektion\n\n```{code-cell}\n:grade_id: introduction\n:role: tests\npoints("introduction")\n```\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one lesson and a start page."""
    texts = tmp_path / "course/notebooks/de"
    texts.mkdir(parents=True)
    (texts / "9-lesson.md").write_text(LESSON, encoding="utf-8")
    (texts / "start.md").write_text("# Start\n", encoding="utf-8")
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    shutil.copytree(ROOT / "autograder/corpus", tmp_path / "autograder/corpus")
    return tmp_path


def test_a_build_makes_both_notebooks_the_start_page_and_what_the_rules_read(root: Path) -> None:
    assert [str(path) for path in built(root)] == [
        "release/9-lesson/9-lesson.ipynb",
        "release/start.ipynb",
        "source/9-lesson/9-lesson.ipynb",
        "course/telesales/language/data/neighbours.txt",
        "autograder/telesales_autograder/report/independent.json",
        "course/telesales/language/data/vocabulary.txt",
        "course/telesales/language/data/known-words.txt",
    ]


def test_two_builds_are_byte_identical(root: Path) -> None:
    assert built(root) == built(root)


def test_nothing_drifts_after_writing_and_nothing_is_written_twice(root: Path) -> None:
    files = built(root)
    assert write(root, files) == list(files)
    assert drift(root, files) == []
    assert write(root, files) == []


def test_a_changed_a_missing_and_an_orphaned_notebook_are_named(root: Path) -> None:
    files = built(root)
    write(root, files)
    (root / "release/start.ipynb").write_text("{}", encoding="utf-8")
    (root / "source/9-lesson/9-lesson.ipynb").unlink()
    (root / "release/8-gone").mkdir()
    (root / "release/8-gone/8-gone.ipynb").write_text("{}", encoding="utf-8")
    assert drift(root, files) == [
        "source/9-lesson/9-lesson.ipynb fehlt.",
        "release/start.ipynb weicht von seiner Quelle ab.",
        "release/8-gone/8-gone.ipynb gehört zu keiner Lektion.",
    ]
    write(root, files)
    assert drift(root, files) == []


@pytest.mark.parametrize("arguments", [[], ["--check"]])
@pytest.mark.parametrize("step", ["source", "release"])
def test_answers_left_behind_stop_the_build(root: Path, step: str, arguments: list[str]) -> None:
    left = root / step / "9-lesson/answers.yaml"
    left.parent.mkdir(parents=True)
    left.write_text("call: facebook-skype\n", encoding="utf-8")
    result = CliRunner().invoke(build, [*arguments, "--root", str(root)])
    assert result.exit_code == 1
    assert f"{step}/9-lesson/answers.yaml gehört nicht hierher" in result.stderr
    assert not (root / "source/9-lesson/9-lesson.ipynb").exists()


def test_check_says_what_drifts_and_what_to_do(root: Path) -> None:
    assert CliRunner().invoke(build, ["--root", str(root)]).exit_code == 0
    assert CliRunner().invoke(build, ["--check", "--root", str(root)]).exit_code == 0
    (root / "course/notebooks/de/start.md").write_text("# Anders\n", encoding="utf-8")
    result = CliRunner().invoke(build, ["--check", "--root", str(root)])
    assert result.exit_code == 1
    assert "release/start.ipynb weicht von seiner Quelle ab." in result.stderr
    assert "telesales build" in result.stderr


def test_a_wrong_text_is_named_with_its_cell(root: Path) -> None:
    (root / "course/notebooks/de/9-lesson.md").write_text(LESSON.replace("tests", "exam"), encoding="utf-8")
    with pytest.raises(BuildError, match=r"course/notebooks/de/9-lesson.md: cell 'introduction'"):
        built(root)


def test_a_folder_without_lessons_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="enthält keine Lektionen"):
        built(tmp_path)


def test_the_committed_notebooks_are_what_the_texts_make() -> None:
    assert drift(ROOT, built(ROOT)) == []
