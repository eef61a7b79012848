"""The mood rater: how the mood at the other end moves, answer by answer, and why."""

from pathlib import Path

from telesales.feedback.choices import choices_scene
from telesales.widgets.choices_desk import ChoicesDesk
from telesales.widgets.page import Page, joined


class MoodRater(Page):
    """The page of an exercise that rates the turns of the recipient."""

    name = "Stimmungskurve"
    _esm = joined("page.js", "saving.js", "shell.js", "choosing.js", "deck.js", "curve.js", "guessing.js", "mood.js")
    _css = joined("editor.css", "transcript.css", "cards.css", "mood.css")

    def __init__(self, desk: ChoicesDesk, notebook: Path | None = None) -> None:
        super().__init__(desk, choices_scene(desk.call, desk.exercise), notebook)
