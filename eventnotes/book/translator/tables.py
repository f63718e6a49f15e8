"""Tables with repeated heads, spans, captions and widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.book.translator.base import TranslatorBase, writing
from eventnotes.book.translator.keeping import KeepingPart

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Tables with at least this number of columns are printed in a smaller font.
MANY_COLUMNS = 7
#: Tables with at most this number of rows and characters are kept on one page.
FEW_ROWS = 12
SHORT_TABLE = 1200


class TablePart(KeepingPart):
    """Translates tables. Each cell is an argument of the table's function."""

    def visit_table(self, node: nodes.Element) -> None:
        """Open a table with its caption, alignment and width."""
        self.settle()
        self.mark(node)
        options = [f"caption: [{self._caption(node)}]"] if _title(node) else []
        if node.get("align") in ("left", "right", "center"):
            options.append(f"at: {node['align']}")
        width = node.get("width", "")
        if width.endswith("%"):
            options.append(f"width: {width}")
        if _fits_a_page(node):
            options.append("whole: true")
            self.open_unit(node)
        self.add("#framed-table(" + "".join(f"{option}, " for option in options) + "[\n")

    def depart_table(self, node: nodes.Element) -> None:
        self.close_unit(node)
        self.add("])\n\n")

    def _caption(self, node: nodes.Element) -> str:
        title = _title(node)
        if title is None:
            return ""
        self.in_caption += 1
        number = self.figure_number(node)
        caption = self.captured(title)
        self.in_caption -= 1
        return number + caption

    def visit_tgroup(self, node: nodes.Element) -> None:
        specs = [child for child in node.children if isinstance(child, nodes.colspec)]
        stubs = [str(number) for number, spec in enumerate(specs) if spec.get("stub")]
        options = [f"columns: {_columns(node.parent, specs)}"]
        if stubs:
            options.append(f"stubs: ({', '.join(stubs)},)")
        if len(specs) >= MANY_COLUMNS:
            options.append("small: true")
        self.add(f"#grid-of({', '.join(options)},\n")

    depart_tgroup = writing(")\n")

    def visit_colspec(self, node: nodes.Element) -> None:
        raise nodes.SkipNode  # read by visit_tgroup

    visit_thead = writing("table.header(\n")
    depart_thead = writing("),\n")
    visit_tbody = depart_tbody = TranslatorBase.nothing
    visit_row = TranslatorBase.mark
    depart_row = writing("\n")

    def visit_entry(self, node: nodes.Element) -> None:
        self.in_cell += 1
        spans = []
        if node.get("morecols"):
            spans.append(f"colspan: {node['morecols'] + 1}")
        if node.get("morerows"):
            spans.append(f"rowspan: {node['morerows'] + 1}")
        self.add(f"table.cell({', '.join(spans)})[" if spans else "[")
        if isinstance(node.parent.parent, nodes.thead):
            self.add("#head-cell[")

    def depart_entry(self, node: nodes.Element) -> None:
        if isinstance(node.parent.parent, nodes.thead):
            self.settle()
            self.add("]")
        self.end_item(node)
        self.in_cell -= 1


def _title(table: nodes.Element) -> nodes.Element | None:
    return next((child for child in table.children if isinstance(child, nodes.title)), None)


def _fits_a_page(table: nodes.Element) -> bool:
    """Return whether a table is small enough to keep on one page."""
    return (
        "longtable" not in table["classes"]
        and len(list(table.findall(nodes.row))) <= FEW_ROWS
        and len(table.astext()) <= SHORT_TABLE
        and next(table.findall(nodes.image), None) is None
    )


def _columns(table: nodes.Element, specs: list[nodes.colspec]) -> str:
    """Return the widths of columns: the given ones, or automatic ones."""
    if "colwidths-given" in table["classes"] or table.get("width"):
        return "(" + "".join(f"{spec['colwidth']}fr, " for spec in specs) + ")"
    if any(_needs_width(table)):
        return "(" + "".join(f"{max(spec['colwidth'], 4)}fr, " for spec in specs) + ")"
    return str(len(specs))


def _needs_width(table: nodes.Element) -> Iterator[bool]:
    """Yield whether the table contains each kind of full-width block, which has no own width."""
    for kind in (nodes.literal_block, nodes.doctest_block, nodes.table, nodes.field_list):
        yield any(found is not table for found in table.findall(kind))
