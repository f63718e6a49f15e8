"""Rebuild everything after an interrupted build, which may have left half-written pages."""

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
    """Return the file beside the doctrees that exists while the builder runs."""
    return app.doctreedir / f"{app.builder.name}.unfinished"


def outdated_after_interruption(
    app: Sphinx, env: BuildEnvironment, *_changes: Set[str]
) -> list[str]:
    """Return all pages if the last build was interrupted, else none.

    Sphinx compares modification times, so it takes a half-written page for up to date.
    """
    if marker(app).exists():
        logger.info("the last build was interrupted: rebuilding all pages")
        return sorted(env.found_docs)
    marker(app).touch()
    return []


def note_end(app: Sphinx, exception: Exception | None) -> None:
    """Remove the marker if the build has finished without an exception."""
    if exception is None:
        marker(app).unlink(missing_ok=True)
