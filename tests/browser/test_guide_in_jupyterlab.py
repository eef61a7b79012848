"""Lesson 4 as a learner does it: choose an offer, put the phases in order, write, be judged, hand in."""

import re
from pathlib import Path

import pytest
from accessible import expect_accessible, give_room
from lesson_page import LessonPage
from playwright.sync_api import Locator, expect

from telesales.answers import FILE_NAME, read_answers, write_answers
from telesales.grading import judge
from telesales.loading import load_call

MODEL = read_answers(Path(__file__).parents[2] / "autograder/answers/model-answer-guide/answers.yaml")
SLOTS = {slot.id: slot for slot in load_call().exercises["guide"].slots}
WAY = [id for id in MODEL.lines if not SLOTS[id].branch]


@pytest.fixture
def assignment() -> str:
    return "4-call-guide"


def order(lesson: LessonPage) -> list[str]:
    """The phases' ids, from first to last."""
    rows = lesson.editor.locator(".ts-order li")
    return [str(row.get_attribute("data-id")) for row in rows.all()]


def handle(lesson: LessonPage, id: str) -> Locator:
    return lesson.editor.locator(f".ts-order li[data-id={id}] .ts-handle")


def field(lesson: LessonPage, id: str) -> Locator:
    return lesson.editor.get_by_label(re.compile(f"· {SLOTS[id].title}$"))


def drag(lesson: LessonPage, id: str, onto: str) -> None:
    """Takes a phase by its handle and lets it go on another one."""
    handle(lesson, id).scroll_into_view_if_needed()
    here, there = handle(lesson, id).bounding_box(), handle(lesson, onto).bounding_box()
    assert here and there
    mouse = lesson.tab.mouse
    mouse.move(here["x"] + 20, here["y"] + here["height"] / 2)
    mouse.down()
    mouse.move(there["x"] + 20, there["y"] + there["height"] / 2, steps=25)
    mouse.up()


def put_in_order(lesson: LessonPage) -> None:
    """By Alt and the arrow keys, each phase up to its place."""
    for place, id in enumerate(WAY):
        handle(lesson, id).focus()
        for _ in range(order(lesson).index(id) - place):
            lesson.tab.keyboard.press("Alt+ArrowUp")


def write(lesson: LessonPage) -> None:
    for id, text in MODEL.lines.items():
        field(lesson, id).fill(text)


def picture(lesson: LessonPage) -> Locator:
    return lesson.editor.locator(".ts-picture svg")


def test_a_whole_guide_gets_all_points_and_hands_in_what_was_judged(lesson: LessonPage) -> None:
    assert order(lesson)[0] == "reason" and not (lesson.folder / FILE_NAME).exists()
    lesson.editor.get_by_label("Kräutertee-Abo", exact=True).check()
    expect(lesson.editor.locator(".ts-facts")).to_contain_text("Kräuterhof Auental")
    put_in_order(lesson)
    write(lesson)
    lesson.button("Prüfen").click()
    expect(lesson.result).to_have_text("94 von 94 Punkten – bestanden")
    expect(picture(lesson).locator("text", has_text="✓")).not_to_have_count(0)
    lesson.expect_saved()
    saved = lesson.answers()
    assert (list(saved.lines), saved.facts) == (list(MODEL.lines), "kraeutertee")
    assert judge(saved).points == 94
    lesson.run_graded_cells()
    expect(lesson.tab.locator(".jp-OutputArea-output", has_text="10 von 10 Punkten").first).to_be_attached()
    lesson.save_notebook()
    assert lesson.carried() == (lesson.folder / FILE_NAME).read_text(encoding="utf-8")


def test_good_lines_left_in_the_order_of_the_alphabet_do_not_pass(lesson: LessonPage) -> None:
    write(lesson)
    field(lesson, "introduction").press("Control+Enter")
    expect(lesson.result).to_contain_text("89 von 94 Punkten – noch nicht bestanden")
    whole = lesson.editor.locator("[data-criterion=complete-guide]")
    expect(whole).to_contain_text("Reihenfolge")
    whole.get_by_role("button", name="Hinweis").click()
    expect(whole.get_by_role("listitem")).to_have_count(1)


