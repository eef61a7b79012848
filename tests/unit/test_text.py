import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telesales.language import Text, analyse


def sentences(raw: str) -> list[str]:
    return [" ".join(sentence.words) for sentence in analyse(raw).sentences]


def clauses(raw: str) -> list[str]:
    return [" ".join(clause.words) for clause in analyse(raw).clauses]


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("Guten Tag. Wie geht es?", ["guten tag", "wie geht es"]),
        ("Am 3. März um 10.30 Uhr.", ["am 3 maerz um 10 30 uhr"]),
        ("Das kostet ca. 9,50 Euro bzw. 12.", ["das kostet ca 9 50 euro bzw 12"]),
        ("Tja… ich rufe an", ["tja ich rufe an"]),
        ("Tja... ich rufe an", ["tja ich rufe an"]),
        ("Auf www.hof.de steht es!", ["auf www hof de steht es"]),
        ("Ja!Nein", ["ja", "nein"]),
        ("ja\n\nnein", ["ja nein"]),
    ],
)
def test_sentences_end_at_marks_and_never_at_line_breaks(raw: str, parts: list[str]) -> None:
    assert sentences(raw) == parts


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("Ich rufe an, weil Sie es wollten", ["ich rufe an", "weil sie es wollten"]),
        ("Gut, aber nicht heute", ["gut", "aber nicht heute"]),
        ("Gut aber nicht heute", ["gut", "aber nicht heute"]),
        ("Tee – frisch – vom Hof", ["tee", "frisch", "vom hof"]),
        ("ein Kräutertee-Abo", ["ein kraeutertee-abo"]),
        ("Drei Tees (alle bio) für Sie", ["drei tees", "alle bio", "fuer sie"]),
    ],
)
def test_clauses_end_at_commas_dashes_brackets_and_at_but(raw: str, parts: list[str]) -> None:
    assert clauses(raw) == parts


@pytest.mark.parametrize("raw", ["Passt es gerade", "Haben Sie Zeit.", "Was ist Ihnen wichtig?", "haben s' kurz Zeit?"])
def test_a_question_is_known_by_its_mark_or_its_beginning(raw: str) -> None:
    assert analyse(raw).sentences[0].asks


@pytest.mark.parametrize("raw", ["Ich passe auf.", "Sie haben Zeit."])
def test_a_statement_is_no_question(raw: str) -> None:
    assert not analyse(raw).sentences[0].asks


def quoted(raw: str) -> list[str]:
    return [token.text for token in analyse(raw).tokens if token.quoted]


def test_a_long_quotation_is_mention_and_has_no_classes() -> None:
    text = analyse("Andere sagen: „Ich möchte Ihnen nichts verkaufen.“ Ich nicht.")
    assert quoted(text.raw) == "ich moechte ihnen nichts verkaufen".split()
    assert [span.words for span in text.whole.find_all("negator")] == [("nicht",)]


@pytest.mark.parametrize("raw", ["Unser „Tee des Monats“ ist da", "„Guten Abend, ich bin Jana Vogt vom Hof.“"])
def test_a_name_in_quotation_marks_and_a_line_wholly_in_them_are_use(raw: str) -> None:
    assert quoted(raw) == []


@pytest.mark.parametrize(
    ("raw", "negated"),
    [("Das stimmt nicht", True), ("Schön, nicht wahr?", False), ("Nicht nur Tee", False), ("Gern heute", False)],
)
def test_harmless_negators_do_not_negate(raw: str, negated: bool) -> None:
    assert analyse(raw).whole.negated is negated


def test_negation_ends_with_its_clause() -> None:
    first, second = analyse("Skype brauchen wir nicht, das Telefon genügt").clauses
    assert (first.negated, second.negated) == (True, False)


def test_spans_count_the_learner_s_own_characters() -> None:
    text = analyse("Grüß Gott, „Frau“ Sommer im März!")
    [month] = text.whole.find_all("month")
    assert text.raw[month.start : month.end] == "März"
    assert text.clause_of(month).words == ("frau", "sommer", "im", "maerz")
    assert text.sentence_of(month) is text.sentences[0]


def test_a_search_stays_inside_its_span() -> None:
    first, second = analyse("Im März. Im April.").sentences
    assert first.find("month").words == ("maerz",)
    assert [s.words for s in second.find_all("month", "you", "month")] == [("april",)]
    assert not first.has("month", "negator")
    assert first.has_any("month", "negator")
    assert first.before(second)


def test_an_unknown_class_is_an_error_of_the_rule() -> None:
    with pytest.raises(KeyError, match="unknown word class 'monat'"):
        analyse("Im Mai").whole.find("monat")


@pytest.mark.parametrize("raw", ["", "  \n", "?!", "👍", "x", "1 2", "\u200b"])
def test_a_line_without_a_word_is_empty(raw: str) -> None:
    assert analyse(raw).empty


def shape(text: Text) -> tuple:
    return [s.words for s in text.sentences], [s.words for s in text.clauses], [s.asks for s in text.sentences]


@pytest.mark.parametrize(
    "change",
    [
        lambda t: unicodedata.normalize("NFD", t),
        lambda t: t.replace(" ", "\u00a0"),
        lambda t: t.replace(". ", ".\r\n"),
        lambda t: t.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss"),
        lambda t: t.replace("„", '"').replace("“", '"'),
        str.lower,
    ],
    ids=["NFD", "no-break spaces", "CRLF", "ae oe ue ss", "quotation marks", "lower case"],
)
def test_spelling_changes_nothing_that_rules_see(change) -> None:
    raw = "Grüß Gott, Frau Sommer! Über das „große Formular vom März“ schöpfen wir nichts ab. Passt es? Für 9 Euro."
    assert shape(analyse(change(raw))) == shape(analyse(raw))


@given(st.text(max_size=120))
def test_sentences_and_clauses_cover_every_word_once(raw: str) -> None:
    text = analyse(raw)
    assert [t for s in text.sentences for t in s.tokens] == list(text.tokens)
    assert [t for c in text.clauses for t in c.tokens] == list(text.tokens)
