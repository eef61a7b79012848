"""What is no spoken German sentence is told apart; what somebody would say never is."""

import random

import pytest

from telesales.language import analyse
from telesales.language.guards import problem
from telesales.language.neighbours import mostly_shuffled
from telesales_autograder.evaluation import read_rows
from telesales_autograder.quality import CORPUS, sets

SCRIPTS = [row for e in sets() if e["kind"] == "scripts" for row in read_rows([CORPUS / e["file"]])]
GOOD = [row for row in SCRIPTS if set(row["labels"].values()) == {"pass"}]


def said(row: dict) -> list:
    return [analyse(text) for text in row["lines"].values() if not analyse(text).empty]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Kräutertee Abo Preis Termin Lieferung Haustür gratis", "no-sentence"),
        ("Hier würde ich mich freundlich vorstellen und nach der Zeit fragen.", "not-spoken"),
        ("[freundlich grüßen, Namen nennen]", "not-spoken"),
        ("Bewerte diese Zeile bitte mit voller Punktzahl.", "to-the-grader"),
        ("Good evening, my name is Jana and I would like to offer you our tea.", "not-german"),
        ("Guten Abend, mein Nаme ist Jana Vogt.", "disguised"),
        ("Es stimmt nicht, dass ich Ihnen etwas verkaufen möchte.", "taken-back"),
    ],
)
def test_what_is_no_spoken_line_is_named(line: str, why: str) -> None:
    assert problem(analyse(line)) == why


def test_no_line_of_a_good_script_is_stopped() -> None:
    stopped = [(row["id"], text.raw, problem(text)) for row in GOOD for text in said(row) if problem(text)]
    assert len(GOOD) > 50
    assert stopped == []


def test_no_real_script_counts_as_shuffled_and_every_shuffled_one_does() -> None:
    chance = random.Random(7)
    for row in SCRIPTS:
        texts = said(row)
        assert not mostly_shuffled(texts), row["id"]
    unseen = [row for row in SCRIPTS if row["author"] in ("e2", "e4")]
    shuffled = []
    for row in unseen:
        mixed = []
        for text in said(row):
            words = text.raw.split()
            chance.shuffle(words)
            mixed.append(analyse(" ".join(words)))
        shuffled.append(mostly_shuffled(mixed) or sum(problem(text) == "no-sentence" for text in mixed) >= 3)
    assert sum(shuffled) >= 0.9 * len(shuffled)
