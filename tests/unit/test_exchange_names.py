"""Names out of zip files and platforms."""

import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platform_zips import Part, packed

from telesales_autograder.exchange.names import LONGEST_SLUG, entry_name, shown, slug


def read_name(name: str | bytes) -> str:
    import io

    with zipfile.ZipFile(io.BytesIO(packed([Part(name)]))) as archive:
        return entry_name(archive.infolist()[0])


@pytest.mark.parametrize("name", ["Jörg Müßig", "Ärger Öl Übung", "Zoë Çelik", "Łukasz Żak", "François Noël"])
def test_names_with_the_utf8_flag_stay(name: str) -> None:
    assert read_name(name) == name


@pytest.mark.parametrize("encoding", ["utf-8", "cp437", "cp850", "cp1252"])
@pytest.mark.parametrize("name", ["Jörg Müßig", "ÄÖÜäöüß", "Änne Groß"])
def test_umlauts_without_the_utf8_flag_are_repaired(name: str, encoding: str) -> None:
    assert read_name(name.encode(encoding)) == name


def test_decomposed_umlauts_are_composed() -> None:
    assert read_name(unicodedata.normalize("NFD", "Jörg Müller")) == "Jörg Müller"
    assert read_name(unicodedata.normalize("NFD", "Jörg Müller").encode()) == "Jörg Müller"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jörg Müßig", "joerg-muessig"),
        ("  Zoë  Çelik ", "zoe-celik"),
        ("anna.mueller@schule.de", "anna.mueller-schule.de"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-"),
        ("com1.txt", "com1.txt-"),
        ("Иван", ""),
        ("...", ""),
        ("a..b", "a.b"),
        ("ﬁn", "fin"),
    ],
)
def test_a_slug_is_a_safe_name_of_a_folder(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(text=st.text())
def test_any_text_makes_a_slug_that_is_safe_and_stays_as_it_is(text: str) -> None:
    made = slug(text)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")
    assert len(made) <= LONGEST_SLUG + 1
    assert not made.startswith(".")
    assert slug(made) == made


def test_what_is_shown_is_one_short_line() -> None:
    assert shown("a\nb\x1b[31m\x00c") == "a b�[31m�c"
    assert len(shown("x" * 5000)) == 60
