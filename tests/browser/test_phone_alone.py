"""The telephone in a bare tab with its real Python side: a call turn by turn, back again, and in two versions."""

import re
from pathlib import Path

import pytest
from accessible import expect_accessible
from alone import mount
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

from telesales.answers import FILE_NAME, read_answers, write_answers
from telesales.loading import load_call
from telesales.model import Script
from telesales.recipient import play
from telesales.widgets.phone import Phone, phone_page

ANSWERS = Path(__file__).parents[2] / "autograder/answers"
MODEL = read_answers(ANSWERS / "model-answer-guide/answers.yaml")
THIN = read_answers(ANSWERS / "live-thin/answers.yaml")


def open_phone(tab: Tab, folder: Path, script: Script | None = None) -> Phone:
    """The telephone over a folder that holds `script`, if any."""
    if script:
        write_answers(folder / FILE_NAME, script)
    phone: Phone = mount(tab, phone_page(load_call(), folder))
    return phone


def button(tab: Tab, name: str) -> Locator:
    return tab.get_by_role("button", name=name, exact=True)


def call(tab: Tab, person: str) -> None:
    button(tab, f"{person} anrufen").click()
    expect(field(tab)).to_be_focused()


def field(tab: Tab) -> Locator:
    """Where the next line is written."""
    return tab.get_by_label(re.compile("^Du bist dran · "))


def say(tab: Tab, turns: int = 1) -> None:
    for _ in range(turns):
        before = replies(tab).count()
        button(tab, "Sagen").click()
        expect(replies(tab)).to_have_count(before + 1)


def replies(tab: Tab) -> Locator:
    return tab.locator(".ts-screen .ts-recipient")


def moods(tab: Tab) -> list[str]:
    return [text.split()[-2].rstrip(",") for text in tab.locator(".ts-screen .ts-mood").all_text_contents()]


def test_a_call_goes_turn_by_turn_as_the_simulator_plays_it(tab: Tab, tmp_path: Path) -> None:
    open_phone(tab, tmp_path, MODEL)
    call(tab, "Gebranntes Kind")
    expect(field(tab)).to_have_value(MODEL.lines["introduction"])
    say(tab, 3)
    record = play(MODEL, "burnt-before")
    said = [turn.text for turn in record.turns if turn.speaker == "recipient"][:3]
    assert tab.locator(".ts-screen .ts-recipient .ts-bubble").all_text_contents() == said
    last = replies(tab).last
    expect(last).to_contain_text("▲ Stimmung +2, gestiegen")
    expect(last.locator("[data-event=reason-clear]")).to_contain_text(
        "+1Anlass und Absicht offen gesagt „Genau dieses Abo"
    )
    expect(tab.get_by_role("status")).to_contain_text("Stimmung +2, gestiegen. +1: Anlass und Absicht offen gesagt")
    curve = tab.get_by_role("img", name=re.compile("^Stimmung in diesem Gespräch"))
    expect(curve).to_have_attribute("aria-label", re.compile(r"1 0, 2 \+1, 3 \+2$"))


def test_the_call_is_played_to_its_end_and_talked_over(tab: Tab, tmp_path: Path) -> None:
    open_phone(tab, tmp_path, THIN)
    call(tab, "Verbraucheranwältin")
    button(tab, "Rest abspielen").click()
    debrief = tab.locator(".ts-debrief")
    expect(debrief.get_by_role("heading")).to_be_focused()
    expect(debrief.get_by_role("heading")).to_contain_text("Das Gespräch endete mit einem Nein.")
    expect(debrief.get_by_role("listitem").filter(has_text="Zugehört")).to_contain_text(
        "0 %: Direkter Frage ausgewichen"
    )
    expect(debrief).to_contain_text("Rat: Sag von dir aus, womit sie dem Anruf zugestimmt hat.")
    expect(button(tab, "Sagen")).to_be_hidden()
    person = tab.locator("[data-person=consumer-lawyer]")
    expect(person).to_contain_text("Zuletzt: mit einem Nein")


