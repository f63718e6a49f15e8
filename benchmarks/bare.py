"""The extension without permanent links and metadata, to measure their cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import eventnotes
from eventnotes import hooks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# The parts under measurement.
PARTS = (
    *("html.metadata", "html.not_found", "html.redirects", "html.outputs.writer"),
    *("links.pages", "links.transform", "links.warnings", "reading.beginning"),
)
MODULES = {f"eventnotes.{part}" for part in PARTS}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension without the hooks and transforms of those parts."""
    hooks.HOOKS = tuple(one for one in hooks.HOOKS if one.handler.__module__ not in MODULES)
    hooks.TRANSFORMS = tuple(one for one in hooks.TRANSFORMS if one[0].__module__ not in MODULES)
    return eventnotes.setup(app)
