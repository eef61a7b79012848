"""A real Dask scheduler and workers, who see nothing of the course."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from distributed import Client

PATIENCE = 60
"""Seconds that something on a slow machine may take before it counts as broken."""
# Where a name for a private root may be had, what lies in the course's place is empty for a worker.
_HIDDEN = 'mount -t tmpfs tmpfs "$1" && shift && exec "$@"'


@dataclass
class Dask:
    """A scheduler with workers of one thread each, as processes in an empty folder; `hidden` is out of their sight."""

    scheduler: subprocess.Popen[str]
    address: str
    folder: Path
    hidden: Path
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def add_worker(self, name: str) -> None:
        """Starts one; `wait_for` waits for it."""
        options = ["--name", name, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", str(PATIENCE)]
        command = [*_out_of_sight(self.hidden), *_dask("worker", self.address, *options)]
        self.workers[name] = subprocess.Popen(command, cwd=self.folder, stderr=subprocess.DEVNULL)

    def wait_for(self, workers: int) -> None:
        with self.client() as client:
            client.wait_for_workers(workers, timeout=PATIENCE)

    def client(self) -> Client:
        return Client(self.address, timeout=PATIENCE, set_as_default=False)

    def tasks(self) -> dict[str, int]:
        """How many tasks each worker has before it."""
        with self.client() as client:
            names = {address: one["id"] for address, one in client.scheduler_info(n_workers=-1)["workers"].items()}
            return {names[address]: len(keys) for address, keys in client.processing().items()}

    def end(self) -> None:
        for process in (*self.workers.values(), self.scheduler):
            process.send_signal(signal.SIGKILL)
            process.wait()


@contextmanager
def dask(folder: Path, hidden: Path) -> Iterator[Dask]:
    """A scheduler without workers, on a free port of this machine."""
    folder.mkdir()
    command = _dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
    scheduler = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    assert scheduler.stderr is not None
    line = next(line for line in scheduler.stderr if "Scheduler at:" in line)
    cluster = Dask(scheduler, line.split()[-1], folder, hidden)
    try:
        yield cluster
    finally:
        cluster.end()


def _dask(*arguments: str) -> list[str]:
    return [str(Path(sys.executable).with_name("dask")), *arguments]


def _out_of_sight(folder: Path) -> list[str]:
    own = ["unshare", "--mount", *([] if os.getuid() == 0 else ["--map-root-user"])]
    hiding = [*own, "sh", "-c", _HIDDEN, "sh", str(folder)]
    works = subprocess.run([*hiding, "true"], check=False, capture_output=True).returncode == 0
    return hiding if works else []
