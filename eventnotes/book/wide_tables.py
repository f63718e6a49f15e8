"""Split tables that are wider than a page into parts, each with the first column.

In: an assembled doctree; out: the same with several tables for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.book.escaping import CELL_RUN
from eventnotes.book.warnings import located

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eventnotes.book.warnings import Warnings

#: The characters of a line of a table in small type on A4, and those between two columns.
_LINE = 105
_BETWEEN = 3
#: Tables with fewer columns are left as they are: their cells have room for some words.
_FEW_COLUMNS = 7


def split_wide_tables(tree: nodes.document, warnings: Warnings) -> None:
    """Split the tables in *tree* whose longest words do not fit side by side, with a warning.

    A table with cells that span others stays whole, and has a warning all the same.
    """
    for table in list(tree.findall(nodes.table)):
        group = next(table.findall(nodes.tgroup), None)
        if group is None or group["cols"] < _FEW_COLUMNS:
            continue
        parts = list(_parts(_widths(group)))
        if len(parts) < 2:
            continue
        if any("morecols" in cell or "morerows" in cell for cell in table.findall(nodes.entry)):
            warnings.warn(
                "the table is wider than a page: split it, as cells span others",
                location=located(table),
                subtype="table",
            )
            continue
        warnings.warn(
            "the table is wider than a page and printed in %s parts, each with the first column: "
            "use fewer columns",
            len(parts),
            location=located(table),
            subtype="table",
        )
        others = [_part(table, group, columns) for columns in parts[1:]]
        _keep(group, parts[0])
        for number, part in enumerate(others, table.parent.index(table) + 1):
            table.parent.insert(number, part)


def _bodies(group: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the head and the body of *group*."""
    for child in group.children:
        if isinstance(child, (nodes.thead, nodes.tbody)):
            yield child


def _rows(body: nodes.Element) -> Iterator[nodes.row]:
    for child in body.children:
        if isinstance(child, nodes.row):
            yield child


def _cells(row: nodes.Element) -> list[nodes.entry]:
    return [cell for cell in row.children if isinstance(cell, nodes.entry)]


def _widths(group: nodes.Element) -> list[int]:
    """Return the characters of the longest word in each column of *group*."""
    widths = [1] * int(group["cols"])
    for row in [row for body in _bodies(group) for row in _rows(body)]:
        for column, cell in enumerate(_cells(row)[: len(widths)]):
            words = [len(word) for word in cell.astext().split()]
            widths[column] = max(widths[column], min(max(words, default=1), CELL_RUN))
    return widths


def _parts(widths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the columns of each part, as many as fit beside the first column."""
    first = widths[0] + _BETWEEN
    part, used = [0], first
    for column, width in list(enumerate(widths))[1:]:
        if used + width + _BETWEEN > _LINE and part != [0]:
            yield part
            part, used = [0], first
        part.append(column)
        used += width + _BETWEEN
    yield part


def _part(table: nodes.table, group: nodes.Element, columns: Sequence[int]) -> nodes.table:
    """Return a table of the first column, copied, and of the others of *columns*, moved."""
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    new = nodes.tgroup(cols=len(columns))
    new += [specs[column].deepcopy() for column in columns]
    for body in _bodies(group):
        new += type(body)("", *(_row(row, columns) for row in _rows(body)))
    part = nodes.table("", new, classes=list(table["classes"]))
    part.source, part.line = table.source, table.line
    return part


def _row(row: nodes.row, columns: Sequence[int]) -> nodes.row:
    cells = _cells(row)
    first = cells[0].deepcopy()
    for node in first.findall(nodes.Element):
        node["ids"] = []  # which references lead to the original
    return nodes.row("", first, *(cells[column] for column in columns[1:] if column < len(cells)))


def _keep(group: nodes.Element, columns: Sequence[int]) -> None:
    """Leave only *columns*, the first ones, in *group*."""
    group["cols"] = len(columns)
    specs = [child for child in group.children if isinstance(child, nodes.colspec)]
    for spec in specs[len(columns) :]:
        group.remove(spec)
    for row in [row for body in _bodies(group) for row in _rows(body)]:
        row[:] = _cells(row)[: len(columns)]
