"""Downloads become submissions: who, what, when."""

import csv
import errno
import io
import os
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from exchange_course import LESSON, NOTEBOOK, RELEASED, Course, only, states
from platform_zips import Part, Time, in_canvas, in_ilias, in_moodle, packed, saved
from rich.console import Console

from telesales_autograder.exchange.errors import ExchangeError
from telesales_autograder.exchange.placing import Place, Work
from telesales_autograder.exchange.summary import exit_code, show

WORKSHEETS = Path(__file__).with_name("worksheets")
WORK, ANSWERS = b'{"cells": []}', b"call: facebook-skype\n"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path / "course")


def at(hour: int, minute: int = 0) -> Time:
    return (2026, 11, 20, hour, minute, 0)


@pytest.mark.parametrize("form", ["folder_", "folder", "flat"])
def test_moodles_download_is_put_in_place(course: Course, tmp_path: Path, form: str) -> None:
    parts = [
        in_moodle("Jörg Müller", 1002, NOTEBOOK, WORK, form=form),
        in_moodle("Jörg Müller", 1002, "answers.yaml", ANSWERS, form=form),
        in_moodle("Änne Groß", 1001, NOTEBOOK, b"{}", form=form),
    ]
    summary = course.collect(saved(tmp_path / "m.zip", *parts))
    assert states(summary) == {"joerg-mueller": "neu", "aenne-gross": "neu"}
    assert course.files("joerg-mueller") == {NOTEBOOK: WORK, "answers.yaml": ANSWERS}
    assert course.files("aenne-gross") == {NOTEBOOK: b"{}"}
    assert not summary.missed


def test_ilias_download_is_put_in_place_by_login(course: Course, tmp_path: Path) -> None:
    parts = [
        in_ilias("Mueller_Joerg_jmueller_702", NOTEBOOK, WORK),
        in_ilias("Mueller_Joerg_jmueller_702", "answers.yaml", ANSWERS),
        Part("3-rewrite/3-rewrite.xlsx", b"x"),
    ]
    summary = course.collect(saved(tmp_path / "i.zip", *parts))
    assert only(summary).name == "Joerg Mueller"
    assert course.files("jmueller") == {NOTEBOOK: WORK, "answers.yaml": ANSWERS}


def test_ilias_older_zip_in_the_zip_is_opened_and_a_learners_own_zip_in_it_too(course: Course, tmp_path: Path) -> None:
    own = packed([Part(f"{LESSON}/{NOTEBOOK}", WORK), Part(f"{LESSON}/answers.yaml", ANSWERS)])
    inner = packed([in_ilias("Mueller_Joerg_jmueller_702", "abgabe.zip", own, root="")])
    course.collect(saved(tmp_path / "i.zip", Part("Neu schreiben/Abgaben.zip", inner)))
    assert course.files("jmueller") == {NOTEBOOK: WORK, "answers.yaml": ANSWERS}


def test_canvas_download_is_put_in_place_and_renamed_back(course: Course, tmp_path: Path) -> None:
    parts = [
        in_canvas("müllerjörg", 502, 9001, "3-rewrite-1.ipynb", WORK),
        in_canvas("müllerjörg", 502, 9002, "answers-1.yaml", ANSWERS),
    ]
    one = only(course.collect(saved(tmp_path / "c.zip", *parts)))
    assert one.student == "muellerjoerg-502"
    assert course.files(one.student) == {NOTEBOOK: WORK, "answers.yaml": ANSWERS}
    assert one.notes == ("„3-rewrite-1.ipynb“ heißt jetzt 3-rewrite.ipynb.",)


@pytest.mark.parametrize(
    "name", ["3-rewrite (2).ipynb", "3-Rewrite.IPYNB", "Abgabe Müller.ipynb", "3-rewrite - Kopie.ipynb"]
)
def test_a_lone_notebook_gets_the_lessons_name(course: Course, tmp_path: Path, name: str) -> None:
    course.collect(saved(tmp_path / "m.zip", in_moodle("A B", 1, name, WORK)))
    assert course.files("a-b") == {NOTEBOOK: WORK}


