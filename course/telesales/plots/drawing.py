"""A drawing as SVG that takes its colours and its font from the page: light, dark or on paper.

matplotlib knows no CSS, so it draws in placeholder colours that are replaced in its output. Each picture is drawn
twice, wide and narrow, because text that shrinks with the page cannot be read on a telephone; the style of the page
shows the one that fits.
"""

import hashlib
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TEXT, FAINT, POST, OWN = "#010101", "#020202", "#030303", "#040404"
"""Placeholders: words and axes, grid lines, the call of the post, the learner's own call."""

_COLOURS = {
    TEXT: "currentColor",
    FAINT: "color-mix(in srgb, currentColor 25%, transparent)",
    POST: "color-mix(in srgb, currentColor 72%, transparent)",
    OWN: "var(--jp-brand-color1, #1565c0)",
}
_FONT = "var(--jp-content-font-family, system-ui, sans-serif)"
WIDE, NARROW = 7.2, 3.4
"""Widths in inches; at 72 points an inch the letters come out at 13 and 12 pixels."""

_SETTINGS = {
    "svg.fonttype": "none",
    "font.size": 10,
    "text.color": TEXT,
    "axes.labelcolor": TEXT,
    "axes.edgecolor": TEXT,
    "xtick.color": TEXT,
    "ytick.color": TEXT,
    "hatch.linewidth": 0.8,
}

Draw = Callable[["Axes", bool], None]
"""Draws into axes; the flag says whether the picture is narrow."""


def svg(draw: Draw, label: str, heights: tuple[float, float]) -> Markup:
    """The wide and the narrow picture as two SVG elements; `label` names them, `heights` are in inches.

    matplotlib escapes the texts that are drawn.
    """
    wide, narrow = heights
    return Markup(_drawn(draw, label, (WIDE, wide), False) + _drawn(draw, label, (NARROW, narrow), True))  # noqa: S704  # see above


def _drawn(draw: Draw, label: str, size: tuple[float, float], narrow: bool) -> str:
    import matplotlib  # Half a second: only where a picture is wanted.
    from matplotlib.figure import Figure

    salt = hashlib.sha256(f"{label}{narrow}".encode()).hexdigest()[:8]
    with matplotlib.rc_context({**_SETTINGS, "svg.hashsalt": salt}):
        figure = Figure(figsize=size, layout="constrained")
        figure.patch.set_visible(False)
        axes = figure.add_subplot()
        axes.patch.set_visible(False)
        draw(axes, narrow)
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return _themed(file.getvalue(), label, "narrow" if narrow else "wide")


def _themed(drawn: str, label: str, kind: str) -> str:
    """matplotlib's SVG without its header and fixed size, with a name, and with the page's colours and font."""
    body = drawn[drawn.index("<svg") :]
    opening, rest = body.split(">", 1)
    box = re.search(r'viewBox="[^"]+"', opening)
    rest = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", rest, flags=re.DOTALL)
    rest = re.sub(r' id="(?:figure|axes|patch|text|line2d|xtick|ytick|matplotlib\.axis)_\d+"', "", rest)
    for placeholder, colour in _COLOURS.items():
        rest = rest.replace(placeholder, colour)
    rest = re.sub(r"('DejaVu Sans'|DejaVu Sans)[^;\"]*", _FONT, rest)
    named = f'class="{kind}" role="img" aria-label="{escape(label)}" {box[0] if box else ""}'
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {named}>{rest.strip()}'
