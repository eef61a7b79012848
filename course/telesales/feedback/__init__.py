"""Verdicts for people: static HTML and the data that the live editor shows, both from one view."""

from telesales.feedback.static import criterion_html, problem_html, script_html
from telesales.feedback.view import report_view, scene

__all__ = ["criterion_html", "problem_html", "report_view", "scene", "script_html"]
