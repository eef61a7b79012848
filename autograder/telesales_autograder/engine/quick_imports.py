"""Makes large imports quick: loading nbgrader takes as long as judging a hundred submissions."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quick_imports() -> Iterator[None]:
    """For imports of what stays for good: the garbage collector looks through it neither now nor at the end.

    nbformat goes without a grammar of addresses, which takes a second and a half to build and which it never uses.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
