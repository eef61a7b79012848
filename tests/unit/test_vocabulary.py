from pathlib import Path

import pytest

from telesales.language.lexicon import Lexicon
from telesales_autograder import vocabulary

CLASSES = Lexicon({"offer": ["anbieten", "zustimm*", "ge*", "tee"]})
GERMAN = {"zustimmen", "zustimmung", "zustimmungserklaerung", "anbeten", "gesagt", "anbieten", "abbilden", "tee"}


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    monkeypatch.setattr(vocabulary, "lexicon", lambda: CLASSES)
    monkeypatch.setattr(vocabulary, "_german", lambda: GERMAN)
    return {path.name: text.decode().splitlines() for path, text in vocabulary.render().items()}


def test_the_vocabulary_is_the_literal_words_and_the_forms_of_longer_stems(files: dict[str, list[str]]) -> None:
    assert files["vocabulary.txt"] == [vocabulary.HEADING, "anbieten", "zustimmen", "zustimmung"]


def test_german_words_one_slip_from_the_vocabulary_are_known(files: dict[str, list[str]]) -> None:
    assert files["known-words.txt"] == [vocabulary.HEADING, "anbeten"]


def test_the_committed_lists_are_sorted_and_apart() -> None:
    folder = Path(__file__).parents[2] / vocabulary.FOLDER
    meant, known = ((folder / name).read_text("utf-8").splitlines() for name in ("vocabulary.txt", "known-words.txt"))
    assert meant[0] == known[0] == vocabulary.HEADING
    assert (meant[1:], known[1:]) == (sorted(set(meant[1:])), sorted(set(known[1:])))
    assert not set(meant[1:]) & set(known[1:])
