"""The style of what the extension adds to pages, for any theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"
# Before the themes' own, which Sphinx loads at 200, so that these may change it.
_PRIORITY = 150


def add_static_path(app: Sphinx) -> None:
    """Let the HTML builders copy the style sheet, under the site's own files.

    Only once the builder has made its fingerprint of the settings: that must not depend on
    where the extension is installed.
    """
    app.config.html_static_path.insert(0, str(STATIC))


def setup(app: Sphinx) -> None:
    """Register the style sheet."""
    app.connect("builder-inited", add_static_path)
    app.add_css_file("notes.css", priority=_PRIORITY)
