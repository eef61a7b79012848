"""How a run ended, for people and for scripts."""

import pytest

from telesales_autograder.engine.tally import Tally
from telesales_autograder.engine.work import Ungradable

LOST = Ungradable("ben", "Der Ordner ist eine Verknüpfung.")


@pytest.mark.parametrize(
    ("tally", "code"),
    [
        (Tally(graded=3), 0),
        (Tally(unchanged=3), 0),
        (Tally(graded=3, ungradable=[LOST]), 1),
        (Tally(ungradable=[LOST]), 1),
        (Tally(graded=3, stopped="Der Datenträger ist voll."), 1),
        (Tally(stopped="Der Datenträger ist voll."), 2),
    ],
)
def test_the_exit_code_says_whether_anything_is_missing(tally: Tally, code: int) -> None:
    assert tally.exit_code == code


def test_people_read_who_was_not_graded_and_why() -> None:
    tally = Tally(graded=1200, unchanged=2, waiting=1, ungradable=[LOST], stopped="Der Datenträger ist voll.")
    assert tally.to_text(12.34).splitlines() == [
        "ben: Der Ordner ist eine Verknüpfung.",
        "1200 Abgaben bewertet in 12,3 s, 2 unverändert, 1 nicht zu bewerten.",
        "1 Abgabe wartet auf Punkte von dir (Formgrader).",
        "Der Datenträger ist voll.",
    ]


def test_what_stopped_at_once_is_told_alone() -> None:
    assert Tally(stopped="Nichts zu bewerten.").to_text(0.1) == "Nichts zu bewerten."


def test_scripts_read_the_same() -> None:
    found = Tally(graded=10, ungradable=[LOST]).to_dict("3-rewrite", 2.0)
    assert found["ungradable"] == [{"student": "ben", "reason": "Der Ordner ist eine Verknüpfung."}]
    assert (found["assignment"], found["graded"], found["rate"], found["stopped"]) == ("3-rewrite", 10, 5.0, None)
