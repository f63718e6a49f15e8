"""Merge a section into the page of the same title that is its only content.

A front page often has sections such as "Credits" that contain only the toctree with the page
"Credits". A book would print a chapter with one section of the same title. This works on the
assembled doctree of any builder that inlines toctrees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from typing import Any


class MergeRepeatedTitles(SphinxPostTransform):
    """Merges repeated titles in books built by LaTeX and Typst."""

    default_priority = 300  # after references are resolved, before LaTeX's transforms
    formats = ("latex", "typst")

    def run(self, **_kwargs: Any) -> None:
        for section in list(self.document.findall(nodes.section)):
            merge(section)


def merge(section: nodes.section) -> None:
    """Replace *section* by its inlined page, if that is its only content and has its title."""
    page = _only_page(section)
    held = [node for node in page.children if _says_something(node)] if page else []
    if page is None or len(held) != 1 or not isinstance(held[0], nodes.section):
        return
    inner = held[0]
    if not _same(inner.children[0].astext(), section.children[0].astext()):
        return
    page.insert(0, nodes.target("", "", ids=list(section["ids"])))
    section.replace_self(page)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _only_page(section: nodes.section) -> nodes.Element | None:
    """Return the inlined page that is the only content of *section*, or None."""
    if not section.children or not isinstance(section.children[0], nodes.title):
        return None
    held = [node for node in section.children[1:] if _says_something(node)]
    while len(held) == 1 and isinstance(held[0], nodes.compound):
        held = [node for node in held[0].children if _says_something(node)]
    if len(held) == 1 and isinstance(held[0], addnodes.start_of_file):
        return held[0]
    return None


def _says_something(node: nodes.Node) -> bool:
    if isinstance(node, nodes.compound):
        return any(map(_says_something, node.children))
    if isinstance(node, nodes.target):
        return bool(node.children)
    return not isinstance(node, (nodes.comment, nodes.Invisible))
