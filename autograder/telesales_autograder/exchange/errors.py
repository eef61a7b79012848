"""What goes wrong, each as one German sentence for the teacher."""


class ExchangeError(Exception):
    """The run cannot go on; the text names the way out."""


class Refused(Exception):
    """One file or one learner's work is not taken; all others are. The text says what and why."""


NEXT_RUN = "ein neuer Lauf macht weiter"
"""What the sentence on a broken-off run ends with."""
