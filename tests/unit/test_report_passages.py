"""What is often wrong is counted by learners, and nearly the same passages together."""

from telesales.model import Verdict
from telesales_autograder.report.handed import Missed
from telesales_autograder.report.passages import Passage, Passages


def missed(words: str, finding: str = "source-only", own: bool = True) -> Missed:
    return Missed("consent", finding, Verdict.PARTIAL, words, own)


def test_nearly_the_same_passages_count_together_under_the_most_frequent() -> None:
    passages = Passages()
    for words in ("aus unserer Kundendatei", "Aus unserer Kundendatei.", "aus unsrer Kundendatei", "vom Hoffest"):
        passages.add([missed(words)])
    [wrong] = passages.most_frequent()
    assert wrong.learners == 4
    assert wrong.passages == [Passage("aus unserer Kundendatei", 3, 2), Passage("vom Hoffest", 1, 1)]


def test_a_learner_counts_once_however_often_it_was_said() -> None:
    passages = Passages()
    passages.add([missed("aus unserer Kundendatei"), missed("aus unserer Kundendatei!")])
    [wrong] = passages.most_frequent()
    assert (wrong.learners, wrong.passages[0].count) == (1, 1)


def test_what_the_course_says_on_choices_is_never_merged() -> None:
    passages = Passages()
    passages.add(
        [missed("C2, L2: Die Frage kommt nur spät.", own=False), missed("C2, L3: Die Frage kommt nur spät.", own=False)]
    )
    assert len(passages.most_frequent()[0].passages) == 2


def test_findings_that_met_most_learners_come_first_also_without_words() -> None:
    passages = Passages()
    passages.add([missed("", "nothing")])
    passages.add([missed("", "nothing"), missed("vom Hoffest")])
    assert [(wrong.finding, wrong.learners, len(wrong.passages)) for wrong in passages.most_frequent()] == [
        ("nothing", 2, 0),
        ("source-only", 1, 1),
    ]
