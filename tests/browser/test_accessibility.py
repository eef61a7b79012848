"""Our output is accessible as far as axe-core can tell: untouched, in use, in both themes, and on a narrow page."""

import pytest
from accessible import expect_accessible, give_room, violations
from lesson_page import LessonPage
from playwright.sync_api import Browser, expect

PAGES = {"light": {}, "dark": {"color_scheme": "dark"}, "narrow": {"viewport": {"width": 400, "height": 900}}}


@pytest.fixture(params=PAGES)
def context_args(request: pytest.FixtureRequest) -> dict[str, object]:
    return dict(PAGES[request.param])


def test_the_lesson_is_accessible_before_and_after_a_check(lesson: LessonPage) -> None:
    give_room(lesson.tab)
    expect_accessible(lesson.tab)
    lesson.line("C1").fill("Guten Abend, mein Name ist Jana Vogt. Wir sind bei Facebook befreundet.")
    lesson.line("C1").press("Control+Enter")
    expect(lesson.result).to_be_visible()
    lesson.editor.get_by_role("button", name="Hinweis").first.click()
    expect_accessible(lesson.tab)


def test_a_violation_would_be_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html lang='de'><main class='jp-OutputArea-output'><button></button></main></html>")
    assert any("button-name" in found for found in violations(page))
    page.close()
