"""Recover from a build that was killed, or that failed on a full disk.

It may have left half-written pages, doctrees and records of Sphinx.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Set
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

# Lines of Sphinx's record of a site's settings. It can't read one with fewer.
_BUILDINFO_LINES = 4

logger = logging.getLogger(__name__)


def marker(app: Sphinx) -> Path:
    """Return the file beside the doctrees that exists while the builder runs."""
    return app.doctreedir / f"{app.builder.name}.unfinished"


def _reading(app: Sphinx) -> Path:
    """Return the file that exists while any builder reads pages into the shared doctrees."""
    return app.doctreedir / "reading.unfinished"


def remove_cut_record(app: Sphinx) -> None:
    """Remove Sphinx's record of the settings of a site or an EPUB if it was cut off."""
    record = app.outdir / ".buildinfo"
    if record.is_file() and len(record.read_bytes().splitlines()) < _BUILDINFO_LINES:
        logger.info("%s was cut off in the last build: removed, to be written again", record)
        record.unlink()


def outdated_after_interruption(
    app: Sphinx, env: BuildEnvironment, *_changes: Set[str]
) -> list[str]:
    """Return all pages if the last build was interrupted, else none.

    Sphinx compares modification times, so it takes a half-written page for up to date.
    """
    markers = (marker(app), _reading(app))
    interrupted = any(one.exists() for one in markers)
    for one in markers:
        one.touch()
    if interrupted:
        logger.info("the last build was interrupted: rebuilding all pages")
    return sorted(env.found_docs) if interrupted else []


def note_reading_end(app: Sphinx, _builder: Builder) -> None:
    """Remove the marker of reading: the doctrees and the environment are complete."""
    _reading(app).unlink(missing_ok=True)


def note_end(app: Sphinx, exception: Exception | None) -> None:
    """Remove the marker if the build has finished without an exception."""
    if exception is None:
        marker(app).unlink(missing_ok=True)
