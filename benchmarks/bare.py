"""The extension without permanent links and metadata, to measure their cost."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

import eventnotes
from eventnotes.html import redirects

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# The measured parts, which the rest of the extension does not import.
PARTS = (
    *("html.metadata", "html.not_found", "html.outputs", "html.text"),
    *("links.pages", "links.transform", "links.warnings"),
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything except the measured parts."""
    for part in PARTS:
        stub = ModuleType(f"eventnotes.{part}")
        vars(stub)["setup"] = _nothing
        sys.modules[stub.__name__] = stub
    vars(redirects)["setup"] = _nothing
    vars(redirects)["old_anchors"] = lambda _env, _page: {}
    return eventnotes.setup(app)


def _nothing(app: Sphinx) -> None:
    """Register nothing."""
