"""The book: a PDF of any Sphinx project, typeset by Typst, and a cover for its EPUB.

A separate extension: ``extensions = ["eventnotes.book"]``. In: doctrees and settings; out: PDF,
EPUB, and links to both on the site. Independent of the notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.book import hooks
from eventnotes.book.builder import add_builders
from eventnotes.book.downloads import FOUND
from eventnotes.book.merging import MergeRepeatedTitles
from eventnotes.book.settings import SETTINGS
from eventnotes.settings.setting import add_settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register settings, builders, transform and event handlers."""
    add_settings(app.config, SETTINGS)
    app.add_config_value(FOUND, [], "html", types=frozenset({list}))
    add_builders(app)
    app.add_post_transform(MergeRepeatedTitles)
    hooks.connect(app)
    return {"version": "1.1", "parallel_read_safe": True, "parallel_write_safe": True}
