"""The desk of a guide: the order of the lines is the learner's own, and a fact sheet may stand behind them."""

from telesales.feedback.flow import flow_svg
from telesales.feedback.view import View, report_view, scene
from telesales.grading import judge
from telesales.model import Call, Exercise, FactSheet, Script
from telesales.widgets.desk import Desk, Message, Texts

ORDER, FACTS = "#order", "#facts"
"""Beside the lines, a page sends the phases' order (ids and spaces; empty: untouched) and the fact sheet's id."""


class GuideDesk(Desk):
    """Keeps the lines in the order in which they are to be said."""

    def filled(self, answers: Script, lines: Texts) -> Script:
        """The lines in the page's order, with the fact sheet that it names."""
        texts, order = self._known(lines), str(lines.get(ORDER) or "").split()
        arranged = {slot.id: texts[slot.id] for slot in self._exercise.arranged(order) if slot.id in texts}
        facts = lines.get(FACTS)
        return answers.model_copy(update={"lines": arranged, "facts": facts if facts in self.call.facts else None})

    def texts(self, answers: Script) -> dict[str, str]:
        """The lines, the order unless it is the one at the start, and the fact sheet."""
        start, order = ([s.id for s in self._exercise.arranged(said) if not s.branch] for said in ((), answers.lines))
        chosen = {ORDER: "" if order == start else " ".join(order), FACTS: answers.facts or ""}
        return {**super().texts(answers), **chosen}

    def judged(self, answers: Script) -> Message:
        """The verdicts, and the picture with them."""
        report = judge(answers)
        return {**report_view(answers, report, self.call), "flow": flow_svg(answers, report, self.call)}

    def drawn(self, lines: Texts) -> str:
        """The picture of what stands on the page."""
        return flow_svg(self.filled(self.empty(), lines), None, self.call)

    @property
    def _exercise(self) -> Exercise:
        return self.call.exercises[self.exercise]


def guide_scene(call: Call, exercise: str) -> View:
    """What a guide is built of: the lines, branches marked, and the fact sheets to choose from."""
    branches = {slot.id for slot in call.exercises[exercise].slots if slot.branch}
    lines = [{**entry, "branch": entry["id"] in branches} for entry in scene(call, exercise)]
    return {"lines": lines, "sheets": [_sheet(sheet) for sheet in call.facts.values()]}


def _sheet(sheet: FactSheet) -> View:
    facts = [
        ("Du bist", f"{sheet.caller}, {sheet.company}, {sheet.place}"),
        ("Du rufst an", sheet.recipient),
        ("Angebot", sheet.product),
        ("Bedingungen", sheet.offer),
        ("Einwilligung", sheet.consent),
        ("Zum Zeigen", ", ".join(sheet.documents)),
        ("Sagen darfst du", ", ".join(sheet.allowed_claims)),
        ("Tabu", ", ".join(sheet.forbidden_claims)),
    ]
    return {"id": sheet.id, "title": sheet.title, "facts": [list(fact) for fact in facts]}
