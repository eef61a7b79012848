"""The editor's front end in a bare page, with a stand-in for a kernel that is slow or says no."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from telesales.feedback import report_view, scene
from telesales.grading import judge
from telesales.loading import load_call
from telesales.model import Script
from telesales.widgets.editor import ScriptEditor

PAGE = "http://editor.test/lab"
_MOUNT = """async ([traits]) => {
  const listeners = {};
  window.sent = [];
  window.model = {
    get: (name) => traits[name],
    set: (name, value) => { traits[name] = value; (listeners[`change:${name}`] ?? []).forEach((act) => act()); },
    send: (message) => window.sent.push(message),
    on: (name, act) => (listeners[name] ??= []).push(act),
    off: () => {},
    answer: (message) => {
      const view = window.sent.at(-1).view;
      (listeners['msg:custom'] ?? []).forEach((act) => act({ view, ...message }));
    },
  };
  const { default: widget } = await import('/editor.js');
  const el = document.body.appendChild(document.createElement('div'));
  window.unmount = widget.render({ model: window.model, el });
}"""

Mount = Callable[..., Page]


@pytest.fixture
def mount(tab: Page) -> Mount:
    """Opens the editor on `saved`; mounting again is a reload of the page in the same browser."""
    tab.route("http://editor.test/lab", lambda route: route.fulfill(content_type="text/html", body="<!doctype html>"))
    script = str(ScriptEditor._esm)
    tab.route("**/editor.js", lambda route: route.fulfill(body=script, content_type="text/javascript; charset=utf-8"))

    def opened(revision: int = 0, **lines: str) -> Page:
        saved = {"lines": lines, "revision": revision, "trouble": "", "origin": "file"}
        traits = {"scene": scene(load_call(), "rewrite"), "place": "/home/x", "saved": saved, "report": None}
        tab.goto(PAGE)
        tab.add_style_tag(content=str(ScriptEditor._css))
        tab.evaluate(_MOUNT, [traits])
        return tab

    return opened


def field(page: Page, id: str = "C1") -> Any:
    return page.locator(f"textarea[id$='-{id}']")


def saves(page: Page) -> list[dict[str, Any]]:
    return page.evaluate("window.sent.filter((message) => message.kind === 'save')")


def wait_for_save(page: Page, count: int = 1) -> dict[str, Any]:
    page.wait_for_function(f"window.sent.filter((message) => message.kind === 'save').length >= {count}")
    return saves(page)[-1]


def answer(page: Page, **message: object) -> None:
    page.evaluate("(message) => window.model.answer(message)", message)


def test_nothing_is_called_saved_before_the_kernel_says_so(mount: Mount) -> None:
    page = mount()
    field(page).fill("Guten Abend")
    expect(page.locator(".ts-state")).to_have_text("speichert …")
    message = wait_for_save(page)
    assert message["lines"]["C1"] == "Guten Abend" and message["base"] == 0
    answer(page, kind="saved", seq=message["seq"], revision=1)
    expect(page.locator(".ts-state")).to_have_text("gespeichert")


def test_who_never_pauses_is_saved_all_the_same(mount: Mount) -> None:
    page = mount()
    field(page).focus()
    for _ in range(14):
        page.keyboard.type("ab ")
        page.wait_for_timeout(200)
    assert saves(page)


def test_what_was_typed_and_taken_back_is_called_saved(mount: Mount) -> None:
    page = mount(1, C1="alt")
    field(page).fill("alt!")
    field(page).fill("alt")
    expect(page.locator(".ts-state")).to_have_text("gespeichert")
    assert saves(page) == []


def test_leaving_the_field_saves_at_once(mount: Mount) -> None:
    page = mount()
    field(page).fill("Guten Abend")
    field(page).blur()
    assert len(saves(page)) == 1


def test_without_an_answer_the_text_is_said_to_be_in_the_browser_only(mount: Mount) -> None:
    page = mount()
    field(page).fill("Guten Abend")
    expect(page.locator(".ts-state")).to_contain_text("nicht verbunden: Text liegt nur im Browser", timeout=15_000)


def test_unsaved_text_is_back_after_a_reload(mount: Mount) -> None:
    page = mount(1, C1="alt")
    field(page).fill("neu")
    wait_for_save(page)
    page = mount(1, C1="alt")
    expect(field(page)).to_have_value("neu")
    assert wait_for_save(page)["lines"]["C1"] == "neu"


def test_a_draft_older_than_the_file_is_offered_and_not_imposed(mount: Mount) -> None:
    page = mount(1, C1="alt")
    field(page).fill("Entwurf")
    wait_for_save(page)
    page = mount(5, C1="anderswo weitergeschrieben")
    expect(field(page)).to_have_value("anderswo weitergeschrieben")
    field(page).focus()
    field(page).blur()
    page = mount(5, C1="anderswo weitergeschrieben")
    page.get_by_role("button", name="Fassung aus dem Browser laden").click()
    expect(field(page)).to_have_value("Entwurf")
    assert wait_for_save(page)["base"] == 5


def test_an_own_save_that_was_acknowledged_too_late_is_no_conflict(mount: Mount) -> None:
    page = mount()
    field(page).fill("eins")
    first = wait_for_save(page)
    expect(page.locator(".ts-state")).to_contain_text("nicht verbunden", timeout=15_000)
    field(page).fill("eins zwei")
    second = wait_for_save(page, 2)
    answer(page, kind="conflict", seq=second["seq"], revision=1, lines={"C1": "eins"})
    assert first["lines"]["C1"] == "eins"
    assert wait_for_save(page, 3)["base"] == 1
    expect(page.locator(".ts-notice")).to_have_count(0)


def test_what_is_typed_while_a_save_is_under_way_follows(mount: Mount) -> None:
    page = mount()
    field(page).fill("eins")
    message = wait_for_save(page)
    field(page).fill("eins zwei")
    answer(page, kind="saved", seq=message["seq"], revision=1)
    following = wait_for_save(page, 2)
    assert (following["base"], following["lines"]["C1"]) == (1, "eins zwei")


def test_a_full_disk_is_said_and_the_text_stays(mount: Mount) -> None:
    page = mount()
    field(page).fill("Guten Abend")
    message = wait_for_save(page)
    answer(page, kind="trouble", seq=message["seq"], message="Die Festplatte ist voll.")
    expect(page.locator(".ts-state")).to_have_text("Die Festplatte ist voll.")
    page = mount()
    expect(field(page)).to_have_value("Guten Abend")


def test_a_broken_file_is_replaced_only_when_the_learner_says_so(mount: Mount) -> None:
    page = mount()
    field(page).fill("Guten Abend")
    answer(page, kind="broken", seq=wait_for_save(page)["seq"], message="answers.yaml ist kein gültiges YAML.")
    before = len(saves(page))
    page.get_by_role("button", name="Datei beiseitelegen und meine Zeilen speichern").click()
    assert wait_for_save(page, before + 1)["aside"] is True


def test_learners_text_and_messages_are_never_html(mount: Mount) -> None:
    page = mount(1, C1="<img src=x onerror='window.hacked=1'>")
    attack = "<img src=x onerror='window.hacked=1'>"
    piece = {"text": attack, "verdict": "fail", "titles": attack}
    criterion = {"id": "introduction", "title": attack, "verdict": "fail", "symbol": "✗", "word": "noch nicht"}
    criterion |= {"points": "0 von 6", "message": attack, "hints": [attack], "quotes": [attack], "lines": ["C1"]}
    report = {"passed": False, "summary": attack, "criteria": [criterion], "lines": {"C1": [piece]}}
    page.get_by_role("button", name="Prüfen").click()
    answer(page, kind="checked", report=report)
    expect(page.locator("mark")).to_have_text(attack)
    assert page.evaluate("document.images.length + (window.hacked ?? 0)") == 0


def test_what_is_said_about_saving_stands_where_one_is_writing(mount: Mount) -> None:
    page = mount(1, C1="alt")
    field(page, "C8").fill("neu")
    message = wait_for_save(page)
    answer(page, kind="conflict", seq=message["seq"], revision=2, lines={"C1": "anders"})
    for said in (".ts-state", ".ts-notice"):
        expect(page.locator(f"li:has(textarea[id$='-C8']) {said}")).to_be_visible()


def test_a_changed_line_says_that_its_verdict_is_old(mount: Mount) -> None:
    page = mount(1, C1="alt")
    report = {
        "passed": False,
        "summary": "0 von 90",
        "criteria": [],
        "lines": {"C1": [{"text": "alt", "verdict": None}]},
    }
    page.get_by_role("button", name="Prüfen").click()
    answer(page, kind="checked", report=report)
    expect(page.get_by_text("Seit dem Prüfen geändert").first).to_be_hidden()
    field(page).fill("neu")
    expect(page.get_by_text("Seit dem Prüfen geändert").first).to_be_visible()


def test_pruefen_asks_before_it_saves_and_a_report_that_comes_twice_is_drawn_once(mount: Mount) -> None:
    page = mount()
    field(page).fill("Guten Abend, wir sind bei Facebook befreundet.")
    field(page).press("Control+Enter")
    kinds = page.evaluate("window.sent.map((message) => message.kind)")
    assert kinds.index("check") < kinds.index("save")
    script = Script(call="facebook-skype", exercise="rewrite", lines={"C1": field(page).input_value()})
    report = report_view(script, judge(script), load_call())
    page.evaluate("(report) => window.model.set('report', report)", report)
    box = page.locator("[data-criterion=introduction]").element_handle()
    answer(page, kind="checked", report=report)
    expect(page.get_by_role("status")).to_contain_text("Geprüft")
    assert page.evaluate("(node) => node.isConnected", box)


def test_a_long_line_gets_a_gentle_note(mount: Mount) -> None:
    page = mount()
    field(page).fill("Wort " * 30)
    expect(page.locator(".ts-meter").first).to_have_text("30 Wörter, gesprochen etwa 12 s")
    field(page).fill("Wort " * 46)
    expect(page.locator(".ts-meter").first).to_contain_text("Lass die andere Seite zu Wort kommen")


def test_a_narrow_page_needs_no_sideways_scrolling(mount: Mount) -> None:
    page = mount(1, C1="Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhersteller " * 3)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert field(page).bounding_box()["width"] > 250
