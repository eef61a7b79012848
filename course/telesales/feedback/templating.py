"""Fills templates; all texts are escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, select_autoescape

from telesales.feedback.view import WORDS


def render(template: str, package: str = "telesales.feedback", **values: object) -> str:
    """The template of `package` (in its folder templates) filled with `values`, all texts escaped."""
    return _environment(package).get_template(template).render(words=WORDS, **values).strip()


@cache
def _environment(package: str) -> Environment:
    loader = PackageLoader(package)
    return Environment(loader=loader, autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True)
