"""Settings that all tests share."""

from hypothesis import settings

# The first verdict loads the word classes, so a deadline would measure that; the same examples in every run.
settings.register_profile("course", deadline=None, derandomize=True)
settings.load_profile("course")
