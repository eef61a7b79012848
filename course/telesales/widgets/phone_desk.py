"""The desk of the live call: a guide's desk that also plays calls, compares two versions and borrows a guide."""

from telesales.answers import FILE_NAME, AnswerError, read_any
from telesales.feedback.calls import call_view, calls_html, calls_view, comparison_view, debrief_view, rules_view
from telesales.feedback.view import View
from telesales.model import Call, Script
from telesales.recipient import compare, judge_calls, play
from telesales.widgets.desk import Message, Texts, carried_answers
from telesales.widgets.guide_desk import GuideDesk, guide_scene


class PhoneDesk(GuideDesk):
    """Keeps the lines as a guide does; what it judges is how the calls are led."""

    def judged(self, answers: Script) -> Message:
        """The calls with everybody."""
        return calls_view(judge_calls(answers), self.call)

    def static_html(self, lines: Texts) -> str:
        """The guide and the calls that it leads, without points."""
        return calls_html(self._script(lines), None, self.call)

    def played(self, lines: Texts, recipient: str) -> View:
        """The call that `lines` lead with one person; KeyError where there is no such person."""
        script = self._script(lines)
        return call_view(play(script, recipient), script, self.call)

    def compared(self, lines: Texts, recipient: str, slot: str, text: str) -> View:
        """That call, and the same with another text for one line."""
        before, after = self._script(lines), self._script({**lines, slot: text})
        return comparison_view(compare(before, after, recipient), (before, after), self.call)

    def debriefed(self, lines: Texts, recipient: str) -> list[View]:
        """What the call counts in each graded part."""
        return debrief_view(self._script(lines), recipient, self.call)

    def borrowed(self) -> dict[str, str]:
        """The guide of the lesson in which it was built, as the page shows it; AnswerError where there is none."""
        built = next(one.id for one in self.call.lessons if one.exercise == self.exercise and not one.calls)
        folder = self.folder.resolve().parent / built
        try:
            found = read_any(folder / FILE_NAME)
        except AnswerError:
            carried = carried_answers(folder / f"{built}.ipynb", self.exercise)
            if carried is None:
                raise
            found = carried
        own = self._own(found) if found.exercise == self.exercise else None
        if own is None:
            raise AnswerError("In der Lektion davor liegen andere Antworten.")
        return self.texts(own)

    def _script(self, lines: Texts) -> Script:
        return self.filled(self.empty(), lines)


def phone_scene(call: Call, exercise: str) -> View:
    """What the telephone shows before anybody is called: the guide's lines, the people, and all rules."""
    return {**guide_scene(call, exercise), "rules": rules_view(call)}
