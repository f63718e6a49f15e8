"""The style of what the extension adds to pages, for any theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from eventnotes.text.files import copy_files

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"
# Before the themes' own, which Sphinx loads at 200, so that these may change it.
PRIORITY = 150
STYLE_SHEET = "notes.css"


def copy_static(app: Sphinx) -> None:
    """Copy the style sheet and its pictures, under the site's own files, which come later.

    Not by ``html_static_path``: settings must not depend on where the extension is installed,
    nor change from one build to the next.
    """
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    copy_files(STATIC, app.outdir / "_static")
