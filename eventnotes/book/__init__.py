"""The book: a PDF of any Sphinx project, set by Typst.

An extension by itself: ``extensions = ["eventnotes.book"]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.book import builder, downloads, epub, settings
from eventnotes.book.merging import MergeRepeatedTitles

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything that the book adds to *app*."""
    settings.setup(app)
    builder.setup(app)
    app.add_post_transform(MergeRepeatedTitles)
    downloads.setup(app)
    epub.setup(app)
    return {"version": "1.1", "parallel_read_safe": True, "parallel_write_safe": True}
