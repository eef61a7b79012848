"""The desk of an exercise with choices: on the way to the page an entry is one text, named `item/field`.

A mark without words is an empty text in the file and a space on the way: there an empty text is no entry at all.
"""

from collections.abc import Iterator

from telesales.answers import Answers
from telesales.choices import judge_choices
from telesales.entries import problem
from telesales.feedback.choices import choices_html, choices_view
from telesales.model import Choices
from telesales.widgets.desk import BaseDesk, Message, Texts, clean

NO_WORDS = " "


class ChoicesDesk(BaseDesk[Choices]):
    """Keeps what was chosen; what the exercise does not offer (any more) is never written."""

    def empty(self) -> Choices:
        """Nothing chosen."""
        return Choices(call=self.call.id, exercise=self.exercise)

    def filled(self, answers: Choices, lines: Texts) -> Choices:
        """What was chosen of what the exercise offers; a draft may be older than the exercise."""
        entered: dict[str, dict[str, str]] = {}
        for item, field, text in _entries(lines):
            if self._offered(item, field, text):
                entered.setdefault(item, {})[field] = text
        return answers.model_copy(update={"answers": entered})

    def unfit(self, lines: Texts) -> str:
        """The first choice that the exercise does not offer, with the way out."""
        gone = next((item for item, field, text in _entries(lines) if not self._offered(item, field, text)), None)
        titles = {item.id: item.title for item in self.call.choices[self.exercise].items}
        place = f" bei „{titles[gone]}“" if gone in titles else ""
        return f"Deine Wahl{place} gibt es in dieser Übung nicht mehr: Wähle dort neu." if gone is not None else ""

    def texts(self, answers: Choices) -> dict[str, str]:
        """Each entry; what was not entered is absent."""
        entries = ((item, field, text) for item, given in answers.answers.items() for field, text in given.items())
        return {f"{item}/{field}": text or NO_WORDS for item, field, text in entries}

    def judged(self, answers: Choices) -> Message:
        """The parts, and a remark on each entry."""
        return choices_view(answers, judge_choices(answers), self.call)

    def static_html(self, lines: Texts) -> str:
        """What was chosen, item by item."""
        return choices_html(self.filled(self.empty(), lines), None, self.call)

    def _offered(self, item: str, field: str, text: str) -> bool:
        return problem({item: {field: text}}, self.call.choices[self.exercise], self.call) is None

    def _own(self, answers: Answers) -> Choices | None:
        return answers if isinstance(answers, Choices) else None


def _entries(lines: Texts) -> Iterator[tuple[str, str, str]]:
    """Item, field and text of everything that was entered."""
    for place, text in lines.items():
        if isinstance(text, str) and text:
            item, _, field = place.partition("/")
            yield item, field, clean(text).strip()
