"""The desk of a guide: the order of the lines is the learner's own, and a fact sheet may stand behind them."""

from collections.abc import Mapping

from telesales.feedback.flow import flow_svg
from telesales.feedback.view import View, scene
from telesales.model import Call, FactSheet, Script


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
    return {"id": sheet.id, "title": sheet.title, "facts": facts}
