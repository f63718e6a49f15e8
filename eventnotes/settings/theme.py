"""The theme's name and folder, whether a build uses it, and whether it makes a site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeGuard

    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

NAME = "eventnotes"
FOLDER = Path(__file__).parents[1] / "theme"
SITES = frozenset({"html", "dirhtml"})
"""The builders that write a site; others pack the same pages into an EPUB or help file."""


def is_in_use(builder: Builder) -> TypeGuard[StandaloneHTMLBuilder]:
    """Return whether *builder* writes pages in this theme or in one that inherits from it."""
    used = getattr(builder, "theme", None)
    if used is None or builder.name in {"json", "pickle"}:  # data for templates, not pages
        return False
    return str(FOLDER) in map(str, used.get_theme_dirs())
