"""The mood of the person called, after each of the caller's lines, and the lines that made it turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from telesales.model import HIGHEST, LOWEST, CallRecord
from telesales.plots.drawing import FAINT, OWN, POST, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHTS = 3.4, 3.0  # inches, wide and narrow
_NAME_ROOM, _NAME_ROOM_NARROW = 1.6, 3.4  # steps of the x axis that a curve's name needs beside its end
_MINUS = "−"


@dataclass(frozen=True)
class Reason:
    """What turned the mood, and the words that did; `line` may be earlier than the turn: good things add up."""

    title: str
    line: str
    words: str


@dataclass(frozen=True)
class Step:
    """The mood (−5 to 5) after the caller's line `line`, how it changed, and why in the simulator's words."""

    line: str
    mood: int
    change: int
    reasons: tuple[Reason, ...]


def steps(record: CallRecord) -> tuple[Step, ...]:
    """One step for each line of the caller that was answered or ended the call."""
    return tuple(_steps(record))


def _steps(record: CallRecord) -> Iterator[Step]:
    said = {turn.id: turn.text for turn in record.turns if turn.speaker == "caller"}
    line, mood = "", 0
    for turn in record.turns:
        line = turn.id if turn.speaker == "caller" else line
        if turn.mood is not None:
            change = turn.mood - mood
            counted = [event for event in turn.events if event.change * change > 0]
            reasons = (Reason(e.title, e.line, e.text or said.get(e.line, "")) for e in counted)
            yield Step(line, turn.mood, change, tuple(dict.fromkeys(reasons)))
            mood = turn.mood


def turns(record: CallRecord) -> tuple[Step, ...]:
    """The steps at which the mood changed."""
    return tuple(step for step in steps(record) if step.change)


def described(record: CallRecord) -> str:
    """The curve in words, for those who do not see it."""
    return ", ".join(f"{step.line} {signed(step.mood)}" for step in steps(record))


def signed(mood: int) -> str:
    """A mood as people write it: −3, 0, +2."""
    return f"{_MINUS}{-mood}" if mood < 0 else f"+{mood}" if mood else "0"


def mood_svg(post: CallRecord, own: CallRecord) -> Markup:
    """Both curves in one picture; they differ in line and mark, not in colour alone."""
    label = f"Stimmung nach jedem Satz. Im Beitrag: {described(post)}. Bei dir: {described(own)}."
    return svg(lambda axes, narrow: _draw(axes, post, own, narrow), label, _HEIGHTS)


def _draw(axes: "Axes", post: CallRecord, own: CallRecord, narrow: bool) -> None:
    names = [step.line for step in max(steps(post), steps(own), key=len)]
    level = post.mood == own.mood
    axes.axhline(0, color=FAINT, linewidth=1)
    _curve(axes, post, POST, ("--", "s"), "im Beitrag", "top" if level else "center")
    _curve(axes, own, OWN, ("-", "o"), "bei dir", "bottom" if level else "center")
    axes.set_ylim(LOWEST - 0.4, HIGHEST + 0.4)
    axes.set_xlim(-0.4, len(names) + (_NAME_ROOM_NARROW if narrow else _NAME_ROOM))
    ticks = range(LOWEST + 1, HIGHEST, 2) if narrow else range(LOWEST, HIGHEST + 1)
    axes.set_yticks(list(ticks), [signed(tick) for tick in ticks])
    axes.set_xticks(range(len(names) + 1), ["", *names])
    axes.set_ylabel("Stimmung am anderen Ende")
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=0)


def _curve(axes: "Axes", record: CallRecord, colour: str, look: tuple[str, str], name: str, place: str) -> None:
    moods = [0, *(step.mood for step in steps(record))]
    axes.plot(moods, color=colour, linestyle=look[0], linewidth=2, marker=look[1], markersize=6)
    end = len(moods) - 1, moods[-1]
    axes.annotate(name, end, xytext=(8, 0), textcoords="offset points", va=place, color=colour)
