"""Fills templates; all texts are escaped, and lines break where they should."""

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape

from telesales.feedback.view import WORDS

_LAW = re.compile(r"(§|Art\.|Abs\.|Nr\.) (?=\d)")
_KNOCKOUT = "K.-o.-"


def render(template: str, package: str = "telesales.feedback", **values: object) -> str:
    """The template of `package` (in its folder templates) filled with `values`, all texts escaped."""
    return unbroken(_environment(package).get_template(template).render(words=WORDS, **values).strip())


def unbroken(text: str) -> str:
    """`text` with what belongs together kept on one line: a paragraph with its number (§ 7 Abs. 2), and "K.-o."."""
    whole = _KNOCKOUT.replace("-", "\N{NON-BREAKING HYPHEN}")
    return _LAW.sub("\\1\N{NO-BREAK SPACE}", text).replace(_KNOCKOUT, whole)


class _Views(Environment):
    """What templates show are plain dicts: their entries first, and attributes where there are none."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute` in a template."""
        return obj[attribute] if isinstance(obj, dict) and attribute in obj else super().getattr(obj, attribute)


@cache
def _environment(package: str) -> Environment:
    loader = PackageLoader(package)
    return _Views(
        loader=loader,
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
