"""What a page shows of calls that a guide leads: the graded parts, and each person's call from hello to goodbye."""

from telesales.feedback.calls import call_view, calls_view
from telesales.feedback.view import View
from telesales.model import Call, CallRecord, Report, Script
from telesales.plots.mood import signed
from telesales.recipient import play
from telesales_autograder.pages.pictures import SPARK, spark
from telesales_autograder.pages.scripts import outcome, slot_names, talk_share


def calls_page_view(script: Script, report: Report, call: Call) -> View:
    """Everything that the page of the calls shows."""
    seen = calls_view(report, call)
    parts = [{**part, "message": part["rows"][0], "rows": part["rows"][1:]} for part in seen["parts"]]
    empty = not any(text.strip() for text in script.lines.values())
    return {
        "kind": "calls",
        "outcome": outcome(seen),
        "summary": seen["summary"],
        "criteria": {view["id"]: view for view in parts},
        "good": [view for view in parts if view["verdict"] == "pass"],
        "todo": [view for view in parts if view["verdict"] != "pass"],
        "calls": [] if empty else [_call(play(script, id), script, call) for id in call.recipients],
        "guide": _guide(script, call),
        "spark": SPARK,
        "empty": empty,
    }


def _call(record: CallRecord, script: Script, call: Call) -> View:
    """One call with its curve in small and the caller's share of the words."""
    told = ", ".join(["0", *map(signed, record.moods)])
    share = f"{talk_share(record):.0%}".replace("%", " %")
    return {**call_view(record, script, call), "points": spark(record.moods), "told": told, "share": share}


def _guide(script: Script, call: Call) -> list[tuple[str, str]]:
    names = slot_names(script.exercise, call)
    return [(names.get(id, id), text) for id, text in script.lines.items() if text.strip()]
