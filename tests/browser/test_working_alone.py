"""What helps on the way to good lines: a guess, a stopwatch, ticks, hints; kept by the browser, handed in to nobody."""

from pathlib import Path

import pytest
from accessible import expect_accessible
from alone import mount
from playwright.sync_api import Locator, Page, expect

from telesales.answers import FILE_NAME, read_answers
from telesales.loading import load_call
from telesales.widgets.desk import Desk
from telesales.widgets.editor import ScriptEditor
from telesales.widgets.opening import page_of
from telesales.widgets.phone import phone_page


@pytest.fixture
def editor(tab: Page, tmp_path: Path) -> Page:
    """The editor on an empty folder."""
    return shown(tab, tmp_path)


def shown(tab: Page, folder: Path) -> Page:
    mount(tab, ScriptEditor(Desk(load_call(), "rewrite", folder)))
    return tab


def line(page: Page, id: str = "C1") -> Locator:
    return page.locator(f"textarea[id$='-{id}']")


def check(page: Page) -> None:
    page.get_by_role("button", name="Prüfen", exact=True).click()
    expect(page.locator(".ts-result")).to_be_visible()


def test_the_guess_is_answered_with_the_gap_and_frozen(editor: Page) -> None:
    editor.get_by_label("Wie viele Punkte hast du wohl?").fill("60")
    line(editor).fill("Guten Abend, mein Name ist Jana Vogt vom Kräuterhof Auental.")
    check(editor)
    gap = editor.locator(".ts-guess")
    expect(gap).to_contain_text("Geschätzt: 60, bekommen: ")
    expect(gap).to_contain_text("zu viel erwartet")
    said = gap.inner_text()
    line(editor).fill("")
    check(editor)
    assert gap.inner_text() == said
    gap.get_by_role("button", name="Neu schätzen").click()
    expect(editor.get_by_label("Wie viele Punkte hast du wohl?")).to_be_focused()


PAGES = {"mood": 32, "diagnosis": 34, "rewrite": 90, "guide": 94, "live": 60, "called": 20}


@pytest.mark.parametrize(("exercise", "most"), PAGES.items())
def test_every_lesson_takes_a_guess_before_the_first_check(tab: Page, tmp_path: Path, exercise: str, most: int) -> None:
    call = load_call()
    mount(tab, phone_page(call, tmp_path) if exercise == "live" else page_of(call, exercise, tmp_path))
    tab.get_by_label("Wie viele Punkte hast du wohl?").fill("12")
    check(tab)
    gap = tab.locator(".ts-guess")
    expect(gap).to_contain_text(f"Geschätzt: 12, bekommen: 0 von {most} Punkten. 12 zu viel erwartet.")
    expect(gap).to_have_count(1)


def test_without_a_guess_nothing_is_said_of_it(editor: Page) -> None:
    line(editor).fill("Guten Abend")
    check(editor)
    expect(editor.locator(".ts-guess")).not_to_contain_text("Geschätzt")


def test_the_stopwatch_ticks_the_line_and_a_change_takes_the_tick_away(editor: Page) -> None:
    said = editor.get_by_label("C1 laut gesprochen")
    expect(said).to_be_hidden()
    line(editor).fill("Guten Abend, Frau Sommer.")
    editor.get_by_role("button", name="Stoppuhr, für C1 starten").click()
    expect(editor.locator(".ts-said").first).to_contain_text("1 s")
    editor.get_by_role("button", name="Stopp, für C1 anhalten").click()
    expect(said).to_be_checked()
    expect(editor.get_by_role("status")).to_contain_text("Gesprochen in ")
    line(editor).fill("Guten Abend, Frau Winter.")
    expect(said).not_to_be_checked()
    line(editor).fill("Guten Abend, Frau Sommer.")
    expect(said).to_be_checked()


def test_the_last_hint_proposes_words_and_taken_hints_are_remembered(editor: Page, tmp_path: Path) -> None:
    line(editor).fill("Wir sind bei Facebook befreundet.")
    check(editor)
    verdict = editor.locator("[data-criterion=introduction]")
    verdict.get_by_role("button", name="Hinweis").click()
    while verdict.get_by_role("button", name="Noch ein Hinweis").count():
        verdict.get_by_role("button", name="Noch ein Hinweis").click()
    asked = verdict.get_by_role("listitem").count()
    expect(verdict.get_by_role("list")).not_to_contain_text("Jana Vogt")
    verdict.get_by_role("button", name="Wortvorschlag zeigen").click()
    expect(verdict.get_by_role("listitem").last).to_contain_text(
        "C1: „Guten Abend, Frau Sommer, mein Name ist Jana Vogt"
    )
    check(editor)
    expect(verdict.get_by_role("listitem")).to_have_count(asked + 1)
    expect(verdict.get_by_role("button", name="Mehr verrate ich nicht")).to_have_attribute("aria-disabled", "true")


def test_nothing_of_it_reaches_the_answers_and_all_of_it_outlives_a_reload(tab: Page, tmp_path: Path) -> None:
    page = shown(tab, tmp_path)
    line(page).fill("Guten Abend, Frau Sommer.")
    page.get_by_label("C1 laut gesprochen").check()
    page.get_by_label("Wie viele Punkte hast du wohl?").fill("12")
    check(page)
    page.locator("[data-criterion=introduction]").get_by_role("button", name="Hinweis").click()
    saved = read_answers(tmp_path / FILE_NAME)
    assert dict(saved.lines) == {"C1": "Guten Abend, Frau Sommer."} | {f"C{i}": "" for i in range(2, 10)}
    again = page.context.new_page()
    shown(again, tmp_path)
    expect(again.get_by_label("C1 laut gesprochen")).to_be_checked()
    expect(again.locator(".ts-guess")).to_contain_text("Geschätzt: 12")
    check(again)
    expect(again.locator("[data-criterion=introduction]").get_by_role("listitem")).to_have_count(1)


def test_it_is_accessible_in_use(editor: Page) -> None:
    line(editor).fill("Guten Abend, Frau Sommer.")
    editor.get_by_role("button", name="Stoppuhr, für C1 starten").click()
    editor.get_by_label("Wie viele Punkte hast du wohl?").fill("40")
    check(editor)
    expect_accessible(editor, ".ts-editor")


class TestOnANarrowPage:
    @pytest.fixture
    def context_args(self) -> dict[str, object]:
        return {"viewport": {"width": 400, "height": 900}}

    def test_one_click_on_pruefen_is_enough_while_a_line_is_being_written(self, editor: Page) -> None:
        line(editor, "C9").fill("Das ist in Ordnung, einen schönen Abend.")
        expect(editor.locator(".ts-state")).to_have_text("gespeichert")
        check(editor)
