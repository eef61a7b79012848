"""A guide as a picture of the way through the call: the phases downwards, the branches beside what they leave."""

from telesales.feedback.templating import render
from telesales.feedback.view import View, criterion_view, worst
from telesales.model import Call, Exercise, Report, Script, Slot

_LONGEST = 32  # characters of a line that fit into a box


def flow_svg(script: Script, report: Report | None, call: Call) -> str:
    """The picture of `script` as SVG in the colour of the text around it; with a report also each phase's verdict."""
    return render("flow.svg", **flow_view(script, report, call))


def flow_view(script: Script, report: Report | None, call: Call) -> View:
    """The same as data: the boxes, the row where the way ends, and the picture in words."""
    exercise = call.exercises[script.exercise]
    slots = exercise.arranged(script.lines)
    way = [slot for slot in slots if not slot.branch]
    signs = _signs(report, exercise, call) if report else {}
    rows = [row for number, slot in enumerate(way, 1) for row in _rows(slot, number, slots)]
    boxes = [{**_box(slot, script), "name": name, "sign": signs.get(slot.id)} for slot, name in rows]
    return {"boxes": boxes, "last": _last_of_the_way(boxes), "told": _told(slots, script)}


def _rows(slot: Slot, number: int, slots: tuple[Slot, ...]) -> list[tuple[Slot, str]]:
    """A phase and the branches that leave behind it, with their names."""
    return [(slot, f"{number} {slot.title}"), *((s, s.title) for s in slots if s.after == slot.id)]


def _box(slot: Slot, script: Script) -> View:
    words = " ".join(script.lines.get(slot.id, "").split())
    text = "".join(char for char in words if char.isprintable())  # XML takes no control characters
    short = f"{text[: _LONGEST - 1].rstrip()}…" if len(text) > _LONGEST else text
    return {"branch": slot.branch, "text": short}


def _last_of_the_way(boxes: list[View]) -> int:
    """The row where the way through the call ends."""
    return max(number for number, box in enumerate(boxes) if not box["branch"])


def _signs(report: Report, exercise: Exercise, call: Call) -> dict[str, str]:
    """Each line's worst verdict as a symbol, for the lines that a verdict stands at."""
    views = [criterion_view(call.rubric.criterion(id), result, exercise.id) for id, result in report.criteria.items()]
    here = {slot.id: [view for view in views if slot.id in view["lines"][:1]] for slot in exercise.slots}
    return {id: worst(found)["symbol"] for id, found in here.items() if found}


def _told(slots: tuple[Slot, ...], script: Script) -> str:
    """The picture in words."""
    titles = {slot.id: slot.title for slot in slots}
    way = ", ".join(f"{number} {slot.title}" for number, slot in enumerate((s for s in slots if not s.branch), 1))
    branches = ", ".join(f"{slot.title} nach „{titles[slot.after]}“" for slot in slots if slot.after)
    empty = ", ".join(slot.title for slot in slots if not script.lines.get(slot.id, "").strip())
    return f"Ablauf: {way}. Abzweige: {branches}." + (f" Noch leer: {empty}." if empty else "")
