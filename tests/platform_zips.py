"""Downloads of Moodle, ILIAS and Canvas as their sources write them, and names as careless programs write them."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

Time = tuple[int, int, int, int, int, int]

DOWNLOADED: Time = (2026, 11, 20, 18, 0, 0)


class RawName(zipfile.ZipInfo):
    """An entry whose name is written byte by byte, without the UTF-8 flag."""

    raw = b""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, self.flag_bits


@dataclass(frozen=True)
class Part:
    """An entry: its name as text, or as bytes to be written just so."""

    name: str | bytes
    data: bytes = b""
    time: Time = DOWNLOADED
    mode: int = 0
    method: int = zipfile.ZIP_DEFLATED

    def info(self) -> zipfile.ZipInfo:
        info: zipfile.ZipInfo
        if isinstance(self.name, bytes):
            info = RawName("x", self.time)
            info.raw = self.name
        else:
            info = zipfile.ZipInfo("x", self.time)
            info.filename = self.name  # as it is: the constructor would repair it
        info.external_attr, info.compress_type = self.mode << 16, self.method
        return info


def packed(parts: Iterable[Part]) -> bytes:
    """A zip file of the parts, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in parts:
            archive.writestr(part.info(), part.data)
    return buffer.getvalue()


def saved(path: Path, *parts: Part) -> Path:
    path.write_bytes(packed(parts))
    return path


def in_moodle(name: str, id: int, file: str, data: bytes, time: Time = DOWNLOADED, form: str = "folder_") -> Part:
    """`form`: "folder_" up to Moodle 4.0, "folder" since 4.1, "flat" where folders are turned off."""
    between = {"folder_": "_/", "folder": "/", "flat": "_"}[form]
    return Part(f"{name}_{id}_assignsubmission_file{between}{file}", data, time)


def in_ilias(person: str, file: str, data: bytes, time: Time = DOWNLOADED, root: str = "3-rewrite/Abgaben/") -> Part:
    """`person`: `Nachname_Vorname_Login_UserID`."""
    return Part(f"{root}{person}/{file}", data, time)


def in_canvas(name: str, user: int | str, upload: int, file: str, data: bytes, late: bool = False) -> Part:
    """`name`: the sortable name in small letters without blanks."""
    parts = [name, *(["LATE"] if late else []), str(user), str(upload), file]
    return Part("_".join(part for part in parts if part), data)
