"""Whose an entry of a download is: how Moodle, ILIAS and Canvas name what learners handed in.

The outermost name that fits decides, for the platform wrote it: what comes below it is the learner's and may be forged.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Parts = tuple[str, ...]


@dataclass(frozen=True)
class Owner:
    """A learner as the platform knows them; `folder` is the name in the download, for the way back."""

    platform: str
    id: str
    name: str
    login: str = ""
    folder: str = ""
    anonymous: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells this learner from all others of the download."""
        return self.platform, self.id


@dataclass(frozen=True)
class Owned:
    """A path in a download with its owner: the learner's own part of it, whether it came late, how new it is.

    `newness` is a number that the platform gives to each upload (0 where it gives none).
    """

    owner: Owner
    path: Parts
    late: bool = False
    newness: int = 0


_MOODLE = re.compile(r"(?P<name>[^_]*)_(?P<id>\d{1,18})_assignsubmission_(?P<kind>[^_]+)(?:_(?P<flat>.*))?", re.DOTALL)
_MOODLE_ANONYMOUS = re.compile(r"(?:Teilnehmer|Participant).{0,4}", re.IGNORECASE)

_ILIAS = re.compile(r"(?P<last>[^_]*)_(?P<first>[^_]*)_(?P<login>.+)_(?P<id>\d{1,18})", re.DOTALL)
_ILIAS_ROOT = re.compile(r"Abgaben|Submissions|multi_feedback.*", re.IGNORECASE | re.DOTALL)
_ILIAS_LATE = re.compile(r"(?:Versp(?:ä|ae)tete Abgabe|Late Submission) - ", re.IGNORECASE)
_ILIAS_INNER = {"abgaben.zip", "submissions.zip"}

_CANVAS = re.compile(
    r"(?:(?P<name>.+?)_)?(?:(?P<late>LATE)_)?(?P<id>\d{1,18})_(?P<upload>\d{1,18})_(?P<file>.+)", re.DOTALL
)
_CANVAS_ANONYMOUS = re.compile(
    r"(?P<late>LATE_)?anon_(?P<id>[A-Za-z0-9]{5})_(?P<upload>\d{1,18})_(?P<file>.+)", re.DOTALL
)


def moodle(parts: Parts) -> Owned | None:
    """Moodle's "Alle Abgaben herunterladen": `Vorname Nachname_123456_assignsubmission_file` and the file below it.

    After get_student_prefix and load_submissionplugin_filelist in Moodle's mod/assign/classes/downloader.php: without
    folders the file's name follows after `_`, and up to 4.0 the folder ends in `_`. The number belongs to this learner
    *and this assignment*. With blind marking the name is the same for all.
    """
    for depth, part in enumerate(parts):
        if found := _MOODLE.fullmatch(part):
            flat = found["flat"] or ""
            folder = part.removesuffix(flat) if flat else part
            anonymous = bool(_MOODLE_ANONYMOUS.fullmatch(found["name"]))
            owner = Owner("moodle", found["id"], found["name"].strip(), folder=folder, anonymous=anonymous)
            return Owned(owner, (*((flat,) if flat else ()), *parts[depth + 1 :]))
    return None


def ilias(parts: Parts) -> Owned | None:
    """ILIAS' "Alle Abgaben herunterladen" and multi-feedback zips: `Nachname_Vorname_Login_UserID/` with the files.

    After getDirectoryNameFromUserData and downloadAllAssignmentFiles in ILIAS' Modules/Exercise (class.ilExSubmission):
    names are folded to ASCII, the folders lie in `Titel/Abgaben/` (teams: in one more) or right at the top, and late
    files begin with "Verspätete Abgabe - ".
    """
    folders = parts[:-1]
    root = next((depth + 1 for depth, part in enumerate(folders) if _ILIAS_ROOT.fullmatch(part)), 0)
    for depth in range(root, len(folders)):
        if found := _ILIAS.fullmatch(folders[depth]):
            name = f"{found['first'].strip()} {found['last'].strip()}".strip()
            owner = Owner("ilias", found["id"], name, found["login"].strip(), folder=folders[depth])
            late = _ILIAS_LATE.match(parts[-1])
            own = (*parts[depth + 1 : -1], parts[-1][late.end() if late else 0 :])
            return Owned(owner, own, late is not None)
    return None


def canvas(parts: Parts) -> Owned | None:
    """Canvas' "Einreichungen herunterladen": `nachnamevorname_LATE_12345_67890_datei.ipynb`, all in one folder.

    After get_filename and add_upload_submission in Canvas' lib/content_zipper.rb: the sortable name in small letters
    without blanks and commas, `LATE` where it was, the user's and the upload's number (a later upload's is larger), the
    file's name. Anonymous: `anon_` and five characters in place of name and number.
    """
    name = parts[-1] if parts else ""
    anonymous = _CANVAS_ANONYMOUS.fullmatch(name)
    found = anonymous or _CANVAS.fullmatch(name)
    if not found:
        return None
    owner = Owner("canvas", found["id"], "" if anonymous else found["name"] or "", anonymous=anonymous is not None)
    return Owned(owner, (found["file"],), found["late"] is not None, int(found["upload"]))


READERS: dict[str, Callable[[Parts], Owned | None]] = {"moodle": moodle, "ilias": ilias, "canvas": canvas}
TITLES = {"moodle": "Moodle", "ilias": "ILIAS", "canvas": "Canvas"}


def recognised(paths: Iterable[Parts]) -> str | None:
    """The platform whose way of naming fits most of the `paths`; None where none fits any."""
    listed = list(paths)
    counts = {platform: sum(read(path) is not None for path in listed) for platform, read in READERS.items()}
    best = max(counts, key=lambda platform: counts[platform])
    return best if counts[best] else None


def wraps_submissions(parts: Parts) -> bool:
    """Whether this is ILIAS' `Abgaben.zip`, which older versions put into the zip file that is downloaded."""
    return bool(parts) and parts[-1].lower() in _ILIAS_INNER and ilias(parts) is None
