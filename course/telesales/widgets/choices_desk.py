"""The desk of an exercise with choices: on the way to the page an entry is one text, named `item/field`.

A mark without words is an empty text in the file and a space on the way: there an empty text is no entry at all.
"""

from telesales.answers import Answers, choices_from
from telesales.choices import judge_choices
from telesales.feedback.choices import choices_html, choices_view
from telesales.model import Choices
from telesales.widgets.desk import BaseDesk, Message, Texts, clean

NO_WORDS = " "


class ChoicesDesk(BaseDesk[Choices]):
    """Keeps what was chosen; what the exercise does not offer is refused by name."""

    def empty(self) -> Choices:
        """Nothing chosen."""
        return Choices(call=self.call.id, exercise=self.exercise)

    def filled(self, answers: Choices, lines: Texts) -> Choices:
        """What was chosen, checked as hostile as a file is."""
        entered: dict[str, dict[str, str]] = {}
        for place, text in lines.items():
            if isinstance(text, str) and text:
                item, _, field = place.partition("/")
                entered.setdefault(item, {})[field] = clean(text).strip()
        content = {"call": self.call.id, "exercise": self.exercise, "answers": entered}
        return choices_from(content).model_copy(update={"revision": answers.revision})

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

    def _own(self, answers: Answers) -> Choices | None:
        return answers if isinstance(answers, Choices) else None
