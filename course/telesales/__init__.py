"""A course on talking to people on the telephone: one failed call, taken apart and repaired."""

__version__ = "0.1.0"
