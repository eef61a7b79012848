"""nbgrader auf dem Server einer Lehrkraft: die Einstellungen des Kurses, und wo die Ordner liegen."""

import sys
from pathlib import Path

c = get_config()  # noqa: F821 — nbgrader puts it here

COURSE_FOLDER = "/srv/nbgrader/course"

# Ohne die Einstellungen des Kurses würde nbgrader ausführen, was Lernende geschrieben haben: dann lieber gar nicht.
if not Path(COURSE_FOLDER, "nbgrader_config.py").is_file():
    sys.exit(f"{COURSE_FOLDER}/nbgrader_config.py fehlt. Kopiere sie aus dem Projekt dorthin. Nichts wurde getan.")
load_subconfig("nbgrader_config.py", path=COURSE_FOLDER)  # noqa: F821 — as above

c.CourseDirectory.root = COURSE_FOLDER
c.Exchange.root = "/srv/nbgrader/exchange"
