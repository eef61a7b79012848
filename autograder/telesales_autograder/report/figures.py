"""The report's pictures: as SVG that follows the page's theme, and as PNG on white for notebooks."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from telesales.feedback.view import WORDS, number
from telesales.model import Verdict
from telesales.plots.drawing import FAINT, OWN, POST, TEXT, WIDE, svg
from telesales_autograder.report.chance import BINS, Spread
from telesales_autograder.report.statistics import STEPS, Item

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

_ROW, _ROW_NARROW, _MARGIN = 0.3, 0.46, 0.75  # inches; a narrow picture has a row's title above its bar
_DPI = 110
_CELLS = 12  # marks that find room beside each other, across and up
_ORDER = (Verdict.PASS, Verdict.PARTIAL, Verdict.UNSURE, Verdict.FAIL, Verdict.OPEN)


@dataclass(frozen=True)
class Ink:
    """The colours of words, grid, marks and what matters most."""

    text: str
    faint: str
    mark: str
    own: str


THEMED = Ink(TEXT, FAINT, POST, OWN)
PAPER = Ink("#1a1a1a", "#c8c8c8", "#555555", "#1565c0")

Draw = Callable[["Axes", bool, Ink], None]


@dataclass(frozen=True)
class Picture:
    """A drawing with its name for files and its `label`, which says the same in words; heights in inches."""

    name: str
    label: str
    draw: Draw
    heights: tuple[float, float]

    def svg(self) -> Markup:
        """A wide and a narrow SVG; the page shows the one that fits."""
        return svg(lambda axes, narrow: self.draw(axes, narrow, THEMED), self.label, self.heights)

    def png(self) -> bytes:
        """The wide picture; the same bytes each time."""
        import matplotlib  # Half a second: only where a picture is wanted.
        from matplotlib.figure import Figure

        names = ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color")
        with matplotlib.rc_context({**dict.fromkeys(names, PAPER.text), "font.size": 10}):
            figure = Figure(figsize=(WIDE, self.heights[0]), layout="constrained", facecolor="white")
            self.draw(figure.add_subplot(), False, PAPER)
            file = io.BytesIO()
            figure.savefig(file, format="png", dpi=_DPI, metadata={"Software": None})
        return file.getvalue()


def distribution(counts: Sequence[int], most: float, median: float) -> Picture:
    """The histogram of points, with the median."""
    edges = [most * step / STEPS for step in range(STEPS + 1)]
    bars = zip(edges, edges[1:], counts, strict=False)
    said = [f"{number(low)} bis {number(high)} Punkte: {count}" for low, high, count in bars if count]
    label = f"Verteilung der Punkte. {'; '.join(said)}. Median: {number(median)} von {number(most)}."

    def draw(axes: "Axes", narrow: bool, ink: Ink) -> None:
        width = most / STEPS
        axes.bar(edges[:-1], counts, width * 0.92, align="edge", color=ink.own)
        axes.axvline(median, color=ink.text, linestyle="--", linewidth=1.5)
        axes.annotate("Median", (median, 1), xycoords=("data", "axes fraction"), xytext=(4, -2),
                      textcoords="offset points", va="top", color=ink.text)  # fmt: skip
        axes.set_ylim(0, max(counts) * 1.25)
        axes.set_xticks(edges[:: 2 if narrow else 1], [number(edge) for edge in edges[:: 2 if narrow else 1]])
        _whole(axes.yaxis)
        _named(axes, "Punkte", "Abgaben")

    return Picture("points", label, draw, (2.8, 2.6))


def verdicts(rows: Sequence[tuple[str, Mapping[Verdict, int]]]) -> Picture:
    """A bar for each criterion: how many met it, in part, not at all."""
    said = [f"{title}: {_in_words(counts)}" for title, counts in rows]

    def draw(axes: "Axes", narrow: bool, ink: Ink) -> None:
        looks = _looks(ink)
        left = [0] * len(rows)
        for verdict in _ORDER:
            counts = [row.get(verdict, 0) for _, row in rows]
            if any(counts):
                places = [place + (0.18 if narrow else 0) for place in range(len(rows))]
                axes.barh(
                    places, counts, 0.42 if narrow else 0.66, left=left, label=WORDS[verdict][1], **looks[verdict]
                )
            left = [a + b for a, b in zip(left, counts, strict=True)]
        _titled(axes, [title for title, _ in rows], narrow)
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3 if narrow else 5, frameon=False, fontsize=9,
                    handlelength=1.4, columnspacing=1)  # fmt: skip
        _whole(axes.xaxis)
        _named(axes, "Abgaben", "")

    return Picture("criteria", f"Urteile je Kriterium. {'. '.join(said)}.", draw, _heights(len(rows)))


def item_map(items: Sequence[Item], titles: Sequence[str]) -> Picture:
    """Each item as its number, by how difficult it is and how well it separates."""
    placed = [(place, item) for place, item in enumerate(items, 1) if item.discrimination is not None]
    said = [f"{place} {titles[place - 1]}: {item.difficulty:.0%} der Punkte, Trennschärfe "
            f"{number(round(item.discrimination or 0, 2))}" for place, item in placed]  # fmt: skip

    def draw(axes: "Axes", narrow: bool, ink: Ink) -> None:
        axes.axhline(0, color=ink.faint, linewidth=1)
        for (easy, separates), numbers in _by_place(placed).items():
            axes.plot(easy, separates, "o", color=ink.own, markersize=5)
            axes.annotate(numbers, (easy, separates), xytext=(4, 3), textcoords="offset points", color=ink.text)
        axes.margins(0.1)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: number(value).replace("-", "−"))
        _named(axes, "im Mittel erreichte Punkte in %", "Trennschärfe")

    return Picture("items", f"Schwierigkeit und Trennschärfe. {'; '.join(said)}.", draw, (3.2, 3.0))


def _by_place(placed: Sequence[tuple[int, Item]]) -> dict[tuple[float, float], str]:
    """The items' numbers by their place in the picture; those that would cover each other share one."""
    easy, separates = [100 * one.difficulty for _, one in placed], [one.discrimination or 0 for _, one in placed]
    across, up = ((max(values) - min(values)) / _CELLS or 1 for values in (easy, separates))
    numbers: dict[tuple[float, float], list[str]] = {}
    for (place, _), x, y in zip(placed, easy, separates, strict=True):
        numbers.setdefault((round(x / across) * across, round(y / up) * up), []).append(str(place))
    return {near: ", ".join(some) for near, some in numbers.items()}


