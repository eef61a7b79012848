"""What a learner relies on, in a real JupyterLab: nothing typed is lost, and feedback comes where one is writing."""

import re

import pytest
from lesson_page import LessonPage, Server
from playwright.sync_api import Page, expect

from telesales.answers import FILE_NAME, write_answers

GREETING = "Guten Abend, Frau Sommer, mein Name ist Jana Vogt vom Kräuterhof Auental."
FAREWELL = "In Ordnung, Frau Sommer. Ich rufe nicht mehr an und danke für Ihre Zeit."


def test_what_is_typed_is_saved_and_judged_without_moving_the_focus(lesson: LessonPage) -> None:
    lesson.line("C1").fill(GREETING)
    lesson.expect_saved()
    assert lesson.answers().lines["C1"] == GREETING
    lesson.line("C1").press("Control+Enter")
    expect(lesson.result).to_contain_text("von 90 Punkten")
    expect(lesson.editor.get_by_role("status")).to_contain_text("Geprüft:")
    expect(lesson.line("C1")).to_be_focused()
    expect(lesson.editor.locator("[data-criterion=introduction]")).to_contain_text("Vorstellung: geschafft")
    expect(lesson.editor.locator("mark").first).to_contain_text("Jana Vogt")


def test_the_button_judges_and_the_verdict_is_said_in_words(lesson: LessonPage) -> None:
    lesson.line("C1").fill("Wir sind bei Facebook befreundet. Bitte bestätigen Sie noch meine Anfrage bei Skype.")
    lesson.button("Prüfen").click()
    verdict = lesson.editor.locator("[data-criterion=introduction]")
    expect(verdict).to_contain_text("Vorstellung: noch nicht")
    expect(lesson.result).to_contain_text("noch nicht bestanden")
    verdict.get_by_role("button", name="Hinweis").click()
    expect(verdict.get_by_role("listitem")).to_have_count(1)


def test_nothing_is_written_before_the_learner_writes(lesson: LessonPage) -> None:
    assert not (lesson.folder / FILE_NAME).exists()


def test_answers_are_back_after_a_reload(lesson: LessonPage) -> None:
    lesson.line("C1").fill(GREETING)
    lesson.expect_saved()
    lesson.save_notebook()
    lesson.reload()
    expect(lesson.line("C1")).to_have_value(GREETING)
    lesson.line("C9").fill(FAREWELL)
    lesson.expect_saved()
    assert lesson.answers().lines["C9"] == FAREWELL


def test_after_a_reload_the_editor_says_how_the_notebook_carries_the_answers_again(lesson: LessonPage) -> None:
    lesson.line("C1").fill(GREETING)
    lesson.expect_saved()
    expect(lesson.note).to_be_hidden()
    lesson.save_notebook()
    lesson.reload()
    expect(lesson.note).to_contain_text("▶")
    lesson.line("C9").fill(FAREWELL)
    lesson.expect_saved()
    lesson.run_editor()
    expect(lesson.note).to_be_hidden()
    lesson.save_notebook()
    assert lesson.carried() == (lesson.folder / FILE_NAME).read_text(encoding="utf-8")


def test_answers_are_back_after_a_kernel_restart(lesson: LessonPage) -> None:
    lesson.line("C1").fill(GREETING)
    lesson.expect_saved()
    lesson.restart_kernel()
    lesson.run_editor()
    expect(lesson.line("C1")).to_have_value(GREETING)


def test_text_typed_without_a_kernel_is_kept_by_the_browser_and_saved_later(lesson: LessonPage) -> None:
    lesson.line("C1").fill(GREETING)
    lesson.expect_saved()
    lesson.restart_kernel()
    lesson.line("C9").fill(FAREWELL)
    expect(lesson.state).to_contain_text("nicht verbunden: Text liegt nur im Browser", timeout=15_000)
    assert lesson.answers().lines["C9"] == ""
    lesson.run_editor()
    expect(lesson.line("C9")).to_have_value(FAREWELL)
    lesson.expect_saved()
    assert lesson.answers().lines["C9"] == FAREWELL


def test_the_saved_notebook_carries_the_answers(lesson: LessonPage) -> None:
    lesson.line("C1").fill(GREETING)
    lesson.expect_saved()
    lesson.save_notebook()
    assert lesson.carried() == (lesson.folder / FILE_NAME).read_text(encoding="utf-8")


