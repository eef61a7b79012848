"""Pictures of a call and of what was made of it: SVG in the theme's colours, each with its content as text."""

from telesales.plots.comparing import compared_page, comparison_html

__all__ = ["compared_page", "comparison_html"]
