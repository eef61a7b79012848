"""When something was handed in."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from nbgrader.utils import parse_utc
from platform_zips import Part, Time, saved

from telesales_autograder.exchange.archive import Limits, opened
from telesales_autograder.exchange.times import in_utc, says_when, stamp, understood

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dienstag, 2. Dezember 2025, 10:37", datetime(2025, 12, 2, 10, 37)),
        ("Mittwoch, 13. März 2024, 19:59", datetime(2024, 3, 13, 19, 59)),
        ("Donnerstag, 1. Jänner 2026, 00:05", datetime(2026, 1, 1, 0, 5)),
        ("Tuesday, 2 December 2025, 10:37 PM", datetime(2025, 12, 2, 22, 37)),
        ("Tuesday, 2 December 2025, 12:07 AM", datetime(2025, 12, 2, 0, 7)),
        ("02.12.2025 10:37", datetime(2025, 12, 2, 10, 37)),
        ("2.12.2025, 10:37:12", datetime(2025, 12, 2, 10, 37)),
        ("-", None),
        ("", None),
        ("Dienstag, 31. Februar 2025, 10:37", None),
        ("Dienstag, 3. Quark 2025, 10:37", None),
        ("Dienstag, 3. Mai 2025, 25:99", None),
    ],
)
def test_moodles_words_for_a_time_are_understood(text: str, expected: datetime | None) -> None:
    assert understood(text) == expected


def test_winter_and_summer_time_are_told_apart() -> None:
    assert in_utc(datetime(2025, 12, 2, 10, 37), BERLIN) == datetime(2025, 12, 2, 9, 37, tzinfo=UTC)
    assert in_utc(datetime(2025, 7, 2, 10, 37), BERLIN) == datetime(2025, 7, 2, 8, 37, tzinfo=UTC)


def test_nbgrader_reads_the_stamp() -> None:
    time = datetime(2025, 12, 2, 9, 37, tzinfo=UTC)
    assert parse_utc(stamp(time).decode().strip()) == time.replace(tzinfo=None)


@pytest.mark.parametrize(("minutes", "expected"), [([1, 1, 2, 3], False), ([5, 1, 9], True), ([7], False), ([], False)])
def test_times_that_only_go_on_are_those_of_the_download(tmp_path: Path, minutes: list[int], expected: bool) -> None:
    times: list[Time] = [(2026, 11, 20, 18, minute, 0) for minute in minutes]
    path = saved(tmp_path / "a.zip", *(Part(f"{place}.txt", b"", time) for place, time in enumerate(times)))
    with opened(path, "a.zip", Limits()) as entries:
        assert says_when(entries) is expected
