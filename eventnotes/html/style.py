"""The style sheet for the extension's additions to pages, in any theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from eventnotes.text.files import copy_files

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"
# Loaded before the theme's styles (priority 200), which can override it.
PRIORITY = 150
STYLE_SHEET = "notes.css"


def copy_static(app: Sphinx) -> None:
    """Copy the style sheet and its images before the site's own files, which override them.

    ``html_static_path`` is not used, because settings must not depend on where the extension
    is installed or change between builds.
    """
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    copy_files(STATIC, app.outdir / "_static")
