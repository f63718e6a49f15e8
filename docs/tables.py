"""The directive of these pages: a table made from one of the code's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from eventnotes import checks, config, fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

Row = tuple[str, ...]


def field_rows() -> Iterator[Row]:
    """Return what each field is called, who has it, and what it is."""
    yield "Field", "On the page of", "What it holds"
    for one in fields.FIELDS:
        kinds = [f"{kind}{' (needed)' * (kind in one.required)}" for kind in sorted(one.kinds)]
        yield ", ".join(one.names), ", ".join(kinds), one.help


def setting_rows() -> Iterator[Row]:
    """Return each setting with its default and help."""
    yield "Setting", "Default", "What it is"
    for one in config.SETTINGS:
        yield f"``{one.name}``", f"``{one.default!r}``", one.help


def check_rows() -> Iterator[Row]:
    """Return each check with its rule and mend."""
    yield "Check", "What is so in a page without it", "The mend"
    for one in checks.CHECKS:
        yield f"``{one.code}``", one.rule, one.mend


TABLES = {"fields": field_rows, "settings": setting_rows, "checks": check_rows}


class CodeTable(SphinxDirective):
    """``.. code-table:: fields``, ``settings`` or ``checks``."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """Return the table, made anew when the code changes."""
        rows = TABLES.get(self.arguments[0])
        if rows is None:
            raise self.error(f"no table is called {self.arguments[0]!r}: take {', '.join(TABLES)}")
        for module in (checks, config, fields):
            self.env.note_dependency(str(module.__file__))
        head, *body = rows()
        group = nodes.tgroup(cols=len(head))
        group += [nodes.colspec(colwidth=1) for _cell in head]
        group += [nodes.thead("", self._row(head)), nodes.tbody("", *map(self._row, body))]
        return [nodes.table("", group)]

    def _row(self, cells: Row) -> nodes.row:
        return nodes.row("", *(nodes.entry("", self._paragraph(cell)) for cell in cells))

    def _paragraph(self, text: str) -> nodes.Node:
        if text.startswith("``"):
            return nodes.paragraph("", "", nodes.literal(text=text.strip("`")))
        return nodes.paragraph(text=text)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("code-table", CodeTable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
