"""nbgrader for this course. Learners' answers are data: no grading command executes any of their code."""

import os
import sys
from pathlib import Path

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    Execute,
    GetGrades,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)

try:
    from telesales_autograder.hub_exchange import CarefulCollect, ReleaseOwnFeedback
    from telesales_autograder.nbgrader_plugins import (
        TEMPLATES,
        AnswersOnlyExporter,
        AskAPerson,
        JudgeAnswers,
        PrepareFeedback,
        RefuseAnswers,
    )
except Exception as error:
    # nbgrader only logs a configuration that fails, and would go on to execute the learners' code without it.
    sys.exit(f"nbgrader_config.py: {error} (install the course: pip install -e '.[instructor]'). Nothing was done.")

c = get_config()  # noqa: F821 — nbgrader puts it here

# nbgrader calls `alembic` by name; it lies beside the interpreter, also where the environment is not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

c.CourseDirectory.course_id = "telesales"

# release/ is generated and committed: without force, generate_assignment would skip what is already there.
c.GenerateAssignment.force = True
# A learner's answers in source/ would be released, and then overwrite each learner's own.
c.GenerateAssignment.preprocessors = [RefuseAnswers, *GenerateAssignment.preprocessors.default_args[0]]

# The stubs of answer cells in German; a stub must not earn points.
c.ClearSolutions.code_stub = {"python": "# Deine Antwort"}
c.ClearSolutions.text_stub = "Schreibe hier deine Antwort."

# The submission is read as data and the teacher's notebook restored around it, before nbgrader copies or reads a file.
c.Autograde.exporter_class = AnswersOnlyExporter
# Nothing of the learner's cells is left to clear or to deduplicate; hidden tests come back from the gradebook.
c.Autograde.sanitize_preprocessors = [OverwriteKernelspec, OverwriteCells, CheckCellMetadata]
# Judging stands where Execute stood. TELESALES_EXECUTE=1 runs the restored notebook in a kernel: the points are equal.
judging = Execute if os.environ.get("TELESALES_EXECUTE") == "1" else JudgeAnswers
c.Autograde.autograde_preprocessors = [
    judging,
    LimitOutput,
    SaveAutoGrades,
    AskAPerson,
    AssignLatePenalties,
    CheckCellMetadata,
]

# A graceful shutdown of the kernel costs half a second a submission, for nothing.
c.Execute.shutdown_kernel = "immediate"
# Files beside the notebook must not shadow packages; ipykernel's warning about TCP says nothing to a teacher.
c.Execute.extra_arguments = ["--IPKernelApp.ignore_cwd=True", "--IPKernelApp.log_level=40"]
# Widgets have no state here; their static HTML is what feedback shows.
c.Execute.store_widget_state = False
# Times of execution would make every run's notebooks differ.
c.Execute.record_timing = False

# Feedback shows no code of tests: neither hidden ones nor lines of tracebacks.
c.GenerateFeedback.preprocessors = [GetGrades, ClearHiddenTests, PrepareFeedback, CSSHTMLHeaderPreprocessor]
# The page is German, loads nothing from elsewhere and shows no code. The formgrader keeps its own template.
c.GenerateFeedback.HTMLExporter.template_name = "telesales-feedback"
c.GenerateFeedback.HTMLExporter.extra_template_basedirs = [TEMPLATES]

# On a hub learners own what lies in the exchange folder, links included.
c.ExchangeFactory.collect = CarefulCollect
c.ExchangeFactory.release_feedback = ReleaseOwnFeedback

# zip_collect drops everything but notebooks unless told.
c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".yaml"]
