"""A real JupyterHub on loopback, made from the configuration in docs/hub, and what its members do over HTTP."""

import getpass
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import requests
import websocket
from courses import ROOT, Course

COURSE, TEACHER, STUDENTS = "telesales", "lehrkraft", ("anna", "bernd")
PATIENCE = 60  # seconds that something on a slow machine may take before it counts as broken

# What is different from a hub in use: everybody is the same user of the operating system, who signs in with one word,
# so nbgrader cannot see from a folder's owner who handed it in.
OURS = """
load_subconfig("jupyterhub_config.py", path={settings!r})
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = {token!r}
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.args = ["--allow-root", "--LanguageServerManager.autodetect=False"]
c.JupyterHub.tornado_settings = {{"slow_spawn_timeout": 0}}
c.Spawner.cmd = [{singleuser!r}]
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_port = {ports[1]}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.JupyterHub.services = [{{"name": "tests", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [{{"name": "tests", "services": ["tests"], "scopes": ["admin:users", "admin:servers", "tokens"]}}]
"""
SAME_USER = "\nc.ExchangeCollect.check_owner = False\n"


class Member:
    """A person with a server of their own; signed in with a token that opens this server only."""

    def __init__(self, hub: "Hub", name: str, token: str) -> None:
        self.hub, self.name, self.base = hub, name, f"{hub.base}/user/{name}"
        self.home = hub.folder / "homes" / name
        self.web = requests.Session()
        self.web.headers["Authorization"] = f"token {token}"

    def get(self, path: str, **parameters: str) -> Any:
        return _json(self.web.get(f"{self.base}/{path}", params=parameters, timeout=PATIENCE))

    def post(self, path: str, **data: str) -> Any:
        return _json(self.web.post(f"{self.base}/{path}", json=data, timeout=PATIENCE))

    def assignments(self, action: str = "", **data: str) -> list[dict[str, Any]]:
        """What the list of assignments in JupyterLab shows, after one of its buttons was clicked."""
        path = f"assignments/{action}" if action else "assignments"
        answer = self.post(path, course_id=COURSE, **data) if action else self.get(path, course_id=COURSE)
        assert answer["success"], answer
        return list(answer["value"])

    def formgrader(self, button: str) -> None:
        """Clicks one of the formgrader's buttons."""
        answer = self.post(f"formgrader/api/{button}")
        assert answer["success"], answer

    def terminal(self, command: str, result: Path) -> str:
        """Types `command` into a terminal of JupyterLab; gives what is then in the file `result`."""
        name = self.post("api/terminals")["name"]
        address = f"{self.base}/terminals/websocket/{name}".replace("http", "ws", 1)
        line = websocket.create_connection(address, header=dict(self.web.headers), timeout=PATIENCE)
        line.send(json.dumps(["stdin", f"({command}) > {result}.part 2> {result}.errors; mv {result}.part {result}\r"]))
        wait_until(result.exists)
        line.close()
        self.web.delete(f"{self.base}/api/terminals/{name}", timeout=PATIENCE)
        return result.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Hub:
    """A running hub: its address, its folder, the token that may manage its users."""

    base: str
    folder: Path
    token: str

    @property
    def course(self) -> Course:
        return Course(self.folder / "srv/course", self.folder / "canary")

    @property
    def exchange(self) -> Path:
        return self.folder / "srv/exchange"

    def ask(self, method: str, path: str, **data: Any) -> requests.Response:
        headers = {"Authorization": f"token {self.token}"}
        return requests.request(method, f"{self.base}/hub/api{path}", headers=headers, json=data, timeout=PATIENCE)

    def up(self) -> bool:
        try:
            return self.ask("GET", "/").ok
        except requests.ConnectionError:
            return False

    def start_servers(self) -> dict[str, Member]:
        """All members, each with a running server."""
        names = (TEACHER, *STUDENTS)
        for name in names:
            assert self.ask("POST", f"/users/{name}/server").status_code in (201, 202)
        wait_until(lambda: all(self._ready(name) for name in names))
        return {name: self._member(name) for name in names}

    def _ready(self, name: str) -> bool:
        user = self.ask("GET", f"/users/{name}").json()
        assert user["pending"] or user["server"], f"{name}'s server did not start"
        return bool(user["server"])

    def _member(self, name: str) -> Member:
        scopes = [f"access:servers!user={name}"]
        return Member(self, name, _json(self.ask("POST", f"/users/{name}/tokens", scopes=scopes))["token"])


@contextmanager
def running_hub(folder: Path) -> Iterator[Hub]:
    """A hub whose every file lies in `folder`; nothing of it is left running."""
    hub, config = _configured(folder)
    environment = {
        **os.environ,
        "HOME": str(folder),
        "NODE_PATH": "/usr/share/nodejs",
        "JUPYTERHUB_CRYPT_KEY": "00" * 32,
    }
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin", os.environ["PATH"]])
    command = [sys.executable, "-m", "jupyterhub", "-f", str(config)]
    with (folder / "log").open("w") as log:
        process = psutil.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_until(lambda: hub.up() or not process.is_running())
        assert process.is_running()
        yield hub
    except BaseException:
        print((folder / "log").read_text()[-20_000:])
        raise
    finally:
        _end(process, folder)


def _configured(folder: Path) -> tuple[Hub, Path]:
    """The folders as docs/hub/make-folders makes them, and docs/hub with the paths of this machine."""
    settings, ports, token = folder / "hub", _free_ports(3), secrets.token_hex(16)
    make = [str(ROOT / "docs/hub/make-folders"), str(folder / "srv"), getpass.getuser()]
    subprocess.run(make, check=True, timeout=PATIENCE)
    shutil.copytree(ROOT / "docs/hub", settings)
    for file in settings.rglob("*.py"):
        file.write_text(file.read_text().replace("/srv/nbgrader", str(folder / "srv")))
    with (settings / "teachers/nbgrader_config.py").open("a") as file:
        file.write(SAME_USER)
    singleuser = str(Path(sys.executable).with_name("jupyterhub-singleuser"))
    homes = str(folder / "homes/{username}")
    config = folder / "config.py"
    config.write_text(OURS.format(settings=str(settings), token=token, homes=homes, ports=ports, singleuser=singleuser))
    return Hub(f"http://127.0.0.1:{ports[0]}", folder, token), config


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def wait_until(reached: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline, "This took too long."
        time.sleep(0.1)


def _end(process: psutil.Popen, folder: Path) -> None:
    """The hub ends its proxy and the servers; whatever of its family is left after that is killed."""
    if process.is_running():
        process.terminate()
        psutil.wait_procs([process], timeout=15)
    left = [member for member in psutil.process_iter() if _home(member).startswith(str(folder))]
    for member in left:
        member.kill()
    psutil.wait_procs(left, timeout=5)


def _home(process: psutil.Process) -> str:
    try:
        return str(process.environ().get("HOME", ""))
    except psutil.Error:
        return ""


def _json(answer: requests.Response) -> Any:
    assert answer.ok, f"{answer.request.method} {answer.url}: {answer.status_code} {answer.text[:2000]}"
    return answer.json()
