"""The book: a PDF of any Sphinx project, set by Typst, and a cover for its EPUB.

An extension by itself: ``extensions = ["eventnotes.book"]``. In: doctrees and settings; out: PDF,
EPUB, and links to both on the site. Knows no talks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.book import hooks
from eventnotes.book.builder import TypstPdfBuilder
from eventnotes.book.downloads import FOUND
from eventnotes.book.merging import MergeRepeatedTitles
from eventnotes.book.settings import SETTINGS
from eventnotes.settings.setting import add_settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything that the book adds to *app*: settings, builder, transform, hooks."""
    add_settings(app.config, SETTINGS)
    app.add_config_value(FOUND, [], "html", types=frozenset({list}))
    app.add_builder(TypstPdfBuilder)
    app.add_post_transform(MergeRepeatedTitles)
    hooks.connect(app)
    return {"version": "1.1", "parallel_read_safe": True, "parallel_write_safe": True}
