"""complete-guide: does the guide lead through the whole call, also where it goes another way than planned?

Each of the seven phases is held by a criterion of its own; what these found is in `reading.verdicts`.
"""

from telesales.checks.reading import Line, Reading
from telesales.language import Span
from telesales.model import Evidence, Finding, Verdict

PHASES = {
    "introduction": "Vorstellung",
    "reason": "Anlass",
    "permission": "Erlaubnis",
    "open-question": "Bedarf",
    "benefit": "Nutzen",
    "objection": "Einwand",
    "next-step": "nächster Schritt",
}
"""The criterion that holds a phase, and the phase's name for the learner."""

BRANCHES = ("no-time", "not-interested", "interested")
_COUNTS = (Verdict.PASS, Verdict.PARTIAL, Verdict.UNSURE)

_ORDER = (
    ("introduction", "contact-source reason permission needs benefit objection next-step farewell"),
    ("reason", "needs benefit next-step farewell"),
    ("permission", "needs benefit next-step farewell"),
    ("benefit", "next-step farewell"),
    ("needs", "farewell"),
    ("objection", "farewell"),
    ("next-step", "farewell"),
)
"""Which line comes before which others, where both are there."""

_WITHDRAWING = (
    "branch-leaving", "step-day", "step-when", "slot-callback", "slot-bye", "slot-bye-phrase", "resp-sorry",
)  # fmt: skip
"""Words of somebody who does not want to disturb: leave, excuse, another time, farewell."""

_BESIDE = (
    "branch-beside", "branch-hurry", "slot-contact", "slot-needs-phrase", "doubt-theme", "gain-free", "gain-delivered",
)  # fmt: skip
"""Words of other lines that are no answer to "I have no time"."""

_ELSEWHERE = ("slot-bye", "slot-bye-phrase", "slot-contact", "slot-no", "slot-permission-phrase", "doubt-theme")
"""Words of lines that welcome no interest."""


def check(reading: Reading) -> Finding:
    """Pass: six of seven phases in a sensible order, and two of the three branches. Fail: at most three phases."""
    missing = [name for criterion, name in PHASES.items() if criterion not in _held(reading)]
    values = {"missing": ", ".join(missing)}
    held = _held(reading)
    if len(held) <= 3:
        return Finding(id="too-few", evidence=_quotes(reading, held), values=values)
    if len(held) <= 5:
        return Finding(id="phases-missing", evidence=_quotes(reading, held), values=values)
    if not _in_order(reading):
        return Finding(id="wrong-order")
    branches = [line for line in map(reading.line, BRANCHES) if line is not None and _answers(line, reading)]
    if len(branches) < 2:
        return Finding(id="branches-missing")
    return Finding(id="complete", evidence=tuple(line.quote(line.text.whole) for line in branches))


def _held(reading: Reading) -> list[str]:
    """The criteria whose phase counts."""
    return [criterion for criterion in PHASES if reading.verdicts.get(criterion) in _COUNTS]


def _quotes(reading: Reading, held: list[str]) -> tuple[Evidence, ...]:
    """The lines in which the phases that count are usually said."""
    lines = (reading.line("needs" if criterion == "open-question" else criterion) for criterion in held)
    return tuple(line.quote(line.text.whole) for line in lines if line is not None)


def _in_order(reading: Reading) -> bool:
    """Introduction first; reason and permission before needs and benefit; next step after benefit; farewell last."""
    place = {line.slot: number for number, line in enumerate(reading.lines)}
    return all(
        place[earlier] < place[later]
        for earlier, others in _ORDER
        for later in others.split()
        if earlier in place and later in place
    )


def _answers(line: Line, reading: Reading) -> bool:
    """Whether a branch answers its reaction: pressing on after a no, or speaking of something else, does not."""
    whole = line.text.whole
    if any(other.text.words == line.text.words for other in reading.lines if other is not line):
        return False
    if _planned(whole):
        return False
    if line.slot == "interested":
        return _goes_on(whole)
    if _presses(whole):
        return False
    if line.slot == "not-interested":
        return reading.verdicts.get("respects-no") in _COUNTS
    return _leaves(line)


def _presses(whole: Span) -> bool:
    """Whether the caller presses on; "danke trotzdem" does not."""
    thanks = [(span.first, span.last) for span in whole.find_all("branch-all-the-same")]
    places = whole.find_all("branch-pressing")
    return any(not any(first <= span.first < last for first, last in thanks) for span in places)


def _planned(whole: Span) -> bool:
    """Whether nobody says it to anybody: "Hier die Bestelldaten aufnehmen und freundlich bleiben"."""
    last = whole.tokens[-1]
    asks = any(sentence.marked for sentence in whole.text.sentences)
    infinitive = last.text.endswith(("en", "ern", "eln")) and whole.text.raw[last.start].islower()
    return infinitive and not asks and not whole.has_any("me", "you", "aux-verb", "first-person")


def _goes_on(whole: Span) -> bool:
    """ "I am interested": welcomed, or followed by what happens now; no farewell, no refusal."""
    if whole.has("branch-refusing"):
        return False
    return whole.has("branch-going-on") or (whole.has_any("me", "you", "step-day") and not whole.has_any(*_ELSEWHERE))


def _leaves(line: Line) -> bool:
    """ "I have no time": the caller withdraws or says something to it, and praises and offers nothing meanwhile."""
    whole = line.text.whole
    if whole.has_any("step-making", "gain-company") or (
        whole.has_any("no-delete") and not whole.has_any("rather-later")
    ):
        return False
    return whole.has_any(*_WITHDRAWING) or (whole.has_any("me", "you") and not whole.has_any(*_BESIDE))
