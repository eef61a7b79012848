"""Asks axe-core whether our own output on a page is accessible; JupyterLab's own markup is not ours to judge."""

from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

OUR_OUTPUT = (".jp-OutputArea-output", ".jp-MarkdownOutput")
"""Where JupyterLab shows what comes from us: the cells' outputs and the lesson's text."""

_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_SHOW_ALL = "*, *::before { content-visibility: visible !important; }"  # JupyterLab lays out what is in view only
_CLOSE_PANEL = "() => window.jupyterapp.shell.collapseLeft()"
_RUN = """([places, rules]) => {
  const shown = places.filter((place) => document.querySelector(place));
  if (!shown.length) return null;
  return axe.run({ include: shown.map((place) => [place]) }, { runOnly: rules, resultTypes: ["violations"] });
}"""


def violations(page: Page, *places: str) -> list[str]:
    """One line for each violation of WCAG 2.2 AA, and of axe's good practice, inside `places` (else OUR_OUTPUT).

    AssertionError where none of the places is on the page: then nothing would have been looked at.
    """
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(_axe())
        page.add_style_tag(content=_SHOW_ALL)
    found = page.evaluate(_RUN, [places or OUR_OUTPUT, _RULES])
    assert found is not None, f"nothing to look at: {places or OUR_OUTPUT}"
    return [_described(rule, node) for rule in found["violations"] for node in rule["nodes"]]


def expect_accessible(page: Page, *places: str) -> None:
    """Fails with every violation's rule, place and markup."""
    found = violations(page, *places)
    assert not found, "\n".join(found)


def give_room(page: Page) -> None:
    """Closes JupyterLab's side panel on a narrow page, as a reader does who wants to see more than three letters."""
    if page.viewport_size and page.viewport_size["width"] < 600:
        page.evaluate(_CLOSE_PANEL)


def _described(rule: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{rule['id']}: {rule['help']}\n   at {node['target']}\n   {node['html'][:200]}"


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
