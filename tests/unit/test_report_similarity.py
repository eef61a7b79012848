"""Similar texts are found among many that are not, and the course's own words make nobody similar."""

from math import log
from pathlib import Path

import numpy as np
import pytest

from telesales.loading import load_call
from telesales_autograder.evaluation import read_rows
from telesales_autograder.report import baseline
from telesales_autograder.report.beside import side_by_side
from telesales_autograder.report.chance import (
    ALWAYS,
    BINS,
    EXPECTED,
    MIN_SHARE,
    Spread,
    Tail,
    independent,
    remarkable_from,
)
from telesales_autograder.report.shingles import common_ground, hashes, marked, shingles
from telesales_autograder.report.similarity import ENOUGH, UNSEEN, compare

ROOT = Path(__file__).parents[2]
CALL = load_call()
ROWS = [row for row in read_rows([ROOT / "autograder/corpus/scripts-first.jsonl"]) if row["exercise"] == "rewrite"]
NOTHING = hashes([])


def numbered(first: int, last: int) -> str:
    """A text of which every shingle occurs once."""
    return " ".join(f"wort{number}" for number in range(first, last))


def test_a_shingle_is_four_words_in_a_row_whatever_their_spelling() -> None:
    assert [one.hash for one in shingles("Ich möchte Ihnen, bitte!")] == [
        one.hash for one in shingles("ich  moechte ihnen bitte")
    ]
    assert len(list(shingles("eins zwei drei vier fünf"))) == 2
    assert list(shingles("nur drei Wörter")) == []


def test_no_shingle_reaches_into_the_next_line() -> None:
    assert len(hashes(["eins zwei", "drei vier"])) == 0


def test_what_is_shared_is_marked_in_the_raw_text() -> None:
    text = "Also: Ich möchte Ihnen etwas anbieten, ja?"
    shared = frozenset(hashes(["ich moechte ihnen etwas"]).tolist())
    assert marked(text, shared) == [("Also: ", False), ("Ich möchte Ihnen etwas", True), (" anbieten, ja?", False)]


@pytest.mark.parametrize("raw", ["", "kurz", "a b c d", "ü" * 50, "\u0308 \u0308 \u0308 \u0308"])
def test_the_pieces_are_the_text(raw: str) -> None:
    everything = frozenset(hashes([raw]).tolist())
    assert "".join(text for text, _ in marked(raw, everything)) == raw


def test_containment_is_the_shared_weight_of_the_smaller_text() -> None:
    one, other = numbered(0, 103), numbered(50, 203)  # 100 and 150 shingles, of which 50 are shared
    [pair] = compare([hashes([one]), hashes([other])], NOTHING).pairs
    rare, shared = log((2 + UNSEEN) / 1), log((2 + UNSEEN) / 2)
    assert (pair.left, pair.right) == (0, 1)
    assert pair.share == pytest.approx(50 * shared / (50 * shared + 50 * rare))


def test_from_a_line_or_two_nothing_follows() -> None:
    short = hashes([numbered(0, 8)])
    [pair] = compare([short, short], NOTHING).pairs or [None]
    assert pair is not None
    assert pair.share == pytest.approx(5 * log(51) / (ENOUGH * log(102)))


def test_what_the_course_gives_everybody_makes_nobody_similar() -> None:
    original = hashes(turn.text for turn in CALL.transcript.turns if turn.speaker == "caller")
    model = hashes(CALL.rubric.criteria[0].hints[-1].proposal["rewrite"].values())
    ground = common_ground(CALL, sorted((ROOT / "release").glob("*/*.ipynb")))
    for text in (original, model):
        found = compare([text, text], ground)
        assert len(text) and found.pairs == []


def test_all_pairs_are_counted_also_the_dissimilar_ones() -> None:
    found = compare([hashes([numbered(100 * n, 100 * n + 60)]) for n in range(5)], NOTHING)
    assert (found.spread.pairs, found.spread.from_share(0.01), found.pairs) == (10, 0, [])


def test_no_texts_have_no_pairs() -> None:
    assert compare([], NOTHING).spread.pairs == 0
    assert compare([NOTHING, NOTHING], NOTHING).pairs == []


def test_a_planted_copy_is_found_and_honest_texts_are_not() -> None:
    copied = [text.replace("Sommer", "Winter").replace("gern", "sehr gern") for text in ROWS[0]["lines"].values()]
    texts = [hashes(row["lines"].values()) for row in ROWS] + [hashes(copied)]
    found = compare(texts, common_ground(CALL, []))
    least = remarkable_from(found.spread, independent())
    assert [(pair.left, pair.right) for pair in found.pairs if pair.share >= least] == [(0, len(ROWS))]


def test_both_sides_show_only_lines_with_something_in_common() -> None:
    lines = {"C1": "das ist genau derselbe lange Satz", "C2": "hier steht etwas ganz anderes"}
    others = {"C1": "nichts", "C3": "Und das ist genau derselbe lange Satz."}
    left, right = side_by_side(("a", lines), ("b", others), NOTHING)
    assert list(left.lines) == ["C1"] and right.lines["C3"][1] == ("das ist genau derselbe lange Satz", True)


def spread_of(*shares: float) -> Spread:
    spread = Spread()
    spread.add(np.array(shares))
    return spread


def test_a_tail_is_fitted_by_the_median_of_the_excess() -> None:
    tail = spread_of(*[0.0] * 96, 0.1, 0.2, 0.3, 0.9).tail(0.96)
    assert (tail.over, tail.beyond) == (0.0, 0.04)
    assert tail.excess == pytest.approx(0.2 / log(2))


def test_the_least_share_is_what_chance_exceeds_in_fewer_than_the_expected_pairs() -> None:
    tail = Tail(over=0.02, beyond=0.01, excess=0.005)
    assert tail.least(5000) == pytest.approx(0.02 + 0.005 * log(50 / EXPECTED))
    assert Tail(0.02, 0.0, 0.0).least(10) == 0.02


def test_a_class_that_shares_much_by_itself_raises_the_limit_but_half_in_common_is_always_shown() -> None:
    strange, alike = spread_of(*[0.01] * 100), spread_of(*np.linspace(0.2, 0.4, 100))
    base = independent()
    assert remarkable_from(strange, base) == MIN_SHARE
    assert remarkable_from(alike, base) == ALWAYS
    assert remarkable_from(Spread(), base) == MIN_SHARE
    assert round(remarkable_from(alike, base) * BINS) == remarkable_from(alike, base) * BINS


def test_the_baseline_is_measured_on_pairs_of_different_authors() -> None:
    rows = [{"exercise": "rewrite", "author": author, "lines": {"C1": numbered(0, 60)}} for author in "aab"]
    spread = baseline.spread_of(rows)
    assert (spread.pairs, spread.from_share(0.9)) == (2, 2)
