"""What a page shows of an exercise with choices: every entry with its verdict and the reason."""

from telesales.feedback.choices import choices_view, chosen_view
from telesales.feedback.view import View
from telesales.model import Call, ChoiceExercise, Choices, Report
from telesales.plots.mood import signed
from telesales_autograder.pages.pictures import Course, curves
from telesales_autograder.pages.scripts import outcome

_KINDS = {"richtig": "pass", "halb richtig": "partial", "noch nicht": "fail", "offen": "open"}
_SYMBOLS = {"pass": "✓", "partial": "◐", "fail": "✗", "open": "○"}


def choice_view(choices: Choices, report: Report, call: Call) -> View:
    """Everything that the page of such an exercise shows."""
    exercise, seen = call.choices[choices.exercise], choices_view(choices, report, call)
    parts = [_part(view, exercise) for view in seen["parts"]]
    return {
        "kind": "choices",
        "outcome": outcome(seen),
        "summary": seen["summary"],
        "criteria": {view["id"]: view for view in parts},
        "good": [view for view in parts if view["verdict"] == "pass"],
        "todo": [view for view in parts if view["verdict"] != "pass"],
        "decided": [_item(item, exercise) for item in chosen_view(choices, seen, call)],
        "mood": _mood(choices, exercise),
        "empty": not any(choices.answers.values()),
    }


def _part(view: View, exercise: ChoiceExercise) -> View:
    """The summary alone: what there is to say of each entry stands beside it."""
    return {**view, "message": view["message"].split("\n")[0], "scoring": exercise.part(view["id"]).scoring}


def _item(item: View, exercise: ChoiceExercise) -> View:
    """The remarks, each beside the entry that it is about; those about what was left open come last."""
    remarks = [_remark(remark, exercise) for remark in item["remarks"]]
    entries = [
        {
            **entry,
            "question": exercise.labels.get(entry["id"], entry["question"]),
            "remarks": [remark for remark in remarks if remark["field"] == entry["id"]],
        }
        for entry in item["entries"]
    ]
    answered = {entry["id"] for entry in entries}
    return {**item, "entries": entries, "open": [remark for remark in remarks if remark["field"] not in answered]}


def _remark(remark: View, exercise: ChoiceExercise) -> View:
    kind = _KINDS.get(remark["word"], "open")
    return {**remark, "kind": kind, "symbol": _SYMBOLS[kind], "about": exercise.part(remark["part"]).title}


def _mood(choices: Choices, exercise: ChoiceExercise) -> View | None:
    """The learner's own ratings beside the call's own curve; None where no mood is asked for."""
    items = [item for item in exercise.items if item.reference is not None]
    asked = exercise.opinion
    own = [_rating(choices.answer(item.id, asked.id)) if asked else None for item in items]
    if not items or all(mood is None for mood in own):
        return None
    names, reference = [item.id for item in items], [item.reference for item in items]
    courses = [Course("im Gespräch", "post", reference), Course("deine Sicht", "own", own)]
    said = [[_written(mood) for mood in moods] for moods in (reference, own)]
    told = [", ".join(f"{name} {mood}" for name, mood in zip(names, moods, strict=True)) for moods in said]
    return {
        "pictures": curves(names, courses),
        "told": f"Stimmung nach jeder Antwort, von −5 bis +5. Im Gespräch: {told[0]}. Deine Sicht: {told[1]}.",
        "columns": ["im Gespräch", "deine Sicht"],
        "rows": list(zip(names, *said, strict=True)),
        "note": asked.note if asked else "",
    }


def _rating(text: str | None) -> int | None:
    return int(text) if text is not None else None


def _written(mood: int | None) -> str:
    return "–" if mood is None else signed(mood)
