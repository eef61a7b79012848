"""The call can be heard only where the device speaks German by itself; the text is always there."""

from alone import mount
from playwright.sync_api import Page, expect

from telesales.loading import load_call
from telesales.widgets.transcript import Transcript

TURNS = load_call().transcript.turns
VOICES = """() => {
  window.spoken = [];
  const voices = %s;
  const synthesis = Object.assign(new EventTarget(), {
    getVoices: () => voices,
    cancel: () => {},
    speak: (line) => {
      window.spoken.push([line.text, line.voice.name]);
      if (%s) setTimeout(() => (line.onstart(), setTimeout(() => line.onend(), 20)), 5);
    },
  });
  Object.defineProperty(window, 'speechSynthesis', { value: synthesis, configurable: true });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""
REMOTE = "{ name: 'Wolke', lang: 'de-DE', localService: false }"
ENGLISH = "{ name: 'Alice', lang: 'en-GB', localService: true }"
LOCAL = "{ name: 'Anna', lang: 'de-DE', localService: true }, { name: 'Bernd', lang: 'de_AT', localService: true }"


def open_with(tab: Page, *voices: str, speaks: bool = True) -> Page:
    mount(tab, Transcript(load_call()), before=VOICES % (f"[{', '.join(voices)}]", str(speaks).lower()))
    return tab


def test_the_whole_call_stands_there_with_its_directions_and_its_pause(tab: Page) -> None:
    page = open_with(tab)
    for turn in TURNS:
        expect(page.locator(f"[data-turn={turn.id}] .ts-bubble")).to_have_text(turn.text)
    expect(page.locator("[data-turn=R6]")).to_contain_text("mittlerweile genervt und daher undiplomatisch ehrlich")
    expect(page.locator("[data-turn=C3] + .ts-pause")).to_have_text("(Pause)")


def test_a_voice_that_would_send_the_text_away_is_never_used(tab: Page) -> None:
    page = open_with(tab, REMOTE, ENGLISH)
    expect(page.get_by_role("button", name="C1 anhören")).to_be_hidden()
    expect(page.get_by_text("keine deutsche Stimme, die ohne Netz spricht")).to_be_visible()


def test_a_line_is_spoken_by_a_voice_of_the_device(tab: Page) -> None:
    page = open_with(tab, REMOTE, ENGLISH, LOCAL)
    page.get_by_role("button", name="R2 anhören").click()
    page.wait_for_function("window.spoken.length === 1")
    assert page.evaluate("window.spoken") == [["Worum geht es denn?", "Bernd"]]


def test_the_whole_call_is_spoken_by_two_voices_and_shows_the_line(tab: Page) -> None:
    tab.clock.install()
    page = open_with(tab, REMOTE, LOCAL)
    page.get_by_role("button", name="Ganzes Gespräch anhören").click()
    expect(page.locator(".ts-speaking")).to_have_attribute("data-turn", "C1")
    for _ in range(len(TURNS)):
        page.clock.run_for(2_000)
    expect(page.locator(".ts-speaking")).to_have_count(0)
    assert [name for _, name in page.evaluate("window.spoken")] == ["Anna", "Bernd"] * 8 + ["Anna"]


def test_stop_ends_it(tab: Page) -> None:
    page = open_with(tab, LOCAL)
    page.get_by_role("button", name="Ganzes Gespräch anhören").click()
    page.get_by_role("button", name="Stopp").click()
    page.wait_for_timeout(900)
    expect(page.locator(".ts-speaking")).to_have_count(0)
    assert page.evaluate("window.spoken.length") == 1


def test_a_voice_that_stays_mute_is_noticed(tab: Page) -> None:
    tab.clock.install()
    page = open_with(tab, LOCAL, speaks=False)
    page.get_by_role("button", name="C1 anhören").click()
    page.clock.run_for(5_000)
    expect(page.get_by_role("status")).to_contain_text("Die Stimme bleibt stumm")
    expect(page.locator(".ts-speaking")).to_have_count(0)


def test_a_browser_without_speech_shows_the_text(tab: Page) -> None:
    mount(
        tab,
        Transcript(load_call()),
        before="() => Object.defineProperty(window, 'speechSynthesis', { value: undefined })",
    )
    expect(tab.locator("[data-turn=C9] .ts-bubble")).to_be_visible()
    expect(tab.get_by_text("keine deutsche Stimme")).to_be_visible()
