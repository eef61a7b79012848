"""`telesales evaluate`: measures the grader on labelled scripts; writes the figures, so that none is typed by hand."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from telesales.strict_yaml import parse
from telesales_autograder.evaluation import (
    VERDICTS,
    Agreement,
    Attacks,
    Row,
    agreement,
    attacks,
    interval,
    invariance,
    kappa,
    read_rows,
)

CORPUS = Path(__file__).parents[1] / "corpus"
PAGE = Path("docs/grader-quality.md")
SIGHT = {
    "no": "Authors nobody looked at",
    "in part": "Authors whose errors were read late, after the rules (a few were mended)",
    "yes": "Authors in sight while rules were written (no measure of quality)",
}
GOALS = {"median": 0.90, "least": 0.80, "false_fail": 0.01, "false_pass": 0.02, "unsure": 0.05, "lower_case": 0.01}


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-v", "--verbose", is_flag=True, help="List every single difference.")
@click.option("--write", is_flag=True, help=f"Measure the project's own sets and write {PAGE}.")
def evaluate(files: tuple[Path, ...], verbose: bool, write: bool) -> None:
    """Measures the grader on labelled scripts (JSONL: exercise, lines, labels or must_not_pass).

    Without FILES the project's own sets are measured. Exit 0 where the goals are met, 1 where not.
    """
    if not files and not (CORPUS / "sets.yaml").is_file():
        raise click.UsageError("the project's own sets lie in its checkout; name the FILES to measure")
    if write:
        PAGE.write_text(page(), encoding="utf-8")
        click.echo(f"{PAGE} written")
        return
    rows = read_rows(files) if files else [row for entry in sets() for row in read_rows([CORPUS / entry["file"]])]
    labelled, hostile = [r for r in rows if "labels" in r], [r for r in rows if "must_not_pass" in r]
    met = True
    if labelled:
        result = agreement(labelled)
        click.echo("\n".join(_plain(result, verbose)))
        met &= goals_met(result)
    if hostile:
        found = attacks(hostile)
        click.echo(_attack_sentence(found))
        if verbose:
            click.echo("\n".join([f"whole: {' '.join(found.whole)}", *(" ".join(pair) for pair in found.criteria)]))
        met &= not found.whole and len(found.criteria) <= 0.01 * found.guarded
    click.echo("goals met" if met else "goals NOT met")
    sys.exit(not met)


def goals_met(result: Agreement) -> bool:
    """Whether the agreement reaches all goals."""
    kappas = sorted(result.kappas.values())
    (failed, passes), (passed, fails) = result.rate("pass", "fail"), result.rate("fail", "pass")
    return (
        kappas[len(kappas) // 2] >= GOALS["median"]
        and kappas[0] >= GOALS["least"]
        and failed <= GOALS["false_fail"] * passes
        and passed <= GOALS["false_pass"] * fails
        and result.unsure <= GOALS["unsure"] * len(result.all)
        and result.good == result.good_passed
    )


def _plain(result: Agreement, verbose: bool) -> Iterator[str]:
    for criterion, value in sorted(result.kappas.items(), key=lambda item: item[1]):
        pairs = result.pairs[criterion]
        agree = sum(a == b for a, b in pairs) / len(pairs)
        yield f"{criterion:18s} n {len(pairs):3d}  agree {agree:.3f}  kappa {value:.3f}  qwk {kappa(pairs, True):.3f}"
    if verbose:
        yield from (f"{d.row} {d.criterion} {d.label} -> {d.verdict}" for d in result.differences)
    yield f"labels {len(result.all)}, {_summary(result)}"


def _summary(result: Agreement) -> str:
    """The figures that the goals speak of, in one line."""
    kappas = sorted(result.kappas.values())
    return (
        f"kappa all {kappa(result.all):.3f} median {kappas[len(kappas) // 2]:.3f} min {kappas[0]:.3f}; "
        f"false fail {_ratio(result.rate('pass', 'fail'))}, false pass {_ratio(result.rate('fail', 'pass'))}, "
        f"unsure {result.unsure / len(result.all):.3f}, good scripts passed {result.good_passed}/{result.good}"
    )


def sets() -> list[Mapping[str, str]]:
    """The project's labelled sets: file, authors, date, and whether the rules were written in sight of them."""
    entries: list[Mapping[str, str]] = parse((CORPUS / "sets.yaml").read_text(encoding="utf-8"))
    return entries


