import random
from pathlib import Path

import pytest

from telesales.language import analyse
from telesales.language.order import scrambled, shuffled
from telesales_autograder.evaluation import read_rows
from telesales_autograder.neighbours import SETS

CORPUS = Path(__file__).parents[2] / "autograder" / "corpus"
COUNTED = {CORPUS / f"scripts-{name}.jsonl" for name in SETS}
ROWS = read_rows(sorted(set(CORPUS.glob("scripts-*.jsonl")) - COUNTED))
"""Scripts whose neighbours were not counted."""


@pytest.mark.parametrize(
    "line",
    [
        "und nicht wirklich Sie im ich Pille jeden zum der können bloß aufhören ist Dill Monat Nein",
        "Ihnen das zum wir Paket und die gern schicken im am für möchte",
        "ich wir unser haben Ihnen zur mich",
    ],
)
def test_shuffled_words_stand_in_no_order(line: str) -> None:
    assert shuffled(analyse(line))


@pytest.mark.parametrize(
    "line",
    [
        "na, kein skype, i steh mit dem handy in der mühle, drum rauscht es a bissl",
        "Ick schlag vor, det Probepaket jeht Mittwoch raus zu Ihnen. Machen wa det so?",
        "dann solls so sein das versteh ich und ich mach hinter ihren namen einen vermerk",
        "Guten Tag Herr Kuhlmann, Marek Sobczak hier, Gartendienst Gruenfink aus Celle.",
        "Um Karten, Herr Aigner: vier Abende nach Wahl, zusammen 88 Euro.",
        "Holen Sie sie ab? Dass das das Beste ist, sage ich ja gar nicht.",
        "Ist das Ihre Nummer, oder haben Sie eine, die Sie sonst nehmen, sobald der Tee zu haben ist?",
    ],
)
def test_dialect_second_language_and_terse_lines_stand_in_order(line: str) -> None:
    assert not shuffled(analyse(line))


def test_no_line_and_no_script_that_was_not_counted_is_without_order() -> None:
    assert [text for row in ROWS for text in row["lines"].values() if shuffled(analyse(text))] == []
    assert [row["id"] for row in ROWS if scrambled(analyse(text) for text in row["lines"].values())] == []


def test_scripts_with_shuffled_lines_are_scrambled() -> None:
    chance = random.Random(5)
    found = [scrambled(analyse(_shuffled(text, chance)) for text in row["lines"].values()) for row in ROWS]
    assert sum(found) >= 0.98 * len(found)


def test_most_shuffled_lines_stand_in_no_order() -> None:
    chance = random.Random(6)
    lines = [text for row in ROWS for text in row["lines"].values() if len(text.split()) > 5]
    assert sum(shuffled(analyse(_shuffled(text, chance))) for text in lines) >= 0.55 * len(lines)


def _shuffled(text: str, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)
