"""Where the judging is done: bounded, in order, and no worker's death takes anybody along."""

import os
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from telesales.handed import HandedFile
from telesales_autograder.engine import pool
from telesales_autograder.engine.pool import AHEAD, CHUNK, HEAVY, Here, Pending, outcomes
from telesales_autograder.engine.processes import Processes
from telesales_autograder.engine.work import Graded, Lesson, Outcome, Submitted, Ungradable
from telesales_autograder.submission import HandedIn

LESSON = Lesson({"cells": [], "metadata": {}}, {})


class Died(Exception):
    pass


class Mortal(Here):
    """Workers of whom one dies, with all that is under way, whenever it meets certain students."""

    width = 2
    died = (Died,)

    def __init__(self, deadly: Sequence[str] = (), lives: int = 1000) -> None:
        self.deadly, self.lives, self.met = deadly, lives, list[str]()

    def judge(self, lesson: Lesson, chunk: Sequence[Submitted]) -> Pending:
        self.met += [one.student for one in chunk]
        if self.lives and any(one.student in self.deadly for one in chunk):
            self.lives -= 1
            return Dead()
        return super().judge(lesson, chunk)


class Dead:
    def result(self) -> list[Outcome]:
        raise Died


def handed_in(student: str, size: int = 0) -> Submitted:
    absent = HandedFile(problem="fehlt", absent=True)
    return Submitted(student, HandedIn("a.ipynb", HandedFile(b" " * size), absent, absent))


def names(count: int) -> list[str]:
    return [f"s{number:03}" for number in range(count)]


def kinds(found: Sequence[Outcome]) -> dict[str, type[Outcome]]:
    return {outcome.student: type(outcome) for outcome in found}


def test_all_come_out_in_order() -> None:
    found = outcomes(Mortal(), LESSON, map(handed_in, names(50)))
    assert [outcome.student for outcome in found] == names(50)


def test_no_more_is_taken_in_than_the_workers_need_next() -> None:
    taken: list[str] = []

    def submissions() -> Iterator[Submitted]:
        for name in names(1000):
            taken.append(name)
            yield handed_in(name)

    next(outcomes(Mortal(), LESSON, submissions()))
    assert len(taken) <= (2 * AHEAD + 2) * CHUNK


def test_huge_notebooks_wait_for_one_another() -> None:
    workers = Mortal()
    next(outcomes(workers, LESSON, (handed_in(name, HEAVY // 2 + 1) for name in names(100))))
    assert len(workers.met) <= 4


def test_whoever_was_under_way_with_a_dying_worker_is_tried_again() -> None:
    found = kinds(list(outcomes(Mortal(["s003"], lives=2), LESSON, map(handed_in, names(20)))))
    assert found == dict.fromkeys(names(20), Graded)


def test_who_ends_a_worker_each_time_is_told_by_name_and_all_others_are_graded() -> None:
    found = kinds(list(outcomes(Mortal(["s003", "s017"]), LESSON, map(handed_in, names(20)))))
    assert found == {**dict.fromkeys(names(20), Graded), "s003": Ungradable, "s017": Ungradable}


class Deadly:
    """Ends the process that reads it."""

    def __reduce__(self) -> Any:
        return os._exit, (1,)


def test_real_processes_die_and_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_weight", lambda chunk: 0)
    workers = Processes(2)
    try:
        submissions = [handed_in(name) for name in names(12)]
        submissions[5] = Submitted("s005", Deadly())  # type: ignore[arg-type]
        found = kinds(list(outcomes(workers, LESSON, submissions)))
    finally:
        workers.close()
    assert found == {**dict.fromkeys(names(12), Graded), "s005": Ungradable}
