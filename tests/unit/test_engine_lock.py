"""One grader at a time in a course."""

import subprocess
import sys
from pathlib import Path

import pytest

from telesales_autograder.engine.errors import GradingError
from telesales_autograder.engine.lock import only_grader

HOLD = """
import sys, time
from pathlib import Path
from telesales_autograder.engine.lock import only_grader
with only_grader(Path(sys.argv[1]), 0):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_the_second_says_that_the_first_is_at_work(tmp_path: Path) -> None:
    process = holder(tmp_path)
    try:
        with pytest.raises(GradingError, match="Ein anderer Lauf bewertet"), only_grader(tmp_path, 0.1):
            pass
    finally:
        process.kill()
        process.wait()


def test_a_killed_grader_leaves_no_lock(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.kill()
    process.wait()
    with only_grader(tmp_path, 0):
        pass


def test_one_after_the_other_is_fine(tmp_path: Path) -> None:
    for _ in range(2):
        with only_grader(tmp_path / "autograded", 0):
            pass
