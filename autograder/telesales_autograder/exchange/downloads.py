"""Downloads, opened: whose each entry is, and what their clocks say."""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from telesales_autograder.exchange.archive import Entry, Limits, Meter, opened
from telesales_autograder.exchange.errors import ExchangeError, Refused
from telesales_autograder.exchange.gathering import File, Learner
from telesales_autograder.exchange.platforms import READERS, TITLES, Owned, recognised, wraps_submissions
from telesales_autograder.exchange.times import in_utc, says_when


@dataclass(frozen=True)
class Download:
    """An opened download: its entries, when it was made (UTC), and whether its times are those of the uploads."""

    number: int
    platform: str
    entries: list[Entry]
    made: datetime
    zone: ZoneInfo
    says_when: bool

    def file(self, owned: Owned, entry: Entry, place: int) -> File:
        """An entry as a file of its owner."""
        said = self.says_when and entry.time is not None
        time = in_utc(entry.time, self.zone) if said and entry.time else self.made
        return File(owned.path, entry, time, said, owned.newness, place, self.number)


@dataclass
class Crowd:
    """The learners of all downloads, and sentences about entries that are nobody's."""

    learners: list[Learner] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def open_all(
    paths: list[Path], platform: str | None, zone: ZoneInfo, limits: Limits, stack: ExitStack
) -> list[Download]:
    """The downloads, open until `stack` closes; ExchangeError where one cannot be read or is of no known platform."""
    return [_opened(number, path, platform, zone, limits, stack) for number, path in enumerate(paths)]


def _opened(
    number: int, path: Path, platform: str | None, zone: ZoneInfo, limits: Limits, stack: ExitStack
) -> Download:
    meter = Meter(
        limits.total, f"{path.name} enthält ausgepackt mehr als {limits.total >> 30} GiB: Der Rest bleibt zu."
    )
    entries = stack.enter_context(opened(path, path.name, limits, meter))
    if platform in (None, "ilias"):
        entries = _unwrapped(entries, limits, meter, stack)
    known = platform or recognised(entry.parts for entry in entries)
    if known is None:
        titles = ", ".join(TITLES.values())
        raise ExchangeError(f"{path.name} ist keine Sammlung von Abgaben, wie man sie aus {titles} herunterlädt.")
    saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    made = max((in_utc(entry.time, zone) for entry in entries if entry.time), default=saved)
    return Download(number, known, entries, made, zone, says_when(entries))


def _unwrapped(entries: list[Entry], limits: Limits, meter: Meter, stack: ExitStack) -> list[Entry]:
    """The entries, and in place of ILIAS' zip file in the zip file what lies in it."""
    found: list[Entry] = []
    for entry in entries:
        if entry.problem or not wraps_submissions(entry.parts):
            found.append(entry)
            continue
        file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 — the stack closes it
        try:
            entry.copy(file)
        except Refused as refused:
            raise ExchangeError(f"{refused} Lade die Abgaben noch einmal herunter.") from None
        found += stack.enter_context(opened(file, entry.name, limits, meter))
    return found


def crowd(downloads: list[Download]) -> Crowd:
    """All learners with their files; entries that are nobody's are passed over, refused ones are told."""
    found = Crowd()
    learners: dict[tuple[str, str], Learner] = {}
    for download in downloads:
        for place, entry in enumerate(download.entries):
            owned = READERS[download.platform](entry.parts) if entry.parts else None
            if owned is None or not owned.path:
                found.problems += [entry.problem] if entry.problem else []
                continue
            learner = learners.setdefault(owned.owner.key, Learner(owned.owner))
            if entry.problem:
                learner.problems.append(entry.problem)
            else:
                learner.files.append(download.file(owned, entry, place))
                learner.late = learner.late or owned.late
    found.learners = list(learners.values())
    return found
