"""Lesson 5 as a learner does it: fetch the guide, call, hear where it turns, go back, try again, be counted, hand in."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessible import expect_accessible, give_room
from lesson_page import LessonPage, Server
from playwright.sync_api import Locator, expect

from telesales.answers import FILE_NAME, read_answers, write_answers
from telesales.recipient import judge_calls

ANSWERS = Path(__file__).parents[2] / "autograder/answers"
MODEL = read_answers(ANSWERS / "model-answer-guide/answers.yaml")
THIN = read_answers(ANSWERS / "live-thin/answers.yaml")


@pytest.fixture
def assignment() -> str:
    return "5-live-call"


@pytest.fixture
def built(server: Server) -> Iterator[Path]:
    """A thin guide in the folder of the lesson before."""
    folder = server.work / "4-call-guide"
    shutil.copy(ANSWERS / "live-thin/answers.yaml", folder)
    yield folder
    (folder / FILE_NAME).unlink()


def field(lesson: LessonPage) -> Locator:
    return lesson.editor.get_by_label(re.compile("^Du bist dran · "))


def replies(lesson: LessonPage) -> Locator:
    return lesson.editor.locator(".ts-screen .ts-recipient")


def call(lesson: LessonPage, person: str) -> None:
    lesson.button(f"{person} anrufen").click()
    expect(field(lesson)).to_be_focused()


def say(lesson: LessonPage, turns: int = 1) -> None:
    for _ in range(turns):
        before = replies(lesson).count()
        lesson.button("Sagen").click()
        expect(replies(lesson)).to_have_count(before + 1)


def test_a_learner_calls_mends_what_turned_the_mood_and_gets_the_points(built: Path, lesson: LessonPage) -> None:
    assert not (lesson.folder / FILE_NAME).exists()
    lesson.button("Leitfaden aus Lektion 4 holen").click()
    expect(lesson.editor.locator(".ts-own-guide > summary")).to_contain_text("10 von 12 Zeilen geschrieben")
    lesson.expect_saved()
    assert lesson.answers().lines == THIN.lines

    call(lesson, "Verbraucheranwältin")
    say(lesson, 3)
    expect(replies(lesson).last.locator("[data-event=evaded]")).to_contain_text("−1Direkter Frage ausgewichen")
    lesson.button("Einen Zug zurück").click()
    lesson.button("Einen Zug zurück").click()
    field(lesson).fill(MODEL.lines["contact-source"])
    say(lesson)
    expect(replies(lesson).last.locator("[data-event=source-named]")).to_contain_text("+1Herkunft")
    lesson.button("Rest abspielen").click()
    expect(lesson.editor.get_by_role("heading", name=re.compile("^Nachbesprechung: .* mit einem Ja"))).to_be_focused()

    call(lesson, "Gebranntes Kind")
    say(lesson, 8)
    expect(lesson.editor.get_by_label("Du bist dran · Wenn kein Interesse da ist")).to_have_value("")
    field(lesson).fill(MODEL.lines["not-interested"])
    say(lesson)
    expect(replies(lesson).last.locator("[data-event=no-respected]")).to_contain_text("+1Nein angenommen")

    lesson.button("Prüfen").click()
    expect(lesson.result).to_contain_text("von 60 Punkten – bestanden")
    lesson.expect_saved()
    report = judge_calls(lesson.answers())
    assert report.passed and report.points < 60  # nobody asked about haste yet
    lesson.run_graded_cells()
    earned = lesson.tab.locator(".jp-OutputArea-executeResult")
    expect(earned).to_have_count(5)
    points = [float(text.split(":")[-1]) for text in earned.locator(".jp-OutputArea-output").all_text_contents()]
    assert sum(points) == pytest.approx(report.points)
    lesson.save_notebook()
    assert lesson.carried() == (lesson.folder / FILE_NAME).read_text(encoding="utf-8")


def test_bad_lines_written_while_calling_end_badly_and_are_explained(lesson: LessonPage) -> None:
    call(lesson, "Gebranntes Kind")
    for text in ("Ich will Ihnen einmal etwas Gutes tun.", "Haben Sie manchmal Probleme mit der Verdauung?"):
        field(lesson).fill(text)
        say(lesson)
    expect(replies(lesson).last).to_contain_text("−1Zu persönliche Frage „Haben Sie manchmal Probleme")
    lesson.button("Rest abspielen").click()
    expect(lesson.editor.locator(".ts-debrief")).to_contain_text("Rat: Ein Ja gibt es hier nicht.")
    lesson.button("Prüfen").click()
    expect(lesson.result).to_contain_text("noch nicht bestanden (nötig sind 42, und kein K.‑o.‑Fehler)")
    respect = lesson.editor.locator("[data-criterion=live-respect]")
    expect(respect).to_contain_text("0 von 12 Punkten")


def test_lines_said_in_a_call_outlive_the_kernel(lesson: LessonPage) -> None:
    call(lesson, "Neugierig")
    field(lesson).fill("Guten Tag, hier ist Jana Vogt vom Kräuterhof Auental.")
    say(lesson)
    lesson.expect_saved()
    lesson.restart_kernel()
    lesson.run_editor()
    call(lesson, "Neugierig")
    expect(field(lesson)).to_have_value("Guten Tag, hier ist Jana Vogt vom Kräuterhof Auental.")


def test_lines_changed_elsewhere_are_shown_before_anything_is_written(lesson: LessonPage) -> None:
    call(lesson, "Neugierig")
    field(lesson).fill("Guten Tag.")
    lesson.expect_saved()
    write_answers(lesson.folder / FILE_NAME, MODEL)
    field(lesson).fill("Guten Abend.")
    expect(lesson.editor.locator(".ts-notice")).to_contain_text("Vorstellung: „Guten Tag, Frau Sommer")
    lesson.button("Andere laden").click()
    lesson.expect_saved()
    assert lesson.answers().lines == MODEL.lines


def test_single_keys_on_a_button_of_the_telephone_delete_no_cell(lesson: LessonPage) -> None:
    cells = lesson.cell_count()
    lesson.button("Wortkarg anrufen").focus()
    for key in ("x", "d", "d"):
        lesson.tab.keyboard.press(key)
    assert lesson.cell_count() == cells


class TestNarrow:
    @pytest.fixture
    def context_args(self) -> dict[str, object]:
        return {"viewport": {"width": 400, "height": 1000}}

    def test_the_lesson_is_accessible_from_start_to_end(self, built: Path, lesson: LessonPage) -> None:
        give_room(lesson.tab)
        expect_accessible(lesson.tab)
        lesson.button("Leitfaden aus Lektion 4 holen").click()
        call(lesson, "Überfordert")
        say(lesson, 2)
        lesson.button("Prüfen").click()
        expect(lesson.result).to_be_visible()
        expect_accessible(lesson.tab)
        assert lesson.editor.evaluate("node => node.scrollWidth <= node.clientWidth + 1")
