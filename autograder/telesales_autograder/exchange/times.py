"""When something was handed in: from a platform's words, from a zip file's clock, or not known."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from telesales_autograder.exchange.archive import Entry

ONE_SECOND = timedelta(seconds=1)

_MONTHS = (
    ("jan", "jän"),
    ("feb",),
    ("mär", "mar", "mrz"),
    ("apr",),
    ("mai", "may"),
    ("jun",),
    ("jul",),
    ("aug",),
    ("sep",),
    ("okt", "oct"),
    ("nov",),
    ("dez", "dec"),
)
_WORDS = re.compile(r"(?P<day>\d{1,2})\.? +(?P<month>[^\W\d_]{3,})\.? +(?P<year>\d{4}), +(?P<clock>.+)")
_DIGITS = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}),? +(?P<clock>.+)")
_CLOCK = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?(?: ?(?P<half>[AP]M))?", re.IGNORECASE)


def understood(text: str) -> datetime | None:
    """The time in a cell of a grading worksheet, without a zone; None where there is none ("-") or it is unreadable.

    Moodle writes "Dienstag, 2. Dezember 2025, 10:37", in English "Tuesday, 2 December 2025, 10:37 AM".
    """
    found = _WORDS.search(text) or _DIGITS.search(text)
    clock = _CLOCK.match(found["clock"]) if found else None
    if found is None or clock is None:
        return None
    day = (int(found["year"]), _month(found["month"]), int(found["day"]))
    try:
        return datetime(*day, _hour(clock), int(clock["minute"]))
    except ValueError:
        return None


def _month(name: str) -> int:
    """1 to 12, or 0 where the name is none."""
    if name.isdigit():
        return int(name)
    return next((number for number, starts in enumerate(_MONTHS, 1) if name.lower().startswith(starts)), 0)


def _hour(clock: re.Match[str]) -> int:
    hour = int(clock["hour"])
    return hour if clock["half"] is None else hour % 12 + (12 if clock["half"].lower() == "pm" else 0)


def in_utc(time: datetime, zone: ZoneInfo) -> datetime:
    """A time without a zone, as the clocks in `zone` meant it, in UTC."""
    return time.replace(tzinfo=zone).astimezone(UTC)


def says_when(entries: Iterable[Entry]) -> bool:
    """Whether the entries' times can be those of the uploads.

    Moodle, Canvas and newer ILIAS write the zip file while it is downloaded and stamp each entry with that moment: such
    times never go back from one entry to the next. Times of uploads, in the order of names, do.
    """
    times = [entry.time for entry in entries if entry.time]
    return any(later < earlier for earlier, later in pairwise(times))


def stamp(time: datetime) -> bytes:
    """A time in UTC as nbgrader writes it into timestamp.txt."""
    return f"{time:%Y-%m-%d %H:%M:%S.%f} UTC\n".encode()
