"""What learners and teachers read is spelt as the German dictionary has it, or as the project's own list of words.

Quotations of the post are left out (they stay as they are), and so are examples of lines that learners might write.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from telesales.strict_yaml import parse

ROOT = Path(__file__).parents[2]
DATA = ROOT / "course/telesales/calls"
GERMAN_DOCS = (
    ROOT / "docs/lehrkraefte.md",
    ROOT / "docs/bericht.md",
    ROOT / "docs/collect-export.md",
    ROOT / "docs/hub.md",
    ROOT / "docs/scale.md",
    ROOT / "docs/security.md",
    ROOT / "README.md",
)
TEXTS = sorted([*(ROOT / "course/notebooks/de").glob("*.md"), *GERMAN_DOCS])
YAMLS = sorted(path for path in DATA.rglob("*.yaml") if path.name != "transcript.yaml")
OWN_WORDS = Path(__file__).with_name("words.txt")
NOT_READ = {"id", "examples", "reads", "finding", "words", "heard", "values"}
"""Keys of the YAML whose contents no learner reads as prose."""

_NO_PROSE = re.compile(
    r"""```.*?``` | `[^`]*` | <[^>]*> | \{\w+\}                  # code, HTML, what is filled in
    | [\w/-]+\.md\b | \]\([^)]*\) | https?://\S+ | [\w-]+\.(?:de|eu|org)\b\S*  # addresses
    | ^\+\+\+[^\n]* | ^---.*?^---                              # jupytext's marks and header""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_QUOTED = re.compile(r"^>[^\n]*$|„Mißlungenes.*?Fuß“", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
WITHOUT = "TELESALES_WITHOUT_SPELLING"


@pytest.fixture(scope="module")
def hunspell() -> str:
    """The system's spell checker; without it the test fails, unless someone decided to leave it out."""
    found = shutil.which("hunspell")
    if not found and os.environ.get(WITHOUT) == "1":
        pytest.skip(f"LEFT OUT: no hunspell here and {WITHOUT}=1; to check: apt-get install hunspell hunspell-de-de")
    if not found:
        pytest.fail(f"hunspell is missing: apt-get install hunspell hunspell-de-de (or set {WITHOUT}=1)")
    return found


def prose(path: Path) -> str:
    """What a person reads of a text."""
    return _QUOTED.sub(" ", _NO_PROSE.sub(" ", path.read_text(encoding="utf-8").replace("&shy;", "")))


def readable(content: object) -> Iterator[str]:
    """The sentences and titles in a parsed YAML file; single words without a capital are ids."""
    if isinstance(content, Mapping):
        for key, value in content.items():
            if key not in NOT_READ:
                yield from readable(value)
    elif isinstance(content, list):
        for value in content:
            yield from readable(value)
    elif isinstance(content, str) and (" " in content or content[:1].isupper()):
        yield _NO_PROSE.sub(" ", content)


def unknown(texts: Mapping[str, str], hunspell: str) -> dict[str, list[str]]:
    """Words that neither the dictionary nor the project knows, each with the files where it stands."""
    words = {name: set(_WORD.findall(text)) for name, text in texts.items()}
    listed = "\n".join(sorted(set().union(*words.values())))
    command = [hunspell, "-d", "de_DE", "-i", "utf-8", "-l"]
    run = subprocess.run(command, input=listed, capture_output=True, encoding="utf-8", check=True)
    wrong = set(run.stdout.split()) - own_words()
    return {word: [name for name in words if _stands_in(word, words[name])] for word in sorted(wrong)}


def _stands_in(word: str, words: set[str]) -> bool:
    return any(word in (one, *one.split("-")) for one in words)


def own_words() -> set[str]:
    """The project's list: one word a line, remarks after #."""
    lines = OWN_WORDS.read_text(encoding="utf-8").splitlines()
    return {line.split("#")[0].strip() for line in lines} - {""}


def test_a_wrong_word_would_be_found(hunspell: str) -> None:
    assert unknown({"here": "Ein Gesprech, aber freundlich."}, hunspell) == {"Gesprech": ["here"]}


def test_lessons_are_spelt_correctly(hunspell: str) -> None:
    assert unknown({path.name: prose(path) for path in TEXTS}, hunspell) == {}


def test_what_the_data_say_is_spelt_correctly(hunspell: str) -> None:
    texts = {
        path.name: "\n".join(readable(parse(path.read_text(encoding="utf-8").replace("&shy;", "")))) for path in YAMLS
    }
    assert unknown(texts, hunspell) == {}