def page() -> str:
    """The page on the grader's quality, measured now."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    rows = {entry["file"]: read_rows([CORPUS / entry["file"]]) for entry in sets()}
    scripts = [entry for entry in sets() if entry["kind"] == "scripts"]
    yield from (
        "<!-- Written by `telesales evaluate --write`. Do not edit. -->",
        "# How good the grader is",
        "",
        "Verdicts beside the labels of authors who read the rubric and wrote before any rule saw their scripts. Only",
        "the figures from authors whose scripts nobody looked at while writing rules say how it does on new text.",
        "The authors are language models in the parts named (Azubi, bank adviser, …), no people.",
        "",
        "| set | date | seen while writing rules | scripts |",
        "|---|---|---|---|",
    )
    for entry in sets():
        yield f"| `{entry['file']}` ({entry['by']}) | {entry['date']} | {entry['seen']} | {len(rows[entry['file']])} |"
    for seen, title in SIGHT.items():
        chosen = [row for entry in scripts if entry["seen"] == seen for row in rows[entry["file"]]]
        if chosen:
            yield from _agreement_section(title, chosen)
    yield from _author_section([row for entry in scripts for row in rows[entry["file"]]])
    for entry in sets():
        if entry["kind"] == "attacks":
            yield from _attack_section(entry, attacks(rows[entry["file"]]))
    yield from _invariance_section([row for entry in scripts for row in rows[entry["file"]]])


def _agreement_section(title: str, rows: Sequence[Row]) -> Iterator[str]:
    result = agreement(rows)
    yield from (
        "",
        f"## {title}",
        "",
        f"{len(rows)} scripts, {len(result.all)} labels: {_summary(result)}.",
        "",
        "| criterion | n | agree | κ (95 %) | QWK | label → verdict where they differ |",
        "|---|---|---|---|---|---|",
    )
    for criterion, pairs in result.pairs.items():
        low, high = interval(pairs)
        agree = sum(a == b for a, b in pairs) / len(pairs)
        yield (
            f"| {criterion} | {len(pairs)} | {agree:.3f} | {kappa(pairs):.2f} ({low:.2f}–{high:.2f}) | "
            f"{kappa(pairs, True):.2f} | {_confusion(pairs)} |"
        )


def _confusion(pairs: Sequence[tuple[str, str]]) -> str:
    cells = [f"{a}→{b} {pairs.count((a, b))}" for a in VERDICTS for b in VERDICTS if a != b and (a, b) in pairs]
    return ", ".join(cells) or "none"


def _author_section(rows: Iterable[Row]) -> Iterator[str]:
    by_author: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_author[row["author"]].append(row)
    yield from (
        "",
        "## Author by author",
        "",
        "| author | labels | κ over all | good lines failed | fail labels passed |",
        "|---|---|---|---|---|",
    )
    for author, written in by_author.items():
        result = agreement(written)
        yield (
            f"| {author} | {len(result.all)} | {kappa(result.all):.3f} | {_ratio(result.rate('pass', 'fail'))} | "
            f"{_ratio(result.rate('fail', 'pass'))} |"
        )


def _attack_section(entry: Mapping[str, str], found: Attacks) -> Iterator[str]:
    yield from (
        "",
        f"## Attacks: `{entry['file']}` ({entry['by']}; seen: {entry['seen']})",
        "",
        f"Scripts that cheat: {_attack_sentence(found)}.",
    )


def _attack_sentence(found: Attacks) -> str:
    passes = f"{len(found.criteria)}/{found.guarded}"
    return f"attacks {found.total}: whole passes {len(found.whole)}, criterion passes {passes}"


def _invariance_section(rows: Sequence[Row]) -> Iterator[str]:
    total, changed = invariance(rows)
    yield from (
        "",
        "## What spelling changes",
        "",
        f"{total} verdicts each.",
        "",
        "| change | verdicts changed |",
        "|---|---|",
    )
    yield from (f"| {name} | {len(differences)} |" for name, differences in changed.items())


def _ratio(counts: tuple[int, int]) -> str:
    return f"{counts[0]}/{counts[1]}"
