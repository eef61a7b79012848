"""The guide builder: an offer, the phases in the learner's order, a line for each, three branches, and the picture."""

from pathlib import Path
from typing import Any

from telesales.widgets.desk import Message
from telesales.widgets.guide_desk import GuideDesk, guide_scene
from telesales.widgets.page import Page, joined


class GuideBuilder(Page):
    """The page of a guide; it draws what stands on it whenever the page asks."""

    name = "Leitfaden"
    _esm = joined(
        "page.js",
        "saving.js",
        "shell.js",
        "conversation.js",
        "guessing.js",
        "ordering.js",
        "guide.js",
        "guide_page.js",
    )
    _css = joined("editor.css", "guide.css")

    def __init__(self, desk: GuideDesk, notebook: Path | None = None) -> None:
        super().__init__(desk, guide_scene(desk.call, desk.exercise), notebook)
        self._guide = desk

    def _on_draw(self, message: dict[str, Any]) -> list[Message]:
        return [{"kind": "drawn", "flow": self._guide.drawn(message.get("lines") or {})}]
