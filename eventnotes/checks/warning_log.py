"""The warnings of a build, ours and others', kept as they are printed; their pages are read again.

Sphinx says what is wrong with a page's markup only when it reads the page. A page with such a
warning is read by every build until it is fixed, so that no build, and no check, misses it.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.internals import BuildPhase, add_warning_filter, read_again, warning_filters
from eventnotes.records.model import Problem
from eventnotes.text.warning import TYPE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

# The code of a warning that has no type.
UNTYPED = "markup"


class WarningLog(logging.Filter):
    """Keeps what passes Sphinx's own filters: nothing suppressed, nothing twice."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app
        self.problems: list[Problem] = []

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep *record*, and have its page read again if it comes of reading."""
        kind, subtype = (str(getattr(record, name, "") or "") for name in ("type", "subtype"))
        name = ".".join(filter(None, (kind, subtype)))
        docname, line = self._place(str(getattr(record, "location", "") or ""))
        problem = Problem(
            docname=docname,
            line=line,
            code=subtype if kind == TYPE else name or UNTYPED,
            # Sphinx's own class of records puts the location before it.
            message=logging.LogRecord.getMessage(record).removesuffix(f" [{name}]"),
        )
        self.problems.append(problem)
        # Ours come of every build, see `report.report`.
        if kind != TYPE and self._app.phase is BuildPhase.READING:
            read_again(self._app.env, _pages_with(self._app.env, docname))
        return True

    def _place(self, location: str) -> tuple[str, int]:
        """Return the page, or the file by its path in the site, and the line.

        :param location: as Sphinx has translated it; what has none is that of ``conf.py``
        """
        path, _, line = location.rpartition(":")
        if not line.isdigit():
            path, line = location.removesuffix(":"), "1"
        if not path or not hasattr(self._app, "env"):
            return "conf.py", 1
        env = self._app.env
        if path in env.found_docs:
            return path, int(line)
        file = Path(path)
        if not file.is_absolute():
            # docutils writes an included file's path from the working directory.
            file = file.resolve() if file.exists() else env.srcdir / file
        docname = env.path2doc(file)
        if docname in env.found_docs:
            return str(docname), int(line)
        inside = file.is_relative_to(env.srcdir)
        return file.relative_to(env.srcdir).as_posix() if inside else str(file), int(line)


def _pages_with(env: BuildEnvironment, place: str) -> set[str]:
    """Return the page *place*, or all that use the file *place*."""
    if place in env.found_docs:
        return {place}
    file = env.srcdir / place
    return {
        page
        for page, files in env.dependencies.items()
        if any(env.srcdir / one == file for one in files)
    }


def keep_warnings(app: Sphinx, config: Config) -> None:
    """Keep every warning of *app* from here on."""
    add_warning_filter(WarningLog(app))


def kept_problems() -> list[Problem]:
    """Return the warnings of the last build in this process: of a page, or of a file by its path.

    Their code is our subtype, the type and subtype of others, or `UNTYPED`.
    """
    return [
        problem
        for one in warning_filters()
        if isinstance(one, WarningLog)
        for problem in one.problems
    ]
