"""The Typst labels of the nodes of an assembled doctree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from eventnotes.book import escaping

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The maximum length of a label. The limit of PDF is 32,767 characters.
LONGEST = 1000


class Anchors:
    """Look-up of labels: one for each node that can be a target, even if it has several ids.

    *tree* is the assembled document; its ``docname`` is that of the start document.
    """

    def __init__(self, tree: nodes.document) -> None:
        self._labels: dict[tuple[str, str], str] = {}
        self._of_node: dict[int, str] = {}
        self._taken: set[str] = set()
        self.docnames: set[str] = {tree["docname"]}
        self._items: list[tuple[nodes.list_item, str]] = []
        self._linked: set[str] = set()
        self._collect(tree, tree["docname"])
        self._note_items()

    def label(self, docname: str, name: str = "") -> str | None:
        """Return the label of the id *name* in *docname* (of its start if empty), or None."""
        return self._labels.get((docname, name))

    def of(self, node: nodes.Node) -> str | None:
        """Return the label of *node*, or None."""
        return self._of_node.get(id(node))

    def _collect(self, node: nodes.Element, docname: str) -> None:
        if isinstance(node, addnodes.start_of_file):
            docname = node["docname"]
            self.docnames.add(docname)
        if isinstance(node, (nodes.document, addnodes.start_of_file)):
            self._note(_first_section(node), docname, [""])
        elif isinstance(node, nodes.list_item):
            self._items.append((node, docname))
        elif node.get("ids") and not isinstance(node, nodes.problematic):
            self._note(_bearer(node), docname, node["ids"])
        if isinstance(node, nodes.reference):
            self._linked.add(node.get("refid") or node.get("refuri", "").rpartition("#")[2])
        for child in node.children:
            if isinstance(child, nodes.Element):
                self._collect(child, docname)

    def _note_items(self) -> None:
        """Note the list items that the book links to.

        Others have ids for web addresses only. Typst makes named destinations only of headings,
        and thousands of labels that nothing uses would cost time.
        """
        for item, docname in self._items:
            if not self._linked.isdisjoint(item["ids"]):
                self._note(item, docname, item["ids"])

    def _note(self, node: nodes.Element, docname: str, names: list[str]) -> None:
        if id(node) not in self._of_node:
            self._of_node[id(node)] = self._unused(f"{docname}:{names[0]}".rstrip(":"))
        for name in names:
            self._labels.setdefault((docname, name), self._of_node[id(node)])

    def _unused(self, name: str) -> str:
        base = label = escaping.label(name)[:LONGEST]
        number = 1
        while label in self._taken:
            number += 1
            label = f"{base}.{number}"
        self._taken.add(label)
        return label


def _first_section(node: nodes.Element) -> nodes.Element:
    """Return the first section of a document, or *node* itself."""
    return next((child for child in _visible(node.children)), node) if _opens(node) else node


def _opens(node: nodes.Element) -> bool:
    first = next(_visible(node.children), None)
    return isinstance(first, nodes.section)


def _bearer(node: nodes.Element) -> nodes.Element:
    """Return the node that the label of *node* is attached to.

    For an empty target directly before a section, that is the section, because its heading may
    start a new page.
    """
    if not isinstance(node, nodes.target) or node.children or node.parent is None:
        return node
    siblings = node.parent.children
    following = next(_visible(siblings[siblings.index(node) + 1 :]), None)
    if isinstance(following, addnodes.start_of_file):
        following = next(_visible(following.children), None)
    return following if isinstance(following, nodes.section) else node


def _visible(siblings: list[nodes.Node]) -> Iterator[nodes.Element]:
    for node in siblings:
        if isinstance(node, nodes.target) and not node.children:
            continue
        if isinstance(node, nodes.Element) and not isinstance(node, nodes.Invisible):
            yield node
        elif isinstance(node, nodes.Text):
            return
