"""Lesson 6 as a learner does it: card by card or as a list, with the mouse or by keyboard only, right and wrong."""

import re
from pathlib import Path

import pytest
from accessible import expect_accessible, give_room
from lesson_page import LessonPage
from playwright.sync_api import Locator, expect

from telesales.answers import FILE_NAME, read_any, write_answers
from telesales.grading import judge_any
from telesales.loading import load_call
from telesales.model import Choices

ANSWERS = Path(__file__).parents[2] / "autograder/answers"
ITEMS = {item.id: item for item in load_call().choices["called"].items}


def chosen(name: str) -> dict[str, str]:
    """Each item's option in a stored submission."""
    answers = read_any(ANSWERS / name / FILE_NAME)
    assert isinstance(answers, Choices)
    return {item: given["choice"] for item, given in answers.answers.items()}


@pytest.fixture
def assignment() -> str:
    return "6-called"


def card(lesson: LessonPage, item: str) -> Locator:
    return lesson.editor.locator(f"li[data-item={item}]")


def option(lesson: LessonPage, item: str, id: str) -> Locator:
    return card(lesson, item).locator(f"input[value={id}]")


def decide(lesson: LessonPage, choices: dict[str, str]) -> None:
    """All cards, as a list."""
    lesson.button("Alle als Liste").click()
    for item, id in choices.items():
        option(lesson, item, id).check()


def saved(lesson: LessonPage) -> Choices:
    answers = read_any(lesson.folder / FILE_NAME)
    assert isinstance(answers, Choices)
    return answers


def test_by_keyboard_only_all_cards_right(lesson: LessonPage) -> None:
    keyboard = lesson.tab.keyboard
    lesson.editor.get_by_role("button", name=re.compile("^1, ")).focus()
    keyboard.press("Enter")
    for item, id in chosen("called-model").items():
        expect(card(lesson, item)).to_be_visible()
        while not card(lesson, item).locator("input:focus").count():
            keyboard.press("Tab")
        for _ in ITEMS[item].questions[0].options:
            if not option(lesson, item, id).is_checked():
                keyboard.press("ArrowDown")
        while not lesson.button("weiter →").evaluate("node => node === document.activeElement"):
            keyboard.press("Tab")
        keyboard.press("Enter")
    keyboard.press("Control+Enter")
    expect(lesson.result).to_have_text("20 von 20 Punkten – bestanden")
    lesson.expect_saved()
    assert judge_any(saved(lesson)).points == 20
    lesson.run_graded_cells()
    expect(lesson.tab.locator(".jp-OutputArea-output", has_text="8 von 8 Punkten").first).to_be_attached()
    lesson.save_notebook()
    assert lesson.carried() == (lesson.folder / FILE_NAME).read_text(encoding="utf-8")


def test_each_wrong_decision_and_each_wrong_reason_is_answered_at_its_card(lesson: LessonPage) -> None:
    weak = chosen("called-weak")
    decide(lesson, weak)
    lesson.button("Prüfen").click()
    expect(lesson.result).to_contain_text("9 von 20 Punkten – noch nicht bestanden")
    for item, id in weak.items():
        taken = next(o for o in ITEMS[item].questions[0].options if o.id == id)
        expect(card(lesson, item).locator(".ts-box")).to_contain_text(taken.message or "")
    expect(card(lesson, "report").locator(".ts-box")).to_contain_text("offen")
    expect(lesson.editor.locator("[data-criterion=called-after]")).to_contain_text("Stand: November 2026")


def test_a_decision_changed_after_the_check_is_called_so(lesson: LessonPage) -> None:
    decide(lesson, {"hang-up": "listen"})
    lesson.button("Prüfen").click()
    place = lesson.editor.get_by_role("button", name=re.compile("Zweimal Nein: noch nicht"))
    expect(place).to_be_visible()
    option(lesson, "hang-up", "just-hang-up").check()
    expect(card(lesson, "hang-up").locator(".ts-stale-note")).to_be_visible()
    expect(lesson.editor.get_by_role("button", name=re.compile("Zweimal Nein: entschieden"))).to_be_visible()


def test_one_card_at_a_time_leads_through_all_of_them(lesson: LessonPage) -> None:
    assert not (lesson.folder / FILE_NAME).exists()
    visible = lesson.editor.locator(".ts-card:visible")
    for number, item in enumerate(ITEMS):
        if number:
            lesson.button("weiter →").click()
        expect(visible).to_have_count(1)
        expect(card(lesson, item)).to_be_visible()
    lesson.button("← zurück").click()
    expect(lesson.editor.get_by_role("status")).to_have_text("Karte 9 von 10: Genug geworben")
    expect(lesson.editor).to_contain_text("0 von 10 Karten entschieden")


def test_decisions_are_back_after_a_restart(lesson: LessonPage) -> None:
    option(lesson, "stranger-request", "ask-first").check()
    lesson.expect_saved()
    lesson.restart_kernel()
    lesson.run_editor()
    expect(option(lesson, "stranger-request", "ask-first")).to_be_checked()


def test_a_decision_changed_elsewhere_is_shown_in_words(lesson: LessonPage) -> None:
    option(lesson, "stranger-request", "licence").check()
    lesson.expect_saved()
    other = saved(lesson).model_copy(update={"answers": {"stranger-request": {"choice": "ask-first"}}})
    write_answers(lesson.folder / FILE_NAME, other)
    option(lesson, "stranger-request", "remove-later").check()
    expect(lesson.editor.locator(".ts-notice")).to_contain_text("Die Anfrage: „Nicht bestätigen, solange unklar ist")
    lesson.button("Meine Fassung behalten").click()
    lesson.expect_saved()
    assert saved(lesson).answers["stranger-request"]["choice"] == "remove-later"


def test_single_keys_on_a_card_delete_no_cell(lesson: LessonPage) -> None:
    cells = lesson.cell_count()
    for focused in (option(lesson, "stranger-request", "licence"), lesson.button("weiter →")):
        focused.focus()
        for key in ("x", "d", "d"):
            lesson.tab.keyboard.press(key)
    assert lesson.cell_count() == cells


@pytest.mark.parametrize("width", [1280, 320])
class TestAccessible:
    @pytest.fixture
    def context_args(self, width: int) -> dict[str, object]:
        return {"viewport": {"width": width, "height": 1000}}

    def test_before_and_after_a_check(self, lesson: LessonPage, width: int) -> None:
        give_room(lesson.tab)
        places = () if width > 320 else (".ts-editor",)  # at 320 px JupyterLab lets its own headings scroll
        expect_accessible(lesson.tab, *places)
        decide(lesson, chosen("called-weak"))
        lesson.button("Prüfen").click()
        expect(lesson.result).to_be_visible()
        expect_accessible(lesson.tab, *places)
        assert lesson.editor.evaluate("node => node.scrollWidth <= node.clientWidth + 1")
