import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telesales.answers import AnswerError, RevisionConflict, parse_answers, read_answers, to_yaml, write_answers
from telesales.model import Script

HEAD = "call: facebook-skype\nexercise: rewrite\nlines:\n"
# What YAML can hold: no control characters and no lone surrogates.
SPOKEN = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff\ufeff"))


def script(**lines: str) -> Script:
    return Script(call="facebook-skype", exercise="rewrite", lines=lines)


@given(SPOKEN, SPOKEN)
def test_what_is_written_is_read_again_word_for_word(first: str, second: str) -> None:
    lines = {"C1": first, "C2": second}
    assert parse_answers(to_yaml(script(**lines)).encode()).lines == lines


def test_an_apostrophe_and_a_colon_need_no_quoting() -> None:
    text = to_yaml(script(C1="'n Abend, eins: Tee\nzwei: Honig"))
    assert "  C1: |-\n    'n Abend, eins: Tee\n    zwei: Honig" in text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "ist leer"),
        (b"- C1", "keine Einträge"),
        (b"lines: [", "Zeile 1: Die Datei ist kein gültiges YAML"),
        (HEAD.encode() + b"  C1: Guten Abend, Frau M\xfcller", "nicht in UTF-8"),
        (HEAD.encode() + b"  C1: [a, b]", "Die Zeile 'C1' ist kein Text"),
        (HEAD.encode() + b"  C10: Hallo", "Die Zeile 'C10' gehört nicht zur Übung"),
        (HEAD.encode() + b"  C1: a\n  C1: b", "doppelt"),
        (b"points: 90\n" + HEAD.encode(), "Der Eintrag 'points' ist unbekannt"),
        (b"call: x\nexercise: rewrite", "Der Anruf 'x' ist unbekannt"),
        (b"call: ../../etc\nexercise: rewrite", "ist unbekannt"),
        (b"call: facebook-skype\nexercise: 9", "Die Übung '9' ist unbekannt"),
        (b"call: facebook-skype\nexercise: [a]", "Die Übung"),
        (b"call: [facebook-skype]\nexercise: rewrite", "Der Anruf"),
        (b"call: facebook-skype\nexercise: rewrite\nrevision: many", "Der Eintrag 'revision' ist ungültig"),
        (b"call: facebook-skype\nexercise: rewrite\nlines: Hallo", "Unter 'lines'"),
        (HEAD.encode() + b"  C1: " + b"a" * 70_000, "größer als 64 KiB"),
        (b"a: &a [x]\nb: *a", "Anker"),
    ],
)
def test_a_bad_file_gets_one_german_sentence(data: bytes, words: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answers(data)
    message = str(caught.value)
    assert words in message
    assert "\n" not in message and len(message) < 260


def test_escaped_emoji_are_joined_and_lone_surrogates_replaced() -> None:
    data = rb'{"call": "facebook-skype", "exercise": "rewrite", "lines": {"C1": "\ud83d\ude00 \ud83d"}}'
    assert parse_answers(data).lines["C1"].startswith("\U0001f600 ")
    parse_answers(data).lines["C1"].encode()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").symlink_to("/etc/passwd")
    with pytest.raises(AnswerError, match="Verknüpfung"):
        read_answers(tmp_path / "answers.yaml")


def test_a_pipe_is_refused_and_does_not_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "answers.yaml")
    with pytest.raises(AnswerError, match="keine gewöhnliche Datei"):
        read_answers(tmp_path / "answers.yaml")


def test_a_folder_in_the_file_s_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").mkdir()
    with pytest.raises(AnswerError):
        read_answers(tmp_path / "answers.yaml")


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AnswerError, match=r"answers\.yaml fehlt: Öffne das Notebook"):
        read_answers(tmp_path / "answers.yaml")


def test_the_mode_follows_the_umask(tmp_path: Path) -> None:
    write_answers(tmp_path / "answers.yaml", script(C1="Guten Abend"))
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "answers.yaml").stat().st_mode) == 0o666 & ~mask


def test_a_second_tab_s_change_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    first = write_answers(path, script(C1="eins"), expected_revision=0)
    write_answers(path, script(C1="zwei"), expected_revision=first.revision)
    with pytest.raises(RevisionConflict, match="Nichts wurde überschrieben"):
        write_answers(path, script(C1="drei"), expected_revision=first.revision)
    assert read_answers(path).lines["C1"] == "zwei"


def test_a_write_that_fails_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answers.yaml"
    write_answers(path, script(C1="eins"))
    monkeypatch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        write_answers(path, script(C1="zwei"))
    assert read_answers(path).lines["C1"] == "eins"
    assert [p.name for p in tmp_path.iterdir()] == ["answers.yaml"]
