"""Merges a section that holds nothing but one inlined page of its own title into that page.

A front page has sections such as "Credits" with nothing in it but the toctree that leads to the
page "Credits". On the web each is a page; a book would print a chapter that holds one section of
its own name. This works on the assembled tree of any whole-book builder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

if TYPE_CHECKING:
    from typing import Any


class MergeRepeatedTitles(SphinxPostTransform):
    """Merges such sections in the books of the LaTeX and Typst builders."""

    default_priority = 300  # when references are resolved, before LaTeX's own transforms
    formats = ("latex", "typst")

    def run(self, **_kwargs: Any) -> None:
        """Merge every such section of the document."""
        for section in list(self.document.findall(nodes.section)):
            merge(section)


def merge(section: nodes.section) -> None:
    """Put the page inside *section* in its place, if that is all *section* holds."""
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
    """Return the inlined page that is all that *section* holds under its title."""
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
