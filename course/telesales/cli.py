"""The one command, `telesales`: the learner's commands here, the instructor's by entry point."""

from collections.abc import Iterable
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points

import click

OWN_COMMANDS = {
    "check": "telesales.checking:check",
    "simulate": "telesales.simulating:simulate",
    "start": "telesales.start:start",
    "update": "telesales.update:update",
}
"""Loaded when they are called, so that `check` does not wait for Jupyter's imports."""

INSTRUCTOR_PACKAGES = ("filelock", "nbgrader", "jupytext", "nbformat", "nbconvert", "traitlets", "simplemma")


class Commands(click.Group):
    """Adds the commands that other packages offer under the entry point `telesales.commands`."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted({*OWN_COMMANDS, *(entry.name for entry in _offered())})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name in OWN_COMMANDS:
            module, attribute = OWN_COMMANDS[name].split(":")
            command: click.Command = getattr(import_module(module), attribute)
            return command
        return next((_loaded(entry) for entry in _offered() if entry.name == name), None)


def _offered() -> Iterable[EntryPoint]:
    return entry_points(group="telesales.commands")


def _loaded(entry: EntryPoint) -> click.Command:
    try:
        command: click.Command = entry.load()
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in INSTRUCTOR_PACKAGES:
            raise
        raise click.ClickException(
            f"'telesales {entry.name}' braucht das Paket {error.name}: pip install 'telesales-course[instructor]'"
        ) from None
    return command


@click.group(cls=Commands)
@click.version_option(package_name="telesales-course")
def main() -> None:
    """Ein Kurs zum Telefonieren: lernen, prüfen, bewerten."""
