"""`telesales start` prepares the folder, says what it did, and hands the rest to JupyterLab."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from telesales import start as start_module
from telesales.workfolder import Copied, NoLessons


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """JupyterLab's command lines, in place of a running JupyterLab; the released lessons are one start page."""
    seen: list[list[str]] = []
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / "start.ipynb").write_text("{}")
    monkeypatch.setattr(start_module, "released", lambda: tmp_path / "release")
    monkeypatch.setattr(start_module, "run_jupyterlab", lambda folder, options: seen.append(options))
    return seen


def test_the_start_page_opens_in_the_work_folder(calls: list[list[str]], tmp_path: Path) -> None:
    result = CliRunner().invoke(start_module.start, [str(tmp_path / "mine"), "--no-browser", "--port", "8899"])
    assert result.exit_code == 0 and "Neu: start.ipynb" in result.output
    assert f"--ServerApp.root_dir={tmp_path / 'mine'}" in calls[0]
    assert "--LabApp.default_url=/lab/tree/start.ipynb" in calls[0]
    assert {"--ServerApp.open_browser=False", "--ServerApp.port=8899"} <= set(calls[0])


def test_what_stands_behind_two_dashes_goes_to_jupyterlab(calls: list[list[str]], tmp_path: Path) -> None:
    CliRunner().invoke(start_module.start, [str(tmp_path / "mine"), "--", "--ServerApp.ip=0.0.0.0"])
    assert calls[0][-1] == "--ServerApp.ip=0.0.0.0"


def test_missing_lessons_stop_with_one_sentence(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing() -> Path:
        raise NoLessons("Die Lektionen fehlen")

    monkeypatch.setattr(start_module, "released", missing)
    result = CliRunner().invoke(start_module.start, [str(tmp_path / "mine")])
    assert result.exit_code == 1 and "Die Lektionen fehlen" in result.output and calls == []


def test_a_folder_that_cannot_be_made_stops_with_one_sentence(calls: list[list[str]], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(start_module.start, [str(tmp_path / "file" / "inside")])
    assert result.exit_code == 1 and "anderen Ordner" in result.output and calls == []


def test_what_was_kept_is_said(tmp_path: Path) -> None:
    text = start_module.described(Copied(kept=["3-rewrite/3-rewrite.ipynb"]), tmp_path)
    assert "Behalten" in text and "3-rewrite.ipynb" in text


def test_the_settings_of_this_run_name_settings_that_jupyterlab_has() -> None:
    schemas = pytest.importorskip("jupyterlab.commands").get_app_dir() + "/schemas"
    overrides = json.loads((files("telesales") / "lab/labconfig/default_setting_overrides.json").read_text())
    for plugin, values in overrides.items():
        package, name = plugin.split(":")
        schema = json.loads((Path(schemas) / package / f"{name}.json").read_text())
        assert set(values) <= set(schema["properties"]), plugin