def test_one_turn_back_another_line_and_the_mood_goes_another_way(tab: Tab, tmp_path: Path) -> None:
    phone = open_phone(tab, tmp_path, THIN)
    call(tab, "Verbraucheranwältin")
    say(tab, 3)
    expect(replies(tab).last.locator("[data-event=evaded]")).to_contain_text("−1")
    expect(replies(tab).last).to_contain_text("gefallen")
    button(tab, "Einen Zug zurück").click()
    button(tab, "Einen Zug zurück").click()
    expect(tab.get_by_role("status")).to_have_text(re.compile("^Einen Zug zurück: Du bist wieder bei „"))
    expect(field(tab)).to_have_value(THIN.lines["contact-source"])
    field(tab).fill(MODEL.lines["contact-source"])
    say(tab)
    expect(replies(tab).last.locator("[data-event=source-named]")).to_contain_text("+1")
    expect(tab.locator(".ts-state")).to_have_text("gespeichert")
    assert read_answers(phone.desk.path).lines["contact-source"] == MODEL.lines["contact-source"]


def test_the_whole_call_by_keyboard(tab: Tab, tmp_path: Path) -> None:
    open_phone(tab, tmp_path, MODEL)
    button(tab, "In Eile anrufen").focus()
    tab.keyboard.press("Enter")
    expect(field(tab)).to_be_focused()
    for count in (1, 2):
        tab.keyboard.press("Control+Enter")
        expect(replies(tab)).to_have_count(count)
        expect(field(tab)).to_be_focused()
    button(tab, "Einen Zug zurück").focus()
    tab.keyboard.press("Enter")
    expect(replies(tab)).to_have_count(1)
    button(tab, "Auflegen").focus()
    tab.keyboard.press("Enter")
    expect(button(tab, "In Eile anrufen")).to_be_focused()
    expect(tab.locator(".ts-result")).to_have_count(0)  # Ctrl+Enter in a line says it and does not check


def test_a_guide_can_be_written_while_calling(tab: Tab, tmp_path: Path) -> None:
    phone = open_phone(tab, tmp_path)
    assert not phone.desk.path.exists()
    call(tab, "Neugierig")
    expect(field(tab)).to_have_value("")
    expect(button(tab, "Nichts sagen")).to_be_visible()
    field(tab).fill("Guten Tag, ich möchte Ihnen unser Kräutertee-Abo anbieten.")
    say(tab)
    expect(tab.locator(".ts-screen [data-slot=reason]")).to_contain_text("Kräutertee-Abo")
    button(tab, "Nichts sagen").click()
    expect(tab.get_by_role("status")).to_have_text("Ausgelassen: Bedarf")
    expect(tab.get_by_label("Du bist dran · Einwand")).to_be_visible()
    button(tab, "Einen Zug zurück").click()
    expect(tab.get_by_label("Du bist dran · Bedarf")).to_be_focused()
    expect(replies(tab)).to_have_count(1)
    expect(tab.locator(".ts-state")).to_have_text("gespeichert")
    assert read_answers(phone.desk.path).lines["reason"].startswith("Guten Tag")


def test_what_if_shows_both_versions_while_the_second_is_written_and_takes_it_over(tab: Tab, tmp_path: Path) -> None:
    phone = open_phone(tab, tmp_path, MODEL)
    call(tab, "Neugierig")
    say(tab, 4)
    button(tab, "Was wäre, wenn: Erlaubnis").click()
    panel = tab.get_by_role("group", name="Was wäre, wenn: Erlaubnis")
    expect(panel).to_contain_text("Beide enden gleich hoch.")
    panel.get_by_label("Fassung B · Erlaubnis").fill("Ich erzähle Ihnen jetzt einfach mal alles.")
    expect(panel).to_contain_text("B endet 1 tiefer.")
    expect(panel).to_contain_text("+½: Frage nach der Zeit")
    expect(panel.get_by_role("img")).to_have_attribute("aria-label", re.compile(r"A: .*4 \+2.*B: .*4 0"))
    assert read_answers(phone.desk.path).lines["permission"] == MODEL.lines["permission"]
    panel.get_by_role("button", name="Fassung B übernehmen").click()
    expect(panel).to_have_count(0)
    expect(tab.locator(".ts-screen [data-after=permission]")).to_contain_text("Stimmung 0, gefallen")
    expect(tab.locator(".ts-state")).to_have_text("gespeichert")
    assert read_answers(phone.desk.path).lines["permission"].startswith("Ich erzähle Ihnen")


