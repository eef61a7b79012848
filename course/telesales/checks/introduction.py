"""introduction: to be replaced."""

from telesales.checks.reading import Reading
from telesales.model import Finding


def check(reading: Reading) -> Finding:
    """Stub."""
    return Finding(id="unsure")
