"""Fills this package's templates; all texts are escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, select_autoescape

from telesales.feedback.view import WORDS


def render(template: str, **values: object) -> str:
    """The template of this package filled with `values`, all texts escaped."""
    return _environment().get_template(template).render(words=WORDS, **values).strip()


@cache
def _environment() -> Environment:
    loader = PackageLoader("telesales.feedback")
    return Environment(loader=loader, autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True)
