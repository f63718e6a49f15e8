"""Start afresh after a build that was cut short: it may have left half-written pages behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Set
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


def marker(app: Sphinx) -> Path:
    """Return the file that stands beside the doctrees while *app*'s builder is at work."""
    return app.doctreedir / f"{app.builder.name}.unfinished"


def outdated_after_interruption(
    app: Sphinx, env: BuildEnvironment, *_changes: Set[str]
) -> list[str]:
    """Return every page where the last build did not end: all are read and written again.

    Sphinx goes by a page's time of writing, and so takes one that was cut off for up to date.
    """
    if marker(app).exists():
        logger.info("the last build did not end: building every page again")
        return sorted(env.found_docs)
    marker(app).touch()
    return []


def note_end(app: Sphinx, exception: Exception | None) -> None:
    """Take the marker away where the build came to its end."""
    if exception is None:
        marker(app).unlink(missing_ok=True)