def test_a_weak_guide_is_told_what_is_missing_where_it_is_missing(lesson: LessonPage) -> None:
    field(lesson, "needs").fill("Haben Sie eigentlich manchmal Probleme mit der Verdauung?")
    field(lesson, "not-interested").fill("Schade, dann rufe ich Sie nächste Woche noch einmal an.")
    lesson.button("Prüfen").click()
    card = lesson.editor.locator("li.ts-caller", has=lesson.tab.locator("textarea[id$='-needs']"))
    expect(card.locator("[data-criterion=no-early-personal]")).to_contain_text("K.‑o.‑Fehler")
    expect(
        lesson.editor.get_by_role("button", name="zu „Wenn kein Interesse da ist“: Nein respektieren")
    ).to_be_visible()
    expect(lesson.result).to_contain_text("noch nicht bestanden")


def test_phases_move_by_drag_by_buttons_and_by_keys_and_the_fields_follow(lesson: LessonPage) -> None:
    drag(lesson, "introduction", onto="reason")
    assert order(lesson)[0] == "introduction"
    lesson.button("Herkunft des Kontakts nach oben").click()
    assert order(lesson).index("contact-source") == 4
    handle(lesson, "farewell").focus()
    lesson.tab.keyboard.press("Alt+ArrowDown")
    expect(lesson.editor.get_by_role("status")).to_have_text("Verabschiedung: Platz 9 von 9, weiter geht es nicht")
    lesson.tab.keyboard.press("Alt+ArrowUp")
    expect(lesson.editor.get_by_role("status")).to_have_text("Verabschiedung: Platz 8 von 9")
    expect(handle(lesson, "farewell")).to_be_focused()
    labels = lesson.editor.locator(".ts-caller label.ts-who").all_text_contents()
    assert labels[0] == "1 · Vorstellung" and labels[7] == "8 · Verabschiedung"
    expect(picture(lesson)).to_have_attribute("aria-label", re.compile("^Ablauf: 1 Vorstellung, 2 Anlass"))
    lesson.expect_saved()
    assert list(lesson.answers().lines)[:9] == order(lesson)


def test_order_and_offer_are_back_after_a_restart(lesson: LessonPage) -> None:
    lesson.editor.get_by_label("Käsekiste vom Hof", exact=True).check()
    put_in_order(lesson)
    lesson.expect_saved()
    lesson.restart_kernel()
    lesson.run_editor()
    assert order(lesson) == WAY
    expect(lesson.editor.get_by_label("Käsekiste vom Hof", exact=True)).to_be_checked()


def test_an_order_changed_elsewhere_is_shown_before_anything_is_written(lesson: LessonPage) -> None:
    field(lesson, "needs").fill("Was trinken Sie gern?")
    lesson.expect_saved()
    write_answers(lesson.folder / FILE_NAME, MODEL)
    field(lesson, "needs").fill("Was trinken Sie am liebsten?")
    notice = lesson.editor.locator(".ts-notice")
    expect(notice).to_contain_text("Reihenfolge: „Vorstellung, Herkunft des Kontakts")
    expect(notice).to_contain_text("Angebot: „Kräutertee-Abo“")
    lesson.button("Andere laden").click()
    lesson.expect_saved()
    assert order(lesson) == WAY and lesson.answers().lines == MODEL.lines


def test_single_keys_on_a_phase_delete_no_cell(lesson: LessonPage) -> None:
    cells = lesson.cell_count()
    handle(lesson, "needs").focus()
    for key in ("x", "d", "d"):
        lesson.tab.keyboard.press(key)
    assert lesson.cell_count() == cells


def test_a_picture_shows_a_learners_markup_as_text(lesson: LessonPage) -> None:
    field(lesson, "introduction").fill("<img src=x onerror=alert(1)> & Co")
    expect(picture(lesson).locator("text", has_text="<img src=x")).to_have_count(1)
    assert picture(lesson).locator("img").count() == 0


@pytest.mark.parametrize("width", [1280, 400, 320])
class TestAccessible:
    @pytest.fixture
    def context_args(self, width: int) -> dict[str, object]:
        return {"viewport": {"width": width, "height": 1000}}

    def test_before_and_after_a_check(self, lesson: LessonPage, width: int) -> None:
        give_room(lesson.tab)
        lesson.editor.get_by_label("Jahresservice fürs Fahrrad").check()
        places = () if width > 320 else (".ts-editor",)  # at 320 px JupyterLab lets its own headings scroll
        expect_accessible(lesson.tab, *places)
        write(lesson)
        lesson.button("Prüfen").click()
        expect(lesson.result).to_be_visible()
        expect_accessible(lesson.tab, *places)
        assert lesson.editor.evaluate("node => node.scrollWidth <= node.clientWidth + 1")
