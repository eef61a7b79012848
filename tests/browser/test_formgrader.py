"""A course that `telesales grade` graded, in nbgrader's formgrader: what a teacher sees and can change there."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from telesales.answers import FILE_NAME
from telesales.loading import load_call

ROOT = Path(__file__).parents[2]
LESSON = "3-rewrite"
STUDENTS = {"anna": "model-answer", "ben": "original"}
TOKEN = "formgrader"


def run(root: Path, program: str, *arguments: str) -> None:
    subprocess.run([str(Path(sys.executable).with_name(program)), *arguments], cwd=root, check=True, timeout=300)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one good and one weak submission, graded."""
    root = tmp_path_factory.mktemp("formgrader")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    for step in ("source", "release"):
        shutil.copytree(ROOT / step, root / step)
    for student, answers in STUDENTS.items():
        folder = root / "submitted" / student / LESSON
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "release" / LESSON / f"{LESSON}.ipynb", folder)
        shutil.copy(ROOT / "autograder/answers" / answers / FILE_NAME, folder)
    run(root, "nbgrader", "generate_assignment", LESSON)
    run(root, "telesales", "grade", LESSON)
    return root


@contextmanager
def served(root: Path, port: int) -> Iterator[str]:
    """The formgrader's address while a Jupyter server runs in the course folder."""
    places = {f"JUPYTER_{kind}_DIR": str(root / ".jupyter" / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    extension = "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}"
    jupyter = [sys.executable, "-m", "jupyter_server", "--no-browser", f"--port={port}", "--allow-root", extension]
    log = (root / "server.log").open("w")
    command = [*jupyter, f"--IdentityProvider.token={TOKEN}"]
    process = subprocess.Popen(command, cwd=root, env={**os.environ, **places}, stdout=log, stderr=log)
    base = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{base}/api/status?token={TOKEN}", process)
        yield base
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        try:
            return urlopen(address).close()
        except OSError:
            assert process.poll() is None, "the server ended"
            time.sleep(0.25)
    pytest.fail("the server did not come up")


@pytest.fixture(scope="module")
def base(course: Path, unused_port: int) -> Iterator[str]:
    with served(course, unused_port) as address:
        yield address


@pytest.fixture
def formgrader(tab: Page, base: str) -> Page:
    """Signed in."""
    tab.goto(f"{base}/formgrader?token={TOKEN}")
    return tab


def test_the_gradebook_shows_every_submission_with_its_points(formgrader: Page, base: str) -> None:
    formgrader.goto(f"{base}/formgrader/manage_submissions/{LESSON}")
    for student, points in (("anna", "90 / 90"), ("ben", "9 / 90")):
        row = formgrader.get_by_role("row").filter(has_text=student)
        expect(row).to_contain_text("graded")
        expect(row).to_contain_text(points)


def test_a_submission_shows_lines_verdicts_and_points_and_takes_a_persons(formgrader: Page, base: str) -> None:
    formgrader.goto(f"{base}/formgrader/gradebook/{LESSON}/{LESSON}")
    formgrader.get_by_role("row").filter(has_text="9 / 90").get_by_role("link").first.click()
    criteria = [criterion for criterion in load_call().rubric.criteria if "rewrite" in criterion.reads]
    expect(formgrader.locator("input.score")).to_have_count(len(criteria))
    expect(formgrader.locator("body")).to_contain_text("Guten Abend … wir sind bei Facebook befreundet")
    score = formgrader.locator("input.score").first
    score.fill("3")
    score.blur()
    expect(formgrader.locator(".save-icon").first).to_be_visible()
    formgrader.reload()
    expect(formgrader.locator("input.score").first).to_have_value("3")