@pytest.mark.parametrize("encoding", ["utf-8", "cp437", "cp1252"])
def test_umlauts_in_names_are_repaired(course: Course, tmp_path: Path, encoding: str) -> None:
    path = f"Jörg Müßig_1_assignsubmission_file_/{NOTEBOOK}".encode(encoding)
    one = only(course.collect(saved(tmp_path / "m.zip", Part(path, WORK))))
    assert (one.student, one.name) == ("joerg-muessig", "Jörg Müßig")


def test_names_that_differ_only_in_their_unicode_form_or_case_are_one_learner_if_the_number_is_one(
    course: Course, tmp_path: Path
) -> None:
    decomposed = unicodedata.normalize("NFD", "Jörg Müller")
    parts = [
        in_moodle("Jörg Müller", 1, NOTEBOOK, WORK),
        in_moodle(decomposed, 1, "answers.yaml", ANSWERS),
        in_moodle("JÖRG MÜLLER", 2, NOTEBOOK, b"{}"),
    ]
    summary = course.collect(saved(tmp_path / "m.zip", *parts))
    assert course.files("joerg-mueller-1") == {NOTEBOOK: WORK, "answers.yaml": ANSWERS}
    assert set(states(summary)) == {"joerg-mueller-1", "joerg-mueller-2"}


def test_files_that_differ_only_in_case_are_versions_of_one(course: Course, tmp_path: Path) -> None:
    parts = [in_moodle("A B", 1, name, name.encode()) for name in ("3-rewrite.ipynb", "3-REWRITE.ipynb")]
    course.collect(saved(tmp_path / "m.zip", *parts))
    assert course.files("a-b") == {NOTEBOOK: b"3-rewrite.ipynb"}
    assert course.older("a-b") == [{NOTEBOOK: b"3-REWRITE.ipynb"}]


def test_the_newest_upload_wins_and_the_others_lie_beside(course: Course, tmp_path: Path) -> None:
    parts = [
        in_canvas("ab", 1, 9003, NOTEBOOK, b"newest"),
        in_canvas("ab", 1, 9001, NOTEBOOK, b"oldest"),
        in_canvas("ab", 1, 9002, "3-rewrite-1.ipynb", b"middle"),
    ]
    one = only(course.collect(saved(tmp_path / "c.zip", *parts)))
    assert course.files("ab-1")[NOTEBOOK] == b"newest"
    assert sorted(older[NOTEBOOK] for older in course.older("ab-1")) == [b"middle", b"oldest"]
    assert one.notes == ("3 Fassungen: Die neueste gilt, die anderen liegen in 3-rewrite.frueher.",)


def test_the_same_work_twice_is_no_duplicate(course: Course, tmp_path: Path) -> None:
    parts = [in_moodle("A B", 1, name, WORK) for name in (NOTEBOOK, "3-rewrite (1).ipynb")]
    course.collect(saved(tmp_path / "m.zip", *parts))
    assert course.older("a-b") == []


def test_a_zipped_submission_folder_is_opened(course: Course, tmp_path: Path) -> None:
    inner = packed([Part(f"{LESSON}/{NOTEBOOK}", WORK), Part(f"{LESSON}\\answers.yaml".encode(), ANSWERS)])
    course.collect(saved(tmp_path / "m.zip", in_moodle("A B", 1, f"{LESSON}.zip", inner)))
    assert course.files("a-b") == {NOTEBOOK: WORK, "answers.yaml": ANSWERS}


def test_notebook_and_answers_in_two_folders_belong_together(course: Course, tmp_path: Path) -> None:
    parts = [in_moodle("A B", 1, NOTEBOOK, WORK), in_moodle("A B", 1, "daten/answers.yaml", ANSWERS)]
    course.collect(saved(tmp_path / "m.zip", *parts))
    assert course.files("a-b") == {NOTEBOOK: WORK, "answers.yaml": ANSWERS}


def test_what_systems_leave_behind_is_no_version(course: Course, tmp_path: Path) -> None:
    junk = ["__MACOSX/._3-rewrite.ipynb", ".ipynb_checkpoints/3-rewrite-checkpoint.ipynb", "._3-rewrite.ipynb"]
    parts = [in_moodle("A B", 1, name, b"junk") for name in junk]
    course.collect(saved(tmp_path / "m.zip", *parts, in_moodle("A B", 1, NOTEBOOK, WORK)))
    assert course.files("a-b") == {NOTEBOOK: WORK}
    assert course.older("a-b") == []


