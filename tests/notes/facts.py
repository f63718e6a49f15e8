"""The facts of the published notes, page by page, which rewording must keep."""

from __future__ import annotations

import csv
from pathlib import Path

from docutils import nodes

HERE = Path(__file__).parent


def table(name: str) -> list[dict[str, str]]:
    """Return the rows of the table *name*: ``outline``, ``links`` or ``videos``."""
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def table_pages() -> list[str]:
    """Return the docname of each page, in the notes' order."""
    return list(dict.fromkeys(docname(row) for row in table("outline")))


def docname(row: dict[str, str]) -> str:
    """Return the docname of the page of *row*."""
    return row["page"].removesuffix(".rst")


def outline(tree: nodes.Element, level: int = 1) -> list[tuple[int, int, str]]:
    """Return level, number of points and heading of each section below *tree*, in order."""
    found = []
    for section in tree.children:
        if isinstance(section, nodes.section):
            found.append((level, points(section), section[0].astext()))
            found += outline(section, level + 1)
    return found


def points(section: nodes.Element) -> int:
    """Return the number of points in *section*, including nested ones, without subsections."""
    count = 0
    for child in section.children:
        if isinstance(child, nodes.Element) and not isinstance(child, nodes.section):
            count += isinstance(child, nodes.list_item | nodes.definition_list_item)
            count += points(child)
    return count


def links(tree: nodes.Element) -> set[str]:
    """Return the addresses of the external links on the page *tree*."""
    return {str(node["refuri"]) for node in tree.findall(nodes.reference) if "refuri" in node}


def field(tree: nodes.Element, name: str) -> nodes.Element:
    """Return the text of the page's field *name*, or ``""``."""
    for node in tree.findall(nodes.field):
        if node[0].astext() == name:
            return node
    return nodes.field()
