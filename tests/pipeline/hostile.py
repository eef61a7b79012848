"""Submissions that cannot lie in a repository: huge files, links, pipes, and notebooks that attack the grader."""

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

Notebook = dict[str, Any]
MIME_TYPE = "application/vnd.telesales.answers+json"
NAME = "3-rewrite.ipynb"
MAKERS: dict[str, Callable[["Maker"], None]] = {}


class Maker:
    """Makes one submission in `folder` from the released notebook; `answers` gives the text of a stored submission."""

    def __init__(self, folder: Path, release: Path, answers: Callable[[str], str], canary: Path) -> None:
        self.folder, self.answers, self.canary = folder, answers, canary
        self.notebook: Notebook = json.loads(release.read_text(encoding="utf-8"))

    def save(self, notebook: Notebook | None = None) -> None:
        self.write(NAME, json.dumps(notebook or self.notebook, ensure_ascii=False, indent=1))

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")

    def with_original(self) -> None:
        self.write("answers.yaml", self.answers("original"))
        self.save()

    def carry(self, text: str) -> None:
        """Leaves `text` in the editor cell as the editor does."""
        data = {MIME_TYPE: {"answers": text}, "text/plain": "Deine Zeilen liegen auch in diesem Notebook."}
        output = {"output_type": "display_data", "data": data, "metadata": {}}
        next(cell for cell in self.code if cell["id"] == "editor")["outputs"].append(output)

    @property
    def code(self) -> list[Notebook]:
        return [cell for cell in self.notebook["cells"] if cell["cell_type"] == "code"]

    @property
    def graded(self) -> list[Notebook]:
        return [cell for cell in self.code if cell["metadata"].get("nbgrader", {}).get("grade")]

    @property
    def trap(self) -> str:
        """Code that leaves a trace when it is executed."""
        return f"open({str(self.canary)!r}, 'a').write('ran')\n"


def maker(function: Callable[[Maker], None]) -> Callable[[Maker], None]:
    MAKERS[function.__name__.replace("_", "-")] = function
    return function


@maker
def no_file(m: Maker) -> None:
    m.save()


@maker
def ten_megabytes(m: Maker) -> None:
    m.save()
    m.write("answers.yaml", m.answers("model-answer") + "  # " + "x" * 10 * 1024 * 1024)


@maker
def link_to_a_secret(m: Maker) -> None:
    m.save()
    (m.folder / "answers.yaml").symlink_to("/etc/passwd")
    (m.folder / "more.txt").symlink_to("/etc/passwd")


@maker
def named_pipe(m: Maker) -> None:
    m.save()
    os.mkfifo(m.folder / "answers.yaml")


@maker
def run_code_in_every_cell(m: Maker) -> None:
    for cell in m.code:
        cell["source"] = m.trap + "90.0"
    own = {"id": "own", "cell_type": "code", "metadata": {}, "source": m.trap, "outputs": [], "execution_count": 1}
    m.notebook["cells"].insert(0, own)
    m.with_original()


@maker
def transform_the_input(m: Maker) -> None:
    m.code[0]["source"] = m.trap + 'get_ipython().input_transformers_post.append(lambda lines: ["pass\\n"])'
    m.with_original()


@maker
def patch_telesales(m: Maker) -> None:
    patch = "import telesales.lesson\ntelesales.lesson.points = lambda id: 6.0\n"
    m.code[0]["source"] = [m.trap, patch, *m.code[0]["source"]]
    m.with_original()


@maker
def shadow_packages(m: Maker) -> None:
    packages = ("telesales/__init__.py", "telesales/lesson.py")
    for name in (*packages, "ipywidgets.py", "yaml.py", "sitecustomize.py", "nbgrader_config.py"):
        m.write(name, m.trap)
    m.with_original()


