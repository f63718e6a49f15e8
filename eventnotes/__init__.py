"""Event Notes: a Sphinx extension for notes from conference talks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "1.1"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything that the extension adds to *app*."""
    app.setup_extension("eventnotes.book")
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
