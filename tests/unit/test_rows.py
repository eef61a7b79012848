import pytest

from telesales.language.lexicon import Lexicon
from telesales.language.rows import BOUNDARY, Glob, Index, search


def places(row: str, line: str, **classes: list[str]) -> list[tuple[int, int]]:
    """Where `row` stands in `line`, both in words parted by spaces."""
    lexicon = Lexicon({"it": [row], **classes})
    symbols = line.split(" ")
    starts = [number for number, symbol in enumerate(symbols) if "it" in lexicon.starting(symbol)]
    return list(search("it", symbols, frozenset(symbols), starts, lexicon.starting))


@pytest.mark.parametrize(
    ("row", "line", "found"),
    [
        ("guten abend", "ja guten abend frau", [(1, 3)]),
        ("guten|schoenen abend", "schoenen abend", [(0, 2)]),
        ("passt es? gerade", "passt gerade | passt es gerade", [(0, 2), (3, 6)]),
        ("schoen? guten abend", "guten abend", [(0, 2)]),
        ("darf .. kurz", "darf ich sie ganz kurz", [(0, 5)]),
        ("darf .. kurz", "darf ich sie ja ganz kurz", []),
        ("darf ... kurz", "darf ich sie ja wirklich ganz kurz", [(0, 7)]),
        ("darf .. kurz", "darf ich | kurz", []),
        ("weiss nicht , ob", "weiss nicht | ob sie", [(0, 4)]),
        (", weil", "ja | weil", [(1, 3)]),
        ("zustimm* haben", "zustimmung haben", [(0, 2)]),
        ("*formular aus", "kontaktformular aus", [(0, 2)]),
        ("ge*t haben", "gesagt haben", [(0, 2)]),
        ("ja ja", "ja ja ja ja", [(0, 2), (2, 4)]),
        (".. bitte", "kommen sie bitte", [(0, 3)]),
    ],
)
def test_a_row_is_found_where_its_elements_stand(row: str, line: str, found: list[tuple[int, int]]) -> None:
    assert places(row, line) == found


def test_a_class_may_stand_in_a_row_beside_words() -> None:
    assert places("im <month>|sommer", "im mai im sommer", month=["mai", "juni|juli"]) == [(0, 2), (2, 4)]


@pytest.mark.parametrize("row", ["im <monat>", "im <it>"])
def test_an_unknown_or_circular_class_is_refused_by_name(row: str) -> None:
    with pytest.raises(ValueError, match="'it'"):
        Lexicon({"it": [row, "<it>"]})


@pytest.mark.parametrize(
    ("pattern", "word", "fits"),
    [
        ("heil*", "heilt", True),
        ("heil*", "verheilt", False),
        ("*heil", "unheil", True),
        ("*heil*", "verheilt", True),
        ("ge*t", "gesagt", True),
        ("ge*et", "get", False),
        ("a*b*c", "axbxc", True),
        ("a*b*c", "acb", False),
    ],
)
def test_wildcards_stand_for_any_letters(pattern: str, word: str, fits: bool) -> None:
    assert Glob([pattern]).matches(word) is fits
    index: Index[str] = Index()
    index.add(pattern, "it")
    assert (index.names(word) == {"it"}) is fits


def test_an_endless_word_costs_no_more_than_a_long_one() -> None:
    index: Index[str] = Index()
    index.add("*heil*", "it")
    assert index.names("x" * 60_000 + "heil") == frozenset()


def test_a_boundary_is_no_word() -> None:
    assert places("*", BOUNDARY) == []
