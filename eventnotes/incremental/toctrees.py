"""Digests of the tables of contents that pages show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from eventnotes.reading.toctrees import toctrees_of
from eventnotes.text.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

# Sphinx's value for unlimited depth.
WHOLE = 0
# Only the titles of pages, without headings and subpages.
TITLES = 1


class Contents:
    """The tables of contents of all pages. Digests are cached.

    The cost of a page does not depend on the number of pages.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._pages: dict[tuple[str, int], str] = {}

    def page(self, docname: str, depth: int = WHOLE) -> str:
        """Return the digest of a page's entry in a table of contents *depth* levels deep."""
        key = (docname, depth)
        if key not in self._pages:
            self._pages[key] = ""  # ends the recursion in a cycle of pages
            toc = self._env.tocs.get(docname)
            if toc is not None:
                self._pages[key] = digest(list(self._items(toc, depth)))
        return self._pages[key]

    def trees(self, docname: str) -> Iterator[object]:
        """Yield the tables of contents in the text of a page."""
        for tree in toctrees_of(self._env, docname):
            yield self._tree(tree, max(tree.get("maxdepth", WHOLE), WHOLE))

    def _items(self, node: nodes.Element, depth: int) -> Iterator[object]:
        """Yield the entries of a page's headings and of the pages in its toctrees."""
        for child in node.children:
            if isinstance(child, addnodes.toctree):
                yield self._tree(child, depth)
            elif isinstance(child, nodes.bullet_list):
                if depth != TITLES:
                    yield list(self._items(child, max(depth - 1, WHOLE)))
            elif isinstance(child, nodes.reference):
                number = child.get("secnumber")
                yield "".join(map(str, child.children)), child.get("anchorname"), number
            elif isinstance(child, nodes.Element):
                yield from self._items(child, depth)

    def _tree(self, tree: addnodes.toctree, depth: int) -> object:
        entries = [(title, ref, self.page(ref, depth)) for title, ref in tree["entries"]]
        return tree.get("caption"), tree.get("hidden"), entries
