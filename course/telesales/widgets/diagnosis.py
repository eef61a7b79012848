"""The diagnosis: which listed mistakes a line shows, and in which of its words."""

from pathlib import Path

from telesales.feedback.choices import choices_scene
from telesales.widgets.choices_desk import ChoicesDesk
from telesales.widgets.page import Page, joined


class Diagnosis(Page):
    """The page of an exercise in which lines of the call are marked."""

    name = "Diagnose"
    _esm = joined(
        "page.js",
        "saving.js",
        "shell.js",
        "conversation.js",
        "choosing.js",
        "words.js",
        "guessing.js",
        "diagnosis.js",
    )
    _css = joined("editor.css", "transcript.css", "cards.css", "diagnosis.css")

    def __init__(self, desk: ChoicesDesk, notebook: Path | None = None) -> None:
        super().__init__(desk, choices_scene(desk.call, desk.exercise), notebook)
