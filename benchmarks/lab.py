"""A real JupyterLab as a learner starts it, and a real Chromium: what the benchmarks in the browser share."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/browser"))

from lesson_page import LessonPage, Server  # noqa: E402  # after the path that leads there

TOKEN = "benchmark"


@contextmanager
def jupyterlab(home: Path) -> Iterator[Server]:
    """`telesales start` in `home`, running; all of Jupyter's settings stay in `home`. SystemExit where it fails."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [Path(sys.executable).with_name("telesales"), "start", "work", "--no-browser", "--port", str(port)]
    jupyter = [f"--IdentityProvider.token={TOKEN}", "--LabApp.expose_app_in_browser=True"]
    environment = {**os.environ, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config")}
    log = (home / "log").open("w")
    process = subprocess.Popen([*command, "--", *jupyter], cwd=home, env=environment, stdout=log, stderr=log)
    server = Server(f"http://127.0.0.1:{port}", TOKEN, home / "work", home / "log")
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def _wait(server: Server) -> None:
    for _ in range(1200):
        try:
            urlopen(server.url("api/status")).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"JupyterLab did not come up:\n{server.log.read_text()}")


@contextmanager
def tab() -> Iterator[Page]:
    """A new tab of Chromium (TELESALES_CHROMIUM, else the system's)."""
    with sync_playwright() as playwright:
        path = os.environ.get("TELESALES_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"])
        yield browser.new_page(locale="de-DE", viewport={"width": 1280, "height": 1000})
        browser.close()


def opened(page: Page, server: Server, lesson: str, answers: str) -> LessonPage:
    """The lesson with the stored submission `answers`, its exercise on the screen."""
    shutil.copy(ROOT / "autograder/answers" / answers / "answers.yaml", server.work / lesson)
    shown = LessonPage(page, server, server.work / lesson, f"{lesson}.ipynb")
    shown.open()
    shown.run_editor()
    return shown


def report(name: str, found: list[float], limit: float, unit: str = "ms") -> bool:
    """Prints median, 95th percentile and maximum; whether the 95th percentile keeps within the limit."""
    worst = quantiles(found, n=20, method="inclusive")[-1]
    print(f"{name:24} {median(found):7.1f} {worst:7.1f} {max(found):7.1f} {unit}  (limit {limit:g} {unit})")
    return worst <= limit
