"""What goes wrong, each as one German sentence for the teacher."""

import errno

FULL = (errno.ENOSPC, errno.EDQUOT)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class ExchangeError(Exception):
    """The run cannot go on; the text names the way out."""


class Refused(Exception):
    """One file or one learner's work is not taken; all others are. The text says what and why."""


def trouble(error: OSError) -> str:
    """What the disk said, with the way out."""
    where = f"'{error.filename}'" if error.filename else "Der Ordner des Kurses"
    if error.errno in FULL:
        return "Der Datenträger ist voll: Schaffe Platz; ein neuer Lauf macht weiter."
    if error.errno in FORBIDDEN:
        return f"{where} lässt sich nicht beschreiben: Gib Schreibrechte; ein neuer Lauf macht weiter."
    return f"{where}: {error.strerror or error}. Ein neuer Lauf macht weiter."
