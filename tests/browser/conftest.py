"""A real `telesales start` and a real Chromium, shared by the browser tests; a missing browser is a failure."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from lesson_page import LessonPage, Server
from playwright.sync_api import Browser, BrowserContext, Page, expect

from telesales.workfolder import released

ASSIGNMENT = "3-rewrite"
TOKEN = "browser-tests"
expect.set_options(timeout=15_000)  # the first verdict loads the word classes, and a CI machine is slow
WITHOUT = "TELESALES_WITHOUT_BROWSER"
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium; without one the tests fail, unless someone decided to leave them out."""
    found = os.environ.get("TELESALES_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found and os.environ.get(WITHOUT) == "1":
        pytest.skip(f"LEFT OUT: no Chromium here and {WITHOUT}=1; to run the browser tests: apt-get install chromium")
    if not found:
        pytest.fail(f"Chromium is missing: apt-get install chromium (or set {WITHOUT}=1 to leave these tests out)")
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium: str) -> dict[str, object]:
    return {"executable_path": chromium, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Server]:
    """JupyterLab as a learner starts it, in a folder of its own and with settings of its own."""
    home, port = tmp_path_factory.mktemp("course"), _free_port()
    environment = {**os.environ, "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config")}
    environment |= {"JUPYTER_RUNTIME_DIR": str(home / "runtime"), "JUPYTER_DATA_DIR": str(home / "data")}
    command = [str(Path(sys.executable).with_name("telesales")), "start", "work", "--no-browser", "--port", str(port)]
    jupyter = [f"--IdentityProvider.token={TOKEN}", "--LabApp.expose_app_in_browser=True"]
    with (home / "log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--", *jupyter], cwd=home, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    running = Server(f"http://127.0.0.1:{port}", TOKEN, home / "work", home / "log")
    try:
        _wait_for(running, process)
        yield running
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture(scope="session")
def unused_port() -> int:
    """A port on which nobody listens."""
    return _free_port()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if process.poll() is not None:
            break
        try:
            urlopen(server.url("api/status")).close()
            return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"'telesales start' did not come up:\n{server.log.read_text()[-2000:]}")


@pytest.fixture
def context_args() -> dict[str, object]:
    """A test may override this, for example to ask for a dark theme."""
    return {}


@pytest.fixture
def tab(browser: Browser, context_args: dict[str, object]) -> Iterator[Page]:
    usual = {"locale": "de-DE", "viewport": {"width": 1280, "height": 1000}}
    context: BrowserContext = browser.new_context(**usual | context_args)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def assignment() -> str:
    """The lesson that is opened; a test of another one overrides this."""
    return ASSIGNMENT


@pytest.fixture
def folder(server: Server, request: pytest.FixtureRequest, assignment: str) -> Iterator[Path]:
    """A fresh copy of the lesson for one test; its kernels end with it."""
    folder = server.work / f"{assignment}-{request.node.name}"
    shutil.copytree(released() / assignment, folder)
    yield folder
    server.stop_kernels()


@pytest.fixture
def lesson(server: Server, folder: Path, tab: Page, assignment: str) -> LessonPage:
    """The lesson, open in JupyterLab, its editor shown."""
    page = LessonPage(tab, server, folder, f"{assignment}.ipynb")
    page.open()
    page.run_editor()
    return page
