"""nbgrader auf den Servern der Lernenden: wo der Austauschordner liegt, und wer man ist."""

import os

c = get_config()  # noqa: F821 — nbgrader puts it here

c.CourseDirectory.course_id = "telesales"
c.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]
c.Exchange.root = "/srv/nbgrader/exchange"
# Die Aufgaben liegen in telesales/, damit ein zweiter Kurs daneben Platz hat.
c.Exchange.path_includes_course = True
# Angezeigt werden die Kurse, in deren Gruppe man ist (load_groups in jupyterhub_config.py).
c.Authenticator.plugin_class = "nbgrader.auth.jupyterhub.JupyterHubAuthPlugin"
