"""`telesales grade --scheduler`: on other machines, as far as their processes can tell. In this order."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from clusters import PATIENCE, Dask, dask
from courses import ASSIGNMENT, Course
from killing import COUNT, Sound, copied, state

pytestmark = pytest.mark.pipeline


@pytest.fixture(scope="module")
def cluster(sound: Sound, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    with dask(tmp_path_factory.mktemp("cluster") / "empty", sound.course.root.parent) as cluster:
        yield cluster


@pytest.fixture
def course(sound: Sound) -> Iterator[Course]:
    """A course that is to be graded."""
    course = copied(sound.course, "spread")
    yield course
    shutil.rmtree(course.root)


def begin(course: Course, address: str, wait: float = PATIENCE) -> "subprocess.Popen[str]":
    command = [str(Path(sys.executable).with_name("telesales")), "grade", ASSIGNMENT, "--format", "json"]
    command += ["--scheduler", address, "--wait", str(wait)]
    return subprocess.Popen(command, cwd=course.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def assert_graded_once(process: "subprocess.Popen[str]", course: Course, sound: Sound) -> None:
    said, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (0, ""), said
    assert (json.loads(said)["graded"], json.loads(said)["ungradable"]) == (COUNT, [])
    assert state(course) == sound.after


def assert_told(process: "subprocess.Popen[str]", sentence: str) -> None:
    said, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (2, ""), said
    assert sentence in json.loads(said)["stopped"]


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_scheduler_that_is_not_there_is_told(course: Course) -> None:
    assert_told(begin(course, "tcp://127.0.0.1:1", wait=0.5), "antwortet kein Dask-Scheduler")


def test_a_scheduler_without_workers_is_told(course: Course, cluster: Dask) -> None:
    assert_told(begin(course, cluster.address, wait=0.5), "ist kein Worker")


def test_workers_need_nothing_but_the_package(course: Course, sound: Sound, cluster: Dask) -> None:
    for name in ("first", "second"):
        cluster.add_worker(name)
    cluster.wait_for(2)
    with cluster.client() as client:
        assert not any(client.run(os.listdir, str(course.root.parent)).values()), "the course can be seen"
        assert not any(client.run(os.listdir, ".").values())
    assert_graded_once(begin(course, cluster.address), course, sound)


def test_a_worker_that_dies_with_its_work_is_survived(course: Course, sound: Sound, cluster: Dask) -> None:
    second = cluster.workers["second"]
    stop(second)
    process = begin(course, cluster.address)
    wait_until(lambda: cluster.tasks()["second"] > 0)
    second.kill()
    assert_graded_once(process, course, sound)


def test_a_scheduler_that_dies_is_told_and_nothing_is_lost(course: Course, sound: Sound, cluster: Dask) -> None:
    stop(cluster.workers["first"])
    process = begin(course, cluster.address, wait=2)
    wait_until(lambda: cluster.tasks()["first"] > 0)
    cluster.scheduler.kill()
    assert_told(process, "ist abgerissen")
    assert state(course) == sound.before


def stop(process: "subprocess.Popen[bytes]") -> None:
    """It takes no more steps, and nobody hears of that."""
    process.send_signal(signal.SIGSTOP)
