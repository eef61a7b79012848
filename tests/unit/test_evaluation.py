from pathlib import Path

import pytest

from telesales_autograder.evaluation import VARIANTS, interval, kappa, read_rows


def test_kappa_is_1_for_full_agreement_and_0_for_chance() -> None:
    assert kappa([("pass", "pass"), ("fail", "fail")]) == 1
    assert kappa([("pass", "pass"), ("pass", "fail"), ("fail", "pass"), ("fail", "fail")]) == 0


def test_kappa_of_a_published_table() -> None:
    # Cohen's kappa for 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no is 0.4 (the standard textbook example).
    pairs = [("pass", "pass")] * 20 + [("pass", "fail")] * 5 + [("fail", "pass")] * 10 + [("fail", "fail")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_weights_forgive_a_neighbour_more_than_the_far_end() -> None:
    base = [("pass", "pass")] * 5 + [("fail", "fail")] * 5
    assert kappa([*base, ("pass", "partial")], weighted=True) > kappa([*base, ("pass", "fail")], weighted=True)


def test_the_interval_holds_the_figure_and_is_the_same_every_time() -> None:
    pairs = [("pass", "pass")] * 30 + [("fail", "fail")] * 8 + [("pass", "fail")] * 2
    low, high = interval(pairs)
    assert low <= kappa(pairs) <= high
    assert (low, high) == interval(pairs)


def test_a_broken_row_is_named_by_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": 1}\n{oops\n')
    with pytest.raises(ValueError, match=r"rows\.jsonl, line 2"):
        read_rows([file])


def test_every_variant_changes_a_text_that_it_is_meant_for() -> None:
    text = "Grüß Gott. „Schöne“ Sache"
    assert {name for name, change in VARIANTS.items() if change(text) == text} == set()
