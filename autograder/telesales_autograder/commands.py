"""The instructor's commands of `telesales`. What they need is imported late: `telesales --help` stays quick."""

from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track


@click.command()
@click.option("--check", is_flag=True, help="Nur vergleichen: Abweichungen nennen und mit 1 enden.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Der Ordner des Projekts (sonst der aktuelle).",
)
def build(check: bool, root: Path) -> None:
    """Baut aus den Texten der Lektionen die Notebooks in source/ und release/."""
    try:
        from telesales_autograder import building
    except ModuleNotFoundError as error:
        raise click.ClickException(f"Es fehlt {error.name}: pip install 'telesales-course[instructor]'") from None
    root = root.resolve()
    try:
        files = building.built(root, _with_progress)
    except building.BuildError as error:
        raise click.ClickException(str(error)) from None
    _compare(building.drift(root, files)) if check else _tell(building.write(root, files))


def _with_progress(lessons: list[str]) -> Iterable[str]:
    console = Console(stderr=True)
    return track(lessons, "Lektionen bauen …", console=console, transient=True, disable=not console.is_terminal)


def _compare(sentences: list[str]) -> None:
    if sentences:
        raise click.ClickException("\n".join([*sentences, "Führe 'telesales build' aus und übernimm das Ergebnis."]))
    click.echo("source/ und release/ sind auf dem Stand der Texte.")


def _tell(paths: list[Path]) -> None:
    for path in paths:
        click.echo(f"geschrieben: {path}")
    click.echo("source/ und release/ sind auf dem Stand der Texte.")
