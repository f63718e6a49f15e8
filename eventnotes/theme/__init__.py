"""The HTML theme: the look of sphinx_rtd_theme, light, and safe under a strict policy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

NAME = "eventnotes"
FOLDER = Path(__file__).parent


class ScrollingTables(SphinxPostTransform):
    """Puts each table into a box that scrolls by itself, and leaves its columns to the browser.

    Widths of columns would be inline styles, which a strict policy forbids.
    """

    default_priority = 610
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Wrap every table."""
        for table in list(self.document.findall(nodes.table)):
            kept = [one for one in table["classes"] if not one.startswith("colwidths-")]
            table["classes"] = [*kept, "colwidths-auto"]
            position = table.parent.index(table)
            table.parent.insert(position + 1, nodes.raw("", "</div>", format="html"))
            table.parent.insert(position, nodes.raw("", '<div class="scroll">', format="html"))


def is_in_use(builder: Builder) -> bool:
    """Tell whether *builder* shows pages in this theme, or in one that inherits it."""
    used = getattr(builder, "theme", None)
    return used is not None and str(FOLDER) in map(str, used.get_theme_dirs())


def setup(app: Sphinx) -> None:
    """Register the theme."""
    app.add_html_theme(NAME, FOLDER)
    app.add_post_transform(ScrollingTables)
