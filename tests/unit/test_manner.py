"""A script that is no call as a whole earns no pass by a line that would do by itself."""

from pathlib import Path

import pytest

from telesales.answers import read_answers
from telesales.checks.manner import doubtful
from telesales.checks.reading import Reading
from telesales.grading import judge
from telesales.loading import load_call
from telesales.model import Script, Verdict

MODEL = Path("autograder/answers/model-answer/answers.yaml")


def model(**lines: str) -> Script:
    script = read_answers(MODEL)
    return script.model_copy(update={"lines": {**script.lines, **lines}})


def is_doubtful(script: Script) -> bool:
    return doubtful(Reading.of(script, load_call()))


def test_a_call_is_no_doubt() -> None:
    assert not is_doubtful(model())


@pytest.mark.parametrize(
    "line",
    [
        "Abend, Tee, Angebot, Paket, Liste, Freude.",
        "Dann frage ich bei ihr nach, was sie gern trinkt.",
        "Das erste Paket ist gratis. Obwohl, nein, das war ein Versehen.",
        "Dass Ihnen das Paket gebracht wird, trifft nicht zu.",
        "Es ist ein Irrtum, dass ich Ihnen etwas schicke.",
        "Die Frage, ob es Ihnen passt, spare ich mir.",
        "Das Paket bekommen Sie gratis, ich korrigiere mich, es kostet zehn Euro.",
    ],
)
def test_one_strange_line_is_chance_and_three_are_the_manner(line: str) -> None:
    assert not is_doubtful(model(C4=line))
    assert is_doubtful(model(C4=line, C5=line, C6=line))


def test_who_denies_everything_or_never_speaks_of_himself_leads_no_call() -> None:
    slots = [f"C{number}" for number in range(1, 10)]
    assert is_doubtful(model(**dict.fromkeys(slots, "Ich frage nicht, und ein Angebot habe ich keines.")))
    assert is_doubtful(model(**dict.fromkeys(slots, "Der Müller ging am Abend in den dunklen Wald.")))


def test_who_speaks_to_nobody_or_only_of_his_things_or_repeats_himself_leads_no_call() -> None:
    neighbour = [f"Ich hole um {hour} Uhr die Leiter, und dann fängt es an zu regnen." for hour in range(1, 10)]
    things = [f"Mein Honig verkauft Ihnen um {hour} Uhr die Imkerei." for hour in range(1, 10)]
    again = ["Ich rufe Sie an, weil ich Ihnen unser Abo anbieten möchte."] * 9
    for lines in (neighbour, things, again):
        assert is_doubtful(model(**{f"C{number}": line for number, line in enumerate(lines, start=1)}))


def test_a_few_lines_say_too_little() -> None:
    script = Script(call="facebook-skype", exercise="rewrite", lines={"C1": "Tee, Abo, Hof, Angebot, Paket, Liste."})
    assert not is_doubtful(script)


def test_what_would_pass_by_itself_waits_for_a_person_and_the_rest_stays() -> None:
    odd = model(
        C4="Tee, Abo, Hof, Liste, Kunde, Preis.",
        C5="Hof, Bericht, Labor, Probe, Tee, Paket.",
        C6="Pille, Blätter, Sorte, Abo, Tee, Hof.",
    )
    before, after = judge(model()).criteria, judge(odd).criteria
    assert before["introduction"].verdict is Verdict.PASS
    assert after["introduction"].verdict is Verdict.UNSURE
    assert after["introduction"].evidence == before["introduction"].evidence
    assert not any(result.verdict is Verdict.PASS for result in after.values())
    assert any(result.verdict is Verdict.FAIL for result in after.values())
