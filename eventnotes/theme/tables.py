"""Make wide tables scrollable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.settings.theme import is_in_use

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def wrap_tables(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Wrap each table in a scrollable box."""
    if not is_in_use(app.builder):
        return
    for table in list(document.findall(nodes.table)):
        position = table.parent.index(table)
        table.parent.insert(position + 1, nodes.raw("", "</div>", format="html"))
        table.parent.insert(
            position, nodes.raw("", '<div class="wy-table-responsive">', format="html")
        )