def test_a_check_counts_everybody_and_grows_old_with_the_next_change(tab: Tab, tmp_path: Path) -> None:
    open_phone(tab, tmp_path, THIN)
    button(tab, "Prüfen").click()
    expect(tab.locator(".ts-result")).to_contain_text("39,86 von 60 Punkten – noch nicht bestanden (nötig sind 42")
    part = tab.locator("[data-criterion=live-ending]")
    part.get_by_text("Gespräch für Gespräch").click()
    expect(part).to_contain_text("Gebranntes Kind (0 %): auf das Nein fehlt die Antwort")
    part.get_by_role("button", name="Hinweis").click()
    expect(part).to_contain_text("Was hört dein Gegenüber als Letztes von dir?")
    expect(tab.locator(".ts-stale-note", has_text="Seit dem Prüfen geändert").last).to_be_hidden()
    call(tab, "Neugierig")
    field(tab).fill("Guten Tag!")
    expect(tab.locator(".ts-summary .ts-stale-note")).to_be_visible()


def test_no_guide_to_borrow_is_said_in_a_sentence(tab: Tab, tmp_path: Path) -> None:
    open_phone(tab, tmp_path)
    button(tab, "Leitfaden aus Lektion 4 holen").click()
    expect(tab.locator(".ts-note", has_text="In Lektion 4 liegt noch kein Leitfaden.")).to_be_visible()


def test_a_borrowed_guide_can_be_given_back(tab: Tab, tmp_path: Path) -> None:
    (tmp_path / "4-call-guide").mkdir()
    write_answers(tmp_path / "4-call-guide" / FILE_NAME, MODEL)
    (tmp_path / "5-live-call").mkdir()
    phone = open_phone(tab, tmp_path / "5-live-call", THIN)
    button(tab, "Leitfaden aus Lektion 4 holen").click()
    expect(tab.locator(".ts-own-guide summary").first).to_contain_text("12 von 12 Zeilen")
    button(tab, "Rückgängig").click()
    expect(tab.locator(".ts-own-guide summary").first).to_contain_text("10 von 12 Zeilen")
    expect(tab.locator(".ts-state")).to_have_text("gespeichert")
    saved = read_answers(phone.desk.path)
    assert saved.lines["contact-source"] == THIN.lines["contact-source"] and list(saved.lines) == list(THIN.lines)


def test_a_learners_markup_stays_text(tab: Tab, tmp_path: Path) -> None:
    lines = {**MODEL.lines, "introduction": "Guten Tag, <img src=x onerror=alert(1)> hier ist Jana Vogt & Co."}
    open_phone(tab, tmp_path, MODEL.model_copy(update={"lines": lines}))
    call(tab, "Wortkarg")
    say(tab)
    expect(tab.locator(".ts-screen .ts-bubble").first).to_contain_text("<img src=x onerror=alert(1)>")
    assert tab.locator(".ts-editor img").count() == 0


def test_all_rules_can_be_read(tab: Tab, tmp_path: Path) -> None:
    open_phone(tab, tmp_path)
    tab.get_by_text("Alle Regeln").click()
    rules = tab.locator(".ts-rules")
    expect(rules).to_contain_text("hebt sie um einen ganzen Schritt, alles andere Gute um einen halben")
    for event in load_call().live.events:
        expect(rules).to_contain_text(event.title)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
class TestAccessible:
    @pytest.fixture
    def context_args(self, width: int, scheme: str) -> dict[str, object]:
        return {"viewport": {"width": width, "height": 1000}, "color_scheme": scheme}

    def test_in_every_state(self, tab: Tab, tmp_path: Path) -> None:
        open_phone(tab, tmp_path, THIN)
        tab.locator(".ts-own-guide > summary").click()
        expect_accessible(tab, ".ts-editor")
        call(tab, "Gebranntes Kind")
        say(tab, 3)
        button(tab, "Was wäre, wenn: Anlass").click()
        expect(tab.get_by_text("Beide enden gleich hoch.")).to_be_visible()
        expect_accessible(tab, ".ts-editor")
        button(tab, "Rest abspielen").click()
        expect(tab.get_by_text("Dieses Gespräch in der Wertung")).to_be_visible()
        button(tab, "Prüfen").click()
        expect(tab.locator(".ts-result")).to_be_visible()
        expect_accessible(tab, ".ts-editor")
        assert tab.locator(".ts-editor").evaluate("node => node.scrollWidth <= node.clientWidth + 1")
