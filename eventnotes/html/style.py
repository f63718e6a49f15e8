"""The style of what the extension adds to pages, for any theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"
# Before the themes' own, which Sphinx loads at 200, so that these may change it.
_PRIORITY = 150


def copy_static(app: Sphinx) -> None:
    """Copy the style sheet and its pictures, under the site's own files, which come later.

    Not by ``html_static_path``: settings must not depend on where the extension is installed,
    nor change from one build to the next.
    """
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    folder = Path(app.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    for file in STATIC.iterdir():
        data, to = file.read_bytes(), folder / file.name
        if not to.is_file() or to.read_bytes() != data:
            to.write_bytes(data)


def setup(app: Sphinx) -> None:
    """Register the style sheet."""
    app.connect("builder-inited", copy_static)
    app.add_css_file("notes.css", priority=_PRIORITY)
