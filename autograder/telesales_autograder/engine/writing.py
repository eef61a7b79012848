"""A graded submission's folder: written aside, then renamed, so that it is there whole or not at all."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Files = Mapping[str, bytes]
"""The contents by path below the folder."""


@dataclass(frozen=True)
class GradedFolder:
    """`autograded/<student>/<assignment>`, and two hidden folders beside it that nbgrader does not see."""

    path: Path

    @property
    def fresh(self) -> Path:
        """Where the new version waits."""
        return self.path.with_name(f".{self.path.name}.new")

    @property
    def former(self) -> Path:
        """Where the old version waits."""
        return self.path.with_name(f".{self.path.name}.old")

    def prepare(self, files: Files, mode: int, shared: bool = False) -> None:
        """Writes the new version aside, each file with `mode`; OSError where that cannot be done.

        `shared`: the folders are the group's too, as with nbgrader's `CourseDirectory.groupshared`.
        """
        self.clean()
        for name, data in files.items():
            target = self.fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            target.chmod(mode)
            if shared:
                target.parent.chmod(target.parent.stat().st_mode | 0o2770)

    def withdraw(self) -> None:
        """Takes the old version out of sight, if there is one: from here on the submission counts as not graded."""
        if self.path.exists():
            self.path.rename(self.former)

    def publish(self) -> None:
        """Puts the new version in place."""
        self.fresh.rename(self.path)
        self.clean()

    def undo(self) -> None:
        """Back to the old version, or to no folder of the student's where there was none."""
        if self.former.exists() and not self.path.exists():
            self.former.rename(self.path)
        self.clean()
        with suppress(OSError):
            self.path.parent.rmdir()

    def clean(self) -> None:
        """Removes what lies beside the folder, also from a run that was killed."""
        for folder in (self.fresh, self.former):
            shutil.rmtree(folder, ignore_errors=True)
