"""What the cells of a lesson show and return."""

from pathlib import Path

import pytest

from telesales import lesson
from telesales.answers import FILE_NAME, MIME_TYPE, write_answers
from telesales.model import Script


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What `display` was given; the test runs in an empty folder."""
    pages: list[str] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setattr(lesson, "display", lambda shown, **_: pages.append(getattr(shown, "data", shown)))
    monkeypatch.setattr(lesson, "_lesson", {})
    return pages


def write(**lines: str) -> None:
    write_answers(Path(FILE_NAME), Script(call="facebook-skype", exercise="rewrite", lines=lines))


def test_points_are_a_plain_float_and_come_with_reasons(shown: list[str]) -> None:
    write(C1="Guten Abend, mein Name ist Jana Vogt vom Kräuterhof Auental in Kassel.")
    earned = lesson.points("introduction")
    assert type(earned) is float and 0 <= earned <= 6
    assert "Vorstellung" in shown[-1]


def test_a_missing_file_earns_nothing_and_is_said_in_one_sentence(
    shown: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert lesson.points("introduction") == 0.0
    assert "answers.yaml fehlt" in shown[-1]
    assert capfd.readouterr().err == ""


def test_validation_raises_one_short_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    write(C1="Guten Abend, wir sind bei Facebook befreundet.")
    with pytest.raises(lesson.Offen, match=r"^Vorstellung: ") as raised:
        lesson.points("introduction")
    assert len(str(raised.value)) <= 80
    assert raised.value._render_traceback_() == [str(raised.value)]


def test_validation_says_in_one_short_sentence_that_the_file_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(lesson.Offen) as raised:
        lesson.points("introduction")
    assert len(str(raised.value)) <= 80


def test_while_nbgrader_runs_the_editor_is_a_static_page(shown: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    write(C1="Guten Abend, hier bin ich.")
    lesson.edit("rewrite")
    assert len(shown) == 1 and "Guten Abend, hier bin ich." in shown[0]


def test_the_notebook_carries_the_answers_as_data_with_a_line_for_people() -> None:
    write(C1="da")
    text = Path(FILE_NAME).read_text(encoding="utf-8")
    carried = lesson._carried(text)
    assert carried[MIME_TYPE] == {"answers": text} and "Fassung 1" in str(carried["text/html"])
    assert MIME_TYPE not in lesson._carried(None)


def test_the_comparison_is_shown_to_learners_and_costs_a_grader_nothing(
    shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    lesson.compare()
    assert shown == []
    monkeypatch.delenv("NBGRADER_EXECUTION")
    lesson.compare()
    assert "Noch nichts zu vergleichen" in shown[0]


def test_the_stand_of_all_lessons_is_shown(shown: list[str]) -> None:
    lesson.progress()
    assert "0 von 6 Lektionen bestanden" in shown[0]
