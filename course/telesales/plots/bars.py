"""Bars that compare the call of the post with the learner's own: shares of talk and questions, points by criterion."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from telesales.plots.drawing import FAINT, OWN, POST, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BAR, _BAR_NARROW = 0.34, 0.24  # of the room for a row; a narrow picture has the title above the bars
_INCHES, _INCHES_NARROW, _MARGIN = 0.42, 0.68, 0.3


@dataclass(frozen=True)
class Row:
    """One comparison: `post` and `own` of at most `most`, and how the two are written."""

    title: str
    post: float
    own: float
    most: float
    post_text: str
    own_text: str

    @property
    def cells(self) -> tuple[str, str, str]:
        """The row of a table."""
        return self.title, self.post_text, self.own_text


def bars_svg(rows: Sequence[Row], label: str) -> Markup:
    """Two bars a row: the post's hatched, the own filled, each with its value; a frame shows what is possible."""
    heights = [_MARGIN + len(rows) * each for each in (_INCHES, _INCHES_NARROW)]
    return svg(lambda axes, narrow: _draw(axes, rows, narrow), f"{label} {described(rows)}", (heights[0], heights[1]))


def described(rows: Sequence[Row]) -> str:
    """The bars in words, for those who do not see them."""
    return " ".join(f"{row.title}: im Beitrag {row.post_text}, bei dir {row.own_text}." for row in rows)


def _draw(axes: "Axes", rows: Sequence[Row], narrow: bool) -> None:
    bar = _BAR_NARROW if narrow else _BAR
    for place, row in enumerate(rows):
        axes.barh(place + bar / 2, row.most, bar, facecolor="none", edgecolor=FAINT, linewidth=1)
        axes.barh(place - bar / 2, row.post, bar, facecolor="none", edgecolor=POST, hatch="////", linewidth=1)
        axes.barh(place + bar / 2, row.own, bar, color=OWN)
        _value(axes, row.post, place - bar / 2, row.post_text, POST)
        _value(axes, row.most, place + bar / 2, row.own_text, OWN)
        if narrow:
            axes.annotate(row.title, (0, place - bar), xytext=(0, 3), textcoords="offset points", va="bottom")
    axes.set_yticks(range(len(rows)), [] if narrow else [row.title for row in rows])
    axes.set_ylim(len(rows) - 0.5, -0.9 if narrow else -0.5)
    axes.set_xlim(0, max(row.most for row in rows) * 1.2)
    axes.set_xticks([])
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.tick_params(length=0)


def _value(axes: "Axes", value: float, place: float, text: str, colour: str) -> None:
    axes.annotate(
        text, (value, place), xytext=(4, 0), textcoords="offset points", va="center", color=colour, fontsize=9
    )
