"""How much a caller talks, and how much of that asks: plain numbers, without a picture."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from telesales.language.text import analyse
from telesales.model import Call, Script


@dataclass(frozen=True)
class Shares:
    """Of all words spoken those of the caller, and of the caller's sentences the questions; both 0 to 1."""

    talk: float
    questions: float


def shares(script: Script, call: Call) -> Shares:
    """The shares of the call that `script` leads: its lines, and the recipient's turns that they answer."""
    slots = call.exercises[script.exercise].slots
    own = [script.lines.get(slot.id, "") for slot in slots if not slot.branch]
    others = [call.transcript.turn(slot.answers).text for slot in slots if slot.answers]
    return Shares(_share(_words(own), _words(own) + _words(others)), _asking(own))


def original(call: Call, exercise: str = "rewrite") -> Script:
    """The lines of the call as its source tells it, as a script for `exercise`."""
    return Script(call=call.id, exercise=exercise, lines=spoken(call))


def spoken(call: Call) -> Mapping[str, str]:
    """The caller's own lines in the source, word for word."""
    return {turn.id: turn.text for turn in call.transcript.turns if turn.speaker == "caller"}


def _words(texts: Iterable[str]) -> int:
    return sum(any(char.isalnum() for char in word) for text in texts for word in text.split())


def _asking(texts: Iterable[str]) -> float:
    sentences = [sentence for text in texts for sentence in analyse(text).sentences]
    return _share(sum(sentence.asks for sentence in sentences), len(sentences))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
