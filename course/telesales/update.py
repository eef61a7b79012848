"""`telesales update`: brings new editions of the lessons into a work folder, and loses nothing that a learner made."""

from pathlib import Path

import click

from telesales.start import DEFAULT_FOLDER, copied_to, described
from telesales.workfolder import is_work_folder


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
def update(folder: Path | None) -> None:
    """Holt neue Fassungen der Lektionen in den Arbeitsordner FOLDER.

    Was du nicht verändert hast, wird erneuert. Was du verändert hast, bleibt; gibt es davon eine neue Fassung, liegt
    sie daneben („… (neu 2).ipynb“). Deine Antworten bleiben unberührt.
    """
    folder = folder or (Path() if is_work_folder(Path()) else Path(DEFAULT_FOLDER))
    if not is_work_folder(folder):
        raise click.ClickException(
            f"{folder} ist kein Arbeitsordner: Nenne deinen, oder lege einen an mit 'telesales start {folder}'."
        )
    copied = copied_to(folder, beside=True)
    click.echo(described(copied, folder))
    if not (copied.new or copied.updated or copied.beside):
        click.echo("Alles ist auf dem neuesten Stand.")
    elif copied.updated:
        click.echo("Ist eine dieser Lektionen gerade offen, dann schließe ihren Tab und öffne sie neu.")
