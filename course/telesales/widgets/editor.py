"""The script editor: the conversation with one text field for each line of the caller."""

from pathlib import Path

from telesales.feedback import scene
from telesales.widgets.desk import Desk
from telesales.widgets.page import Page, joined


class ScriptEditor(Page):
    """The page of a rewrite."""

    name = "Gesprächseditor"
    _esm = joined("page.js", "saving.js", "shell.js", "conversation.js", "guessing.js", "editor.js")
    _css = joined("editor.css")

    def __init__(self, desk: Desk, notebook: Path | None = None) -> None:
        super().__init__(desk, scene(desk.call, desk.exercise), notebook)
