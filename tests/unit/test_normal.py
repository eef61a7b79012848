import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telesales.language.lexicon import fold
from telesales.language.normal import normalise


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("Grüß Gott", "gruess gott"),
        ("GRÜẞE", "gruesse"),
        (unicodedata.normalize("NFD", "Kräuteröl"), "kraeuteroel"),
        ("neun\u00a0Euro\u202f50", "neun euro 50"),
        ("Tee\r\n\r\n  und\tMinze", "tee und minze"),
        ("„Ja“, «gut» und ‚fein‘", '"ja", "gut" und "fein\''),
        ("geht’s – oder—nicht", "geht's - oder-nicht"),
        ("ﬁnden", "finden"),
        ("Łukasz Çelik Đorđe Nguyễn", "lukasz celik dorde nguyen"),
    ],
)
def test_spelling_becomes_one(raw: str, folded: str) -> None:
    assert normalise(raw).text == folded


def test_each_folded_character_knows_the_raw_ones_it_stands_for() -> None:
    normal = normalise("Öl für 9 €")
    assert [normal.raw[a:b] for a, b in zip(normal.starts, normal.ends, strict=True)] == [*"ÖÖl füür 9 €"]


def test_a_combining_mark_belongs_to_its_letter() -> None:
    normal = normalise("tu\u0308")
    assert (normal.text, normal.starts[1], normal.ends[-1]) == ("tue", 1, 3)
    accent = normalise("e\u0301")
    assert (accent.text, accent.starts, accent.ends) == ("e", (0,), (2,))


@pytest.mark.parametrize(
    "raw",
    [
        "Fаcebook",
        "Η\u0435ilt",
        "h\u200beilt",
        "Ge\u00adsund",
        "ｈeilt",
        "𝐡eilt",
        "ⓗeilt",
        "ʜeilt",
        "ɡesund",
        "he1lt",
        "g3sund",
    ],
)
def test_letters_that_only_look_so_disguise_a_word(raw: str) -> None:
    assert normalise(raw).disguised


@pytest.mark.parametrize(
    "raw",
    [
        "\ufeffGuten Abend",
        "Guten\u200b Abend\u2060",
        "120 m² im Kräuterhof™",
        "MP3, B2B, 50er, 24h, CO2, A4-Blatt, um4uhr",
        "Vitamin α, ½ Liter, № 5",
        "👩\u200d🌾 Bauernhof",
        "Café Renée, Åse Sørensen, Şahin",
        unicodedata.normalize("NFD", "Jürgen Groß"),
    ],
)
def test_ordinary_signs_disguise_nothing(raw: str) -> None:
    assert not normalise(raw).disguised


@given(st.text(max_size=80))
def test_no_text_raises_and_the_map_is_complete(raw: str) -> None:
    normal = normalise(raw)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    assert all(0 <= a < b <= len(raw) for a, b in zip(normal.starts, normal.ends, strict=True))
    assert list(normal.starts) == sorted(normal.starts)


@given(st.text(alphabet="abcÄÖÜäöüßé,.-'„“`\u00a0 \tΑа\u200b", max_size=30))
def test_the_quick_fold_of_patterns_is_the_same_fold(raw: str) -> None:
    assert fold(raw) == normalise(raw).text.strip()
