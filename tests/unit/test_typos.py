import random

import pytest

from telesales.language import analyse
from telesales.language.typos import LONG, SHORTEST, repaired, slips_allowed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("anbeiten", "anbieten"),
        ("verkufen", "verkaufen"),
        ("kontaktformlar", "kontaktformular"),
        ("einverstandden", "einverstanden"),
        ("zutatenlsite", "zutatenliste"),
        ("verkuaeferin", "verkaeuferin"),
        ("versprochn", "versprochen"),
    ],
)
def test_one_slip_in_a_word_of_the_rules_is_mended(typed: str, meant: str) -> None:
    assert repaired(typed) == meant


@pytest.mark.parametrize(
    "word",
    # German words near others; short words; names; clitics; foreign and endless ones
    [*"arbeiten einen zeigen hatten tasse abend hof meinert kommts habens kanns b2b tee-abo x".split(), "a" * 70_000],
)
def test_every_other_word_stays(word: str) -> None:
    assert repaired(word) == word


def test_what_follows_a_title_is_a_name() -> None:
    assert analyse("Guten Abend, Frau Anbeiten").tokens[-1].text == "anbeiten"
    assert analyse("Guten Abend, ich will anbeiten").tokens[-1].text == "anbieten"


def test_a_mended_word_keeps_its_place_in_the_line() -> None:
    text = analyse("Ich möchte Ihnen etwas anbeiten.")
    assert text.raw[text.tokens[-1].start : text.tokens[-1].end] == "anbeiten"


def test_slips_grow_with_the_word_and_its_umlauts() -> None:
    assert [slips_allowed("a" * length) for length in (SHORTEST - 1, SHORTEST, 20)] == [0, 1, 1]
    assert [slips_allowed("ae" + "n" * (length - 2)) for length in (LONG - 1, LONG)] == [1, 2]


WORDS = (
    "einverstanden telefonisch angekreuzt kostenlos zutatenliste vorschlagen kündigen unverbindlich verfügung".split()
)


def test_most_single_slips_of_the_rules_words_are_mended() -> None:
    chance = random.Random(3)
    meant = [analyse(word).tokens[0].text for word in WORDS for _ in range(20)]
    typed = [_slip(word, chance) for word in meant]
    mended = sum(repaired(slip) == word for slip, word in zip(typed, meant, strict=True))
    assert mended >= 0.95 * len(meant)


def _slip(word: str, chance: random.Random) -> str:
    """`word` with one inner letter dropped, doubled, changed, or swapped with the next."""
    at = chance.randrange(1, len(word) - 2)
    a, b = word[at], word[at + 1]
    middle = chance.choice(["", a + a, chance.choice("enrst"), b + a])
    return word[:at] + middle + word[at + (2 if middle == b + a else 1) :]
