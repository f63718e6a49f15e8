"""The HTML theme: the look of sphinx_rtd_theme, light, and safe under a strict policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.theme import formulas, pictures, styles, tables
from eventnotes.theme.use import FOLDER, is_in_use

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["FOLDER", "NAME", "is_in_use", "setup"]

NAME = "eventnotes"


def setup(app: Sphinx) -> None:
    """Register the theme."""
    app.add_html_theme(NAME, FOLDER)
    formulas.setup(app)
    tables.setup(app)
    pictures.setup(app)
    styles.setup(app)
