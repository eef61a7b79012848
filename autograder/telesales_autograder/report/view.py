"""The report as plain data, section by section: all there is for the teacher, or what a class may see."""

from collections.abc import Mapping
from typing import Any

from telesales.feedback.view import WORDS, number
from telesales.loading import load_call
from telesales.model import Verdict
from telesales_autograder.report import figures, waiting
from telesales_autograder.report.beside import side_by_side
from telesales_autograder.report.chance import independent, remarkable_from
from telesales_autograder.report.parts import Found, Section, percent, title_of
from telesales_autograder.report.passages import Passage, Wrong
from telesales_autograder.report.statistics import Item, Quantiles, histogram, items

MANY_PAIRS, MANY_PASSAGES, MANY_CHANGES = 30, 5, 200
"""The most that is shown."""
ANONYMOUS_ALIKE, ANONYMOUS_WORDS = 3, 8
"""The class sees what so many missed, and a passage that so many wrote word for word, of at most so many words."""

_VERDICTS = (Verdict.PASS, Verdict.PARTIAL, Verdict.UNSURE, Verdict.FAIL, Verdict.OPEN)


def sections(found: Found) -> list[Section]:
    """The report's parts in order."""
    parts = [_points(found), _criteria(found), _items(found), waiting.section(found), _wrong(found)]
    if not found.anonymous:
        parts.append(_similar(found))
    return [*parts, _progress(found)] if found.earlier else parts


def _points(found: Found) -> Section:
    grades, gathered = found.grades, found.gathered
    totals = [row.total for row in grades.rows.values()]
    most = sum(grades.most.values())
    figure = Quantiles.of(totals)
    names = {"lower": "Unteres Quartil", "median": "Median", "upper": "Oberes Quartil"}
    names = {"mean": "Mittelwert", **names} if found.anonymous else {"least": "Wenigste", **names, "most": "Meiste"}
    values = {
        "submissions": len(totals),
        "enrolled": grades.enrolled,
        "most": number(most),
        "mean": number(round(figure.mean, 1)),
        "quantiles": [(name, number(getattr(figure, key))) for key, name in names.items()],
        "passed": gathered.passed,
        "judged": len(gathered.judged),
        "by_hand": grades.by_hand,
        "unreadable": len(gathered.problems),
        "problems": {} if found.anonymous else gathered.problems,
    }
    return Section("points", "Punkte", values, figures.distribution(histogram(totals, most), most, figure.median))


def _criteria(found: Found) -> Section:
    rows = [(title_of(id), counts) for id, counts in found.gathered.verdicts.items()]
    heads = [f"{symbol} {word}" for symbol, word in (WORDS[verdict] for verdict in _VERDICTS)]
    table = [(title, [counts[verdict] for verdict in _VERDICTS]) for title, counts in rows]
    values = {"heads": heads, "rows": table}
    return Section("criteria", "Was gelingt, was noch nicht", values, figures.verdicts(rows) if rows else None)


def _items(found: Found) -> Section:
    figures_of = items([row.points for row in found.grades.rows.values()], found.grades.most)
    titles = [title_of(item.id) for item in figures_of]
    rows = [
        (n, title, *_item_cells(item, item.id in found.gathered.verdicts))
        for n, (title, item) in enumerate(zip(titles, figures_of, strict=True), 1)
    ]
    drawn = any(item.discrimination is not None for item in figures_of)
    picture = figures.item_map(figures_of, titles) if drawn else None
    return Section("items", "Wie schwer, wie trennscharf", {"rows": rows}, picture)


def _item_cells(item: Item, automatic: bool) -> tuple[str, str, str, str]:
    separates = "–" if item.discrimination is None else f"{item.discrimination:.2f}".replace(".", ",").replace("-", "−")
    return number(item.most), percent(item.difficulty), separates, _remark(item, automatic)


