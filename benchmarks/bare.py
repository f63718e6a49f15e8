"""The extension without links that last and metadata, to measure what those cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import eventnotes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything but the parts under measurement."""
    from eventnotes import beside
    from eventnotes.html import metadata, not_found, outputs, redirects, text
    from eventnotes.links import pages, transform, warnings

    for part in (
        beside,
        metadata,
        not_found,
        outputs,
        redirects,
        text,
        pages,
        transform,
        warnings,
    ):
        vars(part)["setup"] = _nothing
    return eventnotes.setup(app)


def _nothing(app: Sphinx) -> None:
    """Register nothing."""
