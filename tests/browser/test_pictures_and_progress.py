"""The comparison of both calls and the stand of all lessons, as a learner sees them in JupyterLab."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessible import expect_accessible, give_room
from lesson_page import LessonPage, Server
from playwright.sync_api import Page, expect

from telesales.answers import FILE_NAME

ANSWERS = Path(__file__).parents[2] / "autograder/answers"
PAGES = {"light": {}, "dark": {"color_scheme": "dark"}, "narrow": {"viewport": {"width": 400, "height": 900}}}
_RUN = """async (call) => {
  const { content } = window.jupyterapp.shell.currentWidget;
  content.activeCellIndex = content.widgets.findIndex((cell) => cell.model.sharedModel.source.includes(call));
  await window.jupyterapp.commands.execute('notebook:run-cell');
  content.activeCell.node.scrollIntoView();
}"""


@pytest.fixture(params=PAGES)
def context_args(request: pytest.FixtureRequest) -> dict[str, object]:
    return dict(PAGES[request.param])


def _pictures(tab: Page) -> list[str]:
    shown = tab.locator(".telesales-plots svg[role=img]:visible")
    return [shown.nth(number).get_attribute("class") or "" for number in range(shown.count())]


def test_both_calls_are_compared_in_pictures_that_fit_the_page(lesson: LessonPage) -> None:
    shutil.copy(ANSWERS / "model-answer" / FILE_NAME, lesson.folder / FILE_NAME)
    give_room(lesson.tab)
    lesson.tab.evaluate(_RUN, "compare(")
    expect(lesson.tab.get_by_role("region", name="Beide Gespräche im Vergleich")).to_be_visible()
    narrow = lesson.tab.viewport_size == {"width": 400, "height": 900}
    assert _pictures(lesson.tab) == ["narrow" if narrow else "wide"] * 3
    plots = lesson.tab.locator(".telesales-plots")
    assert plots.evaluate("plots => plots.scrollWidth <= plots.clientWidth + 1")
    for summary in plots.locator("summary").all():
        summary.click()
    expect_accessible(lesson.tab, ".telesales-plots")


@pytest.fixture
def begun(server: Server) -> Iterator[Path]:
    """The work folder with one lesson passed; its answers are taken away again."""
    answers = server.work / "3-rewrite" / FILE_NAME
    shutil.copy(ANSWERS / "model-answer" / FILE_NAME, answers)
    yield answers
    answers.unlink()


def test_the_start_page_shows_the_stand_and_leads_on(server: Server, tab: Page, begun: Path) -> None:
    tab.goto(server.url("lab/tree/start.ipynb") + "&reset")
    tab.wait_for_selector(".jp-Notebook .jp-MarkdownOutput")
    tab.wait_for_function("window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'")
    give_room(tab)
    tab.evaluate(_RUN, "progress(")
    stand = tab.get_by_role("region", name="Dein Stand")
    expect(stand).to_contain_text("1 von 6 Lektionen bestanden")
    expect(stand.get_by_role("progressbar", name="Punkte in Neu schreiben")).to_have_attribute("value", "90.0")
    expect_accessible(tab)
    stand.get_by_role("link", name="Neu schreiben").first.click()
    expect(tab.locator(".jp-Notebook h1", has_text="Neu schreiben").last).to_be_visible()
    server.stop_kernels()