def _remark(item: Item, automatic: bool) -> str:
    """What is odd about an item; the limits are the usual rules of thumb (Lienert and Raatz 1998)."""
    remarks = [] if automatic else ["von Hand"]
    remarks += ["fast niemand schafft es"] if item.difficulty <= 0.2 else []
    remarks += ["fast alle schaffen es"] if item.difficulty >= 0.9 else []
    if item.discrimination is not None and item.discrimination < 0.2:
        remarks.append("gegenläufig: bitte ansehen" if item.discrimination < 0 else "trennt wenig")
    return ", ".join(remarks)


def _wrong(found: Found) -> Section:
    by_criterion: dict[str, list[Mapping[str, Any]]] = {}
    for wrong in found.gathered.passages.most_frequent():
        if wrong.learners >= (ANONYMOUS_ALIKE if found.anonymous else 1):
            by_criterion.setdefault(wrong.criterion, []).append(_finding(wrong, found))
    order = [id for id in found.gathered.verdicts if id in by_criterion]
    values = {"criteria": [(title_of(id), by_criterion[id]) for id in order], "anonymous": found.anonymous}
    return Section("wrong", "Was am häufigsten danebengeht", values)


def _finding(wrong: Wrong, found: Found) -> Mapping[str, Any]:
    shown = [one for one in wrong.passages if not found.anonymous or _tells_nobody(one)]
    return {
        "message": _message(wrong),
        "word": WORDS[wrong.verdict][1],
        "symbol": WORDS[wrong.verdict][0],
        "learners": wrong.learners,
        "share": percent(wrong.learners / max(len(found.gathered.judged), 1)),
        "passages": [(one.words, one.alike if found.anonymous else one.count) for one in shown[:MANY_PASSAGES]],
    }


def _tells_nobody(passage: Passage) -> bool:
    return passage.alike >= ANONYMOUS_ALIKE and len(passage.words.split()) <= ANONYMOUS_WORDS


class _Dots(dict[str, str]):
    """For what a message fills in for a single learner."""

    def __missing__(self, key: str) -> str:
        return "…"


def _message(wrong: Wrong) -> str:
    """What the learners read on the finding; empty where the message is made for each of them."""
    try:
        message = load_call().rubric.feedback(wrong.criterion, wrong.finding).message
    except KeyError:
        return ""
    return message.format_map(_Dots()).replace("….", "…")


def _similar(found: Found) -> Section:
    spread, writers = found.comparison.spread, found.gathered.writers
    least = remarkable_from(spread, independent())
    shown = [pair for pair in found.comparison.pairs if pair.share >= least]
    pairs = [_pair(writers[pair.left], writers[pair.right], pair.share, found) for pair in shown[:MANY_PAIRS]]
    values = {
        "texts": len(writers),
        "all": spread.pairs,
        "least": percent(least),
        "pairs": pairs,
        "number": spread.from_share(least),
    }
    picture = figures.similarity(spread, least) if spread.pairs else None
    return Section("similar", "Auffällig ähnliche Abgaben", values, picture)


def _pair(left: str, right: str, share: float, found: Found) -> Mapping[str, Any]:
    sides = side_by_side((left, found.lines_of(left)), (right, found.lines_of(right)), found.ground)
    return {"share": percent(share), "sides": sides}


def _progress(found: Found) -> Section:
    progress = found.gathered.progress
    if not progress.changes:
        return Section("progress", "Fortschritt", {"learners": 0})
    before, now = progress.means
    rows = [(title_of(id), progress.met_before[id], progress.met_now[id]) for id in found.gathered.verdicts]
    changes = sorted(progress.changes, key=lambda one: (one.now - one.before, one.student))[:MANY_CHANGES]
    values = {
        "learners": len(progress.changes),
        "before": number(round(before, 1)),
        "now": number(round(now, 1)),
        "directions": progress.directions,
        "rows": rows,
        "changes": [] if found.anonymous else [_change(one.student, one.before, one.now) for one in changes],
    }
    return Section("progress", "Fortschritt", values, figures.changes(rows, len(progress.changes)))


def _change(student: str, before: float, now: float) -> tuple[str, str, str, str]:
    return student, number(before), number(now), f"{now - before:+.4g}".replace(".", ",").replace("-", "−")