def test_a_lone_notebook_brings_its_answers_along(lesson: LessonPage) -> None:
    lesson.line("C1").fill(GREETING)
    lesson.expect_saved()
    lesson.save_notebook()
    (lesson.folder / FILE_NAME).unlink()
    lesson.tab.evaluate("() => localStorage.clear()")
    lesson.restart_kernel()
    lesson.run_editor()
    expect(lesson.line("C1")).to_have_value(GREETING)
    lesson.expect_saved()
    assert lesson.answers().lines["C1"] == GREETING


def test_the_keyboard_is_enough_and_single_keys_delete_no_cell(lesson: LessonPage) -> None:
    cells = lesson.cell_count()
    lesson.line("C1").focus()
    lesson.tab.keyboard.type("Wir sind bei Facebook befreundet.")
    for _ in ("laut gesprochen", "Stoppuhr", "So klang es im Beitrag", "C2"):
        lesson.tab.keyboard.press("Tab")
    expect(lesson.line("C2")).to_be_focused()
    lesson.tab.keyboard.press("Control+Enter")
    expect(lesson.result).to_be_visible()
    hint = lesson.editor.locator("[data-criterion=introduction]").get_by_role("button", name="Hinweis")
    hint.focus()
    for key in ("x", "d", "d", "Enter"):
        lesson.tab.keyboard.press(key)
    expect(lesson.editor.locator("[data-criterion=introduction]").get_by_role("listitem")).not_to_have_count(0)
    lesson.button("Prüfen").focus()
    for key in ("x", "d", "d"):
        lesson.tab.keyboard.press(key)
    assert lesson.cell_count() == cells
    expect(lesson.line("C2")).to_be_visible()


@pytest.mark.parametrize(("choice", "kept"), [("Meine Fassung behalten", "hier"), ("Andere laden", "dort")])
def test_a_change_made_elsewhere_is_shown_and_never_overwritten(lesson: LessonPage, choice: str, kept: str) -> None:
    lesson.line("C1").fill("von Anfang an")
    lesson.expect_saved()
    script = lesson.answers()
    write_answers(lesson.folder / FILE_NAME, script.model_copy(update={"lines": {**script.lines, "C1": "dort"}}))
    lesson.line("C1").fill("hier")
    expect(lesson.editor.get_by_role("group", name=re.compile("In einem anderen Tab geändert"))).to_contain_text("dort")
    assert lesson.answers().lines["C1"] == "dort"
    lesson.button(choice).click()
    lesson.expect_saved()
    expect(lesson.line("C1")).to_have_value(kept)
    assert lesson.answers().lines["C1"] == kept


def test_a_second_tab_with_nothing_of_its_own_follows_the_first(lesson: LessonPage) -> None:
    lesson.line("C1").fill("erst einmal")
    lesson.expect_saved()
    lesson.save_notebook()
    other = LessonPage(lesson.tab.context.new_page(), lesson.server, lesson.folder, lesson.notebook.name)
    other.open()
    expect(other.line("C1")).to_have_value("erst einmal")
    lesson.line("C1").fill(GREETING)
    expect(other.line("C1")).to_have_value(GREETING)


def test_a_field_shows_where_the_focus_is_and_buttons_are_large_enough(lesson: LessonPage) -> None:
    lesson.line("C1").focus()
    lesson.tab.keyboard.press("Shift+Tab")
    lesson.tab.keyboard.press("Tab")
    width = lesson.line("C1").evaluate("field => parseFloat(getComputedStyle(field).outlineWidth)")
    assert width >= 3
    box = lesson.button("Prüfen").bounding_box()
    assert box and box["height"] >= 24 and box["width"] >= 24


def test_the_start_page_leads_to_the_lesson(server: Server, tab: Page) -> None:
    tab.goto(server.url(""))
    tab.wait_for_selector(".jp-Notebook h1:has-text('Telefon')")
    expect(tab.get_by_text("Would you like to receive official Jupyter news?")).to_have_count(0)
    tab.locator(".jp-Notebook a", has_text="Neu schreiben").click()
    expect(tab.locator(".jp-Notebook h1", has_text="Neu schreiben").last).to_be_visible()
    server.stop_kernels()


class TestInTheDark:
    @pytest.fixture
    def context_args(self) -> dict[str, object]:
        return {"color_scheme": "dark"}

    def test_the_editor_follows_the_dark_theme(self, lesson: LessonPage) -> None:
        colour, paper = (
            lesson.line("C1").evaluate(f"field => getComputedStyle(field).{name}")
            for name in ("color", "backgroundColor")
        )
        assert _lightness(colour) > 0.8 > 0.3 > _lightness(paper)


def _lightness(colour: str) -> float:
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", colour)[:3])
    return (red + green + blue) / 765