def test_answers_without_a_notebook_get_the_released_one(course: Course, tmp_path: Path) -> None:
    one = only(course.collect(saved(tmp_path / "m.zip", in_moodle("A B", 1, "answers.yaml", ANSWERS))))
    assert course.files("a-b") == {NOTEBOOK: RELEASED, "answers.yaml": ANSWERS}
    assert "Ohne Notebook abgegeben" in one.notes[0]


def test_another_lessons_notebook_is_not_taken(course: Course, tmp_path: Path) -> None:
    parts = [in_moodle("A B", 1, "2-diagnosis.ipynb", WORK), in_moodle("C D", 2, NOTEBOOK, WORK)]
    summary = course.collect(saved(tmp_path / "m.zip", *parts))
    assert set(states(summary)) == {"c-d"}
    assert [missed.reason for missed in summary.missed] == [
        "„2-diagnosis.ipynb“ gehört zu einer anderen Lektion.",
    ]


def test_who_handed_in_something_else_is_named(course: Course, tmp_path: Path) -> None:
    parts = [in_moodle("A B", 1, "bericht.pdf", b"x"), in_moodle("C D", 2, NOTEBOOK, WORK)]
    [missed] = course.collect(saved(tmp_path / "m.zip", *parts)).missed
    assert (missed.who, "nur bericht.pdf" in missed.reason) == ("A B (a-b)", True)


def test_times_of_uploads_become_timestamps(course: Course, tmp_path: Path) -> None:
    parts = [in_ilias("A_B_ab_1", NOTEBOOK, WORK, at(17)), in_ilias("C_D_cd_2", NOTEBOOK, WORK, at(9, 30))]
    course.collect(saved(tmp_path / "i.zip", *parts))
    assert course.files("cd")["timestamp.txt"] == b"2026-11-20 08:30:00.000000 UTC\n"


def test_the_time_of_the_download_is_no_timestamp(course: Course, tmp_path: Path) -> None:
    parts = [in_moodle("A B", 1, NOTEBOOK, WORK, at(9)), in_moodle("C D", 2, NOTEBOOK, WORK, at(9))]
    summary = course.collect(saved(tmp_path / "m.zip", *parts))
    assert [one.time for one in summary.collected] == [None, None]
    assert set(course.files("a-b")) == {NOTEBOOK}


def test_times_in_a_learners_own_zip_are_not_believed(course: Course, tmp_path: Path) -> None:
    inner = packed([Part("b.txt", b"", at(17)), Part(NOTEBOOK, WORK, (1999, 1, 1, 0, 0, 0))])
    course.collect(saved(tmp_path / "m.zip", in_moodle("A B", 1, "a.zip", inner)))
    assert "timestamp.txt" not in course.files("a-b")


def test_the_grading_worksheet_tells_times_addresses_and_who_was_late(course: Course, tmp_path: Path) -> None:
    parts = [in_moodle("Änne Groß", 1001, NOTEBOOK, WORK), in_moodle("Jörg Müller", 1002, NOTEBOOK, WORK)]
    summary = course.collect(saved(tmp_path / "m.zip", *parts), names=WORKSHEETS / "moodle-de.csv")
    assert course.files("aenne-gross")["timestamp.txt"] == b"2026-11-17 09:15:00.000000 UTC\n"
    assert {one.student: one.late for one in summary.collected} == {"aenne-gross": False, "joerg-mueller": True}
    assert {row["student"]: row["email"] for row in rows(course)} == {
        "aenne-gross": "aenne.gross@schule.example",
        "joerg-mueller": "joerg.mueller@schule.example",
    }


def test_canvas_late_mark_becomes_the_first_second_after_the_due_date(course: Course, tmp_path: Path) -> None:
    course.due = datetime(2026, 11, 20, 12, tzinfo=UTC)
    parts = [in_canvas("ab", 1, 9001, NOTEBOOK, WORK, late=True), in_canvas("cd", 2, 9002, NOTEBOOK, WORK)]
    course.collect(saved(tmp_path / "c.zip", *parts))
    assert course.files("ab-1")["timestamp.txt"] == b"2026-11-20 12:00:01.000000 UTC\n"
    assert "timestamp.txt" not in course.files("cd-2")


