"""Ein JupyterHub für diesen Kurs, mit nbgraders Austauschordner. Was hier steht, erklärt docs/hub.md."""

from pathlib import Path

from jupyterhub.spawner import Spawner

c = get_config()  # noqa: F821 — JupyterHub puts it here

# Diese vier Zeilen gehören dir: Namen, wie das Betriebssystem sie kennt, und der Ordner aus make-folders.
COURSE = "telesales"
TEACHERS = {"lehrkraft"}
STUDENTS = {"anna", "bernd"}
COURSE_FOLDER = "/srv/nbgrader/course"

SETTINGS = Path(__file__).parent

# Nur wer hier steht, kommt hinein; die Gruppen sagen nbgrader, wer zu welchem Kurs gehört.
c.Authenticator.allowed_users = TEACHERS | STUDENTS
c.JupyterHub.load_groups = {
    f"formgrade-{COURSE}": {"users": sorted(TEACHERS)},
    f"nbgrader-{COURSE}": {"users": sorted(STUDENTS)},
}
# Ein Server darf die Gruppen dessen lesen, dem er gehört, und sonst nichts.
c.Spawner.server_token_scopes = [
    "users:activity!user",
    "access:servers!user",
    "read:users:name!user",
    "read:users:groups!user",
]

# Davor gehört ein Webserver mit HTTPS: docs/hub.md.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.Spawner.default_url = "/lab"


def settings(spawner: Spawner) -> str:
    """Lehrkräfte bekommen die Einstellungen des Kurses, Lernende die Liste ihrer Aufgaben."""
    return str(SETTINGS / ("teachers" if spawner.user.name in TEACHERS else "students"))


def open_formgrader(spawner: Spawner) -> None:
    """Lehrkräfte beginnen im Formgrader; er verlangt den Kursordner unter der Wurzel ihres Servers."""
    if spawner.user.name in TEACHERS:
        spawner.notebook_dir = COURSE_FOLDER
        spawner.default_url = "/formgrader"


c.Spawner.environment = {"JUPYTER_CONFIG_PATH": settings}
c.Spawner.pre_spawn_hook = open_formgrader
