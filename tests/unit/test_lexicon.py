from pathlib import Path

import pytest

from telesales.language import lexicon as module
from telesales.language.lexicon import Lexicon, fold, lexicon


def test_one_word_patterns_give_their_class_to_words() -> None:
    words = Lexicon({"offer": ["anbieten|verkaufen", "*angebot*"], "tea": ["tee"]})
    assert words.classes_of("verkaufen") == {"offer"}
    assert words.classes_of("sonderangebote") == {"offer"}
    assert words.classes_of("tee") == {"tea"}
    assert words.classes_of("kaffee") == frozenset()


def test_patterns_may_be_written_with_umlauts_and_capitals() -> None:
    assert Lexicon({"tea": ["Kräutertee", "Früh  aufgegossen"]}).classes_of("kraeutertee") == {"tea"}
    assert fold("  Grüß   GOTT ") == "gruess gott"


def test_literal_words_are_listed_for_the_typo_rule() -> None:
    assert Lexicon({"it": ["mag|möchte gern?", "zustimm*", "a .. <it2>"], "it2": ["tee"]}).words() == {
        "mag",
        "moechte",
        "gern",
        "zustimm*",
        "tee",
    }


def test_the_course_s_own_classes_load() -> None:
    assert {"negator", "month", "you"} <= set(lexicon().names)
    assert "april" in lexicon().words()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: [ja]\nb: [nein]\na: [doch]\n", "stands twice"),
        ("negator: [nö]\n", "stands in two files"),
        ("neu: [*formular]\n", "needs quotation marks"),
        ("neu:\n  - wenn: dann\n", "quote what has a colon"),
        ("neu: wort\n", "must list texts"),
    ],
)
def test_a_wrong_class_file_is_refused_with_its_name_and_the_way_out(
    text: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "classes"
    folder.mkdir()
    (folder / "common.yaml").write_text("negator: [nicht]\n", encoding="utf-8")
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    with pytest.raises(ValueError, match=sentence) as caught:
        lexicon.__wrapped__()
    assert str(caught.value).startswith("own.yaml")
