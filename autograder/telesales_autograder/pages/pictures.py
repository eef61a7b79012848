"""Pictures as plain numbers and texts: a template makes SVG of them, so that a page costs no drawing library.

Each picture comes wide and narrow: text that shrinks with the page could not be read on a telephone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from telesales.model import HIGHEST, LOWEST
from telesales.plots.mood import signed

LEFT, TOP, BOTTOM = 38, 12, 30
"""Room for the scale, above the highest mood, and for the names of the lines."""
SPARK = (96, 24)
"""Width and height of a curve inside a table."""


@dataclass(frozen=True)
class Course:
    """How a mood went: `moods` (−5 to 5) after each line, or None where nothing is known; `kind` is own or post."""

    name: str
    kind: str
    moods: Sequence[int | None]


@dataclass(frozen=True)
class Curve:
    """A course as drawn: one or more lines of points, a mark at each, and the name beside the end."""

    name: str
    kind: str
    lines: tuple[str, ...]
    marks: tuple[tuple[float, float], ...]
    end: tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """A drawn diagram; places are in pixels of its own width and height."""

    shape: str
    width: int
    height: int
    scale: tuple[tuple[float, str], ...]
    names: tuple[tuple[float, str], ...]
    zero: float
    curves: tuple[Curve, ...]


@dataclass(frozen=True)
class _Frame:
    shape: str
    width: int
    height: int
    room: int
    every: int

    def x(self, place: int, steps: int) -> float:
        return round(LEFT + 8 + place * (self.width - LEFT - 8 - self.room) / max(steps, 1), 1)

    def y(self, mood: float) -> float:
        return round(TOP + (HIGHEST - mood) * (self.height - TOP - BOTTOM) / (HIGHEST - LOWEST), 1)


_FRAMES = (_Frame("wide", 640, 270, 92, 1), _Frame("narrow", 340, 250, 78, 2))


def curves(names: Sequence[str], courses: Sequence[Course]) -> list[Picture]:
    """The courses in one diagram, wide and narrow; `names` are the lines that the moods follow, the first may be ""."""
    return [_picture(frame, names, courses) for frame in _FRAMES]


def _picture(frame: _Frame, names: Sequence[str], courses: Sequence[Course]) -> Picture:
    ticks = range(LOWEST + frame.every - 1, HIGHEST + 1, frame.every)
    places = [(frame.x(i, len(names) - 1), name) for i, name in enumerate(names)]
    drawn = tuple(
        _curve(frame, course, len(names) - 1) for course in courses if any(m is not None for m in course.moods)
    )
    scale = tuple((frame.y(tick), signed(tick)) for tick in ticks)
    return Picture(frame.shape, frame.width, frame.height, scale, tuple(places), frame.y(0), _apart(drawn))


def _curve(frame: _Frame, course: Course, steps: int) -> Curve:
    """A line for each stretch in which all moods are known."""
    places = [None if m is None else (frame.x(i, steps), frame.y(m)) for i, m in enumerate(course.moods)]
    stretches: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            stretches.append([])
        else:
            stretches[-1].append(place)
    marks = tuple(place for place in places if place)
    lines = tuple(_points(stretch) for stretch in stretches if len(stretch) > 1)
    return Curve(course.name, course.kind, lines, marks, marks[-1])


def _points(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in places)


def _apart(curves: tuple[Curve, ...]) -> tuple[Curve, ...]:
    """The names of two curves that end side by side stand one above the other."""
    if len(curves) < 2 or abs(curves[0].end[1] - curves[1].end[1]) >= 14:
        return curves
    upper, lower = sorted(curves, key=lambda curve: curve.end[1])
    middle = (upper.end[1] + lower.end[1]) / 2
    moved = {upper.name: middle - 8, lower.name: middle + 8}
    return tuple(Curve(c.name, c.kind, c.lines, c.marks, (c.end[0], max(moved[c.name], TOP + 2))) for c in curves)


def spark(moods: Sequence[int]) -> str:
    """The points of a curve that fits into a table: it begins at 0, as every call does."""
    width, height = SPARK
    ys = [height - 3 - (mood - LOWEST) * (height - 6) / (HIGHEST - LOWEST) for mood in (0, *moods)]
    step = (width - 6) / max(len(ys) - 1, 1)
    return _points([(round(3 + i * step, 1), round(y, 1)) for i, y in enumerate(ys)])