def test_a_late_mark_without_due_date_is_told(course: Course, tmp_path: Path) -> None:
    parts = [in_ilias("A_B_ab_1", f"Verspätete Abgabe - {NOTEBOOK}", WORK)]
    one = only(course.collect(saved(tmp_path / "i.zip", *parts)))
    assert (one.late, one.time) == (True, None)
    assert one.notes == ("Verspätet, sagt ILIAS, aber nicht, um wie viel: Trage einen Abzug selbst ein.",)


def test_canvas_gradebook_gives_logins_and_names(course: Course, tmp_path: Path) -> None:
    parts = [in_canvas("müllerjörg", 502, 9001, NOTEBOOK, WORK)]
    one = only(course.collect(saved(tmp_path / "c.zip", *parts), names=WORKSHEETS / "canvas.csv"))
    assert (one.student, one.name) == ("jmueller", "Jörg Müller")


def test_collecting_again_changes_nothing(course: Course, tmp_path: Path) -> None:
    parts = [in_canvas("ab", 1, 9001, NOTEBOOK, b"old"), in_canvas("ab", 1, 9002, NOTEBOOK, b"new")]
    path = saved(tmp_path / "c.zip", *parts)
    course.collect(path)
    before = course.everything()
    assert states(course.collect(path)) == {"ab-1": "unverändert"}
    assert course.everything() == before


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("together", [True, False])
def test_an_older_download_never_takes_the_place_of_a_newer(
    course: Course, tmp_path: Path, order: tuple[int, int], together: bool
) -> None:
    downloads = [
        saved(tmp_path / f"{hour}.zip", in_moodle("A B", 1, NOTEBOOK, f"at {hour}".encode(), at(hour)))
        for hour in (9, 17)
    ]
    chosen = [downloads[place] for place in order]
    summaries = [course.collect(*chosen)] if together else [course.collect(path) for path in chosen]
    assert course.files("a-b") == {NOTEBOOK: b"at 17"}
    assert course.older("a-b") == [{NOTEBOOK: b"at 9"}]
    told = " ".join(note for summary in summaries for one in summary.collected for note in one.notes)
    assert "3-rewrite.frueher" in told
    before = course.everything()
    course.collect(*downloads)
    assert course.everything() == before


def test_a_newer_download_does_not_get_the_answers_of_an_older(course: Course, tmp_path: Path) -> None:
    old = [in_moodle("A B", 1, NOTEBOOK, b"old", at(9)), in_moodle("A B", 1, "answers.yaml", ANSWERS, at(9))]
    new = [in_moodle("A B", 1, NOTEBOOK, b"new", at(17))]
    course.collect(saved(tmp_path / "old.zip", *old), saved(tmp_path / "new.zip", *new))
    assert course.files("a-b") == {NOTEBOOK: b"new"}
    assert course.older("a-b") == [{NOTEBOOK: b"old", "answers.yaml": ANSWERS}]


def test_what_came_by_another_way_is_kept_too(course: Course, tmp_path: Path) -> None:
    folder = course.folder("jmueller")
    folder.mkdir(parents=True)
    (folder / NOTEBOOK).write_bytes(b"from the hub")
    (folder / "notes.txt").write_bytes(b"mine")
    (folder / "timestamp.txt").write_bytes(b"2026-11-01 08:00:00 UTC\n")
    summary = course.collect(saved(tmp_path / "i.zip", in_ilias("Mueller_Joerg_jmueller_702", NOTEBOOK, WORK)))
    assert states(summary) == {"jmueller": "ersetzt"}
    [older] = course.older("jmueller")
    assert (older[NOTEBOOK], older["notes.txt"]) == (b"from the hub", b"mine")


