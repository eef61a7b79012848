"""Words of a line can be marked by mouse, by touch-like clicks and by keyboard, and reach the file as they stand."""

from pathlib import Path

import pytest
from alone import mount
from playwright.sync_api import Locator, Page, expect

from telesales.answers import FILE_NAME, read_any
from telesales.loading import load_call
from telesales.widgets.choices_desk import ChoicesDesk
from telesales.widgets.diagnosis import Diagnosis

HEALTH = "ob Sie manchmal Gesundheitsprobleme haben"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def page(tab: Page, folder: Path) -> Page:
    mount(tab, Diagnosis(ChoicesDesk(load_call(), "diagnosis", folder)))
    return tab


def line(page: Page, id: str = "C4") -> Locator:
    return page.locator(f"li[data-item={id}]")


def mark(page: Page, mistake: str, id: str = "C4") -> None:
    line(page, id).get_by_role("checkbox", name=mistake).check()


def word(page: Page, text: str, id: str = "C4") -> Locator:
    return line(page, id).get_by_role("button", name=text, exact=True).first


def quote(page: Page, mistake: str = "L3", id: str = "C4") -> Locator:
    return line(page, id).locator(f".ts-marked[data-field={mistake}] .ts-quote")


def saved(page: Page, folder: Path) -> dict[str, dict[str, str]]:
    expect(page.locator(".ts-state")).to_have_text("gespeichert")
    return {item: dict(given) for item, given in read_any(folder / FILE_NAME).answers.items()}  # type: ignore[union-attr]


def test_nothing_is_written_before_the_learner_does_something(page: Page, folder: Path) -> None:
    assert not (folder / FILE_NAME).exists()


def test_a_drag_marks_from_word_to_word(page: Page, folder: Path) -> None:
    mark(page, "L3")
    first, last = word(page, "ob").bounding_box(), word(page, "haben").bounding_box()
    assert first and last
    page.mouse.move(first["x"] + 3, first["y"] + 8)
    page.mouse.down()
    page.mouse.move(last["x"] + 10, last["y"] + 8, steps=20)
    page.mouse.up()
    expect(quote(page)).to_have_text(f"„{HEALTH}“")
    assert saved(page, folder) == {"C4": {"L3": HEALTH}}


@pytest.mark.parametrize(("first", "last"), [("ob", "haben"), ("haben", "ob")])
def test_two_clicks_mark_what_lies_between_in_either_order(page: Page, folder: Path, first: str, last: str) -> None:
    mark(page, "L3")
    word(page, first).click()
    word(page, last).click()
    assert saved(page, folder) == {"C4": {"L3": HEALTH}}


def test_the_keyboard_marks_with_shift_and_arrows(page: Page, folder: Path) -> None:
    mark(page, "L3")
    page.keyboard.press("Tab")  # to the button at the mark
    line(page).get_by_role("button", name="Markiere jetzt in der Zeile: C4, L3").press("Enter")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(word(page, "ob")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    assert saved(page, folder) == {"C4": {"L3": HEALTH}}


def test_the_keyboard_marks_with_enter_at_both_ends(page: Page, folder: Path) -> None:
    mark(page, "L3")
    word(page, "ob").focus()
    page.keyboard.press("Enter")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    assert saved(page, folder) == {"C4": {"L3": HEALTH}}


def test_escape_takes_the_words_away_and_leaves_the_mark(page: Page, folder: Path) -> None:
    mark(page, "L3")
    word(page, "ob").click()
    word(page, "haben").click()
    page.keyboard.press("Escape")
    expect(quote(page)).to_have_text("noch keine Worte")
    assert saved(page, folder) == {"C4": {"L3": ""}}


def test_words_marked_first_wait_for_their_mistake(page: Page, folder: Path) -> None:
    word(page, "ob").click()
    word(page, "haben").click()
    expect(line(page).locator(".ts-ask")).to_contain_text(f"Welchen Fehler zeigt „{HEALTH}“?")
    mark(page, "L3")
    expect(line(page).locator(".ts-ask")).to_be_hidden()
    assert saved(page, folder) == {"C4": {"L3": HEALTH}}


def test_two_mistakes_in_one_line_have_their_own_words(page: Page, folder: Path) -> None:
    mark(page, "L3")
    word(page, "manchmal").click()
    word(page, "Gesundheitsprobleme").click()
    mark(page, "L1")
    word(page, "Ich").click()
    word(page, "nicht,").click()
    assert saved(page, folder) == {"C4": {"L1": "Ich weiß ja nicht,", "L3": "manchmal Gesundheitsprobleme"}}


def test_a_mark_taken_back_is_gone_from_the_file(page: Page, folder: Path) -> None:
    mark(page, "L3")
    assert saved(page, folder) == {"C4": {"L3": ""}}
    line(page).get_by_role("checkbox", name="L3").uncheck()
    expect(page.locator(".ts-state")).to_have_text("gespeichert")
    page.get_by_role("button", name="Prüfen").click()
    expect(page.locator(".ts-result")).to_be_visible()
    assert saved(page, folder) == {}


def test_what_was_marked_is_shown_again(tab: Page, folder: Path) -> None:
    call = load_call()
    ChoicesDesk(call, "diagnosis", folder).save({"C4/L3": f"  {HEALTH} ", "C9/L1": " "}, 0)
    mount(tab, Diagnosis(ChoicesDesk(call, "diagnosis", folder)))
    expect(quote(tab)).to_have_text(f"„{HEALTH}“")
    expect(quote(tab, "L1", "C9")).to_have_text("noch keine Worte")
    assert tab.locator(".ts-mark-L3").all_inner_texts() == HEALTH.split()


def test_a_trap_is_named_and_a_missing_mark_is_only_counted(page: Page) -> None:
    mark(page, "L3", "C2")
    word(page, "Oder", "C2").click()
    word(page, "Zeit?", "C2").click()
    page.get_by_role("button", name="Prüfen").click()
    expect(line(page, "C2")).to_contain_text("Zu fragen, ob es gerade passt, ist kein Fehler.")
    expect(page.locator("[data-criterion=mistake-marks]")).to_contain_text("Gefunden: 0 von 7")
    expect(line(page, "C4").locator(".ts-box")).to_have_count(0)


def test_a_change_after_the_check_says_that_the_remark_is_old(page: Page) -> None:
    mark(page, "L3")
    page.get_by_role("button", name="Prüfen").click()
    stale = line(page).locator("[data-field=L3]").get_by_text("Seit dem Prüfen geändert").first
    expect(line(page).get_by_text("Worte: offen")).to_be_visible()
    expect(stale).to_be_hidden()
    word(page, "ob").click()
    expect(stale).to_be_visible()


def test_every_word_is_large_enough_to_hit(page: Page) -> None:
    boxes = [node.bounding_box() for node in page.locator(".ts-word").all()]
    assert boxes and all(box and box["width"] >= 24 and box["height"] >= 24 for box in boxes)


def test_a_narrow_page_needs_no_sideways_scrolling(page: Page) -> None:
    mark(page, "L2", "C7")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
