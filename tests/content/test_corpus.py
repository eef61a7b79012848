"""The labelled sets are what they say they are; the grader's figures on them are measured by `telesales evaluate`."""

import pytest

from telesales.loading import load_call
from telesales_autograder.evaluation import Row, agreement, attacks, invariance, read_rows
from telesales_autograder.quality import CORPUS, goals_met, sets

RUBRIC = load_call().rubric


def rows(kind: str) -> list[Row]:
    return [row for entry in sets() if entry["kind"] == kind for row in read_rows([CORPUS / entry["file"]])]


def test_ids_are_unique_over_all_sets() -> None:
    ids = [row["id"] for row in rows("scripts") + rows("attacks")]
    assert len(ids) == len(set(ids)) > 100


@pytest.mark.parametrize("exercise", ["rewrite", "guide"])
def test_each_script_is_labelled_on_exactly_the_criteria_of_its_exercise(exercise: str) -> None:
    wanted = {criterion.id for criterion in RUBRIC.of(exercise)}
    of_exercise = [row for row in rows("scripts") if row["exercise"] == exercise]
    assert {row["id"] for row in of_exercise if set(row["labels"]) != wanted} == set()


def test_the_goals_are_met_on_the_scripts_that_rules_were_written_with() -> None:
    seen = [entry["file"] for entry in sets() if entry["kind"] == "scripts" and entry["seen"] == "yes"]
    result = agreement(read_rows([CORPUS / file for file in seen]))
    assert goals_met(result), list(result.differences)


def test_no_attack_passes_and_hardly_a_criterion_of_one() -> None:
    found = attacks(rows("attacks"))
    assert list(found.whole) == []
    assert len(found.criteria) <= 0.01 * found.guarded, found.criteria


def test_spelling_and_encoding_change_no_verdict() -> None:
    total, changed = invariance(rows("scripts"))
    lower = changed.pop("lower case")
    assert {name: differences for name, differences in changed.items() if differences} == {}
    assert len(lower) <= 0.01 * total
