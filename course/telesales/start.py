"""`telesales start`: copies the lessons into a work folder and opens JupyterLab at the start page."""

import os
import sys
from importlib.resources import files
from pathlib import Path

import click

from telesales.workfolder import Copied, NoLessons, copy_lessons, released

DEFAULT_FOLDER = "telesales-kurs"
START_PAGE = "start.ipynb"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=DEFAULT_FOLDER)
@click.option("--no-browser", is_flag=True, help="Keinen Browser öffnen, nur die Adresse ausgeben (für Server).")
@click.option("--port", type=click.IntRange(1, 65535), help="Der Port; ohne Angabe der erste freie ab 8888.")
@click.argument("jupyter", nargs=-1, type=click.UNPROCESSED)
def start(folder: Path, no_browser: bool, port: int | None, jupyter: tuple[str, ...]) -> None:
    """Kopiert die Lektionen nach FOLDER und öffnet JupyterLab mit der Startseite.

    Vorhandene Antworten und bearbeitete Notebooks bleiben, wie sie sind. Was nach -- steht, geht an JupyterLab.
    """
    click.echo(described(copied_to(folder), folder))
    click.echo("JupyterLab startet; gleich erscheint hier die Adresse. Beenden: zweimal Strg+C.")
    run_jupyterlab(folder, [*jupyter_options(folder, no_browser, port), *jupyter])


def copied_to(folder: Path, beside: bool = False) -> Copied:
    """The released lessons copied to `folder`; ClickException with one sentence where that is not possible."""
    try:
        return copy_lessons(released(), folder, beside)
    except NoLessons as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(
            f"In {folder} lässt sich nicht schreiben ({error.strerror}): Nenne einen anderen Ordner."
        ) from None


def described(copied: Copied, folder: Path) -> str:
    """What the copy did, for the terminal, in German."""
    lines = [f"Dein Arbeitsordner: {folder.resolve()}"]
    if copied.new:
        lines.append(f"Neu: {', '.join(copied.new)}")
    if copied.updated:
        lines.append(f"Erneuert (du hattest nichts daran geändert): {', '.join(copied.updated)}")
    if copied.kept:
        lines.append(f"Behalten, weil du daran gearbeitet hast: {', '.join(copied.kept)}")
    if copied.waiting:
        lines.append(f"Davon gibt es neue Fassungen, 'telesales update {folder}' legt sie daneben.")
    if copied.beside:
        lines.append(f"Die neue Fassung liegt daneben: {', '.join(copied.beside)}")
    return "\n".join(lines)


def jupyter_options(folder: Path, no_browser: bool, port: int | None) -> list[str]:
    """JupyterLab's command line for the work folder."""
    options = [f"--ServerApp.root_dir={folder.resolve()}", f"--LabApp.default_url=/lab/tree/{START_PAGE}"]
    if no_browser:
        options.append("--ServerApp.open_browser=False")
    if port:
        options.append(f"--ServerApp.port={port}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # containers run as root, and Jupyter would refuse to start
        options.append("--ServerApp.allow_root=True")
    return options


def run_jupyterlab(folder: Path, options: list[str]) -> None:
    """Runs JupyterLab until it is stopped; its URL goes to the terminal. The settings hold for this run only."""
    settings = str(files("telesales") / "lab")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [settings, os.environ.get("JUPYTER_CONFIG_PATH")]))
    # JupyterLab remembers open tabs: kept with the course, not among the learner's own.
    os.environ.setdefault("JUPYTERLAB_WORKSPACES_DIR", str(folder.resolve() / ".jupyterlab" / "workspaces"))
    from jupyterlab.labapp import main as jupyterlab  # Costs a second: only where it is needed.

    sys.argv = ["jupyter-lab"]
    os.chdir(folder)
    jupyterlab(options)


if __name__ == "__main__":
    start()
