"""Names out of zip files and platforms: repaired, safe for folders, safe to be shown."""

import re
import unicodedata
from zipfile import ZipInfo

UTF8_FLAG = 0x800
LONGEST_SLUG = 64  # characters of a folder's name; the gradebook takes 128
LONGEST_SHOWN = 60  # characters of a name in a sentence

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"})
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
"""Names that Windows keeps for devices."""


def entry_name(info: ZipInfo) -> str:
    """An entry's path as its writer meant it, with composed characters (NFC).

    Without the UTF-8 flag Python reads a name as code page 437, as the zip format says (APPNOTE 6.3, D.1). Many
    programs write UTF-8 or Windows-1252 there without saying so.
    """
    name = info.filename if info.flag_bits & UTF8_FLAG else _meant(info.filename)
    return unicodedata.normalize("NFC", name)


def _meant(name: str) -> str:
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        windows = raw.decode("cp1252", "replace")
        return windows if _foreign_letters(windows) > _foreign_letters(name) else name


def _foreign_letters(text: str) -> int:
    return sum(unicodedata.name(char, "").startswith("LATIN") for char in text if char > "\x7f")


def slug(text: str) -> str:
    """`text` as the name of a folder: small letters a to z, digits and . _ -, at most 64; "" where nothing is left."""
    folded = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)
    letters = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
    safe = re.sub(r"\.{2,}", ".", re.sub(r"[^a-z0-9._-]+", "-", letters))[:LONGEST_SLUG].strip("-._")
    return f"{safe}-" if _RESERVED.fullmatch(safe) else safe


def shown(text: str) -> str:
    """`text` for a sentence: one line, without control characters, shortened."""
    line = "".join(char if char.isprintable() else "�" for char in " ".join(text.split()))
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


def same(text: str) -> str:
    """What two names have in common that mean the same: case, composed characters and blanks do not count."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
