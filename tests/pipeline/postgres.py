"""A real PostgreSQL server of the tests' own, on a socket in a temporary folder."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

SLOPPY = "-c fsync=off -c full_page_writes=off -c listen_addresses="
"""Nothing of a test need survive a loss of power, and nobody need come over the network."""


def program(name: str) -> str | None:
    """Where a program of the server lies: Debian keeps them out of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


@contextmanager
def server() -> Iterator[URL]:
    """The address of a server with an empty database; as root it runs as `postgres`, for it refuses to be root's."""
    with tempfile.TemporaryDirectory(prefix="postgresql-") as name:  # the path of a socket must be short
        folder = Path(name)
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        data = ["--pgdata", f"{folder}/data"]
        _run("initdb", *data, "--auth=trust", "--username=teacher", "--encoding=UTF8", "--locale=C", "--no-sync")
        _run("pg_ctl", "start", *data, "-w", "-l", f"{folder}/log", "-o", f"{SLOPPY} -k {folder}")
        try:
            yield make_url(f"postgresql://teacher@/postgres?host={folder}")
        finally:
            _run("pg_ctl", "stop", *data, "-w", "-m", "immediate")


def _run(name: str, *arguments: str) -> None:
    user = "postgres" if os.getuid() == 0 else None
    command = [program(name) or name, *arguments]
    result = subprocess.run(command, cwd="/", user=user, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    assert result.returncode == 0, result.stdout.decode()


def cloned(url: URL, name: str) -> URL:
    """A copy of a database, to which nobody may be connected."""
    engine = create_engine(url.set(database="template1"), isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{url.database}"'))
    engine.dispose()
    return url.set(database=name)
