"""What stops a run."""


class GradingError(Exception):
    """The run cannot go on; the text is one German sentence for the teacher, with the way out."""
