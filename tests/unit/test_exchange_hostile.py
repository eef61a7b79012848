"""Hostile downloads: one clear sentence each, everybody else is collected, nothing lands outside the course."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from exchange_course import NOTEBOOK, Course, states
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from platform_zips import Part, in_moodle, packed, saved

from telesales_autograder.exchange.archive import MIB, Limits
from telesales_autograder.exchange.errors import ExchangeError
from telesales_autograder.submission import MAX_NOTEBOOK

WORK = b'{"cells": []}'
HONEST = in_moodle("Ehrlich Anna", 1, NOTEBOOK, WORK)
MAX = "Max Mut_2_assignsubmission_file_"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path / "inner" / "course")


def inner(*parts: Part) -> Part:
    return Part(f"{MAX}/abgabe.zip", packed(parts))


def encrypted() -> Part:
    """A zip file whose entry says that it has a password."""
    data = bytearray(packed([Part(NOTEBOOK, WORK)]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return Part(f"{MAX}/abgabe.zip", bytes(data))


def damaged() -> Part:
    data = bytearray(packed([Part(NOTEBOOK, WORK * 100)]))
    start = data.index(NOTEBOOK.encode()) + len(NOTEBOOK)
    data[start : start + 10] = b"\xff" * 10
    return Part(f"{MAX}/abgabe.zip", bytes(data))


def understated() -> Part:
    """A bomb whose header says that it is ten bytes long."""
    data = bytearray(packed([Part(NOTEBOOK, bytes(4 * MIB))]))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.index(mark) + place, 10)
    return Part(f"{MAX}/abgabe.zip", bytes(data))


HOSTILE: dict[str, tuple[Callable[[], list[Part]], str]] = {
    "parent folder": (lambda: [Part(f"{MAX}/../../../{NOTEBOOK}", b"x")], "führt aus dem Ordner heraus"),
    "parent folder, the Windows way": (
        lambda: [Part(f"{MAX}\\..\\..\\{NOTEBOOK}", b"x")],
        "führt aus dem Ordner heraus",
    ),
    "parent folder in the zip inside": (
        lambda: [inner(Part(f"../../{NOTEBOOK}", b"x"))],
        "führt aus dem Ordner heraus",
    ),
    "absolute": (lambda: [inner(Part(f"/tmp/{NOTEBOOK}", b"x"))], "führt aus dem Ordner heraus"),
    "drive letter": (lambda: [inner(Part(f"C:\\{NOTEBOOK}", b"x"))], "führt aus dem Ordner heraus"),
    "link": (lambda: [Part(f"{MAX}/{NOTEBOOK}", b"/etc/passwd", mode=stat.S_IFLNK | 0o777)], "ist eine Verknüpfung"),
    "link in the zip inside": (
        lambda: [inner(Part(NOTEBOOK, b"/etc/passwd", mode=stat.S_IFLNK | 0o777))],
        "ist eine Verknüpfung",
    ),
    "named pipe": (lambda: [Part(f"{MAX}/{NOTEBOOK}", b"", mode=stat.S_IFIFO | 0o666)], "oder Sonderdatei"),
    "bomb": (lambda: [Part(f"{MAX}/{NOTEBOOK}", bytes(20 * MIB))], "bläht sich beim Auspacken"),
    "bomb in the zip inside": (lambda: [inner(Part(NOTEBOOK, bytes(20 * MIB)))], "bläht sich beim Auspacken"),
    "bomb with a false header": (lambda: [understated()], "ist beschädigt"),
    "rare method": (lambda: [inner(Part(NOTEBOOK, WORK, method=zipfile.ZIP_LZMA))], "auf eine seltene Art gepackt"),
    "password": (lambda: [encrypted()], "mit einem Passwort geschützt"),
    "damaged": (lambda: [damaged()], "ist beschädigt"),
    "no zip": (lambda: [Part(f"{MAX}/abgabe.zip", b"no zip")], "ist keine lesbare Zip-Datei"),
    "two zips deep": (lambda: [inner(Part("b.zip", packed([Part(NOTEBOOK, WORK)])))], "liegt in einem Zip im Zip"),
    "thousands of files": (
        lambda: [Part(f"{MAX}/{number}.ipynb", b"{}") for number in range(3000)],
        "besteht aus mehr als 500 Dateien",
    ),
    "thousands of files in the zip inside": (
        lambda: [inner(*(Part(f"{number}.ipynb", b"{}") for number in range(3000)))],
        "enthält mehr als 500 Dateien",
    ),
    "control characters": (lambda: [Part(f"{MAX}/a\x1b[31m\n\x07.pdf", b"x")], "nur a�[31m �.pdf"),
    "a name of 5,000 characters": (lambda: [Part(f"{MAX}/{'x' * 5000}.pdf", b"x")], "xxx…)"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_submission_costs_one_sentence_and_nobody_else(course: Course, tmp_path: Path, kind: str) -> None:
    make, sentence = HOSTILE[kind]
    summary = course.collect(saved(tmp_path / "m.zip", *make(), HONEST), platform="moodle")
    assert states(summary)["ehrlich-anna"] == "neu"
    assert "max-mut" not in states(summary)
    told = [missed for missed in summary.missed if sentence in missed.reason]
    assert len(told) == 1
    assert told[0].who == "Max Mut (max-mut)"
    assert len(told[0].reason) < 200 and told[0].reason.isprintable()
    assert outside(course, tmp_path) == {"m.zip"}


def outside(course: Course, root: Path) -> set[str]:
    """Files below `root` that lie neither in submitted/ nor are the list of learners."""
    files = {path for path in root.rglob("*") if path.is_file() or path.is_symlink()}
    ours = {path for path in files if path.is_relative_to(course.root / "submitted")} | {course.students}
    return {str(path.relative_to(root)) for path in files - ours}


def test_a_hostile_file_beside_a_good_one_does_not_cost_the_good_one(course: Course, tmp_path: Path) -> None:
    parts = [Part(f"{MAX}/../../etc/passwd", b"x"), Part(f"{MAX}/{NOTEBOOK}", WORK)]
    summary = course.collect(saved(tmp_path / "m.zip", *parts))
    assert states(summary) == {"max-mut": "neu"}
    assert len(summary.missed) == 1


def test_a_notebook_of_100_mb_is_refused_by_the_submissions_own_limit(course: Course, tmp_path: Path) -> None:
    block = bytes(range(256)) * 4096
    parts = [Part(f"{MAX}/{NOTEBOOK}", block * 100, method=zipfile.ZIP_STORED), HONEST]
    summary = course.collect(saved(tmp_path / "m.zip", *parts))
    assert set(states(summary)) == {"ehrlich-anna"}
    assert summary.missed[0].reason == f"„{NOTEBOOK}“ ist größer als {MAX_NOTEBOOK // MIB} MiB."


def test_too_many_bytes_of_one_learner_are_not_read(course: Course, tmp_path: Path) -> None:
    course.limits = Limits(unpacked=5000)
    parts = [Part(f"{MAX}/{number}.ipynb", bytes([number]) * 1000) for number in range(10)]
    summary = course.collect(saved(tmp_path / "m.zip", *parts, HONEST))
    assert states(summary) == {"ehrlich-anna": "neu", "max-mut": "neu"}
    assert [missed.reason for missed in summary.missed] == ["Mehr als 0 MiB: Der Rest der Abgabe wurde übergangen."]
    assert len(course.older("max-mut")) == 4


def test_too_many_bytes_of_one_download_are_not_read(course: Course, tmp_path: Path) -> None:
    course.limits = Limits(total=2500)
    parts = [in_moodle(f"L {number}", number, NOTEBOOK, bytes([number]) * 1000) for number in range(4)]
    summary = course.collect(saved(tmp_path / "m.zip", *parts))
    assert len(summary.collected) == 2
    assert {missed.reason for missed in summary.missed} == {
        "m.zip enthält ausgepackt mehr als 0 GiB: Der Rest bleibt zu."
    }


def test_a_download_with_too_many_entries_is_not_read(course: Course, tmp_path: Path) -> None:
    course.limits = Limits(entries=10)
    with pytest.raises(ExchangeError, match="enthält mehr als 10 Dateien"):
        course.collect(saved(tmp_path / "m.zip", *(Part(f"{MAX}/{number}.txt") for number in range(11))))


def test_a_thousand_refused_files_are_five_sentences_and_a_number(course: Course, tmp_path: Path) -> None:
    parts = [Part(f"{MAX}/../{number}.ipynb", b"x") for number in range(1000)]
    summary = course.collect(saved(tmp_path / "m.zip", *parts, HONEST))
    assert len(summary.missed) == 6
    assert summary.missed[-1].reason == "… und 995 Sätze mehr von dieser Art."


def test_a_formula_as_a_name_is_harmless_in_the_list_and_keeps_its_meaning(course: Course, tmp_path: Path) -> None:
    path = saved(tmp_path / "m.zip", in_moodle('=HYPERLINK("x")', 1, NOTEBOOK, WORK))
    for _ in range(2):
        assert states(course.collect(path)).keys() == {"hyperlink-x"}
    assert "\"'=HYPERLINK(" in course.students.read_text(encoding="utf-8")


ANY = st.text(max_size=8)
FILES = st.sampled_from([NOTEBOOK, "answers.yaml", "3-rewrite (2).ipynb", f"../{NOTEBOOK}", "x/a.zip"])
NAMES = st.one_of(ANY, FILES, st.sampled_from(["..", ".", "/", "C:", "\\", "Abgaben", "Abgaben.zip", "a.zip"]))
LEARNERS = st.one_of(
    st.builds("{}_{}_assignsubmission_file_/".format, ANY, st.integers(0, 3)),
    st.builds("{}Abgaben/{}_{}_{}_{}/".format, ANY, ANY, ANY, ANY, st.integers(0, 3)),
    st.builds("{}_{}_{}_".format, ANY, st.integers(0, 3), st.integers(0, 3)),
)
PATHS = st.one_of(st.builds("{}{}".format, LEARNERS, FILES), st.lists(NAMES, min_size=1, max_size=4).map("/".join))
TIMES = st.sampled_from([(1980, 1, 1, 0, 0, 0), (2026, 11, 20, 18, 0, 0), (2099, 12, 31, 23, 59, 58)])
PARTS = st.builds(
    Part,
    st.one_of(PATHS, st.binary(min_size=1, max_size=20)),
    st.binary(max_size=20),
    TIMES,
    st.sampled_from([0, stat.S_IFREG | 0o644, stat.S_IFLNK | 0o777, stat.S_IFDIR | 0o755]),
    st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2]),
)


@st.composite
def downloads(draw: st.DrawFn) -> bytes:
    """Zip files of any names and contents, zips inside zips, and a few bytes changed at random."""
    parts = draw(st.lists(PARTS, max_size=6))
    if draw(st.booleans()):
        parts.append(Part(draw(PATHS) + "/a.zip", zipped(draw(st.lists(PARTS, max_size=4)))))
    data = bytearray(zipped(parts))
    changes = st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), max_size=3)
    for place, value in draw(st.one_of(st.just([]), changes)):
        data[place] = value
    return bytes(data)


def zipped(parts: list[Part]) -> bytes:
    """The parts whose names can be written."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in parts:
            if isinstance(part.name, bytes) or part.name.encode(errors="ignore").decode() == part.name:
                archive.writestr(part.info(), part.data)
    return buffer.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(first=downloads(), second=downloads(), platform=st.sampled_from([None, "moodle", "ilias", "canvas"]))
def test_no_download_writes_outside_or_raises(
    tmp_path_factory: pytest.TempPathFactory, first: bytes, second: bytes, platform: str | None
) -> None:
    root = tmp_path_factory.mktemp("any")
    course = Course(root / "inner" / "course", limits=Limits(entries=50, files=20, unpacked=10**5, total=10**6))
    for number, data in enumerate((first, second)):
        (root / f"{number}.zip").write_bytes(data)
    for _ in range(2):
        try:
            course.collect(root / "0.zip", root / "1.zip", platform=platform)
        except ExchangeError as error:
            assert str(error).isprintable()
    assert outside(course, root) == {"0.zip", "1.zip"}