def similarity(spread: Spread, least: float) -> Picture:
    """How many pairs have how much in common; from `least` on they are looked at."""
    wide = 50
    counts = spread.counts.reshape(wide, BINS // wide).sum(axis=1)
    label = (
        f"Gemeinsamer Anteil aller {spread.pairs} Paare. Ab {least:.0%} gelistet: {spread.from_share(least)} Paare; "
        f"darunter: {spread.pairs - spread.from_share(least)}."
    )

    def draw(axes: "Axes", narrow: bool, ink: Ink) -> None:
        axes.bar([100 * place / wide for place in range(wide)], counts, 100 / wide, align="edge", color=ink.own)
        axes.axvline(least * 100, color=ink.text, linestyle="--", linewidth=1.5)
        axes.annotate("hier ansehen →", (least * 100, 1), xycoords=("data", "axes fraction"), xytext=(4, -2),
                      textcoords="offset points", va="top", color=ink.text)  # fmt: skip
        axes.set_yscale("symlog", linthresh=1)
        axes.set_ylim(0, max(int(counts.max()), 1) * 4)
        axes.yaxis.set_major_formatter(lambda value, _: number(value))
        axes.set_xlim(0, 100)
        _named(axes, "gemeinsamer Anteil in %", "Paare")

    return Picture("similarity", label, draw, (2.6, 2.6))


def changes(rows: Sequence[tuple[str, int, int]], learners: int) -> Picture:
    """For each criterion how many met it before (ring) and now (dot)."""
    said = [f"{title}: vorher {before}, jetzt {now}" for title, before, now in rows]

    def draw(axes: "Axes", narrow: bool, ink: Ink) -> None:
        for place, (_, before, now) in enumerate(rows):
            height = place + (0.18 if narrow else 0)
            axes.plot([before, now], [height, height], color=ink.own, linewidth=2, zorder=1)
            axes.plot(before, height, "o", markerfacecolor="none", markeredgecolor=ink.mark, markersize=8,
                      label=None if place else "vorher")  # fmt: skip
            axes.plot(now, height, "o", color=ink.own, markersize=6, label=None if place else "jetzt")
        _titled(axes, [title for title, _, _ in rows], narrow)
        axes.set_xlim(-0.03 * learners, learners * 1.03)
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, frameon=False, fontsize=9)
        _whole(axes.xaxis)
        _named(axes, "Abgaben, die es schaffen", "")

    label = f"Geschafft von {learners}, vorher und jetzt. {'; '.join(said)}."
    return Picture("progress", label, draw, _heights(len(rows)))


def _looks(ink: Ink) -> dict[Verdict, dict[str, Any]]:
    """Told apart by pattern, not by colour alone."""
    return {
        Verdict.PASS: {"facecolor": ink.own, "edgecolor": ink.own},
        Verdict.PARTIAL: {"facecolor": "none", "edgecolor": ink.own, "hatch": "////"},
        Verdict.UNSURE: {"facecolor": "none", "edgecolor": ink.mark, "hatch": "...."},
        Verdict.FAIL: {"facecolor": ink.mark, "edgecolor": ink.mark},
        Verdict.OPEN: {"facecolor": "none", "edgecolor": ink.mark},
    }


def _in_words(counts: Mapping[Verdict, int]) -> str:
    return ", ".join(f"{WORDS[verdict][1]} {counts[verdict]}" for verdict in _ORDER if counts.get(verdict))


def _titled(axes: "Axes", titles: Sequence[str], narrow: bool) -> None:
    """Each row's title beside it, or above it where there is little room."""
    axes.set_yticks(range(len(titles)), [] if narrow else list(titles))
    axes.set_ylim(len(titles) - 0.4, -0.6)
    for place, title in enumerate(titles if narrow else []):
        axes.annotate(title, (0, place - 0.06), xytext=(0, 2), textcoords="offset points", va="bottom", fontsize=9)


def _named(axes: "Axes", below: str, beside: str) -> None:
    axes.set_xlabel(below)
    axes.set_ylabel(beside)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(length=0)


def _whole(axis: "Axis") -> None:
    """Marks on whole numbers only: an axis that counts people."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(integer=True))


def _heights(rows: int) -> tuple[float, float]:
    return _MARGIN + rows * _ROW, _MARGIN + rows * _ROW_NARROW
