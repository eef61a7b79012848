"""Loads all that a page needs when it is imported: processes that are forked after that need not do it each."""

import gc

from telesales.answers import to_yaml
from telesales.handed import HandedFile
from telesales.loading import load_call
from telesales.plots.measures import original
from telesales_autograder.pages import work  # noqa: F401 — what the processes run
from telesales_autograder.pages.graded import Graded
from telesales_autograder.pages.marks import Marks
from telesales_autograder.pages.page import Lesson, page_of

_POST = to_yaml(original(load_call())).encode()
page_of(Lesson("", "", "rewrite", False), "", Graded(HandedFile(_POST), (), {}), Marks({}, {}))
gc.freeze()  # word lists and templates stay for good
gc.set_threshold(50_000)
