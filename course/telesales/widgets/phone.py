"""The telephone: the guide's lines, people to call, the call turn by turn, and what became of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from telesales.answers import AnswerError
from telesales.feedback.folder import GUIDE
from telesales.model import Call
from telesales.widgets.desk import Message
from telesales.widgets.page import Page, joined
from telesales.widgets.phone_desk import PhoneDesk, phone_scene


class Phone(Page):
    """The page of the live call; it plays what stands on it, saved or not."""

    name = "Telefon"
    _esm = joined(
        "page.js",
        "saving.js",
        "shell.js",
        "conversation.js",
        "guessing.js",
        "ordering.js",
        "guide.js",
        "curve.js",
        "asking.js",
        "calling.js",
        "what_if.js",
        "phone.js",
    )
    _css = joined("editor.css", "guide.css", "transcript.css", "mood.css", "phone.css")

    def __init__(self, desk: PhoneDesk, notebook: Path | None = None) -> None:
        super().__init__(desk, phone_scene(desk.call, desk.exercise), notebook)
        self._phone = desk

    def _on_draw(self, message: dict[str, Any]) -> list[Message]:
        return [{"kind": "drawn", "flow": self._phone.drawn(_lines(message))}]

    def _on_play(self, message: dict[str, Any]) -> list[Message]:
        person = self._person(message)
        return [{"kind": "played", "call": self._phone.played(_lines(message), person)}] if person else []

    def _on_compare(self, message: dict[str, Any]) -> list[Message]:
        person, slot, text = self._person(message), str(message.get("slot")), str(message.get("text") or "")
        return [{"kind": "compared", **self._phone.compared(_lines(message), person, slot, text)}] if person else []

    def _on_debrief(self, message: dict[str, Any]) -> list[Message]:
        person = self._person(message)
        return [{"kind": "debriefed", "parts": self._phone.debriefed(_lines(message), person)}] if person else []

    def _on_borrow(self, message: dict[str, Any]) -> list[Message]:
        try:
            return [{"kind": "borrowed", "lines": self._phone.borrowed()}]
        except AnswerError:
            return [{"kind": "borrowed", "lines": None}]

    def _person(self, message: Mapping[str, Any]) -> str:
        """The person that a message names; empty where there is none of that name."""
        named = message.get("person")
        return named if isinstance(named, str) and named in self._phone.call.recipients else ""


def phone_page(call: Call, folder: Path, notebook: Path | None = None) -> Phone:
    """The telephone with the guide in `folder`."""
    return Phone(PhoneDesk(call, GUIDE, folder), notebook)


def _lines(message: Mapping[str, Any]) -> Mapping[str, object]:
    lines = message.get("lines")
    return lines if isinstance(lines, Mapping) else {}