@maker
def forge_outputs(m: Maker) -> None:
    for cell in m.graded:
        data = {"text/plain": str(cell["metadata"]["nbgrader"]["points"])}
        cell["outputs"] = [{"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}]
    m.with_original()


@maker
def split_a_graded_cell(m: Maker) -> None:
    cell = m.graded[0]
    first, second = copy.deepcopy(cell), copy.deepcopy(cell)
    first["source"], second["source"], second["id"] = "points(", '"introduction")', "second-half"
    at = m.notebook["cells"].index(cell)
    m.notebook["cells"][at : at + 1] = [first, second]
    m.with_original()


@maker
def copy_all_cells(m: Maker) -> None:
    m.notebook["cells"] *= 3
    m.with_original()


@maker
def delete_graded_cells(m: Maker) -> None:
    m.notebook["cells"] = [cell for cell in m.notebook["cells"] if cell not in m.graded]
    m.with_original()


@maker
def rename_metadata(m: Maker) -> None:
    for number, cell in enumerate(m.graded):
        cell["metadata"]["nbgrader"]["grade_id"] = f"mine-{number}"
    m.with_original()


@maker
def raise_the_points(m: Maker) -> None:
    for cell in m.graded:
        cell["metadata"]["nbgrader"] |= {"points": 1000.0, "locked": False, "solution": True}
    m.with_original()


@maker
def old_metadata_schema(m: Maker) -> None:
    for cell in m.graded:
        cell["metadata"]["nbgrader"]["schema_version"] = 1
    m.with_original()


@maker
def metadata_of_wrong_types(m: Maker) -> None:
    wrong: list[Any] = ["x", [], 7, None, {"grade_id": ["introduction"]}, {"grade_id": None}]
    for cell, value in zip(m.graded, wrong, strict=False):
        cell["metadata"]["nbgrader"] = value
    m.notebook["cells"] += [7, None, {"cell_type": "code"}, {"outputs": [{"data": {MIME_TYPE: ["x"]}}, 3]}]
    m.with_original()


@maker
def turn_cells_into_text(m: Maker) -> None:
    for cell in m.graded:
        cell["cell_type"] = "markdown"
        del cell["outputs"], cell["execution_count"]
    m.with_original()


@maker
def read_the_gradebook(m: Maker) -> None:
    m.code[0]["source"] = f"""{m.trap}
import pathlib, sqlite3
for up in pathlib.Path().absolute().parents:
    if (up / "gradebook.db").exists():
        with sqlite3.connect(up / "gradebook.db") as book:
            book.execute("UPDATE grade SET manual_score = 99")
        for other in (up / "submitted").glob("*/*/answers.yaml"):
            pathlib.Path("answers.yaml").write_text(other.read_text())
"""
    m.with_original()


@maker
def leave_the_kernel(m: Maker) -> None:
    m.code[0]["source"] = m.trap + "import os; os._exit(0)"
    m.with_original()


@maker
def fork_and_fill_the_memory(m: Maker) -> None:
    m.code[0]["source"] = m.trap + "import os\nwhile True:\n    os.fork(); grown = bytearray(10**9)"
    m.with_original()


@maker
def write_outside(m: Maker) -> None:
    m.code[0]["source"] = m.trap + "for up in ('..', '../..', '../../..'): open(up + '/canary', 'w').write('here')"
    m.with_original()


@maker
def open_a_socket(m: Maker) -> None:
    m.code[0]["source"] = m.trap + "import socket; socket.create_server(('', 0)); socket.create_connection(('::1', 80))"
    m.with_original()


@maker
def answers_nested_too_deep(m: Maker) -> None:
    m.save()
    m.write("answers.yaml", "[" * 60_000)


@maker
def notebook_of_100_megabytes(m: Maker) -> None:
    m.with_original()
    with (m.folder / NAME).open("r+b") as file:
        file.truncate(100 * 1024 * 1024)


@maker
def hard_link_to_a_foreign_file(m: Maker) -> None:
    foreign = m.canary.with_name("foreign.yaml")
    foreign.write_text(m.answers("original"), encoding="utf-8")
    m.save()
    os.link(foreign, m.folder / "answers.yaml")


@maker
def strange_kernel(m: Maker) -> None:
    m.notebook["metadata"]["kernelspec"] = {"name": "bash", "display_name": "Bash", "language": "bash"}
    m.with_original()


@maker
def broken_timestamp(m: Maker) -> None:
    m.write("timestamp.txt", "yesterday, honestly")
    m.with_original()


@maker
def link_to_an_endless_device(m: Maker) -> None:
    m.with_original()
    (m.folder / "notes.txt").symlink_to("/dev/zero")
    (m.folder / "timestamp.txt").symlink_to("/dev/zero")


@maker
def notebook_no_json(m: Maker) -> None:
    m.with_original()
    m.write(NAME, "{'cells': [")


@maker
def notebook_nested_too_deep(m: Maker) -> None:
    m.with_original()
    m.write(NAME, "[" * 200_000)


@maker
def notebook_is_a_link(m: Maker) -> None:
    m.with_original()
    (m.folder / NAME).unlink()
    (m.folder / NAME).symlink_to("/etc/passwd")


@maker
def notebook_alone_model_answer(m: Maker) -> None:
    m.carry(m.answers("model-answer"))
    m.save()


@maker
def notebook_alone_partly(m: Maker) -> None:
    m.carry(m.answers("partly"))
    m.save()


@maker
def notebook_alone_original(m: Maker) -> None:
    m.carry(m.answers("original"))
    m.save()


@maker
def notebook_alone_broken_answers(m: Maker) -> None:
    m.carry(m.answers("broken-yaml"))
    m.save()


@maker
def notebook_beside_a_broken_file(m: Maker) -> None:
    m.carry(m.answers("original"))
    m.save()
    m.write("answers.yaml", m.answers("broken-yaml"))


@maker
def notebook_differs_from_the_file(m: Maker) -> None:
    m.carry(m.answers("model-answer"))
    m.with_original()
