"""Digests of tables of contents, as the text of pages shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from eventnotes.text.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

# A depth that ends nowhere, as Sphinx counts.
WHOLE = 0
# Only the titles of pages, not their headings or what is below them.
TITLES = 1


class Contents:
    """The tables of contents of all pages; each digest is made once.

    What a page costs does not depend on how many others there are.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._pages: dict[tuple[str, int], str] = {}

    def page(self, docname: str, depth: int = WHOLE) -> str:
        """Return the entry of a page in a table of contents *depth* levels deep."""
        key = (docname, depth)
        if key not in self._pages:
            self._pages[key] = ""  # Where a circle of pages comes back to this one.
            toc = self._env.tocs.get(docname)
            if toc is not None:
                self._pages[key] = digest(list(self._items(toc, depth)))
        return self._pages[key]

    def trees(self, docname: str) -> Iterator[object]:
        """Return the tables of contents that stand in the text of a page."""
        toc = self._env.tocs.get(docname)
        for tree in toc.findall(addnodes.toctree) if toc is not None else ():
            yield self._tree(tree, max(tree.get("maxdepth", WHOLE), WHOLE))

    def _items(self, node: nodes.Element, depth: int) -> Iterator[object]:
        """Return the entries of a page's headings and of the pages that it lists."""
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