def test_a_newer_submission_that_came_by_another_way_stays(course: Course, tmp_path: Path) -> None:
    folder = course.folder("jmueller")
    folder.mkdir(parents=True)
    (folder / NOTEBOOK).write_bytes(b"from the hub")
    (folder / "timestamp.txt").write_bytes(b"2026-12-24 08:00:00 UTC\n")
    one = only(course.collect(saved(tmp_path / "i.zip", in_ilias("Mueller_Joerg_jmueller_702", NOTEBOOK, WORK))))
    assert one.state == "älter"
    assert one.notes[0] == "Im Kurs liegt schon eine neuere Abgabe; diese liegt in 3-rewrite.frueher."
    assert course.files("jmueller")[NOTEBOOK] == b"from the hub"
    assert course.older("jmueller") == [{NOTEBOOK: WORK}]


def test_a_time_that_is_learnt_later_is_written(course: Course, tmp_path: Path) -> None:
    path = saved(tmp_path / "m.zip", in_moodle("Änne Groß", 1001, NOTEBOOK, WORK))
    course.collect(path)
    summary = course.collect(path, names=WORKSHEETS / "moodle-de.csv")
    assert states(summary) == {"aenne-gross": "unverändert"}
    assert course.files("aenne-gross")["timestamp.txt"].startswith(b"2026-11-17 09:15")
    assert course.older("aenne-gross") == []


def test_a_dry_run_writes_nothing(course: Course, tmp_path: Path) -> None:
    summary = course.collect(saved(tmp_path / "m.zip", in_moodle("A B", 1, NOTEBOOK, WORK)), dry=True)
    assert states(summary) == {"a-b": "neu"}
    assert not course.root.exists()


def test_a_link_in_the_courses_folder_is_not_followed(course: Course, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    course.folder("a-b").parent.parent.mkdir(parents=True)
    course.folder("a-b").parent.symlink_to(tmp_path / "elsewhere")
    [missed] = course.collect(saved(tmp_path / "m.zip", in_moodle("A B", 1, NOTEBOOK, WORK))).missed
    assert "ist eine Verknüpfung" in missed.reason
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("data", [b"", b"no zip", packed([Part("just/a/file.txt", b"x")])])
def test_what_is_no_download_is_told_before_anything_is_written(course: Course, tmp_path: Path, data: bytes) -> None:
    good = saved(tmp_path / "good.zip", in_moodle("A B", 1, NOTEBOOK, WORK))
    (tmp_path / "bad.zip").write_bytes(data)
    with pytest.raises(ExchangeError, match=r"bad\.zip"):
        course.collect(good, tmp_path / "bad.zip")
    assert not course.root.exists()


@pytest.mark.parametrize(("number", "stops"), [(errno.ENOSPC, True), (errno.EACCES, False)])
def test_a_full_disk_ends_the_run_and_a_forbidden_folder_costs_only_one(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, stops: bool
) -> None:
    path = saved(tmp_path / "m.zip", *(in_moodle(name, id, NOTEBOOK, WORK) for id, name in enumerate("ABC", 1)))
    put = Place.put

    def full_at_b(place: Place, student: str, works: list[Work]) -> str:
        if student == "b":
            raise OSError(number, os.strerror(number), "submitted/b")
        return put(place, student, works)

    monkeypatch.setattr(Place, "put", full_at_b)
    summary = course.collect(path)
    assert set(states(summary)) == ({"a"} if stops else {"a", "c"})
    assert exit_code(summary) == 1
    assert "voll" in str(summary.stopped) if stops else "Schreibrechte" in summary.missed[0].reason
    monkeypatch.undo()
    assert set(states(course.collect(path))) == {"a", "b", "c"}


def test_the_table_shows_names_as_they_are_and_times_of_the_platform(course: Course, tmp_path: Path) -> None:
    parts = [in_moodle("Änne Groß", 1001, NOTEBOOK, WORK), in_moodle("Böse [red]Bube", 7, NOTEBOOK, WORK)]
    path = saved(tmp_path / "m.zip", *parts)
    console = Console(file=io.StringIO(), width=200)
    show(course.collect(path, names=WORKSHEETS / "moodle-de.csv"), False, console)
    console.file.seek(0)
    printed = console.file.read()
    assert "Böse [red]Bube" in printed
    assert "17.11.2026 10:15" in printed
    assert "2 Abgaben eingesammelt (2 neu)." in printed


def rows(course: Course) -> list[dict[str, str]]:
    with course.students.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
