"""The start page's stand is judged from the answers as they lie there, and says in words what the bars show."""

import shutil
from pathlib import Path

import pytest

from telesales.answers import FILE_NAME
from telesales.loading import load_call
from telesales.progress import Stand, notebook, progress_html, stand

ROOT = Path(__file__).parents[2]
PLAN = {lesson.id: lesson for lesson in load_call().lessons}


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A work folder with all lessons and no answers."""
    for lesson in PLAN.values():
        path = tmp_path / notebook(lesson)
        path.parent.mkdir()
        path.write_text("{}")
    return tmp_path


def answer(work: Path, lesson: str, example: str) -> Stand:
    shutil.copy(ROOT / "autograder/answers" / example / FILE_NAME, work / lesson / FILE_NAME)
    return stand(PLAN[lesson], work)


def test_untouched_lessons_have_not_begun(work: Path) -> None:
    page = progress_html(work)
    assert page.count("noch nicht begonnen") == len(PLAN)
    assert f"0 von {len(PLAN)} Lektionen bestanden" in page
    assert f'Weiter geht es mit <a href="{notebook(PLAN["1-the-call"])}">' in page


@pytest.mark.parametrize(
    ("lesson", "example"),
    [
        ("1-the-call", "mood-model"),
        ("2-diagnosis", "diagnosis-model"),
        ("3-rewrite", "model-answer"),
        ("4-call-guide", "model-answer-guide"),
        ("5-live-call", "model-answer-guide"),
        ("6-called", "called-model"),
    ],
)
def test_a_model_answer_passes_its_lesson(work: Path, lesson: str, example: str) -> None:
    found = answer(work, lesson, example)
    assert found.passed and found.words.endswith("bestanden")
    page = progress_html(work)
    assert f"1 von {len(PLAN)} Lektionen bestanden" in page
    assert f'max="{found.most}" value="{found.points}"' in page


def test_a_weak_answer_has_begun(work: Path) -> None:
    found = answer(work, "1-the-call", "mood-weak")
    assert found.begun and not found.passed and found.words.endswith("angefangen")


@pytest.mark.parametrize("example", ["broken-yaml", "called-model", "latin-one"])
def test_what_cannot_be_judged_is_one_sentence_and_stops_nothing(work: Path, example: str) -> None:
    found = answer(work, "3-rewrite", example)
    assert found.trouble and not found.begun
    answer(work, "1-the-call", "mood-model")
    assert f"1 von {len(PLAN)} Lektionen bestanden" in progress_html(work)


def test_a_link_in_place_of_answers_is_not_followed(work: Path, tmp_path: Path) -> None:
    (work / "3-rewrite" / FILE_NAME).symlink_to(ROOT / "autograder/answers/model-answer" / FILE_NAME)
    assert "Verknüpfung" in stand(PLAN["3-rewrite"], work).trouble


def test_a_lesson_that_is_not_there_has_no_link(tmp_path: Path) -> None:
    page = progress_html(tmp_path)
    assert "href" not in page and page.count("noch nicht in diesem Ordner") == len(PLAN)
