"""The decision cards: a situation, some decisions with their reasons, one card at a time or all as a list."""

from pathlib import Path

from telesales.feedback.choices import choices_scene
from telesales.widgets.choices_desk import ChoicesDesk
from telesales.widgets.page import Page, joined


class DecisionCards(Page):
    """The page of an exercise whose items are cards."""

    name = "Entscheidungskarten"
    _esm = joined("page.js", "saving.js", "shell.js", "choosing.js", "deck.js", "guessing.js", "cards.js")
    _css = joined("editor.css", "cards.css")

    def __init__(self, desk: ChoicesDesk, notebook: Path | None = None) -> None:
        super().__init__(desk, choices_scene(desk.call, desk.exercise), notebook)
