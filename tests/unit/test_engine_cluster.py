"""Workers on other machines: who may judge, and what is said where nobody can."""

import sys

import pytest
from click.testing import CliRunner

from telesales_autograder.engine.cluster import edition, judge
from telesales_autograder.engine.command import grade
from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.work import Lesson

LESSON = Lesson({"cells": [], "metadata": {}}, {})


def test_a_worker_with_another_edition_of_the_course_judges_nothing() -> None:
    assert judge(edition(), LESSON, []) == []
    with pytest.raises(GradingError, match="eine andere Fassung"):
        judge("another", LESSON, [])


@pytest.mark.parametrize("address", ["127.0.0.1:1", "nonsense://127.0.0.1:1", "tcp://", "tcp://127.0.0.1:1"])
def test_an_address_where_no_scheduler_is_is_told(address: str) -> None:
    result = CliRunner().invoke(grade, ["3-rewrite", "--scheduler", address, "--wait", "0.1"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "antwortet kein Dask-Scheduler" in result.stderr and len(result.stderr.splitlines()) == 1


def test_without_the_extra_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "telesales_autograder.engine.cluster")
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = CliRunner().invoke(grade, ["3-rewrite", "--scheduler", "tcp://127.0.0.1:1"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "das Paket distributed: pip install 'telesales-course[cluster]'" in result.stderr
